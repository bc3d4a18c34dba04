package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.DeleveragingCheck;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.instrument.Instrument;
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
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Closes positions of a bankrupt account against profitable opposite ones, at the bankruptcy price (risk model B.11). */
final class Deleverager {

    private final House house;
    private final Markets markets;
    private final Tally tally;
    private final DeleveragingParameters parameters = DeleveragingParameters.defaults();

    Deleverager(House house, Markets markets, Tally tally) {
        this.house = house;
        this.markets = markets;
        this.tally = tally;
    }

    /** Closes every position at the price at which the account recoups what the funds will not pay. */
    void recoup(String accountId, MarginResult margin, Money shortfall) {
        for (PositionResult position : margin.positions()) {
            BigDecimal budget = share(shortfall.exact(), position, margin);
            Quantity held = house.account(accountId).quantity(position.instrument());
            close(accountId, position.instrument(), held, budget.negate(), Money.rounded(budget, Rounding.UP));
        }
    }

    private static BigDecimal share(BigDecimal amount, PositionResult position, MarginResult margin) {
        return amount.multiply(position.maintenance()).divide(margin.maintenance(), 12, RoundingMode.HALF_EVEN);
    }

    private void close(String accountId, Instrument instrument, Quantity held, BigDecimal equityShare, Money budget) {
        InstrumentMarket at = markets.view().instruments().get(instrument);
        if (held.signum() == 0 || at.feed().verdict(FeedState.Action.SOCIALISE) != FeedState.Verdict.ALLOWED) {
            return;
        }
        Price price = bankruptcyPrice(instrument, at.mark(), held, equityShare);
        if (price.signum() <= 0) {
            return;
        }
        Quantity lot = Quantity.of(markets.feed(instrument).terms().increments().lot());
        Money lost =
                inSteps(accountId, instrument, price, step(lot, at.mark()), budget, DeleveragingAllocation.PRO_RATA);
        inSteps(accountId, instrument, price, lot, budget.minus(lost), DeleveragingAllocation.QUEUE);
    }

    /** Closes what is still held in steps, within a budget; says what the targets have lost by it. */
    private Money inSteps(
            String accountId,
            Instrument instrument,
            Price price,
            Quantity step,
            Money budget,
            DeleveragingAllocation allocation) {
        Quantity held = house.account(accountId).quantity(instrument);
        Price mark = markets.view().instruments().get(instrument).mark();
        DeleveragingPlan plan = Deleveraging.plan(
                new DeleveragingPlan.Request(held, price, mark, step, budget),
                targets(accountId, instrument, held, mark),
                allocation,
                parameters);
        Money lost = Money.ZERO;
        for (DeleveragingPlan.Entry entry : plan.entries()) {
            lost = lost.plus(execute(accountId, instrument, held, price, entry));
        }
        tally.paidByDeleveraging = tally.paidByDeleveraging.plus(lost);
        return lost;
    }

    /**
     * Whole lots that are worth at least the least notional a liquidation leaves over: so a small deficit touches a few
     * targets and not hundreds. What is smaller than a step goes to the first of the queue.
     */
    private Quantity step(Quantity lot, Price mark) {
        BigDecimal least = markets.view().parameters().liquidation().minRemainingNotional();
        return Quantity.rounded(least.divide(mark.exact(), Quantity.SCALE, RoundingMode.CEILING), Rounding.UP)
                .toLots(lot, Rounding.UP);
    }

    /** mark - side x E_i/|q|: to the tick, up for a long, down for a short. */
    private Price bankruptcyPrice(Instrument instrument, Price mark, Quantity held, BigDecimal equityShare) {
        Rounding direction = held.signum() > 0 ? Rounding.UP : Rounding.DOWN;
        BigDecimal shift = equityShare.divide(held.exact(), Price.SCALE, direction.mode());
        Price tick = Price.of(markets.feed(instrument).terms().increments().tick());
        return Price.rounded(mark.exact().subtract(shift), direction).toTick(tick, direction);
    }

    private List<DeleveragingTarget> targets(String accountId, Instrument instrument, Quantity held, Price mark) {
        List<DeleveragingTarget> targets = new ArrayList<>();
        for (Account account : house.accounts()) {
            boolean opposite = account.quantity(instrument).signum() * held.signum() < 0;
            boolean other = !account.id().equals(accountId) && account.role().isMargined();
            if (opposite
                    && other
                    && DeleveragingCheck.acceptable(account, instrument, mark).signum() > 0) {
                targets.add(target(account, instrument, mark));
            }
        }
        return targets;
    }

    private DeleveragingTarget target(Account account, Instrument instrument, Price mark) {
        MarginResult margin = HealthAssessment.margin(account, markets.view());
        BigDecimal own = margin.positions().stream()
                .filter(position -> position.instrument().equals(instrument))
                .map(PositionResult::maintenance)
                .findFirst()
                .orElse(BigDecimal.ZERO);
        Position position = account.positions().get(instrument);
        Quantity acceptable = DeleveragingCheck.acceptable(account, instrument, mark);
        return new DeleveragingTarget(
                account.id(),
                position.quantity(),
                position.quote(),
                position.quantity().abs().minus(acceptable),
                Money.rounded(margin.equity(), Rounding.AGAINST_HOLDER),
                Money.rounded(margin.maintenance(), Rounding.REQUIREMENT),
                Money.rounded(margin.maintenance().subtract(own).max(BigDecimal.ZERO), Rounding.REQUIREMENT),
                BigDecimal.ONE);
    }

    /** Books one entry of a plan; says what its target has lost against the mark, nothing if it refuses. */
    private Money execute(
            String accountId, Instrument instrument, Quantity held, Price price, DeleveragingPlan.Entry entry) {
        if (entry.closes().signum() == 0) {
            return Money.ZERO;
        }
        Quantity closing = held.signum() > 0 ? entry.closes().negate() : entry.closes();
        boolean booked = house.settle(LiquidationSettlements.deleverage(
                        house.id("deleverage"), accountId, entry.rank().target().id(), instrument, closing, price))
                .isEmpty();
        return booked ? Money.rounded(entry.cost().max(BigDecimal.ZERO), Rounding.DOWN) : Money.ZERO;
    }
}
