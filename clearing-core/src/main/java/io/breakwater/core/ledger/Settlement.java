package io.breakwater.core.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * A movement between exactly two accounts that happens whole or not at all, once (invariant 2). Construction refuses
 * legs that do not balance: for each instrument quantities and quotes, and cash and every other asset, sum to zero.
 *
 * <p>Immutable. It is a class and not a record so that its fingerprint, which every step of it asks for, is made once.
 */
public final class Settlement {

    private final SettlementId id;
    private final Kind kind;
    private final Leg first;
    private final Leg second;
    private final Optional<String> slice;
    private final Fingerprint fingerprint;

    /** What a settlement is for. */
    public enum Kind {
        /** A cleared trade; both sides need margin. */
        TRADE,
        /** A keeper takes a slice of an account in liquidation. */
        LIQUIDATION,
        /** The backstop takes an account's positions. */
        BACKSTOP_TAKEOVER,
        /** A profitable opposite position is closed at the bankruptcy price. */
        DELEVERAGING,
        /** A fund, the tranche or the backstop pays; it never pays more than it has. */
        FUND_PAYMENT,
        /** Accrued fees reach their fund. */
        FEE_SWEEP
    }

    /**
     * Refuses one account on both sides, the wrong order of legs, legs that do not balance, a trade that binds, a payment
     * of anything but cash, and a slice of what is not a liquidation; the message says what.
     *
     * @param id its identity
     * @param kind what it is for
     * @param first the leg of the account that reserves first (A), as {@link SettlementId#first} says
     * @param second the leg of the account whose booking commits (B)
     * @param slice the liquidation slice it fills, for a {@link Kind#LIQUIDATION}
     */
    public Settlement(SettlementId id, Kind kind, Leg first, Leg second, Optional<String> slice) {
        if (first.account().equals(second.account())) {
            throw new IllegalArgumentException(id + ": both legs are of " + first.account());
        }
        if (!id.first(first.account(), second.account()).equals(first.account())) {
            throw new IllegalArgumentException(id + ": " + second.account() + " must reserve first");
        }
        Leg mirrored = first.opposite(second.account(), second.binding());
        boolean balanced = mirrored.movements().equals(second.movements())
                && mirrored.cash().equals(second.cash())
                && mirrored.assets().equals(second.assets());
        if (!balanced) {
            throw new IllegalArgumentException(id + ": " + first + " does not balance " + second);
        }
        requireFit(id, kind, first, second, slice);
        this.id = id;
        this.kind = kind;
        this.first = first;
        this.second = second;
        this.slice = slice;
        this.fingerprint = Fingerprint.of(toString());
    }

    private static void requireFit(SettlementId id, Kind kind, Leg first, Leg second, Optional<String> slice) {
        if (kind == Kind.TRADE && (first.binding() || second.binding())) {
            throw new IllegalArgumentException(id + ": a trade binds nobody before its margin is checked");
        }
        boolean isPayment = kind == Kind.FUND_PAYMENT || kind == Kind.FEE_SWEEP;
        if (isPayment && !(first.isCashOnly() && second.isCashOnly())) {
            throw new IllegalArgumentException(id + ": a " + kind + " moves cash only");
        }
        if (slice.isPresent() != (kind == Kind.LIQUIDATION)) {
            throw new IllegalArgumentException(id + ": a " + kind + " with slice " + slice.orElse("none"));
        }
    }

    /** A settlement of two balanced legs, put in the order the id asks for. */
    public static Settlement of(SettlementId id, Kind kind, Leg one, Leg other) {
        return of(id, kind, one, other, Optional.empty());
    }

    /** As {@link #of(SettlementId, Kind, Leg, Leg)}, filling a liquidation slice. */
    public static Settlement of(SettlementId id, Kind kind, Leg one, Leg other, Optional<String> slice) {
        boolean inOrder = id.first(one.account(), other.account()).equals(one.account());
        return new Settlement(id, kind, inOrder ? one : other, inOrder ? other : one, slice);
    }

    /** Its identity. */
    public SettlementId id() {
        return id;
    }

    /** What it is for. */
    public Kind kind() {
        return kind;
    }

    /** The leg of the account that reserves first (A). */
    public Leg first() {
        return first;
    }

    /** The leg of the account whose booking commits (B). */
    public Leg second() {
        return second;
    }

    /** The liquidation slice it fills, for a {@link Kind#LIQUIDATION}. */
    public Optional<String> slice() {
        return slice;
    }

    /**
     * The leg of an account.
     *
     * @throws IllegalArgumentException when it is not a party
     */
    public Leg legOf(String account) {
        if (first.account().equals(account)) {
            return first;
        }
        if (second.account().equals(account)) {
            return second;
        }
        throw new IllegalArgumentException(account + " is not a party of " + id);
    }

    /** Whether the account reserves first. */
    public boolean isFirst(String account) {
        return first.account().equals(account);
    }

    /** The other party. */
    public String counterpartyOf(String account) {
        return isFirst(account) ? second.account() : first.account();
    }

    /** A digest of everything it says, to tell a repetition from another payload under the same id. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Settlement that
                        && id.equals(that.id)
                        && kind == that.kind
                        && first.equals(that.first)
                        && second.equals(that.second)
                        && slice.equals(that.slice);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, kind, first, second, slice);
    }

    /** Everything it says, in one fixed form. */
    @Override
    public String toString() {
        return "Settlement[id=" + id + ", kind=" + kind + ", first=" + first + ", second=" + second + ", slice=" + slice
                + "]";
    }
}
