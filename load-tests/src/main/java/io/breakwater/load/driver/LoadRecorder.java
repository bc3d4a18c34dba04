package io.breakwater.load.driver;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Collects latencies and outcomes of calls by kind, from many threads. */
final class LoadRecorder {

    /** Latencies are exact to three digits up to an hour; longer ones count as an hour. */
    private static final long MOST_MICROS = TimeUnit.HOURS.toMicros(1);

    private static final int DIGITS = 3;

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    void record(String kind, String code, long latencyNanos) {
        kinds.computeIfAbsent(kind, name -> new Kind()).record(code, latencyNanos);
    }

    LoadResult result(long elapsedNanos) {
        Map<String, LoadResult.Kind> results = new TreeMap<>();
        kinds.forEach((name, kind) -> results.put(name, kind.result()));
        return new LoadResult(elapsedNanos, results);
    }

    private static final class Kind {

        private final Histogram micros = new ConcurrentHistogram(MOST_MICROS, DIGITS);
        private final Map<String, LongAdder> byCode = new ConcurrentHashMap<>();

        void record(String code, long latencyNanos) {
            long latency = TimeUnit.NANOSECONDS.toMicros(latencyNanos);
            micros.recordValue(Math.max(0, Math.min(latency, MOST_MICROS)));
            byCode.computeIfAbsent(code, name -> new LongAdder()).increment();
        }

        LoadResult.Kind result() {
            Map<String, Long> counts = new TreeMap<>();
            byCode.forEach((code, count) -> counts.put(code, count.sum()));
            return new LoadResult.Kind(
                    counts,
                    micros.getValueAtPercentile(50),
                    micros.getValueAtPercentile(99),
                    micros.getValueAtPercentile(99.9),
                    micros.getMaxValue());
        }
    }
}
