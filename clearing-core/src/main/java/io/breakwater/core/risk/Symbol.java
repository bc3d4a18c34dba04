package io.breakwater.core.risk;

import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.risk.SymbolSource.Reading;
import java.util.List;
import java.util.Optional;

/** One instrument or collateral asset that accounts in columns hold: its lines at the last price and at the next. */
final class Symbol {

    /** What a round does to a symbol. */
    enum Change {
        /** Nothing. */
        NONE,
        /** The price or the funding index moves along the same lines. */
        MOVED,
        /** The lines themselves are new. */
        REBUILT
    }

    private final int number;
    private final SymbolSource source;
    private RiskParameters parameters;
    private Watches watches;
    private Reading reading;
    private LineTable table = new LineTable();
    private RiskParameters nextParameters;
    private Watches nextWatches;
    private Reading nextReading;
    private LineTable nextTable = new LineTable();
    private Change change = Change.NONE;
    private boolean hasNewInputs;
    private long largestSize;
    private int chargesSeen;

    private Symbol(int number, SymbolSource source) {
        this.number = number;
        this.source = source;
    }

    /** A symbol as a view shows it; empty while the view lacks its price or its terms. */
    static Optional<Symbol> first(int number, SymbolSource source, MarketView view, Watches watches) {
        Symbol symbol = new Symbol(number, source);
        symbol.prepare(view, watches);
        if (symbol.nextReading == null) {
            return Optional.empty();
        }
        symbol.commit();
        return Optional.of(symbol);
    }

    /**
     * Reads a view into the next table; what is in force stays as it is until {@link #commit}. A symbol that the view
     * lacks keeps its last inputs.
     */
    void prepare(MarketView view, Watches newWatches) {
        Optional<Reading> read = source.read(view);
        nextReading = read.orElse(reading);
        nextParameters = read.isPresent() ? view.parameters() : parameters;
        nextWatches = newWatches;
        if (nextReading == null) {
            return;
        }
        boolean isFirst = reading == null;
        change = changeOf(isFirst || hasNewTerms());
        hasNewInputs = isFirst
                || change == Change.REBUILT
                || nextReading.feed() != reading.feed()
                || !newHaircuts().isEmpty();
        if (change != Change.NONE) {
            nextTable.fill(nextLines(), nextReading.priceUnits(), nextReading.fundingUnits());
        }
    }

    private boolean hasNewTerms() {
        return nextWatches != watches
                || nextParameters.epoch() != parameters.epoch()
                || !nextReading.hasSameTerms(reading);
    }

    private Lines nextLines() {
        return change == Change.REBUILT
                ? new Lines(source.schedule(nextParameters, nextReading), nextWatches, signOf(nextReading))
                : table.lines();
    }

    private Change changeOf(boolean hasNewTerms) {
        if (hasNewTerms || signOf(nextReading) != table.lines().priceSign()) {
            return Change.REBUILT;
        }
        boolean isSame = nextReading.priceUnits() == table.price() && nextReading.fundingUnits() == table.funding();
        return isSame ? Change.NONE : Change.MOVED;
    }

    private static int signOf(Reading at) {
        return at.priceUnits() < 0 ? -1 : 1;
    }

    /** Puts the prepared table and inputs in force. */
    void commit() {
        if (change != Change.NONE) {
            LineTable old = table;
            table = nextTable;
            nextTable = old;
        }
        reading = nextReading;
        parameters = nextParameters;
        watches = nextWatches;
        change = Change.NONE;
    }

    /** Loss haircuts that the prepared inputs add. */
    List<LossHaircut> newHaircuts() {
        List<LossHaircut> all = nextReading.haircuts();
        int seen = Math.min(reading.haircuts().size(), all.size());
        return all.subList(seen, all.size());
    }

    /** Whether the prepared inputs bring more haircuts than a book can bound: its holders must send their exposures again. */
    boolean isOvercharged() {
        return chargesSeen + newHaircuts().size() > HaircutCharge.MOST_CHARGES;
    }

    /** Counts one more haircut charged on its holders, and returns how many that makes. */
    int countCharge() {
        return ++chargesSeen;
    }

    /** Starts counting again: nobody holds it in columns any more. */
    void forgetCharges() {
        chargesSeen = 0;
    }

    /** How many haircuts its holders have been charged in the book. */
    int chargesSeen() {
        return chargesSeen;
    }

    /** Notes a size held, for {@link #mayOutgrow}. */
    void noteSize(long units) {
        largestSize = Math.max(largestSize, Math.abs(units));
    }

    /** Whether a holder could be too large for its column at the prepared price. */
    boolean mayOutgrow() {
        return change != Change.NONE && largestSize > nextTable.sizeLimit(LineTable.EVICT_BITS);
    }

    int number() {
        return number;
    }

    String name() {
        return source.name();
    }

    Change change() {
        return change;
    }

    /** Whether inputs other than the price and the funding index are new in the prepared round. */
    boolean hasNewInputs() {
        return hasNewInputs;
    }

    LineTable table() {
        return table;
    }

    LineTable nextTable() {
        return nextTable;
    }
}
