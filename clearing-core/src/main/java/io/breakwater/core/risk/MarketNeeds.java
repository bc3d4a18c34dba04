package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import java.util.Optional;

/** What a view must show before an exposure can be valued at it. */
final class MarketNeeds {

    private MarketNeeds() {}

    /** What is missing first, by name; empty when nothing is. */
    static Optional<String> missing(Exposure exposure, MarketView view) {
        for (Holding holding : exposure.positions()) {
            Optional<String> missing =
                    missing(holding.instrument(), exposure.mode(), view).or(() -> missingFact(holding, view));
            if (missing.isPresent()) {
                return missing;
            }
        }
        for (String asset : exposure.collateral().keySet()) {
            if (!view.collateral().containsKey(asset)) {
                return Optional.of("price of collateral " + asset);
            }
            if (!view.parameters().collateral().containsKey(asset)) {
                return Optional.of("parameters of collateral " + asset);
            }
        }
        return Optional.empty();
    }

    /** An account may have applied a haircut that has not reached this view yet. */
    private static Optional<String> missingFact(Holding holding, MarketView view) {
        int applied = holding.position().haircutEpoch();
        int shown = view.instruments().get(holding.instrument()).facts().haircutEpoch();
        return applied > shown
                ? Optional.of(
                        "haircut " + applied + " of " + holding.instrument().name())
                : Optional.empty();
    }

    private static Optional<String> missing(Instrument instrument, MarginMode mode, MarketView view) {
        Optional<UnderlyingParameters> terms = view.parameters().underlying(instrument.underlying());
        if (terms.isEmpty()) {
            return Optional.of("parameters of " + instrument.underlying());
        }
        if (mode != MarginMode.PORTFOLIO && terms.get().tiers().isEmpty()) {
            return Optional.of("tiers of " + instrument.underlying());
        }
        Optional<InstrumentMarket> market = view.instrument(instrument);
        if (market.isEmpty()) {
            return Optional.of("market of " + instrument.name());
        }
        boolean lacksVolatility = instrument instanceof EuropeanOption
                && market.get().impliedVolatility().isEmpty();
        return lacksVolatility ? Optional.of("implied volatility of " + instrument.name()) : Optional.empty();
    }
}
