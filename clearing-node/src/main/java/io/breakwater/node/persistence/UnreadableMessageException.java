package io.breakwater.node.persistence;

/** Says which part of a message could not be read, and why: nothing is guessed about what was written. */
public final class UnreadableMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    UnreadableMessageException(String field, String reason) {
        super(field + " " + reason);
        this.field = field;
    }

    UnreadableMessageException(String field, String reason, Throwable cause) {
        super(field + " " + reason, cause);
        this.field = field;
    }

    /** The message, or its field as {@code Message.field}. */
    public String field() {
        return field;
    }
}
