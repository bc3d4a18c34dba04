package io.breakwater.core.liquidation;

import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.Optional;
import java.util.function.Function;

/**
 * One slice on offer: who holds the claim on it and what is left. It fills once, whoever asks how often.
 *
 * <p>A keeper claims, and then takes within the claim's time. A claim is a lease with a fencing number: a keeper that
 * comes late, or after somebody else, is refused by its number. Once taken it waits for the settlement and no longer for
 * the clock, because the settlement may be booked already (invariant 2). Whether the keeper stays above its own initial
 * margin is decided by the keeper's account when it settles.
 *
 * @param id slice id of the account in liquidation
 * @param instrument what is closed
 * @param left signed movement not filled yet: negative sells a long
 * @param offeredMillis when the discount began to grow
 * @param lastFence fencing number of the newest claim, 0 before the first
 * @param claim who may take, or is taking, how much
 * @param withdrawn whether what is left was taken off the market
 */
public record AuctionSlice(
        String id,
        Instrument instrument,
        Quantity left,
        long offeredMillis,
        long lastFence,
        Optional<Claim> claim,
        boolean withdrawn) {

    /**
     * A keeper's right to take.
     *
     * @param keeper account that will hold what it takes
     * @param quantity signed, at most what was left
     * @param price at which it takes
     * @param fence number that the take must show
     * @param expiryMillis the take must come before this
     * @param taken whether the settlement is under way
     */
    public record Claim(String keeper, Quantity quantity, Price price, long fence, long expiryMillis, boolean taken) {

        private boolean holdsAt(long nowMillis) {
            return taken || nowMillis < expiryMillis;
        }

        private Claim underWay() {
            return new Claim(keeper, quantity, price, fence, expiryMillis, true);
        }
    }

    /** What a request leads to. */
    public sealed interface Outcome {}

    /**
     * The request holds; asked again, the slice stays as it is.
     *
     * @param slice the slice after it
     */
    public record Moved(AuctionSlice slice) implements Outcome {}

    /**
     * The request does not hold, and nothing has changed.
     *
     * @param refusal why, with its numbers
     */
    public record Refused(Refusal refusal) implements Outcome {}

    /**
     * A slice that goes on offer.
     *
     * @throws IllegalArgumentException for a quantity of 0
     */
    public static AuctionSlice offer(String id, Instrument instrument, Quantity closing, long nowMillis) {
        if (closing.signum() == 0) {
            throw new IllegalArgumentException("slice " + id + ": quantity is 0");
        }
        return new AuctionSlice(id, instrument, closing, nowMillis, 0, Optional.empty(), false);
    }

    /** Whether there is something left to claim. */
    public boolean isOpen() {
        return !withdrawn && left.signum() != 0;
    }

    /** A keeper asks for the right to take a quantity at a price; its own claim on the same terms is answered again. */
    public Outcome claim(String keeper, Quantity quantity, Price price, long nowMillis, AuctionParameters parameters) {
        if (!isOpen()) {
            return refuse(RefusalCode.SLICE_UNKNOWN, "slice", id);
        }
        Optional<Claim> held = claim.filter(c -> c.holdsAt(nowMillis));
        if (held.isPresent()) {
            Claim other = held.get();
            boolean repeated = other.keeper.equals(keeper) && other.quantity.equals(quantity) && !other.taken;
            return repeated
                    ? new Moved(this)
                    : refuse(RefusalCode.SLICE_IN_USE, "fence", other.fence, "until", other.expiryMillis);
        }
        boolean fits = quantity.signum() == left.signum() && quantity.abs().compareTo(left.abs()) <= 0;
        if (!fits) {
            return refuse(RefusalCode.SLICE_EXCEEDED, "asked", quantity, "available", left);
        }
        long expiry = Math.addExact(nowMillis, parameters.claimMillis());
        return new Moved(with(
                left, lastFence + 1, Optional.of(new Claim(keeper, quantity, price, lastFence + 1, expiry, false))));
    }

    /** The holder of a claim settles it. */
    public Outcome take(long fence, long nowMillis) {
        return withClaim(fence, held -> {
            if (!held.holdsAt(nowMillis)) {
                return refuse(RefusalCode.LEASE_EXPIRED, "expiry", held.expiryMillis, "now", nowMillis);
            }
            return new Moved(with(left, lastFence, Optional.of(held.underWay())));
        });
    }

    /** The settlement of a take is booked. */
    public Outcome booked(long fence) {
        return withClaim(fence, held -> new Moved(with(left.minus(held.quantity), lastFence, Optional.empty())));
    }

    /** The settlement of a take will never be booked; the next keeper may claim. */
    public Outcome declined(long fence) {
        return withClaim(fence, held -> new Moved(with(left, lastFence, Optional.empty())));
    }

    /** The slice without a claim whose time has passed. */
    public AuctionSlice expire(long nowMillis) {
        return with(left, lastFence, claim.filter(c -> c.holdsAt(nowMillis)));
    }

    /** Takes what is left off the market, to return its velocity or to hand it to the backstop. */
    public Outcome withdraw(long nowMillis) {
        Optional<Claim> held = claim.filter(c -> c.holdsAt(nowMillis));
        return held.isPresent()
                ? refuse(RefusalCode.SLICE_IN_USE, "fence", held.get().fence, "until", held.get().expiryMillis)
                : new Moved(new AuctionSlice(id, instrument, left, offeredMillis, lastFence, Optional.empty(), true));
    }

    private Outcome withClaim(long fence, Function<Claim, Outcome> next) {
        return claim.filter(c -> c.fence == fence)
                .map(next)
                .orElseGet(() -> refuse(RefusalCode.FENCE_OUTDATED, "fence", fence, "last", lastFence));
    }

    private AuctionSlice with(Quantity nextLeft, long nextFence, Optional<Claim> nextClaim) {
        return new AuctionSlice(id, instrument, nextLeft, offeredMillis, nextFence, nextClaim, withdrawn);
    }

    private static Outcome refuse(RefusalCode code, Object... namesAndValues) {
        return new Refused(Refusal.of(code, namesAndValues));
    }
}
