package io.breakwater.node.local;

/** What a running node shows of itself; any thread may read. */
public interface NodeGauges {

    /** Nominations that wait or are not answered, and one more while a posting is not valued yet. */
    int pendingNominations();

    /** The most accounts at once that should have been watched and could not be valued yet. */
    int unwatchedMax();

    /** From a price accepted on the node to the nomination that it caused. */
    Lag detectionLag();

    /** From a price accepted on the node to the durable change of health that it caused. */
    Lag decisionLag();

    /**
     * Quantiles of a lag.
     *
     * @param p50Micros half are at most this
     * @param p99Micros 99 of 100 are at most this
     * @param maxMicros the longest
     */
    record Lag(long p50Micros, long p99Micros, long maxMicros) {}
}
