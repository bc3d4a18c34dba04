package io.breakwater.core.protocol;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.SlicePlan;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What should be closed of an account now, less what is on offer already.
 *
 * <p>The plan is made for the account as it is booked. A part that is in an open slice or reserved is on its way, so it
 * is taken off the plan: asking twice never closes more than the closed form plus one lot (invariant 5).
 *
 * @param equity of the account, rounded down
 * @param delta |delta| in the settlement currency, netted within each underlying, rounded up
 * @param closings what to close, by instrument; empty when everything planned is on offer
 */
public record LiquidationPlan(Money equity, Money delta, List<Closing> closings) {

    /**
     * One movement wanted.
     *
     * @param instrument what is closed
     * @param quantity signed movement that closes it, in whole lots or the whole position
     */
    public record Closing(Instrument instrument, Quantity quantity) {}

    /** Copies the list. */
    public LiquidationPlan {
        closings = List.copyOf(closings);
    }

    /** The plan of an account in liquidation at the newest prices. */
    public static LiquidationPlan of(Account account, MarketView market) {
        MarginResult margin = HealthAssessment.margin(account, market);
        SlicePlan plan = SlicePlan.of(
                account.health(),
                account.mode(),
                margin.equity(),
                margin.maintenance(),
                candidates(account, market),
                market.parameters().health(),
                market.parameters().liquidation());
        List<Closing> closings = new ArrayList<>();
        for (SlicePlan.Slice slice : plan.slices()) {
            closing(account, slice).ifPresent(closings::add);
        }
        return new LiquidationPlan(
                Money.rounded(margin.equity(), Rounding.AGAINST_HOLDER), delta(account, market), closings);
    }

    /** Options count with a delta of one: for an order of severity that is on the safe side. */
    private static Money delta(Account account, MarketView market) {
        TreeMap<String, BigDecimal> net = new TreeMap<>();
        account.positions()
                .forEach((instrument, position) -> net.merge(
                        instrument.underlying(),
                        position.quantity()
                                .exact()
                                .multiply(market.instruments()
                                        .get(instrument)
                                        .mark()
                                        .exact()),
                        BigDecimal::add));
        BigDecimal gross = net.values().stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Money.rounded(gross, Rounding.UP);
    }

    private static List<SlicePlan.Candidate> candidates(Account account, MarketView market) {
        List<SlicePlan.Candidate> candidates = new ArrayList<>();
        account.positions().forEach((instrument, position) -> {
            InstrumentMarket at = market.instruments().get(instrument);
            UnderlyingParameters terms =
                    market.parameters().underlying(instrument.underlying()).orElseThrow();
            if (position.quantity().signum() != 0) {
                candidates.add(new SlicePlan.Candidate(
                        instrument,
                        position.quantity().exact(),
                        at.mark().exact(),
                        terms.tiers(),
                        terms.increments().lot(),
                        at.maintenanceScale().exact()));
            }
        });
        return candidates;
    }

    private static Optional<Closing> closing(Account account, SlicePlan.Slice slice) {
        Quantity held = account.quantity(slice.instrument());
        Quantity planned = Quantity.rounded(slice.quantity(), Rounding.UP);
        Quantity free = SliceRules.closable(account, slice.instrument()).abs();
        Quantity onOffer = held.abs().minus(free);
        Quantity wanted = planned.minus(onOffer).min(free);
        return wanted.signum() > 0
                ? Optional.of(new Closing(slice.instrument(), held.signum() > 0 ? wanted.negate() : wanted))
                : Optional.empty();
    }

    /** A movement cut to what an amount of velocity pays for, in whole lots; zero when it does not pay for one. */
    static Quantity within(Closing closing, BigDecimal notional, MarketView market) {
        BigDecimal mark =
                market.instruments().get(closing.instrument()).mark().exact().abs();
        Quantity lot = Quantity.of(market.parameters()
                .underlying(closing.instrument().underlying())
                .orElseThrow()
                .increments()
                .lot());
        boolean paysAll = closing.quantity().abs().exact().multiply(mark).compareTo(notional) <= 0;
        if (paysAll) {
            return closing.quantity();
        }
        Quantity affordable = Quantity.rounded(
                        notional.divide(mark, Quantity.SCALE, Rounding.DOWN.mode()), Rounding.DOWN)
                .toLots(lot, Rounding.DOWN);
        return closing.quantity().signum() < 0 ? affordable.negate() : affordable;
    }
}
