package io.breakwater.core.money;

/** A value does not fit its type; the message names the operation, its numbers and the limit. Nothing was changed. */
public final class ValueOverflowException extends ArithmeticException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was computed, from which numbers, and the limit it broke
     */
    public ValueOverflowException(String message) {
        super(message);
    }
}
