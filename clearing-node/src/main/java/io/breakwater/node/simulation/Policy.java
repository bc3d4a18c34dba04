package io.breakwater.node.simulation;

/** How a run sells what it liquidates, so that policies can be compared on one path. */
public enum Policy {
    /** Velocity is granted by the coordinator within all gates of the throttle. */
    THROTTLED,
    /** Every request is granted at once and whole. */
    NONE,
    /** Nothing is offered to keepers: the backstop takes every slice, up to its inventory cap. */
    BACKSTOP
}
