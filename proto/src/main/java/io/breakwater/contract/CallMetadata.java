package io.breakwater.contract;

/** Names the metadata that travels beside a call's messages, in lower case as HTTP/2 has it. */
public final class CallMetadata {
    /** Request header: the identity of the caller, as the edge has established it. */
    public static final String CALLER = "breakwater-caller";

    /** Trailer of gRPC's richer error model: a binary {@code google.rpc.Status}. */
    public static final String STATUS_DETAILS = "grpc-status-details-bin";

    private CallMetadata() {}
}
