package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;

/**
 * Risk arrays by delta, gamma and vega: the fast path of risk model B.7, one valuation instead of 33.
 *
 * <p>It is exact for perpetuals and futures, good for small moves of options, and wrong for their tails; what must be
 * right there takes {@link FullRevaluation}.
 */
public final class GreekApproximation implements RiskArraySource {

    private final RiskParameters parameters;
    private final VolatilityShock volatilityShock;

    /**
     * An approximation under one version of the parameters.
     *
     * @param parameters terms of the underlyings and the volatility shock
     */
    public GreekApproximation(RiskParameters parameters) {
        this.parameters = parameters;
        this.volatilityShock = VolatilityShock.standard(parameters.portfolio());
    }

    @Override
    public RiskArray arrayOf(Position position, ScenarioGrid grid) {
        UnderlyingParameters terms = parameters.termsOf(position.instrument());
        MarketShock shock = MarketShock.of(position, terms, volatilityShock);
        BigDecimal value = position.mark();
        Greeks greeks = Greeks.LINEAR;
        if (position.instrument() instanceof EuropeanOption option) {
            OptionInputs inputs = position.option().orElseThrow();
            OptionModel model = OptionModel.of(terms.mayBeNegative());
            value = OptionModel.rounded(model.value(option, inputs));
            greeks = model.greeks(option, inputs);
        }
        Greeks sensitivities = greeks;
        return RiskArray.of(
                position.instrument(),
                value,
                greeks,
                grid,
                scenario -> sensitivities.profit(shock.priceMove(scenario), shock.volatilityMove(scenario)));
    }
}
