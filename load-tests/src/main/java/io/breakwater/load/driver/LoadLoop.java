package io.breakwater.load.driver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Sends calls when they are due and measures each from the moment it was due.
 *
 * <p>Nothing is left out: a call that could not be sent for want of room, and one that had no answer in the end, count
 * with their age at the end of the run. One thread sends; answers may come on any.
 */
final class LoadLoop {

    /** A call that was due but never sent. */
    static final String NOT_SENT = "NOT_SENT";

    /** A call that was sent and had no answer when the patience was over. */
    static final String UNANSWERED = "UNANSWERED";

    private final LoadTime time;
    private final Arrivals arrivals;
    private final LoadBounds bounds;
    private final LoadTarget target;
    private final LoadRecorder recorder = new LoadRecorder();
    /** Calls without an answer, by number: when each was due. */
    private final Map<Long, Long> outstanding = new ConcurrentHashMap<>();

    private final LongAccumulator lastAnswerNanos = new LongAccumulator(Math::max, Long.MIN_VALUE);

    private long startNanos;
    private long endNanos;

    LoadLoop(LoadTime time, Arrivals arrivals, LoadBounds bounds, LoadTarget target) {
        this.time = time;
        this.arrivals = arrivals;
        this.bounds = bounds;
        this.target = target;
    }

    /** Runs to the end of the schedule and awaits the answers; returns within time and patience. Once. */
    LoadResult run() {
        startNanos = time.nanos();
        endNanos = startNanos + bounds.mostTime().toNanos();
        long index = 0;
        while (index < bounds.mostCalls() && dueNanos(index) < endNanos && awaitTurn(index)) {
            send(index);
            index++;
        }
        lastAnswerNanos.accumulate(time.nanos());
        countUnsent(index);
        awaitAnswers();
        return recorder.result(lastAnswerNanos.get() - startNanos);
    }

    private long dueNanos(long index) {
        return startNanos + arrivals.dueNanos(index, time.nanos() - startNanos);
    }

    /** Waits until a call is due and there is room for it; false when the time is over before. */
    private boolean awaitTurn(long index) {
        while (dueNanos(index) > time.nanos()) {
            time.waitUntil(dueNanos(index));
        }
        while (outstanding.size() >= bounds.mostInFlight()) {
            time.waitUntil(endNanos);
            if (time.nanos() >= endNanos) {
                return false;
            }
        }
        return true;
    }

    private void send(long index) {
        outstanding.put(index, dueNanos(index));
        target.call(index).whenComplete((code, failure) -> {
            lastAnswerNanos.accumulate(time.nanos());
            ended(index, failure == null ? code : failure.getClass().getSimpleName());
            time.wake();
        });
    }

    /** A call is outstanding until it is recorded: whoever waits for the last one finds it in the result. */
    private void ended(long index, String code) {
        outstanding.computeIfPresent(index, (number, due) -> {
            recorder.record(target.kind(number), code, time.nanos() - due);
            return null;
        });
    }

    /** Of a closed loop nothing is due any more when the time is over. */
    private void countUnsent(long first) {
        for (long index = first; index < bounds.mostCalls() && dueNanos(index) < endNanos; index++) {
            recorder.record(target.kind(index), NOT_SENT, endNanos - dueNanos(index));
        }
    }

    private void awaitAnswers() {
        long until = time.nanos() + bounds.patience().toNanos();
        while (!outstanding.isEmpty() && time.nanos() < until) {
            time.waitUntil(until);
        }
        outstanding.keySet().forEach(index -> ended(index, UNANSWERED));
    }
}
