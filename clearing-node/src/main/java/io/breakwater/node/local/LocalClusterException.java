package io.breakwater.node.local;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

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

    /**
     * What failed, and in the same line the reason: the words of the failure, and of what is at the bottom of it.
     *
     * @param what failed
     * @param failure why
     */
    public static LocalClusterException of(String what, Throwable failure) {
        Throwable said = failure;
        while (said.getCause() != null && (said instanceof CompletionException || said instanceof ExecutionException)) {
            said = said.getCause();
        }
        Throwable bottom = said;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        String reason = words(said);
        String root = words(bottom);
        String line = what + ": " + (reason.contains(root) ? reason : reason + ": " + root);
        return new LocalClusterException(line.replaceAll("\\s*\\R\\s*", "; "), failure);
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
