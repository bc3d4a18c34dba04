package io.breakwater.node.local;

/** Says in one line why the cluster on this machine does not run, and what to do about it. */
public final class LocalClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A reason. */
    public LocalClusterException(String message) {
        super(message);
    }

    /** A reason with its cause. */
    public LocalClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
