package io.breakwater.node.simulation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides as a keeper does: what to take of an auction slice, and how fast to unload it.
 *
 * <p>It takes a notional N only where discount + reward covers what unloading is expected to cost and a profit:
 * {@code discount + reward >= profit + adverse + share*impact(N)/2}, where impact(N) = 1 %*N/D is how far N moves the own
 * book (risk model B.13), the half is the mean of a straight line, and the share says how much of it is left when it
 * sells slowly. N is also bounded by its free margin over the initial rate, so that it stays above its own initial
 * margin (B.10). It sees a slice only after its reaction time.
 */
public final class Keeper {

    private static final BigDecimal DEPTH_MOVE = new BigDecimal("0.01");

    /**
     * How keepers decide.
     *
     * @param fastestReactionMillis of any keeper
     * @param slowestReactionMillis of any keeper
     * @param profit least expected profit, as a share of notional
     * @param impactShare of its own impact that a keeper expects to pay, in (0, 1]
     * @param unloadPerSecond notional a keeper sells in a second
     * @param unloadBurstSeconds how many seconds of it may be saved up
     * @param ownBookShare of what it unloads goes to the own book, the rest outside, in [0, 1]
     */
    public record Parameters(
            long fastestReactionMillis,
            long slowestReactionMillis,
            Rate profit,
            Rate impactShare,
            Money unloadPerSecond,
            int unloadBurstSeconds,
            Rate ownBookShare) {

        /** Refuses terms outside their limits. */
        public Parameters {
            require(
                    fastestReactionMillis >= 0 && slowestReactionMillis >= fastestReactionMillis,
                    "slowest reaction ms",
                    slowestReactionMillis);
            require(profit.signum() >= 0, "profit", profit);
            require(impactShare.signum() > 0 && impactShare.isFraction(), "impact share", impactShare);
            require(unloadPerSecond.signum() > 0, "unload a second", unloadPerSecond);
            require(unloadBurstSeconds >= 1 && unloadBurstSeconds <= 3_600, "unload burst s", unloadBurstSeconds);
            require(ownBookShare.isFraction(), "own book share", ownBookShare);
        }

        private static void require(boolean holds, String field, Object value) {
            if (!holds) {
                throw new IllegalArgumentException("keeper: " + field + " " + value + " is not possible");
            }
        }

        /** Reactions of 0.1 to 2 s, 5 bp of profit, half of the impact, 25,000 a second, half on the own book. */
        public static Parameters defaults() {
            return new Parameters(100, 2_000, Rate.of("0.0005"), Rate.of("0.5"), Money.of("25000"), 10, Rate.of("0.5"));
        }
    }

    /**
     * A slice on auction, as a keeper sees it.
     *
     * @param quantity what taking all of it would add to the keeper's position: positive when a long is being closed
     * @param lot of the instrument
     * @param mark mark price, positive
     * @param discount by which it is cheaper than the mark (dearer, when a short is being closed)
     * @param reward the keeper's fee as a share of notional
     * @param initialRate what the keeper must put up for each unit of notional, positive
     * @param depth D of the own book, positive
     * @param adverse how far the own book already stands against unloading, as a share, spread included; at least 0
     * @param openedMillis when the auction began
     */
    public record Offer(
            Quantity quantity,
            Quantity lot,
            Price mark,
            Rate discount,
            Rate reward,
            Rate initialRate,
            Money depth,
            Rate adverse,
            long openedMillis) {

        /** Refuses prices, rates and depths that no market has. */
        public Offer {
            Parameters.require(mark.signum() > 0, "mark of an offer", mark);
            Parameters.require(lot.signum() > 0, "lot of an offer", lot);
            Parameters.require(initialRate.signum() > 0, "initial rate of an offer", initialRate);
            Parameters.require(depth.signum() > 0, "depth of an offer", depth);
            Parameters.require(adverse.signum() >= 0, "adverse move of an offer", adverse);
        }
    }

    /**
     * What to trade now to get rid of an inventory; both have the opposite sign of it.
     *
     * @param ownBook on the own book
     * @param outside on the outside market
     */
    public record Unload(Quantity ownBook, Quantity outside) {

        /** Nothing. */
        public static final Unload NONE = new Unload(Quantity.ZERO, Quantity.ZERO);
    }

    private final String id;
    private final Parameters parameters;
    private final long reactionMillis;
    private Money unloadBudget = Money.ZERO;
    private long budgetMillis;

    Keeper(String id, Parameters parameters, long reactionMillis) {
        this.id = id;
        this.parameters = parameters;
        this.reactionMillis = reactionMillis;
    }

    /** One keeper for each id, with reaction times drawn from the seed. */
    public static List<Keeper> roster(long seed, List<String> ids, Parameters parameters) {
        List<Keeper> keepers = new ArrayList<>();
        for (String id : ids) {
            double reaction = SeededNumbers.of(seed, "reaction of " + id)
                    .between(parameters.fastestReactionMillis, parameters.slowestReactionMillis + 1.0);
            keepers.add(new Keeper(id, parameters, (long) reaction));
        }
        return List.copyOf(keepers);
    }

    /** Its account. */
    public String id() {
        return id;
    }

    /** How long after an auction began it first answers. */
    public long reactionMillis() {
        return reactionMillis;
    }

    /**
     * What it takes of an offer now: whole lots with the sign of the offer, at most all of it, zero when it does not pay
     * or it has not seen it yet.
     *
     * @param nowMillis simulated time
     * @param freeMargin its init equity less its initial requirement
     */
    public Quantity take(Offer offer, long nowMillis, Money freeMargin) {
        if (nowMillis < offer.openedMillis() + reactionMillis || freeMargin.signum() <= 0) {
            return Quantity.ZERO;
        }
        BigDecimal notional = payingNotional(offer).min(affordableNotional(offer, freeMargin));
        if (notional.signum() <= 0) {
            return Quantity.ZERO;
        }
        BigDecimal offered = offer.quantity().abs().exact();
        BigDecimal size =
                notional.divide(offer.mark().exact(), MathContext.DECIMAL64).min(offered);
        Quantity whole = Quantity.rounded(size, Rounding.DOWN).toLots(offer.lot(), Rounding.DOWN);
        return offer.quantity().signum() < 0 ? whole.negate() : whole;
    }

    /** The largest N whose expected impact the discount still covers. */
    private BigDecimal payingNotional(Offer offer) {
        Rate room =
                offer.discount().plus(offer.reward()).minus(parameters.profit).minus(offer.adverse());
        BigDecimal impactOfDepth = DEPTH_MOVE.multiply(parameters.impactShare.exact());
        return room.exact()
                .multiply(offer.depth().exact())
                .multiply(BigDecimal.valueOf(2))
                .divide(impactOfDepth, MathContext.DECIMAL64);
    }

    private static BigDecimal affordableNotional(Offer offer, Money freeMargin) {
        return freeMargin.exact().divide(offer.initialRate().exact(), MathContext.DECIMAL64);
    }

    /**
     * What to trade now of an inventory. All instruments of the keeper share one budget of notional, which fills by the
     * second; what is returned is spent. A lot that is worth more than the budget may save up is never unloaded.
     *
     * @param nowMillis simulated time, never back
     * @param inventory what it holds of the instrument
     * @param price to measure notional at, positive
     * @param lot of the instrument
     */
    public Unload unload(long nowMillis, Quantity inventory, Price price, Quantity lot) {
        Parameters.require(price.signum() > 0, "price of an unload", price);
        fillBudget(nowMillis);
        Quantity affordable = Quantity.rounded(
                        unloadBudget.exact().divide(price.exact(), MathContext.DECIMAL64), Rounding.DOWN)
                .toLots(lot, Rounding.DOWN);
        Quantity size = inventory.abs().min(affordable);
        if (size.signum() == 0) {
            return Unload.NONE;
        }
        unloadBudget = unloadBudget.minus(price.times(size, Rounding.DOWN).min(unloadBudget));
        Quantity onOwnBook = Quantity.rounded(size.exact().multiply(parameters.ownBookShare.exact()), Rounding.DOWN)
                .toLots(lot, Rounding.DOWN);
        Quantity outside = size.minus(onOwnBook);
        return inventory.signum() > 0
                ? new Unload(onOwnBook.negate(), outside.negate())
                : new Unload(onOwnBook, outside);
    }

    private void fillBudget(long nowMillis) {
        long elapsed = Math.min(nowMillis - budgetMillis, parameters.unloadBurstSeconds * 1_000L);
        BigDecimal refill = parameters.unloadPerSecond.exact().multiply(BigDecimal.valueOf(elapsed, 3));
        BigDecimal most =
                parameters.unloadPerSecond.exact().multiply(BigDecimal.valueOf(parameters.unloadBurstSeconds));
        unloadBudget = Money.rounded(unloadBudget.exact().add(refill).min(most), Rounding.DOWN);
        budgetMillis = nowMillis;
    }
}
