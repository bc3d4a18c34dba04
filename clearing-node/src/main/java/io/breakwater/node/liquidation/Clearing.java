package io.breakwater.node.liquidation;

import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.time.NodeClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Clears a settlement and asks again, under the same id, when no answer comes: bounded, and with a wait in between. A stage
 * that fails even so leaves open whether it is booked.
 */
final class Clearing {

    private final Accounts accounts;
    private final NodeClock clock;
    private final int attempts;
    private final long retryMillis;

    Clearing(Accounts accounts, NodeClock clock, LiquidationSettings settings) {
        this.accounts = accounts;
        this.clock = clock;
        this.attempts = settings.clearAttempts();
        this.retryMillis = settings.clearRetryMillis();
    }

    /** How it ended. */
    CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
        CompletableFuture<SettlementStep.Answer> ended = new CompletableFuture<>();
        attempt(settlement, attempts, ended);
        return ended;
    }

    private void attempt(Settlement settlement, int left, CompletableFuture<SettlementStep.Answer> ended) {
        accounts.clear(settlement).whenComplete((answer, failure) -> {
            if (failure == null) {
                ended.complete(answer);
            } else if (left <= 1) {
                ended.completeExceptionally(failure);
            } else {
                clock.after(retryMillis, () -> attempt(settlement, left - 1, ended));
            }
        });
    }

    /** Whether it is booked. */
    CompletionStage<Boolean> booked(Settlement settlement) {
        return clear(settlement).thenApply(SettlementStep.Answer::isBooked);
    }
}
