package io.breakwater.node.liquidation;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Terms in memory, for one process. */
final class MemoryTermStore implements TermStore {

    private final LongSupplier nowMillis;
    private final long keptMillis;
    private long term;
    private String holder = "";
    private long untilMillis;

    MemoryTermStore(LongSupplier nowMillis, LiquidationSettings settings) {
        this.nowMillis = nowMillis;
        this.keptMillis = settings.termMillis() + settings.termGraceMillis();
    }

    /** When the term that is held ends if it is not renewed, UTC epoch milliseconds. */
    synchronized long untilMillis() {
        return untilMillis;
    }

    @Override
    public synchronized CompletionStage<OptionalLong> hold(String asks) {
        long now = nowMillis.getAsLong();
        boolean isFree = now >= untilMillis;
        if (!isFree && !holder.equals(asks)) {
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
        term += isFree ? 1 : 0;
        holder = asks;
        untilMillis = now + keptMillis;
        return CompletableFuture.completedFuture(OptionalLong.of(term));
    }
}
