package io.breakwater.core.risk;

import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.List;
import java.util.Optional;

/** Where a symbol's inputs stand in a market view: an instrument's market, or a collateral asset's price. */
sealed interface SymbolSource {

    /** Its name, for messages. */
    String name();

    /** Its inputs, if the view has them all. */
    Optional<Reading> read(MarketView view);

    /** What a unit of its value counts for and requires. */
    Schedule schedule(RiskParameters parameters, Reading reading);

    /**
     * The inputs of a symbol.
     *
     * @param priceUnits mark, settlement or collateral price, in 1e-8
     * @param fundingUnits cumulative funding index, in 1e-8
     * @param scale range over base range for existing positions
     * @param isSettled whether the instrument has expired at that price
     * @param feed how far the price can be trusted
     * @param haircuts loss haircuts so far
     */
    record Reading(
            long priceUnits,
            long fundingUnits,
            Rate scale,
            boolean isSettled,
            FeedState feed,
            List<LossHaircut> haircuts) {

        /** Whether the same schedule serves both. */
        boolean hasSameTerms(Reading other) {
            return isSettled == other.isSettled && scale.equals(other.scale);
        }
    }

    /** A perpetual or dated future. */
    record OfInstrument(Instrument instrument) implements SymbolSource {

        @Override
        public String name() {
            return instrument.name();
        }

        @Override
        public Optional<Reading> read(MarketView view) {
            boolean isMissing = tiers(view.parameters()).isEmpty();
            return isMissing ? Optional.empty() : view.instrument(instrument).map(OfInstrument::reading);
        }

        private Optional<MarginTiers> tiers(RiskParameters parameters) {
            return parameters.underlying(instrument.underlying()).flatMap(UnderlyingParameters::tiers);
        }

        private static Reading reading(InstrumentMarket market) {
            Optional<Price> settlement = market.facts().settlement();
            return new Reading(
                    settlement.orElse(market.mark()).units(),
                    market.facts().fundingIndex().units(),
                    market.maintenanceScale(),
                    settlement.isPresent(),
                    market.feed(),
                    market.facts().haircuts());
        }

        @Override
        public Schedule schedule(RiskParameters parameters, Reading reading) {
            return reading.isSettled
                    ? Schedule.settled()
                    : Schedule.ofTiers(tiers(parameters).orElseThrow(), reading.scale.exact());
        }
    }

    /** A collateral asset. */
    record OfCollateral(String asset) implements SymbolSource {

        @Override
        public String name() {
            return asset;
        }

        @Override
        public Optional<Reading> read(MarketView view) {
            CollateralAsset terms = view.parameters().collateral().get(asset);
            Price price = view.collateral().get(asset);
            return terms == null || price == null
                    ? Optional.empty()
                    : Optional.of(new Reading(price.units(), 0, Rate.ONE, false, FeedState.LIVE, List.of()));
        }

        @Override
        public Schedule schedule(RiskParameters parameters, Reading reading) {
            return Schedule.ofHaircut(parameters.collateral().get(asset).haircut());
        }
    }
}
