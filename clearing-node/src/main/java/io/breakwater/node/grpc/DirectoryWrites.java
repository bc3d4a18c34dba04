package io.breakwater.node.grpc;

import com.google.protobuf.Message;
import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.DirectoryProtocol.Answer;
import io.breakwater.node.market.DirectoryProtocol.Change;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.Operation;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes into the directory of markets for an operator, each keyed write once: the directory remembers the keys, so that
 * a retry finds its answer on whichever node it arrives and after whatever restart.
 */
final class DirectoryWrites {

    private final Directory directory;

    DirectoryWrites(Directory directory) {
        this.directory = directory;
    }

    /**
     * The definitions after a write, which is done when its key is new.
     *
     * @param change made against the definitions in force; not asked for when the write has happened
     */
    CompletionStage<MarketDefinitions> once(
            IdempotencyKey key, Message request, Function<MarketDefinitions, Change> change) {
        return once(key, request, () -> CompletableFuture.completedFuture(null), change);
    }

    /**
     * As above, with something that comes before the write: it may be done again with the same key until the write is
     * durable, and never afterwards.
     */
    CompletionStage<MarketDefinitions> once(
            IdempotencyKey key,
            Message request,
            Supplier<? extends CompletionStage<?>> first,
            Function<MarketDefinitions, Change> change) {
        Operation operation = new Operation(Fields.key("idempotency_key", key), fingerprint(request));
        return directory
                .recall(operation)
                .thenCompose(recalled -> recalled instanceof Answer.Unseen unseen
                        ? first.get()
                                .thenCompose(done ->
                                        directory.change(change.apply(unseen.definitions()), Optional.of(operation)))
                        : CompletableFuture.completedFuture(recalled))
                .thenApply(DirectoryWrites::requireAccepted);
    }

    private static Fingerprint fingerprint(Message request) {
        return Fingerprint.of(
                request.getDescriptorForType().getFullName() + HexFormat.of().formatHex(request.toByteArray()));
    }

    private static MarketDefinitions requireAccepted(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            throw refusal(refused);
        }
        return ((Answer.Accepted) answer).definitions();
    }

    private static RuntimeException refusal(Answer.Refused refused) {
        return switch (refused.reason()) {
            case EPOCH_MISMATCH ->
                Refusals.refused(RefusalCode.EPOCH_OUTDATED, "expected", refused.value(), "is", refused.limit());
            case UNKNOWN_UNDERLYING, UNKNOWN_INSTRUMENT ->
                Refusals.refused(RefusalCode.MARKET_UNKNOWN, refused.field(), refused.value());
            case FUNDING_MISMATCH, HAIRCUT_MISMATCH ->
                Refusals.refused(RefusalCode.EPOCH_OUTDATED, "expected", refused.value(), "is", refused.limit());
            case EXPIRED ->
                Refusals.refused(
                        RefusalCode.INSTRUMENT_EXPIRED, refused.field(), refused.value(), "is", refused.limit());
            case ID_REUSED -> Refusals.refused(RefusalCode.ID_REUSED, refused.field(), refused.value());
            case ID_OUTDATED ->
                Refusals.refused(RefusalCode.ID_TOO_OLD, refused.field(), refused.value(), "accepted", refused.limit());
            default -> Fields.invalid(refused.field(), refused.value(), refused.limit());
        };
    }
}
