package io.breakwater.node.simulation;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Tells how far a run is, by simulated time and never by the wall clock, so that the output is the same each time: a
 * line at each tenth of the run, or on a terminal one line rewritten at each hundredth.
 */
public final class SimulationProgress {

    private static final int LINES = 10;
    private static final int REWRITES = 100;
    private static final int TERMINAL_WIDTH = 79;

    private final PrintStream out;
    private final boolean terminal;
    private final long fromMillis;
    private final long toMillis;
    private int told;

    /**
     * Progress of a run.
     *
     * @param terminal whether the stream is a terminal, where a line can be rewritten
     * @param fromMillis when the run begins, in the market's time
     * @param toMillis when it ends
     */
    public SimulationProgress(PrintStream out, boolean terminal, long fromMillis, long toMillis) {
        if (toMillis < fromMillis) {
            throw new IllegalArgumentException("end " + toMillis + " ms is before the start " + fromMillis + " ms");
        }
        this.out = out;
        this.terminal = terminal;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
    }

    /** Progress that nobody hears of. */
    public static SimulationProgress silent(long fromMillis, long toMillis) {
        return new SimulationProgress(new PrintStream(OutputStream.nullOutputStream()), false, fromMillis, toMillis);
    }

    /** Whether {@link #at} would print, so that figures need not be gathered in vain. */
    public boolean isDue(long nowMillis) {
        return step(nowMillis) > told;
    }

    /**
     * The run has come to a moment; prints when that is a further step.
     *
     * @param nowMillis in the market's time
     * @param liquidating accounts in liquidation now
     * @param liquidations started so far
     */
    public void at(long nowMillis, long liquidating, long liquidations) {
        int step = step(nowMillis);
        if (step <= told) {
            return;
        }
        told = step;
        int percent = step * 100 / steps();
        String line = percent + " % of " + ReportTable.duration(toMillis - fromMillis) + ", liquidating " + liquidating
                + ", liquidations " + liquidations;
        out.print(terminal ? "\r" + padded(line) + (step == steps() ? "\n" : "") : line + "\n");
        out.flush();
    }

    /** Covers what a longer line before it has left. */
    private static String padded(String line) {
        return line + " ".repeat(Math.max(0, TERMINAL_WIDTH - line.length()));
    }

    private int steps() {
        return terminal ? REWRITES : LINES;
    }

    private int step(long nowMillis) {
        long length = Math.max(1, toMillis - fromMillis);
        long passed = Math.max(0, Math.min(length, nowMillis - fromMillis));
        return (int) (passed * steps() / length);
    }
}
