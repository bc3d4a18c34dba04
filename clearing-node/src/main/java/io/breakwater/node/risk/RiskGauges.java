package io.breakwater.node.risk;

import io.breakwater.core.risk.RiskBook;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the risk book of this node is doing, for metrics, for the report, and for whoever paces a replay; any thread may
 * read.
 */
public final class RiskGauges {

    private final LagHistogram detectionLag = new LagHistogram();
    private final LagHistogram decisionLag = new LagHistogram();
    private final AtomicInteger waitingPostings = new AtomicInteger();
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private volatile RiskBook.Counts counts = new RiskBook.Counts(0, 0, 0, 0, 0, 0);
    private volatile int openNominations;
    private volatile int blocked;
    private volatile int unwatched;
    private volatile int unwatchedMax;

    /** Nominations that wait, or were told and are not answered, and one more while a posting is not valued yet. */
    public int pendingNominations() {
        return openNominations + waitingPostings.get();
    }

    /** Accounts that should be watched here and cannot be valued yet. */
    public int unwatched() {
        return unwatched;
    }

    /** The most that {@link #unwatched} ever was. */
    public int unwatchedMax() {
        return unwatchedMax;
    }

    /** Accounts below maintenance whose feeds do not permit their liquidation yet. */
    public int blocked() {
        return blocked;
    }

    /** Accounts in the book that it values at each price. */
    public int accounts() {
        return counts.inColumns() + counts.revalued();
    }

    /** Nominations so far. */
    public long nominations() {
        return counts.nominations();
    }

    /** Of these, how many left the state of the account as it was. */
    public long falseNominations() {
        return counts.falseNominations();
    }

    /** Nominations that were told again because no answer came. */
    public long repeatedNominations() {
        return repeated.get();
    }

    /** Rounds so far: valuations of the book at a newer posting. */
    public long rounds() {
        return rounds.get();
    }

    /** From a price accepted on this node to the nomination that it caused. */
    public LagHistogram detectionLag() {
        return detectionLag;
    }

    /** From a price accepted on this node to the durable change of health that it caused. */
    public LagHistogram decisionLag() {
        return decisionLag;
    }

    void postingWaits() {
        waitingPostings.incrementAndGet();
    }

    void postingValued() {
        rounds.incrementAndGet();
        waitingPostings.decrementAndGet();
    }

    void told(int again) {
        repeated.addAndGet(again);
    }

    void show(RiskBook.Counts book, int open, int blockedNow) {
        counts = book;
        openNominations = open;
        blocked = blockedNow;
        unwatched = book.unwatched();
        unwatchedMax = Math.max(unwatchedMax, book.unwatched());
    }
}
