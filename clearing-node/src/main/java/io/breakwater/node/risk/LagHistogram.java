package io.breakwater.node.risk;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;

/** Counts how long something took, in microseconds to three digits; any number of threads may record and read. */
public final class LagHistogram {

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double NINETY_NINE = 99;
    private static final double NINETY_NINE_POINT_NINE = 99.9;

    private final AtomicHistogram counts = new AtomicHistogram(LONGEST_MICROS, DIGITS);

    /**
     * What was counted so far; zeros when nothing was.
     *
     * @param count how often
     * @param p50Micros half took at most this
     * @param p99Micros 99 of 100 took at most this
     * @param p999Micros 999 of 1,000 took at most this
     * @param maxMicros the longest, at most an hour
     */
    public record Lag(long count, long p50Micros, long p99Micros, long p999Micros, long maxMicros) {}

    /** Records the time between two readings of the monotonic clock; what seems negative counts as 0. */
    public void record(long fromNanos, long toNanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(toNanos - fromNanos);
        counts.recordValue(Math.min(Math.max(0, micros), LONGEST_MICROS));
    }

    /** The distribution so far. */
    public Lag lag() {
        AtomicHistogram now = counts.copy();
        return new Lag(
                now.getTotalCount(),
                now.getValueAtPercentile(MEDIAN),
                now.getValueAtPercentile(NINETY_NINE),
                now.getValueAtPercentile(NINETY_NINE_POINT_NINE),
                now.getMaxValue());
    }
}
