package io.breakwater.load.driver;

/** Says when each call of a run is due. */
@FunctionalInterface
interface Arrivals {

    long NANOS_PER_SECOND = 1_000_000_000;

    /** When call number {@code index} is due, in nanoseconds since the start of the run. */
    long dueNanos(long index, long nowNanos);

    /**
     * An open loop: call i is due at i/rate, however slow the answers are. A call that is sent late because the system
     * stalls is still measured from the time it was due, so that a stall is seen by every call that would have met it.
     */
    static Arrivals perSecond(long rate) {
        return (index, now) -> index / rate * NANOS_PER_SECOND + index % rate * NANOS_PER_SECOND / rate;
    }

    /** A closed loop: the next call is due as soon as there is room for it. It finds the throughput; its latencies say little. */
    static Arrivals saturating() {
        return (index, now) -> now;
    }
}
