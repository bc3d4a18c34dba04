package io.breakwater.node.grpc;

import com.google.protobuf.Message;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.core.ledger.SettlementId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Remembers the halts and resumptions that this node was asked for by their keys, a bounded number of them: the same one
 * sent again gets the same answer and is not done again, so that a late retry of a halt does not undo a resumption. One
 * that failed may be sent again.
 */
final class HaltKeys {

    private record Write(Message request, CompletableFuture<?> answer) {}

    private final Map<SettlementId, Write> writes;

    HaltKeys(int most) {
        this.writes = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SettlementId, Write> eldest) {
                return size() > most;
            }
        };
    }

    /** The answer of a write, which is done when its key is new. */
    @SuppressWarnings("unchecked")
    <T> CompletionStage<T> once(SettlementId key, Message request, Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (writes) {
            Write before = writes.get(key);
            if (before != null && !before.request().equals(request)) {
                throw Refusals.refused(RefusalCode.ID_REUSED, "key", key);
            }
            if (before != null) {
                return (CompletionStage<T>) before.answer().minimalCompletionStage();
            }
            writes.put(key, new Write(request, answer));
        }
        started(work).whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                forget(key);
                answer.completeExceptionally(failure);
            }
        });
        return answer.minimalCompletionStage();
    }

    private static <T> CompletionStage<T> started(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void forget(SettlementId key) {
        synchronized (writes) {
            writes.remove(key);
        }
    }
}
