package io.breakwater.contract;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.breakwater.clearing.v1.FieldViolation;
import io.breakwater.clearing.v1.Figure;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.grpc.javadsl.MetadataBuilder;
import org.apache.pekko.util.ByteString;

/**
 * Carries a refusal as a gRPC status, and finds it again in the exception that a client gets. The refusal itself travels
 * in the details of a {@code google.rpc.Status}, so a gateway may read it from a node and send it on unchanged.
 */
public final class RefusalStatus {
    /** Most figures, and most violations, that a status carries. */
    public static final int MOST_PARTS = 8;

    /** Longest text of a part in characters; what is longer is cut. */
    public static final int LONGEST_TEXT = 100;

    /** Common clients take trailers of 8 KiB, in which the details are a third longer, and the sentence comes twice. */
    private static final int MOST_BYTES = 4_096;

    private static final int LONGEST_SENTENCE = 500;
    private static final int MOST_CAUSES = 16;

    private RefusalStatus() {}

    /** The one gRPC status of a code; UNKNOWN for a code of a later version of the contract. */
    public static Status.Code statusOf(RefusalCode code) {
        return switch (code) {
            case AMOUNT_NOT_POSITIVE, NOT_WHOLE_LOTS, INSTRUMENT_NOT_ALLOWED, FIELD_INVALID ->
                Status.Code.INVALID_ARGUMENT;
            case ACCOUNT_UNKNOWN, ASSET_UNKNOWN, MARKET_UNKNOWN, SLICE_UNKNOWN, NOTHING_RESERVED ->
                Status.Code.NOT_FOUND;
            case ACCOUNT_EXISTS, ID_REUSED -> Status.Code.ALREADY_EXISTS;
            case BEHIND_MARKET_EPOCH, SLICE_IN_USE, LEASE_EXPIRED, FENCE_OUTDATED, EPOCH_OUTDATED, ID_ABANDONED ->
                Status.Code.ABORTED;
            case TOO_MANY_POSITIONS, TOO_MANY_ASSETS, TOO_MANY_RESERVATIONS, OVERLOADED ->
                Status.Code.RESOURCE_EXHAUSTED;
            case VALUE_OVERFLOW -> Status.Code.OUT_OF_RANGE;
            case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
            case DEADLINE -> Status.Code.DEADLINE_EXCEEDED;
            case NODE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case INTERNAL_FAULT -> Status.Code.INTERNAL;
            case ACCOUNT_CLOSED,
                    ACCOUNT_NOT_EMPTY,
                    ID_TOO_OLD,
                    FEED_NOT_TRUSTED,
                    INSUFFICIENT_INITIAL_MARGIN,
                    INSUFFICIENT_BALANCE,
                    REDUCE_ONLY,
                    IN_LIQUIDATION,
                    NOT_IN_LIQUIDATION,
                    INSTRUMENT_EXPIRED,
                    NOT_A_PARTY,
                    SLICE_EXCEEDED,
                    HEALTH_NOT_RAISED,
                    NOT_DELEVERAGEABLE,
                    FEES_NOT_DUE,
                    LIMIT_NOT_MET -> Status.Code.FAILED_PRECONDITION;
            case REFUSAL_CODE_UNSPECIFIED, UNRECOGNIZED -> Status.Code.UNKNOWN;
        };
    }

    /** The exception by which a service answers a refusal. Parts beyond the bounds of this class are cut. */
    public static GrpcServiceException exception(Refusal refusal) {
        Refusal bounded = bounded(refusal);
        String sentence = cut(sentence(bounded), LONGEST_SENTENCE);
        Status status = statusOf(bounded.getCode()).toStatus().withDescription(sentence);
        com.google.rpc.Status details = com.google.rpc.Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(sentence)
                .addDetails(Any.pack(bounded))
                .build();
        return new GrpcServiceException(
                status,
                new MetadataBuilder()
                        .addBinary(CallMetadata.STATUS_DETAILS, ByteString.fromArray(details.toByteArray()))
                        .build());
    }

    /** A refusal with names and values in turn: {@code refusal(code, "needs", 120.5, "has", 98)}. */
    public static Refusal refusal(RefusalCode code, Object... namesAndValues) {
        Refusal.Builder refusal = Refusal.newBuilder().setCode(code);
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            refusal.addFigures(Figure.newBuilder()
                    .setName(namesAndValues[i].toString())
                    .setValue(namesAndValues[i + 1].toString()));
        }
        return refusal.build();
    }

    /** A refusal of one field: {@code fieldInvalid("amount.amount", "-3", "above 0")}. */
    public static Refusal fieldInvalid(String field, String value, String rule) {
        return Refusal.newBuilder()
                .setCode(RefusalCode.FIELD_INVALID)
                .addViolations(FieldViolation.newBuilder()
                        .setField(field)
                        .setValue(value)
                        .setRule(rule))
                .build();
    }

    /** The refusal that an exception, or one of its causes, carries; empty for any other failure. */
    public static Optional<Refusal> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof StatusRuntimeException status) {
                return details(status).flatMap(RefusalStatus::unpacked);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Pekko keeps the trailers of a call in a metadata of its own, which the exception's trailers need not have. */
    private static Optional<com.google.rpc.Status> details(StatusRuntimeException failure) {
        if (failure instanceof GrpcServiceException service) {
            return service.getMetadata().getBinary(CallMetadata.STATUS_DETAILS).flatMap(RefusalStatus::parsed);
        }
        return Optional.ofNullable(StatusProto.fromThrowable(failure));
    }

    private static Optional<com.google.rpc.Status> parsed(ByteString bytes) {
        try {
            return Optional.of(com.google.rpc.Status.parseFrom(bytes.toArray()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Optional<Refusal> unpacked(com.google.rpc.Status status) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(Refusal.class)) {
                try {
                    return Optional.of(detail.unpack(Refusal.class));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** What a log or a generic client shows: {@code INSUFFICIENT_BALANCE: needs 120.50, has 98.00}, in ASCII. */
    public static String sentence(Refusal refusal) {
        Stream<String> figures = refusal.getFiguresList().stream().map(f -> f.getName() + " " + f.getValue());
        Stream<String> violations = refusal.getViolationsList().stream()
                .map(v -> v.getField() + " is '" + v.getValue() + "', must be " + v.getRule());
        String parts = Stream.concat(figures, violations).collect(Collectors.joining(", "));
        String code = refusal.getCode() == RefusalCode.UNRECOGNIZED
                ? "REFUSAL " + refusal.getCodeValue()
                : refusal.getCode().name();
        return (parts.isEmpty() ? code : code + ": " + parts).replaceAll("[^ -~]", "?");
    }

    private static Refusal bounded(Refusal refusal) {
        Refusal.Builder bounded = Refusal.newBuilder().setCodeValue(refusal.getCodeValue());
        refusal.getFiguresList().stream()
                .limit(MOST_PARTS)
                .map(f -> f.toBuilder()
                        .setName(cut(f.getName(), LONGEST_TEXT))
                        .setValue(cut(f.getValue(), LONGEST_TEXT))
                        .build())
                .forEach(bounded::addFigures);
        refusal.getViolationsList().stream()
                .limit(MOST_PARTS)
                .map(v -> v.toBuilder()
                        .setField(cut(v.getField(), LONGEST_TEXT))
                        .setValue(cut(v.getValue(), LONGEST_TEXT))
                        .setRule(cut(v.getRule(), LONGEST_TEXT))
                        .build())
                .forEach(bounded::addViolations);
        return fitting(bounded);
    }

    /** Texts outside ASCII take up to three bytes a character: the last parts go until the rest fits. */
    private static Refusal fitting(Refusal.Builder refusal) {
        while (refusal.build().getSerializedSize() > MOST_BYTES) {
            if (refusal.getFiguresCount() > refusal.getViolationsCount()) {
                refusal.removeFigures(refusal.getFiguresCount() - 1);
            } else {
                refusal.removeViolations(refusal.getViolationsCount() - 1);
            }
        }
        return refusal.build();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
