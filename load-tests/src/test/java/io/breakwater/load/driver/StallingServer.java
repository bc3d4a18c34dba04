package io.breakwater.load.driver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers each call a fixed time after it arrives, but nothing during its stall: what arrives then waits for its end. */
final class StallingServer implements LoadTarget {

    private final SimulatedTime time;
    private final long serviceNanos;
    private final long stallFromNanos;
    private final long stallToNanos;
    private long calls;
    private int inFlight;
    private int mostInFlight;

    StallingServer(SimulatedTime time, long serviceNanos, long stallFromNanos, long stallToNanos) {
        this.time = time;
        this.serviceNanos = serviceNanos;
        this.stallFromNanos = stallFromNanos;
        this.stallToNanos = stallToNanos;
    }

    long calls() {
        return calls;
    }

    int mostInFlight() {
        return mostInFlight;
    }

    @Override
    public String kind(long index) {
        return "call";
    }

    @Override
    public CompletionStage<String> call(long index) {
        calls++;
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        CompletableFuture<String> answer = new CompletableFuture<>();
        boolean stalls = time.nanos() >= stallFromNanos && time.nanos() < stallToNanos;
        time.at((stalls ? stallToNanos : time.nanos()) + serviceNanos, () -> {
            inFlight--;
            answer.complete(OK);
        });
        return answer;
    }
}
