package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import java.util.Optional;

/**
 * Whether a market view has all that a valuation of an account reads: what is missing is refused by name, never guessed
 * (risk model B.2).
 */
final class MarketCoverage {

    private MarketCoverage() {}

    /** Whether the account can be valued. */
    static boolean isComplete(Account account, MarketView market) {
        return missing(AccountExposure.of(account), market).isEmpty();
    }

    /** A refusal that names what the account cannot be valued without. */
    static Optional<Refusal> refusal(Account account, MarketView market) {
        return missing(AccountExposure.of(account), market)
                .map(what -> Refusal.of(RefusalCode.MARKET_UNKNOWN, "missing", what));
    }

    private static Optional<String> missing(Exposure exposure, MarketView market) {
        for (Exposure.Holding holding : exposure.positions()) {
            Optional<String> missing = missing(holding.instrument(), exposure.mode(), market);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return exposure.collateral().keySet().stream()
                .filter(asset -> !market.parameters().collateral().containsKey(asset)
                        || !market.collateral().containsKey(asset))
                .map(asset -> "price or parameters of collateral " + asset)
                .findFirst();
    }

    private static Optional<String> missing(Instrument instrument, MarginMode mode, MarketView market) {
        Optional<InstrumentMarket> at = market.instrument(instrument);
        if (at.isEmpty()) {
            return Optional.of("market of " + instrument);
        }
        if (at.get().facts().settlement().isPresent()) {
            return Optional.empty();
        }
        Optional<UnderlyingParameters> terms = market.parameters().underlying(instrument.underlying());
        if (terms.isEmpty()
                || (mode != MarginMode.PORTFOLIO && terms.get().tiers().isEmpty())) {
            return Optional.of("parameters of " + instrument.underlying());
        }
        boolean unpriced = instrument instanceof EuropeanOption
                && at.get().impliedVolatility().isEmpty();
        return unpriced ? Optional.of("implied volatility of " + instrument) : Optional.empty();
    }
}
