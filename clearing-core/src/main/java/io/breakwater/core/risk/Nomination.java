package io.breakwater.core.risk;

import java.util.Comparator;

/**
 * The book's word that an account may have changed state: the account decides, exactly, and may refuse.
 *
 * @param accountId whose
 * @param direction which way it may have gone
 * @param slackMicros what the threshold form of {@link Watches} shows in the book, in millionths of the settlement
 *     currency times the threshold's denominator: negative, and lower is deeper; {@link #UNBOUNDED} for an account that
 *     its columns can no longer hold, which must send its exposure again
 */
public record Nomination(String accountId, Direction direction, long slackMicros) implements Comparable<Nomination> {

    /** The slack of an account whose exposure the book has given up and needs anew. */
    public static final long UNBOUNDED = Long.MIN_VALUE;

    private static final Comparator<Nomination> ORDER =
            Comparator.comparing(Nomination::accountId).thenComparing(Nomination::direction);

    /** Which way a state may change. */
    public enum Direction {
        /** Towards bankruptcy. */
        WORSE,
        /** Towards health. */
        BETTER
    }

    /** By account, WORSE before BETTER: the same whatever order accounts came in (risk model B.12.13). */
    @Override
    public int compareTo(Nomination other) {
        return ORDER.compare(this, other);
    }
}
