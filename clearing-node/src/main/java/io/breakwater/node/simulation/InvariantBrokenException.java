package io.breakwater.node.simulation;

/** A run has broken one of the named invariants of the system; the message says which, when, and by how much. */
public final class InvariantBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An invariant by its name, and what was seen. */
    public InvariantBrokenException(String invariant, String seen) {
        super(invariant + ": " + seen);
    }
}
