package io.breakwater.node.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Moves the market's time of a replay from tick to tick: as fast as the node has seen a tick and answered for it, and no
 * faster than a speed while somebody is being liquidated.
 *
 * <p>A lease lives two seconds of market time, and what it pays for must be durable before it expires, which takes the
 * machine milliseconds of its own time whatever the market's pace. So with liquidations under way time moves in steps,
 * each at least as long as the speed says, and longer while work is not done: a machine that is given twenty market
 * seconds a second would otherwise look twenty times as slow as it is. No step is longer than the market's own: what is
 * late then would be late in a real market too.
 */
final class Pacing {

    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_NANOS = NANOS_PER_MILLI / 2;

    /**
     * What is paced.
     *
     * @param advance moves the market's time to a moment, UTC epoch milliseconds
     * @param viewMillis time of the newest view that the node decides on
     * @param pending what the node was asked and has not answered yet
     * @param liquidating accounts in liquidation
     */
    record Paced(LongConsumer advance, LongSupplier viewMillis, IntSupplier pending, IntSupplier liquidating) {}

    /**
     * The bounds.
     *
     * @param speed market seconds in a second while anybody is being liquidated, at least 1
     * @param stepMillis of market time that is taken at once then, at least 1
     * @param renewalMillis of market time within which the node renews its view; at least a step
     * @param patienceMillis of real time that a tick may take to be seen and answered, at least 1
     */
    record Limits(int speed, long stepMillis, long renewalMillis, long patienceMillis) {

        /** Refuses what would not move. */
        Limits {
            if (speed < 1 || stepMillis < 1 || renewalMillis < stepMillis || patienceMillis < 1) {
                throw new IllegalArgumentException(
                        "pacing: speed " + speed + ", step " + stepMillis + " ms and patience " + patienceMillis
                                + " ms must be at least 1, renewal " + renewalMillis + " ms at least a step");
            }
        }

        /** Steps of 50 ms; two seconds for a tick. */
        static Limits of(int speed, long renewalMillis) {
            return new Limits(speed, 50, renewalMillis, 2_000);
        }
    }

    /** Time of the machine, and a way to let it pass. */
    interface Machine {

        /** A monotonic clock, in nanoseconds. */
        long nanos();

        /** Lets at most so much time pass. */
        void pause(long nanos);

        /** The machine this runs on. */
        Machine REAL = new Machine() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }

    private final Paced paced;
    private final Limits limits;
    private final Machine machine;
    private long nowMillis;
    private long impatient;

    /** A pace that begins at a moment of the market's time. */
    Pacing(Paced paced, Limits limits, Machine machine, long startMillis) {
        this.paced = paced;
        this.limits = limits;
        this.machine = machine;
        this.nowMillis = startMillis;
    }

    /** Moves to a moment at once, and waits for nothing. */
    void moveTo(long toMillis) {
        nowMillis = toMillis;
        paced.advance().accept(toMillis);
    }

    /** Moves to a moment and returns when the node has seen it and answered for it, or patience is over. */
    void advanceTo(long toMillis) {
        long lastStepMillis = 0;
        while (nowMillis < toMillis) {
            long next = isBusy() ? Math.min(toMillis, nowMillis + limits.stepMillis()) : toMillis;
            lastStepMillis = next - nowMillis;
            step(next);
        }
        await(toMillis - (lastStepMillis >= limits.renewalMillis() ? 0 : limits.renewalMillis()));
    }

    private void step(long toMillis) {
        long startNanos = machine.nanos();
        boolean paces = isBusy();
        long mostNanos = (toMillis - nowMillis) * NANOS_PER_MILLI;
        long leastNanos = mostNanos / limits.speed();
        moveTo(toMillis);
        if (paces) {
            pauseUntil(startNanos + leastNanos);
            awaitUntil(startNanos + mostNanos, () -> paced.pending().getAsInt() == 0);
        }
    }

    private boolean isBusy() {
        return paced.liquidating().getAsInt() > 0 || paced.pending().getAsInt() > 0;
    }

    private void pauseUntil(long nanos) {
        for (long left = nanos - machine.nanos(); left > 0; left = nanos - machine.nanos()) {
            machine.pause(left);
        }
    }

    /** A step shorter than the time between two renewals of the view may have none in it. */
    private void await(long viewMillis) {
        boolean seen = awaitUntil(
                machine.nanos() + limits.patienceMillis() * NANOS_PER_MILLI,
                () -> paced.viewMillis().getAsLong() >= viewMillis
                        && paced.pending().getAsInt() == 0);
        if (!seen) {
            impatient++;
        }
    }

    /** Waits for a condition and says whether it came about by a moment of the machine's time. */
    private boolean awaitUntil(long deadlineNanos, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            long left = deadlineNanos - machine.nanos();
            if (left <= 0) {
                return false;
            }
            machine.pause(Math.min(left, LOOK_NANOS));
        }
        return true;
    }

    /** How many ticks were not seen and answered in time. */
    long impatient() {
        return impatient;
    }
}
