package io.breakwater.core.risk;

import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.Health;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.MarketView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Equity and requirement of an account the plain way, holding by holding and slice by slice, as the twin of the book.
 * Portfolio accounts are taken from the law itself.
 */
record NaiveHealth(BigDecimal equity, BigDecimal maintenance) {

    static NaiveHealth of(Exposure exposure, MarketView view) {
        if (exposure.mode() == MarginMode.PORTFOLIO) {
            MarginResult margin = new MarginCalculator(view.parameters()).calculate(Valuation.join(exposure, view));
            return new NaiveHealth(margin.equity(), margin.maintenance());
        }
        BigDecimal equity = exposure.cash().exact().subtract(exposure.feesDue().exact());
        BigDecimal maintenance = BigDecimal.ZERO;
        for (String asset : exposure.collateral().keySet()) {
            BigDecimal value = exposure.collateral()
                    .get(asset)
                    .exact()
                    .multiply(view.collateral().get(asset).exact());
            equity = equity.add(
                    counted(value, view.parameters().collateral().get(asset).haircut()));
        }
        for (Holding holding : exposure.positions()) {
            InstrumentMarket at = view.instruments().get(holding.instrument());
            equity = equity.add(value(holding, at));
            maintenance = maintenance.add(requirement(holding, at, view));
        }
        return new NaiveHealth(equity, maintenance);
    }

    HealthState next(HealthState previous, MarketView view) {
        return Health.next(previous, equity, maintenance, view.parameters().health());
    }

    private static BigDecimal value(Holding holding, InstrumentMarket at) {
        BigDecimal quantity = holding.position().quantity().exact();
        BigDecimal quote = quoteWithFacts(holding.position(), at);
        if (at.facts().settlement().isPresent()) {
            BigDecimal payoff = quantity.multiply(at.facts().settlement().get().exact());
            return payoff.setScale(6, RoundingMode.FLOOR).add(quote);
        }
        BigDecimal mark = at.mark().exact();
        BigDecimal reserved = holding.reservedBuy()
                .exact()
                .subtract(holding.reservedSell().exact())
                .multiply(mark)
                .add(holding.reservedQuote().exact());
        return quantity.multiply(mark).add(quote).add(reserved.min(BigDecimal.ZERO));
    }

    private static BigDecimal quoteWithFacts(Position position, InstrumentMarket at) {
        BigDecimal quantity = position.quantity().exact();
        BigDecimal quote = position.quote().exact();
        BigDecimal index = position.fundingIndex().exact();
        List<LossHaircut> haircuts = at.facts().haircuts();
        for (int i = position.haircutEpoch(); i < haircuts.size(); i++) {
            LossHaircut haircut = haircuts.get(i);
            quote = quote.add(funding(quantity, index, haircut.fundingIndex().exact()));
            index = haircut.fundingIndex().exact();
            BigDecimal gain = quantity.multiply(haircut.price().exact())
                    .setScale(6, RoundingMode.CEILING)
                    .add(quote);
            BigDecimal charge =
                    gain.max(BigDecimal.ZERO).multiply(haircut.share().exact());
            quote = quote.subtract(charge.setScale(6, RoundingMode.CEILING));
        }
        return quote.add(funding(quantity, index, at.facts().fundingIndex().exact()));
    }

    private static BigDecimal funding(BigDecimal quantity, BigDecimal from, BigDecimal to) {
        return quantity.multiply(from.subtract(to)).setScale(6, RoundingMode.FLOOR);
    }

    private static BigDecimal requirement(Holding holding, InstrumentMarket at, MarketView view) {
        if (at.facts().settlement().isPresent()) {
            return BigDecimal.ZERO;
        }
        BigDecimal held = holding.position().quantity().exact();
        BigDecimal worst = held.abs()
                .max(held.add(holding.reservedBuy().exact()).abs())
                .max(held.subtract(holding.reservedSell().exact()).abs());
        MarginTiers tiers = view.parameters()
                .underlying(holding.instrument().underlying())
                .orElseThrow()
                .tiers()
                .orElseThrow();
        return bySlices(worst.multiply(at.mark().exact().abs()), tiers)
                .multiply(at.maintenanceScale().exact());
    }

    /** Each slice of the notional at the rate of its own tier. */
    private static BigDecimal bySlices(BigDecimal notional, MarginTiers tiers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < tiers.pieces().size(); i++) {
            BigDecimal lower = tiers.pieces().get(i).tier().lower();
            BigDecimal upper = i + 1 < tiers.pieces().size()
                    ? tiers.pieces().get(i + 1).tier().lower()
                    : notional;
            BigDecimal slice = upper.min(notional).subtract(lower).max(BigDecimal.ZERO);
            sum = sum.add(slice.multiply(tiers.pieces().get(i).tier().maintenanceRate()));
        }
        return sum;
    }

    private static BigDecimal counted(BigDecimal value, HaircutCurve curve) {
        if (value.signum() < 0) {
            return value.multiply(BigDecimal.ONE.add(curve.steps().get(0).rate()));
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < curve.steps().size(); i++) {
            BigDecimal upper =
                    i + 1 < curve.steps().size() ? curve.steps().get(i + 1).lower() : value;
            BigDecimal slice =
                    upper.min(value).subtract(curve.steps().get(i).lower()).max(BigDecimal.ZERO);
            sum = sum.add(
                    slice.multiply(BigDecimal.ONE.subtract(curve.steps().get(i).rate())));
        }
        return sum;
    }
}
