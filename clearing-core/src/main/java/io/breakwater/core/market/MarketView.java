package io.breakwater.core.market;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.money.Price;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a decision may read of the market, at one moment and immutable: the same view gives the same decision.
 *
 * @param timeMillis event time of the view, UTC
 * @param parameters the parameter version in force
 * @param instruments markets by instrument
 * @param collateral collateral prices by asset (outside-venue index); the settlement currency is always 1
 * @param openDeficits underlyings with a loss that is not covered yet: their profit is not paid out meanwhile (B.11)
 */
public record MarketView(
        long timeMillis,
        RiskParameters parameters,
        Map<Instrument, InstrumentMarket> instruments,
        Map<String, Price> collateral,
        Set<String> openDeficits) {

    /** Copies the collections. */
    public MarketView {
        openDeficits = Set.copyOf(openDeficits);
        instruments = Map.copyOf(instruments);
        collateral = Map.copyOf(collateral);
    }

    /** A view without an open deficit. */
    public MarketView(
            long timeMillis,
            RiskParameters parameters,
            Map<Instrument, InstrumentMarket> instruments,
            Map<String, Price> collateral) {
        this(timeMillis, parameters, instruments, collateral, Set.of());
    }

    /** The market of an instrument, if there is one. */
    public Optional<InstrumentMarket> instrument(Instrument instrument) {
        return Optional.ofNullable(instruments.get(instrument));
    }
}
