package io.breakwater.core.risk;

import io.breakwater.core.margin.HealthState;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The columns of some thousand accounts: slacks by slot, and rows by symbol. Watch {@code s} is the next worse threshold of
 * slot s, watch {@code slots + s} its next better one.
 *
 * <p>A slack is {@code a*funds + sum of contributions}, with funds = cash - fees due + quotes at funding index 0, in whole
 * micros and so without a rounding of its own.
 */
final class Segment {

    /** The slack of a watch that is not kept: it moves with nothing and is never below 0. */
    static final long NEVER = Long.MAX_VALUE;

    private static final byte FREE = -1;
    private static final HealthState[] STATES = HealthState.values();

    private final int slots;
    private final long[] slackMicros;
    private final long[] version;
    private final RowChains chains;
    private final byte[] state;
    private final NominatedWatches nominated;
    private boolean isTouched;

    Segment(int slots) {
        this.slots = slots;
        slackMicros = new long[2 * slots];
        version = new long[slots];
        chains = new RowChains(slots);
        state = new byte[slots];
        nominated = new NominatedWatches(2 * slots);
        Arrays.fill(slackMicros, NEVER);
        Arrays.fill(state, FREE);
    }

    /** Puts an account into a free slot. */
    void put(int slot, ColumnDraft draft, Watches watches) {
        version[slot] = draft.version();
        state[slot] = (byte) draft.state().ordinal();
        int worse = Watches.worse(draft.state());
        int better = Watches.better(draft.state());
        if (worse != Watches.NONE) {
            putWatch(slot, slot, worse, draft, watches);
        }
        if (better != Watches.NONE) {
            putWatch(slot, slots + slot, better, draft, watches);
        }
    }

    private void putWatch(int slot, int at, int watch, ColumnDraft draft, Watches watches) {
        boolean isBetter = Watches.isBetter(watch);
        long slack = ofFunds(draft.funds(isBetter), watch, watches);
        for (ColumnDraft.Row row : draft.rows()) {
            LineTable table = row.symbol().table();
            int line = table.lineOf(watch, row.units());
            chains.append(slot, at, line, row, isBetter);
            slack += table.contribution(row.units(), line);
        }
        slackMicros[at] = slack;
        if (slack < 0) {
            nominated.markBelow(at);
            isTouched = true;
        }
    }

    /** A watch for recovery is crossed at 0 already, so one micro is taken off. */
    private static long ofFunds(long fundsMicros, int watch, Watches watches) {
        return watches.equity(watch) * fundsMicros - (Watches.isBetter(watch) ? 1 : 0);
    }

    /** The rows of a symbol, or null when nobody here holds it. */
    Rows rowsOrNull(Symbol symbol) {
        return chains.rowsOrNull(symbol);
    }

    /** Takes an account out of its slot. */
    void clear(int slot, List<Symbol> symbols) {
        chains.removeAll(slot, symbols);
        for (int watch : new int[] {slot, slots + slot}) {
            slackMicros[watch] = NEVER;
            nominated.clear(watch);
        }
        state[slot] = FREE;
    }

    /** Moves every slack along the lines of symbols whose price changed. */
    void move(List<Symbol> moved) {
        for (Symbol symbol : moved) {
            Rows rows = rowsOrNull(symbol);
            if (rows != null) {
                rows.move(slackMicros, symbol.table(), symbol.nextTable(), nominated.below());
                isTouched = true;
            }
        }
    }

    /** Takes a symbol's contributions out, to be put back by {@link #attach}. */
    void detach(Symbol symbol) {
        Rows rows = rowsOrNull(symbol);
        if (rows != null) {
            rows.detach(slackMicros, symbol.table());
        }
    }

    /** Puts a symbol's contributions back, on the lines of a table. */
    void attach(Symbol symbol, LineTable table) {
        Rows rows = rowsOrNull(symbol);
        if (rows != null) {
            rows.attach(slackMicros, table);
        }
    }

    /** Puts bare funds under other thresholds; every contribution must be detached. */
    void rebase(Watches from, Watches to) {
        for (int at = 0; at < slackMicros.length; at++) {
            if (slackMicros[at] != NEVER) {
                int watch = watchAt(at);
                long funds = (slackMicros[at] - ofFunds(0, watch, from)) / from.equity(watch);
                slackMicros[at] = ofFunds(funds, watch, to);
            }
        }
    }

    /** Charges a loss haircut to every holder with a gain. */
    void charge(Symbol symbol, HaircutCharge charge, Watches watches) {
        Rows rows = rowsOrNull(symbol);
        for (int row = 0; rows != null && row < rows.size(); row++) {
            int at = rows.watch(row);
            long micros = charge.micros(rows.quantity(row), rows.quoteMicros(row), at >= slots);
            rows.charge(row, micros);
            slackMicros[at] -= watches.equity(watchAt(at)) * micros;
        }
    }

    private int watchAt(int at) {
        HealthState of = STATES[state[at % slots]];
        return at < slots ? Watches.worse(of) : Watches.better(of);
    }

    /** Looks at a symbol's holders as if for the first time: their inputs are new. */
    void lookAfresh(Symbol symbol) {
        Rows rows = rowsOrNull(symbol);
        for (int row = 0; rows != null && row < rows.size(); row++) {
            int at = rows.watch(row);
            nominated.forget(at);
            if (slackMicros[at] < 0) {
                nominated.markBelow(at);
                isTouched = true;
            }
        }
    }

    /** Forgets the nominations of one account and looks at it again at the next collection. */
    void forgetNominations(int slot) {
        for (int at : new int[] {slot, slots + slot}) {
            nominated.forget(at);
            nominated.markBelow(at);
        }
        isTouched = true;
    }

    /** Hands over each watch that is to be nominated, and forgets those that recovered. */
    void collect(NominationSink sink, List<Symbol> symbols, Watches watches) {
        if (!isTouched) {
            return;
        }
        isTouched = false;
        nominated.forgetRecovered(slackMicros);
        long[] below = nominated.below();
        for (int word = 0; word < below.length; word++) {
            for (long bits = below[word]; bits != 0; bits &= bits - 1) {
                int at = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (slackMicros[at] < 0 && isNews(at, symbols, watches)) {
                    nominated.note(at, slackMicros[at]);
                    sink.nominate(at % slots, at >= slots, slackMicros[at]);
                }
            }
            below[word] = 0;
        }
    }

    /**
     * Whether a watch below 0, of which an input moved, is to be nominated: for the first time, deeper than before, or so
     * near to 0 that an account which refused at other prices may have crossed since.
     */
    private boolean isNews(int at, List<Symbol> symbols, Watches watches) {
        return !nominated.isNominated(at)
                || slackMicros[at] < nominated.slackAt(at)
                || slackMicros[at] >= -uncertaintyMicros(at, symbols, watches);
    }

    /**
     * How far a slack may lie below the true one: for each row three roundings of its factor and constant and four of its
     * quote, and the allowances of haircuts.
     */
    private long uncertaintyMicros(int at, List<Symbol> symbols, Watches watches) {
        return 1 + chains.uncertaintyMicros(at % slots, Math.abs(watches.equity(watchAt(at))), symbols);
    }

    /** Whether nothing a watch depends on has moved since it was nominated. */
    boolean isAsNominated(int slot) {
        return isAsNominatedAt(slot) && isAsNominatedAt(slots + slot);
    }

    private boolean isAsNominatedAt(int at) {
        return slackMicros[at] >= 0 || nominated.isNominated(at) && nominated.slackAt(at) == slackMicros[at];
    }

    /** The slacks of an account. */
    RiskBook.Slack slack(int slot) {
        return new RiskBook.Slack(slackAt(slot), slackAt(slots + slot));
    }

    private OptionalLong slackAt(int at) {
        return slackMicros[at] == NEVER ? OptionalLong.empty() : OptionalLong.of(slackMicros[at]);
    }

    long version(int slot) {
        return version[slot];
    }

    /** The health state of a slot's account, or null when the slot is free. */
    HealthState state(int slot) {
        return state[slot] == FREE ? null : STATES[state[slot]];
    }

    int slots() {
        return slots;
    }

    long[] slackMicros() {
        return slackMicros;
    }

    /** Bytes of all columns. */
    long bytes() {
        return slots * (16L + 8 + 1) + nominated.bytes() + chains.bytes();
    }
}
