package io.breakwater.load.driver;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run has measured; the same values as table and as JSON.
 *
 * @param environment the machine
 * @param accounts how many took part
 * @param inFlight most calls without an answer
 * @param openLoop trades and deposits on a schedule: its latencies are what a client sees
 * @param saturated what was reached without a schedule, one after the other
 * @param eventBytes mean size of the node's events, and that of every event of the bare ones; 0 when not read
 * @param rowsPerCommand rows in the journal for each command by kind; empty when the journal could not be read
 * @param ratios throughput of one over throughput of another, by name
 */
record LoadReport(
        Environment environment,
        int accounts,
        int inFlight,
        Stage openLoop,
        List<Stage> saturated,
        int eventBytes,
        Map<String, Double> rowsPerCommand,
        Map<String, Double> ratios) {

    /** Copies lists and maps. */
    LoadReport {
        saturated = List.copyOf(saturated);
        rowsPerCommand = new TreeMap<>(rowsPerCommand);
        ratios = new TreeMap<>(ratios);
    }

    /**
     * One loop.
     *
     * @param name what it did
     * @param seconds how long it took to the last answer
     * @param offeredPerSecond calls that were due
     * @param achievedPerSecond calls that ended well
     * @param kinds counts by outcome, and latencies, by kind of call
     * @param cpuMicrosPerCommand CPU time of each process over the calls that ended well
     */
    record Stage(
            String name,
            double seconds,
            double offeredPerSecond,
            double achievedPerSecond,
            Map<String, LoadResult.Kind> kinds,
            Map<String, Double> cpuMicrosPerCommand) {

        private static final double NANOS_PER_SECOND = 1e9;

        /** Copies the maps. */
        Stage {
            kinds = new TreeMap<>(kinds);
            cpuMicrosPerCommand = new TreeMap<>(cpuMicrosPerCommand);
        }

        static Stage of(String name, LoadResult result, Map<String, Double> cpuMicrosPerCommand) {
            Map<String, Double> cpu = new TreeMap<>();
            cpuMicrosPerCommand.forEach((process, micros) -> cpu.put(process, rounded(micros)));
            return new Stage(
                    name,
                    rounded(result.elapsedNanos() / NANOS_PER_SECOND),
                    rounded(result.perSecond(result.offered())),
                    rounded(result.okPerSecond()),
                    result.kinds(),
                    cpu);
        }

        /** Calls that ended well. */
        long okCount() {
            return kinds.values().stream().mapToLong(LoadResult.Kind::ok).sum();
        }
    }

    /** To two decimals: more would claim a precision that no measurement has. */
    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
