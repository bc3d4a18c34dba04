package io.breakwater.node.demo;

import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.TapeQuote;
import io.breakwater.node.simulation.SimulationSetup;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The calm before the tape: every venue quotes the first price, so that feeds are trusted and opening trades clear at it,
 * while market time passes as it does on the wall.
 */
final class Preparation {

    /** How long before the tape the clock begins; seeding has to be over by then. */
    static final long LONGEST_MILLIS = 900_000;

    private static final long WARM_UP_MILLIS = 40_000;
    private static final long QUOTE_MILLIS = 1_000;
    private static final long STEP_MILLIS = 10;

    private final SimulationSetup setup;
    private final Venues venues;
    private final Pacing pacing;
    private long nowMillis;

    /** Begins at a moment, with venues that have not quoted yet. */
    Preparation(SimulationSetup setup, Venues venues, Pacing pacing, long nowMillis) {
        this.setup = setup;
        this.venues = venues;
        this.pacing = pacing;
        this.nowMillis = nowMillis;
    }

    /** Until feeds are trusted. */
    void warmUp() {
        passTo(nowMillis + WARM_UP_MILLIS);
    }

    /** As fast as the node answers, to a moment. */
    void passTo(long toMillis) {
        while (nowMillis < toMillis) {
            nowMillis = Math.min(toMillis, nowMillis + QUOTE_MILLIS);
            quote();
            pacing.advanceTo(nowMillis);
        }
    }

    /**
     * As fast as the clock on the wall, for as long as some work takes.
     *
     * @return what the work gives
     * @throws IllegalStateException when it is not over before the tape begins
     */
    long during(LongSupplier work) throws InterruptedException {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            Future<Long> done = worker.submit(work::getAsLong);
            while (!done.isDone()) {
                step();
            }
            return done.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the accounts could not be brought to life", failed.getCause());
        } finally {
            worker.shutdownNow();
        }
    }

    private void step() {
        long next = nowMillis + STEP_MILLIS;
        if (next > setup.fromMillis()) {
            throw new IllegalStateException(
                    "bringing the accounts to life took longer than " + LONGEST_MILLIS / 1_000 + " s");
        }
        if (next / QUOTE_MILLIS != nowMillis / QUOTE_MILLIS) {
            quote();
        }
        nowMillis = next;
        pacing.moveTo(nowMillis);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
    }

    private void quote() {
        for (OutsideMarket market : setup.outside()) {
            for (OutsideMarket.Venue venue : market.venues()) {
                venues.quote(new TapeQuote(
                        nowMillis,
                        venue.source(),
                        venues.indexOf(market.underlying()),
                        market.firstPrice().units()));
            }
        }
        venues.publish().toCompletableFuture().join();
    }
}
