package io.breakwater.node.desk;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.DeleveragingCheck;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.liquidation.Deleveraging;
import io.breakwater.core.liquidation.DeleveragingAllocation;
import io.breakwater.core.liquidation.DeleveragingParameters;
import io.breakwater.core.liquidation.DeleveragingPlan;
import io.breakwater.core.liquidation.DeleveragingTarget;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one position of a bankrupt account is closed against profitable opposite ones: at the price at which the account
 * recoups what the funds will not pay (risk model B.11).
 *
 * @param account bankrupt
 * @param instrument of the position
 * @param price bankruptcy price
 * @param budget what all targets together may lose by it
 * @param mark of the instrument
 * @param lot of the instrument
 * @param step first sizes are whole steps
 */
public record DeleveragingTerms(
        String account, Instrument instrument, Price price, Money budget, Price mark, Quantity lot, Quantity step) {

    private static final int SHARE_DECIMALS = 12;

    /** The underlying whose loss a bankrupt account's deficit is: that with the greatest part of its requirement. */
    public static Optional<String> underlyingOf(MarginResult margin) {
        return margin.positions().stream()
                .max(Comparator.comparing(PositionResult::maintenance))
                .map(position -> position.instrument().underlying());
    }

    /**
     * The terms of one position; absent where nothing is held, the feed does not permit to socialise a loss, nothing is
     * required or it is worth nothing, or the bankruptcy price is not positive.
     *
     * @param account bankrupt
     * @param margin of the account when the shortfall was found
     * @param position of that margin
     * @param shortfall what the funds will not pay, over all positions
     */
    public static Optional<DeleveragingTerms> of(
            Account account, MarginResult margin, PositionResult position, Money shortfall, MarketView view) {
        Instrument instrument = position.instrument();
        Quantity held = account.quantity(instrument);
        InstrumentMarket at = view.instruments().get(instrument);
        boolean permitted = at.feed().verdict(FeedState.Action.SOCIALISE) == FeedState.Verdict.ALLOWED;
        boolean hasShare = margin.maintenance().signum() > 0 && at.mark().signum() > 0;
        if (held.signum() == 0 || !permitted || !hasShare) {
            return Optional.empty();
        }
        UnderlyingParameters terms =
                view.parameters().underlying(instrument.underlying()).orElseThrow();
        BigDecimal share = shortfall
                .exact()
                .multiply(position.maintenance())
                .divide(margin.maintenance(), SHARE_DECIMALS, RoundingMode.HALF_EVEN);
        Price price = bankruptcyPrice(
                at.mark(), held, share.negate(), Price.of(terms.increments().tick()));
        Quantity lot = Quantity.of(terms.increments().lot());
        return price.signum() <= 0
                ? Optional.empty()
                : Optional.of(new DeleveragingTerms(
                        account.id(),
                        instrument,
                        price,
                        Money.rounded(share, Rounding.UP),
                        at.mark(),
                        lot,
                        step(lot, at.mark(), view)));
    }

    /** mark - side x E_i/|q|: to the tick, up for a long, down for a short. */
    private static Price bankruptcyPrice(Price mark, Quantity held, BigDecimal equityShare, Price tick) {
        Rounding direction = held.signum() > 0 ? Rounding.UP : Rounding.DOWN;
        BigDecimal shift = equityShare.divide(held.exact(), Price.SCALE, direction.mode());
        return Price.rounded(mark.exact().subtract(shift), direction).toTick(tick, direction);
    }

    /**
     * Whole lots that are worth at least the least notional a liquidation leaves over: so a small deficit touches a few
     * targets and not hundreds. What is smaller than a step goes to the first of the queue.
     */
    private static Quantity step(Quantity lot, Price mark, MarketView view) {
        BigDecimal least = view.parameters().liquidation().minRemainingNotional();
        return Quantity.rounded(least.divide(mark.exact(), Quantity.SCALE, RoundingMode.CEILING), Rounding.UP)
                .toLots(lot, Rounding.UP);
    }

    /** The first round: in proportion to weight, in whole steps, within the whole budget. */
    public DeleveragingPlan proRata(Quantity held, Collection<Account> others, MarketView view) {
        return plan(held, step, budget, DeleveragingAllocation.PRO_RATA, others, view);
    }

    /** The second: what is left in lots, by the queue, within what the first has not spent. */
    public DeleveragingPlan queue(Quantity held, Money spent, Collection<Account> others, MarketView view) {
        return plan(held, lot, budget.minus(spent), DeleveragingAllocation.QUEUE, others, view);
    }

    private DeleveragingPlan plan(
            Quantity held,
            Quantity size,
            Money within,
            DeleveragingAllocation allocation,
            Collection<Account> others,
            MarketView view) {
        return Deleveraging.plan(
                new DeleveragingPlan.Request(held, price, mark, size, within),
                targets(held, others, view),
                allocation,
                DeleveragingParameters.defaults());
    }

    private List<DeleveragingTarget> targets(Quantity held, Collection<Account> others, MarketView view) {
        return others.stream()
                .filter(other -> isTarget(other, held))
                .map(other -> target(other, view))
                .toList();
    }

    private boolean isTarget(Account other, Quantity held) {
        boolean opposite = other.quantity(instrument).signum() * held.signum() < 0;
        return opposite
                && !other.id().equals(account)
                && other.role().isMargined()
                && DeleveragingCheck.acceptable(other, instrument, mark).signum() > 0;
    }

    private DeleveragingTarget target(Account other, MarketView view) {
        MarginResult margin = HealthAssessment.margin(other, view);
        BigDecimal own = margin.positions().stream()
                .filter(position -> position.instrument().equals(instrument))
                .map(PositionResult::maintenance)
                .findFirst()
                .orElse(BigDecimal.ZERO);
        Position position = other.positions().get(instrument);
        Quantity acceptable = DeleveragingCheck.acceptable(other, instrument, mark);
        return new DeleveragingTarget(
                other.id(),
                position.quantity(),
                position.quote(),
                position.quantity().abs().minus(acceptable),
                Money.rounded(margin.equity(), Rounding.AGAINST_HOLDER),
                Money.rounded(margin.maintenance(), Rounding.REQUIREMENT),
                Money.rounded(margin.maintenance().subtract(own).max(BigDecimal.ZERO), Rounding.REQUIREMENT),
                BigDecimal.ONE);
    }

    /** The signed movement of the bankrupt account that an entry of a plan books. */
    public static Quantity closing(Quantity held, DeleveragingPlan.Entry entry) {
        return held.signum() > 0 ? entry.closes().negate() : entry.closes();
    }

    /** What an entry's target loses against the mark when it is booked. */
    public static Money cost(DeleveragingPlan.Entry entry) {
        return Money.rounded(entry.cost().max(BigDecimal.ZERO), Rounding.DOWN);
    }
}
