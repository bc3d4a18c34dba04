package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.risk.Nomination.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The accounts whose slack is a sum of straight lines: cross and isolated ones without reservations. A round first prepares
 * every symbol, and changes nothing before all of them could be read.
 */
final class Columns {

    private static final long NOTHING_FITS = -1;

    private final BookLimits limits;
    private final AccountIndex index = new AccountIndex();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final Map<SymbolSource, Symbol> symbolOf = new HashMap<>();
    private Watches watches;
    private MarketView market;

    Columns(BookLimits limits) {
        this.limits = limits;
    }

    /** Whether an account is in columns. */
    boolean holds(String accountId) {
        return index.slot(accountId) != AccountIndex.ABSENT;
    }

    /** The version of an account that is in columns. */
    long version(String accountId) {
        int slot = index.slot(accountId);
        return segmentOf(slot).version(slot % limits.slotsASegment());
    }

    int size() {
        return index.size();
    }

    /** An exposure as rows, if columns can take it; registers the symbols it holds. */
    Optional<ColumnDraft> draft(Exposure exposure) {
        int rows = exposure.positions().size() + exposure.collateral().size();
        if (!ColumnDraft.isPlain(exposure) || rows > limits.maxRowsAnAccount()) {
            return Optional.empty();
        }
        List<ColumnDraft.Row> drafted = new ArrayList<>();
        for (Holding holding : exposure.positions()) {
            Optional<ColumnDraft.Row> row = row(holding);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            drafted.add(row.get());
        }
        for (Map.Entry<String, Quantity> held : exposure.collateral().entrySet()) {
            Optional<Symbol> symbol = symbol(new SymbolSource.OfCollateral(held.getKey()));
            if (symbol.isEmpty()) {
                return Optional.empty();
            }
            long units = held.getValue().units();
            drafted.add(new ColumnDraft.Row(symbol.get(), units, 0, 0));
        }
        long cash = exposure.cash().minus(exposure.feesDue()).units();
        ColumnDraft draft = new ColumnDraft(exposure.version(), exposure.state(), cash, drafted);
        return Optional.of(draft).filter(ColumnDraft::fits);
    }

    private Optional<ColumnDraft.Row> row(Holding holding) {
        MarketFacts facts =
                market.instrument(holding.instrument()).orElseThrow().facts();
        if (!ColumnDraft.isNormalisable(holding.position(), facts)) {
            return Optional.empty();
        }
        Position accrued = holding.position().accrue(facts).position();
        return symbol(new SymbolSource.OfInstrument(holding.instrument()))
                .map(symbol -> ColumnDraft.Row.of(symbol, accrued));
    }

    private Optional<Symbol> symbol(SymbolSource source) {
        Symbol known = symbolOf.get(source);
        if (known != null || symbols.size() == limits.maxSymbols()) {
            return Optional.ofNullable(known);
        }
        Optional<Symbol> first = Symbol.first(symbols.size(), source, market, watches);
        first.ifPresent(symbol -> {
            symbols.add(symbol);
            symbolOf.put(source, symbol);
        });
        return first;
    }

    /** Puts an account in, in place of an earlier version. */
    void put(String accountId, ColumnDraft draft) {
        int slot = index.slot(accountId);
        if (slot == AccountIndex.ABSENT) {
            slot = index.add(accountId);
        } else {
            segmentOf(slot).clear(slot % limits.slotsASegment(), symbols);
        }
        if (slot / limits.slotsASegment() == segments.size()) {
            segments.add(new Segment(limits.slotsASegment()));
        }
        draft.rows().forEach(row -> row.symbol().noteSize(row.units()));
        segmentOf(slot).put(slot % limits.slotsASegment(), draft, watches);
    }

    private Segment segmentOf(int slot) {
        return segments.get(slot / limits.slotsASegment());
    }

    /** Takes an account out; nothing when it is not there. */
    void remove(String accountId) {
        if (holds(accountId)) {
            int slot = index.remove(accountId);
            segmentOf(slot).clear(slot % limits.slotsASegment(), symbols);
        }
    }

    /**
     * Moves to another view.
     *
     * @return accounts that its columns cannot hold at the new prices, taken out
     */
    TreeSet<String> advance(MarketView view) {
        Watches next = watches == null
                        || !market.parameters()
                                .health()
                                .equals(view.parameters().health())
                ? new Watches(view.parameters().health())
                : watches;
        symbols.forEach(symbol -> symbol.prepare(view, next));
        TreeSet<String> outgrown = takeOutgrown();
        if (next == watches || watches == null) {
            applyBySymbol();
        } else {
            applyToAll(next);
        }
        watches = next;
        market = view;
        finish();
        return outgrown;
    }

    private TreeSet<String> takeOutgrown() {
        TreeSet<String> outgrown = new TreeSet<>();
        for (Symbol symbol : symbols) {
            if (symbol.isOvercharged()) {
                addHolders(symbol, NOTHING_FITS, outgrown);
            } else if (symbol.mayOutgrow()) {
                addHolders(symbol, symbol.nextTable().sizeLimit(LineTable.EVICT_BITS), outgrown);
            }
        }
        outgrown.forEach(this::remove);
        return outgrown;
    }

    private void addHolders(Symbol symbol, long aboveUnits, TreeSet<String> to) {
        for (int i = 0; i < segments.size(); i++) {
            Rows rows = segments.get(i).rowsOrNull(symbol);
            for (int row = 0; rows != null && row < rows.size(); row++) {
                if (Math.abs(rows.quantity(row)) > aboveUnits) {
                    to.add(index.id(i * limits.slotsASegment() + rows.watch(row) % limits.slotsASegment()));
                }
            }
        }
    }

    private void applyBySymbol() {
        List<Symbol> moved = new ArrayList<>();
        List<Symbol> rebuilt = new ArrayList<>();
        for (Symbol symbol : symbols) {
            switch (symbol.change()) {
                case NONE -> {}
                case MOVED -> moved.add(symbol);
                case REBUILT -> rebuilt.add(symbol);
            }
        }
        for (Segment segment : segments) {
            for (Symbol symbol : rebuilt) {
                segment.detach(symbol);
                segment.attach(symbol, symbol.nextTable());
            }
            segment.move(moved);
        }
    }

    private void applyToAll(Watches next) {
        for (Segment segment : segments) {
            symbols.forEach(segment::detach);
            segment.rebase(watches, next);
            symbols.forEach(symbol -> segment.attach(symbol, symbol.nextTable()));
        }
    }

    private void finish() {
        for (Symbol symbol : symbols) {
            charge(symbol);
            if (symbol.hasNewInputs()) {
                segments.forEach(segment -> segment.lookAfresh(symbol));
            }
            symbol.commit();
        }
    }

    private void charge(Symbol symbol) {
        if (symbol.isOvercharged()) {
            symbol.forgetCharges();
            return;
        }
        for (LossHaircut haircut : symbol.newHaircuts()) {
            HaircutCharge charge = new HaircutCharge(haircut, symbol.countCharge());
            segments.forEach(segment -> segment.charge(symbol, charge, watches));
        }
    }

    /** What is to be nominated since the last collection. */
    void collect(List<Nomination> into) {
        for (int i = 0; i < segments.size(); i++) {
            int base = i * limits.slotsASegment();
            NominationSink sink = (slot, isBetter, slack) -> into.add(
                    new Nomination(index.id(base + slot), isBetter ? Direction.BETTER : Direction.WORSE, slack));
            segments.get(i).collect(sink, symbols, watches);
        }
    }

    /** An account looked and stays as it is: unless it saw what the book sees now, it is looked at again. */
    void lookAgain(String accountId, boolean sawThisView) {
        int slot = index.slot(accountId);
        if (slot == AccountIndex.ABSENT) {
            return;
        }
        int at = slot % limits.slotsASegment();
        if (!sawThisView || !segmentOf(slot).isAsNominated(at)) {
            segmentOf(slot).forgetNominations(at);
        }
    }

    /** Adds the accounts that adverse moves would bring below their next worse threshold, with the slack left. */
    void addNear(AdverseMoves moves, Map<String, Long> slackLeftById) {
        for (int i = 0; i < segments.size(); i++) {
            long[] left = NearThreshold.slackLeft(segments.get(i), symbols, moves);
            for (int slot = 0; slot < left.length; slot++) {
                if (left[slot] < 0 && segments.get(i).state(slot) != null) {
                    slackLeftById.put(index.id(i * limits.slotsASegment() + slot), left[slot]);
                }
            }
        }
    }

    /** Where the liquidation prices of an instrument's holders lie. */
    HeatMap heatMap(Instrument instrument, List<Integer> upToBasisPoints) {
        LiquidationDistances distances = new LiquidationDistances(symbols, watches, upToBasisPoints);
        Symbol symbol = symbolOf.get(new SymbolSource.OfInstrument(instrument));
        if (symbol != null) {
            segments.forEach(segment -> distances.add(segment, symbol));
        }
        return distances.map();
    }

    /** Bytes of all columns and of the index. */
    long bytes() {
        return index.bytes() + segments.stream().mapToLong(Segment::bytes).sum();
    }

    /** The slacks of an account that is in columns. */
    Optional<RiskBook.Slack> slack(String accountId) {
        int slot = index.slot(accountId);
        return slot == AccountIndex.ABSENT
                ? Optional.empty()
                : Optional.of(segmentOf(slot).slack(slot % limits.slotsASegment()));
    }

    /** The thresholds in force. */
    Watches watches() {
        return watches;
    }
}
