package io.breakwater.load.bench;

import io.breakwater.core.risk.SlackColumns;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The loop alone, in nanoseconds a holder: the 80,000 holders of one symbol among a million accounts, in 61 segments as in
 * the book.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SlackColumnsBenchmark {

    private static final int SEGMENTS = 61;
    private static final int SLOTS = 16_384;
    private static final int HOLDERS_A_SEGMENT = 1_312;
    private static final int HOLDERS = SEGMENTS * HOLDERS_A_SEGMENT;
    private static final int LINES = 120;
    private static final int LIFT = 20;

    private final long[][] slack = new long[SEGMENTS][2 * SLOTS];
    private final char[][] watch = new char[SEGMENTS][HOLDERS_A_SEGMENT];
    private final char[][] line = new char[SEGMENTS][HOLDERS_A_SEGMENT];
    private final long[][] quantity = new long[SEGMENTS][HOLDERS_A_SEGMENT];
    private final long[][] below = new long[SEGMENTS][SLOTS / 32];
    private final long[] low = new long[LINES];
    private final long[] high = new long[LINES];
    private boolean isHigh;

    /** Healthy holders of five tiers and both sides. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < LINES; i++) {
            low[i] = (1L << 57) + random.nextLong(1L << 56);
            high[i] = low[i] + (low[i] >> 9);
        }
        for (int segment = 0; segment < SEGMENTS; segment++) {
            for (int i = 0; i < HOLDERS_A_SEGMENT; i++) {
                watch[segment][i] = (char) random.nextInt(SLOTS);
                line[segment][i] = (char) random.nextInt(10);
                quantity[segment][i] = random.nextLong(1L << 36) - (1L << 35);
                slack[segment][watch[segment][i]] = 1L << 50;
            }
        }
    }

    /** One price of one symbol. */
    @Benchmark
    @OperationsPerInvocation(HOLDERS)
    public long[][] nanosAHolder() {
        long[] from = isHigh ? high : low;
        long[] to = isHigh ? low : high;
        isHigh = !isHigh;
        for (int segment = 0; segment < SEGMENTS; segment++) {
            SlackColumns.move(
                    slack[segment],
                    watch[segment],
                    line[segment],
                    quantity[segment],
                    HOLDERS_A_SEGMENT,
                    from,
                    LIFT,
                    to,
                    LIFT,
                    below[segment]);
        }
        return slack;
    }
}
