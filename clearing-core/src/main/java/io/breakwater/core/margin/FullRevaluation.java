package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;

/** Risk arrays by valuing each instrument again in each scenario: the default of risk model B.7. */
public final class FullRevaluation implements RiskArraySource {

    private final RiskParameters parameters;
    private final VolatilityShock volatilityShock;

    /**
     * A revaluation under one version of the parameters.
     *
     * @param parameters terms of the underlyings and the volatility shock
     */
    public FullRevaluation(RiskParameters parameters) {
        this.parameters = parameters;
        this.volatilityShock = VolatilityShock.standard(parameters.portfolio());
    }

    @Override
    public RiskArray arrayOf(Position position, ScenarioGrid grid) {
        UnderlyingParameters terms = parameters.termsOf(position.instrument());
        MarketShock shock = MarketShock.of(position, terms, volatilityShock);
        if (position.instrument() instanceof EuropeanOption option) {
            OptionModel model = OptionModel.of(terms.mayBeNegative());
            return arrayOf(option, position.option().orElseThrow(), model, shock, grid);
        }
        return RiskArray.of(position.instrument(), position.mark(), Greeks.LINEAR, grid, shock::priceMove);
    }

    private static RiskArray arrayOf(
            EuropeanOption option, OptionInputs now, OptionModel model, MarketShock shock, ScenarioGrid grid) {
        BigDecimal value = model.value(option, now);
        return RiskArray.of(option, OptionModel.rounded(value), model.greeks(option, now), grid, scenario -> {
            OptionInputs then = new OptionInputs(
                    now.forward().add(shock.priceMove(scenario)),
                    now.impliedVolatility().add(shock.volatilityMove(scenario)),
                    now.years());
            return model.value(option, then).subtract(value);
        });
    }
}
