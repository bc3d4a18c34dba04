package io.breakwater.node.desk;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.liquidation.KeeperAuction;
import io.breakwater.core.liquidation.LiquidationFees;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a slice costs whoever takes it now, and who pays for that (risk model B.10).
 *
 * @param account in liquidation
 * @param slice on offer
 * @param available signed movement that is neither booked nor reserved
 * @param discount share of the mark that is given away
 * @param price of a unit
 * @param mark of the instrument
 * @param margin of the account
 * @param maintenanceRate marginal rate of the position, scaled
 * @param parameters of liquidation
 */
public record SliceTerms(
        Account account,
        OpenSlice slice,
        Quantity available,
        Ratio discount,
        Price price,
        Price mark,
        MarginResult margin,
        BigDecimal maintenanceRate,
        LiquidationParameters parameters) {

    /** Half a basis point stays out of what a slice may cost: prices are rounded to the tick. */
    private static final BigDecimal CAUTION = new BigDecimal("0.00005");

    /** The terms now; absent when nothing is left, or closing it could not raise health at any discount. */
    public static Optional<SliceTerms> of(
            Account account, OpenSlice slice, MarketView view, long nowMillis, AuctionParameters auction) {
        Quantity available = SliceRules.available(account, slice);
        if (available.signum() == 0) {
            return Optional.empty();
        }
        InstrumentMarket at = view.instruments().get(slice.instrument());
        UnderlyingParameters terms = termsOf(slice.instrument(), view);
        LiquidationParameters parameters = view.parameters().liquidation();
        MarginResult margin = HealthAssessment.margin(account, view);
        BigDecimal rate = maintenanceRate(account, slice.instrument(), at, terms);
        Ratio asked = KeeperAuction.discount(rate, Math.max(0, nowMillis - slice.offeredMillis()), auction);
        Price tick = Price.of(terms.increments().tick());
        return affordable(asked, margin, rate, parameters)
                .map(discount -> new SliceTerms(
                        account,
                        slice,
                        available,
                        discount,
                        KeeperAuction.price(at.mark(), available, discount, tick),
                        at.mark(),
                        margin,
                        rate,
                        parameters));
    }

    /**
     * The auction's discount, but less than what closing releases: a slice raises health only while its whole cost rate
     * stays below H x r (risk model B.10). None where nothing is required: the position has gone another way.
     */
    private static Optional<Ratio> affordable(
            Ratio asked, MarginResult margin, BigDecimal rate, LiquidationParameters parameters) {
        if (margin.equity().signum() <= 0) {
            return Optional.of(asked);
        }
        if (margin.maintenance().signum() == 0) {
            return Optional.empty();
        }
        Ratio released = Ratio.of(margin.equity()).times(rate).dividedBy(margin.maintenance());
        BigDecimal fees = parameters.keeperFee().add(parameters.fundFee()).add(CAUTION);
        Ratio most = released.plus(fees.negate());
        boolean pays = most.compareTo(Ratio.of(BigDecimal.ZERO)) > 0;
        return pays ? Optional.of(asked.compareTo(most) <= 0 ? asked : most) : Optional.empty();
    }

    /** The marginal maintenance rate of a position as it is held, scaled by volatility. */
    public static BigDecimal maintenanceRate(Account account, Instrument instrument, MarketView view) {
        return maintenanceRate(account, instrument, view.instruments().get(instrument), termsOf(instrument, view));
    }

    private static BigDecimal maintenanceRate(
            Account account, Instrument instrument, InstrumentMarket at, UnderlyingParameters terms) {
        MarginTiers tiers = terms.tiers().orElseThrow();
        BigDecimal notional = account.quantity(instrument)
                .abs()
                .exact()
                .multiply(at.mark().exact().abs());
        return tiers.pieceAt(notional)
                .tier()
                .maintenanceRate()
                .multiply(at.maintenanceScale().exact());
    }

    private static UnderlyingParameters termsOf(Instrument instrument, MarketView view) {
        return view.parameters().underlying(instrument.underlying()).orElseThrow();
    }

    /** The notional of a part at this price, rounded down. */
    public Money notional(Quantity part) {
        return price.times(part.abs(), Rounding.DOWN);
    }

    /** The notional at which the least reward is no more than the ordinary one: nobody drains an account by crumbs. */
    public BigDecimal leastNotional() {
        return parameters.keeperMin().exact().divide(parameters.keeperFee(), Money.SCALE, Rounding.UP.mode());
    }

    /** Whether a part is worth its reward: all of it, or enough notional. */
    public boolean isWorthwhile(Quantity part) {
        return part.signum() != 0
                && (part.abs().equals(available.abs()) || notional(part).exact().compareTo(leastNotional()) >= 0);
    }

    /**
     * Who pays what when a part is taken.
     *
     * @param part signed movement of the account
     * @param fundBalance of the symbol's fund; below 0 counts as 0
     */
    public LiquidationFees fees(Quantity part, Money fundBalance) {
        Money notional = price.times(part.abs(), Rounding.UP);
        return LiquidationFees.of(notional, payable(notional), fundBalance.max(Money.ZERO), parameters);
    }

    /**
     * What the account can pay in fees so that the slice still raises its health: what closing releases at H x r, less
     * the discount it gives away. Of a small slice that is less than the least reward; the fund adds the rest (G17).
     */
    private Money payable(Money notional) {
        if (margin.equity().signum() <= 0) {
            return Money.ZERO;
        }
        BigDecimal released = Ratio.of(margin.equity())
                .times(maintenanceRate)
                .dividedBy(margin.maintenance())
                .rounded(Rate.SCALE, Rounding.DOWN);
        BigDecimal given = price.minus(mark).abs().exact().divide(mark.abs().exact(), Rate.SCALE, Rounding.UP.mode());
        BigDecimal left = released.subtract(given).subtract(CAUTION).max(BigDecimal.ZERO);
        return Money.rounded(left.multiply(notional.exact()).min(margin.equity()), Rounding.DOWN);
    }

    /**
     * The settlement of a take at these terms.
     *
     * @param id its identity
     * @param taker keeper or backstop
     * @param takerBinding true for the backstop
     * @param part signed movement of the account
     * @param fees as {@link #fees} says
     */
    public Settlement take(SettlementId id, String taker, boolean takerBinding, Quantity part, LiquidationFees fees) {
        return LiquidationSettlements.take(
                id, account, slice, part, price, taker, takerBinding, fees.keeperFromAccount(), fees.fundFee());
    }
}
