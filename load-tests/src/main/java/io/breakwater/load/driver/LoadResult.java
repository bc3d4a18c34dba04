package io.breakwater.load.driver;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a run.
 *
 * @param elapsedNanos from its start to its last answer
 * @param kinds outcomes by kind of call
 */
record LoadResult(long elapsedNanos, Map<String, Kind> kinds) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Copies the map. */
    LoadResult {
        kinds = new TreeMap<>(kinds);
    }

    /**
     * Calls of one kind. Latencies run from when a call was due.
     *
     * @param byCode how many ended with each code
     * @param p50Micros half are at most this
     * @param p99Micros 99 of 100 are at most this
     * @param p999Micros 999 of 1,000 are at most this
     * @param maxMicros the longest
     */
    record Kind(Map<String, Long> byCode, long p50Micros, long p99Micros, long p999Micros, long maxMicros) {

        /** Copies the map. */
        Kind {
            byCode = new TreeMap<>(byCode);
        }

        long offered() {
            return byCode.values().stream().mapToLong(Long::longValue).sum();
        }

        long ok() {
            return byCode.getOrDefault(LoadTarget.OK, 0L);
        }
    }

    long offered() {
        return kinds.values().stream().mapToLong(Kind::offered).sum();
    }

    long ok() {
        return kinds.values().stream().mapToLong(Kind::ok).sum();
    }

    /** Calls that ended well, a second. */
    double okPerSecond() {
        return perSecond(ok());
    }

    double perSecond(long calls) {
        return elapsedNanos == 0 ? 0 : (double) calls * NANOS_PER_SECOND / elapsedNanos;
    }
}
