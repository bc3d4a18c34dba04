package io.breakwater.core.risk;

import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.Scenario;
import io.breakwater.core.margin.ScenarioGrid;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.margin.VolatilityShock;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far equity and requirement of an account can have moved between two views, without valuing it again.
 *
 * <p>Every part of E and MM is Lipschitz in the prices: a position's value by what is held, tiers by their highest rate,
 * haircuts by 1 or by 1+h of a debt, a scenario's entry by its weighted shock, and a scan loss, a maximum of sums, by the
 * sum of its entries' bounds. The sum over holdings is therefore sound whatever moved together.
 *
 * @param equity bound on |dE|
 * @param requirement bound on |dMM|
 */
record RevaluationBound(BigDecimal equity, BigDecimal requirement) {

    /** Nothing moved. */
    static final RevaluationBound NONE = new RevaluationBound(BigDecimal.ZERO, BigDecimal.ZERO);

    private static final MathContext YEARS = new MathContext(18);
    private static final BigDecimal MILLIS_A_YEAR = BigDecimal.valueOf(365L * 24 * 60 * 60 * 1_000);
    private static final BigDecimal ENTRY_ROUNDING = new BigDecimal("0.0000001");

    /**
     * The bound between two views.
     *
     * @return empty where only a revaluation will do: new parameters, ranges or facts, a concentration charge, or an
     *     option whose forward may be negative
     */
    static Optional<RevaluationBound> between(Exposure exposure, MarketView from, MarketView to) {
        if (from.parameters().epoch() != to.parameters().epoch() || hasConcentration(exposure, to)) {
            return Optional.empty();
        }
        RevaluationBound sum = NONE;
        for (Holding holding : exposure.positions()) {
            InstrumentMarket before = from.instruments().get(holding.instrument());
            InstrumentMarket after = to.instruments().get(holding.instrument());
            if (!isComparable(holding, before, after, to)) {
                return Optional.empty();
            }
            sum = sum.plus(ofHolding(exposure.mode(), holding, from, to));
        }
        return Optional.of(sum.plus(ofCollateral(exposure, from, to)));
    }

    private static boolean hasConcentration(Exposure exposure, MarketView to) {
        return exposure.mode() == MarginMode.PORTFOLIO
                && to.parameters().portfolio().concentration().isPresent();
    }

    private static boolean isComparable(
            Holding holding, InstrumentMarket before, InstrumentMarket after, MarketView to) {
        boolean isSwinging = holding.instrument() instanceof EuropeanOption
                && to.parameters().termsOf(holding.instrument()).mayBeNegative();
        return !isSwinging
                && before.facts().equals(after.facts())
                && before.maintenanceScale().equals(after.maintenanceScale());
    }

    private static RevaluationBound ofHolding(MarginMode mode, Holding holding, MarketView from, MarketView to) {
        InstrumentMarket after = to.instruments().get(holding.instrument());
        if (after.facts().settlement().isPresent()) {
            return NONE;
        }
        if (holding.instrument() instanceof EuropeanOption option) {
            return ofOption(holding, option, from, to);
        }
        BigDecimal move = move(from.instruments().get(holding.instrument()).mark(), after.mark());
        BigDecimal value = holding.position()
                .quantity()
                .exact()
                .abs()
                .add(holding.reservedBuy().minus(holding.reservedSell()).exact().abs());
        BigDecimal unit = mode == MarginMode.PORTFOLIO ? scenarioRate(after, to) : tierRate(holding, after, to);
        return new RevaluationBound(
                value.multiply(move),
                worst(holding).multiply(unit.multiply(move).add(ENTRY_ROUNDING)));
    }

    private static BigDecimal tierRate(Holding holding, InstrumentMarket after, MarketView to) {
        UnderlyingParameters terms = to.parameters().termsOf(holding.instrument());
        List<MarginTiers.Piece> pieces = terms.tiers().orElseThrow().pieces();
        return pieces.get(pieces.size() - 1)
                .tier()
                .maintenanceRate()
                .multiply(after.maintenanceScale().exact());
    }

    /**
     * The largest share of a notional that a scenario or a charge can count: the widest ordinary move, or a tail, whose
     * weight times shock is a fixed share of that move.
     */
    private static BigDecimal scenarioRate(InstrumentMarket after, MarketView to) {
        PortfolioParameters terms = to.parameters().portfolio();
        return terms.scanRange()
                .multiply(after.maintenanceScale().exact())
                .multiply(BigDecimal.ONE.max(terms.tailShareOfScanRange()))
                .add(terms.grossFutures());
    }

    private static ScenarioGrid grid(InstrumentMarket at, MarketView view) {
        return ScenarioGrid.standard(
                view.parameters().portfolio(), at.maintenanceScale().exact());
    }

    private static RevaluationBound ofOption(Holding holding, EuropeanOption option, MarketView from, MarketView to) {
        PortfolioParameters terms = to.parameters().portfolio();
        InstrumentMarket after = to.instruments().get(option);
        OptionDrift.Inputs now = inputs(option, to);
        OptionDrift.Inputs before = inputs(option, from);
        OptionDrift drift = new OptionDrift(VolatilityShock.standard(terms), before, now);
        BigDecimal entry = BigDecimal.ZERO;
        for (Scenario scenario : grid(after, to).scenarios()) {
            entry = entry.max(drift.ofEntry(scenario));
        }
        BigDecimal charge = terms.shortOptionMinimum()
                .multiply(now.forward().subtract(before.forward()).abs());
        return new RevaluationBound(
                holding.position().quantity().exact().abs().multiply(drift.ofValue()),
                worst(holding).multiply(entry.add(charge)));
    }

    private static OptionDrift.Inputs inputs(EuropeanOption option, MarketView view) {
        InstrumentMarket at = view.instruments().get(option);
        long left = Math.max(1, Valuation.expiryMillis(option.expiry()) - view.timeMillis());
        return new OptionDrift.Inputs(
                at.mark().exact(),
                at.impliedVolatility().orElseThrow().exact(),
                BigDecimal.valueOf(left).divide(MILLIS_A_YEAR, YEARS));
    }

    private static BigDecimal worst(Holding holding) {
        return holding.position()
                .quantity()
                .exact()
                .abs()
                .add(holding.reservedBuy().max(holding.reservedSell()).exact());
    }

    private static RevaluationBound ofCollateral(Exposure exposure, MarketView from, MarketView to) {
        BigDecimal equity = BigDecimal.ZERO;
        for (Map.Entry<String, Quantity> held : exposure.collateral().entrySet()) {
            HaircutCurve curve = to.parameters().collateral().get(held.getKey()).haircut();
            BigDecimal rate = BigDecimal.ONE.add(curve.steps().get(0).rate());
            BigDecimal move =
                    move(from.collateral().get(held.getKey()), to.collateral().get(held.getKey()));
            equity = equity.add(held.getValue().exact().abs().multiply(rate).multiply(move));
        }
        return new RevaluationBound(equity, BigDecimal.ZERO);
    }

    private static BigDecimal move(Price before, Price after) {
        return after.exact().subtract(before.exact()).abs();
    }

    /** Both moves, one after the other. */
    RevaluationBound plus(RevaluationBound other) {
        return new RevaluationBound(equity.add(other.equity), requirement.add(other.requirement));
    }

    /** The most that the form {@code a*E - b*MM} can have moved. */
    BigDecimal ofForm(long equityFactor, long requirementFactor) {
        return equity.multiply(BigDecimal.valueOf(Math.abs(equityFactor)))
                .add(requirement.multiply(BigDecimal.valueOf(Math.abs(requirementFactor))));
    }
}
