package io.breakwater.node.market;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Combines prices with definitions into the view that decisions are made on.
 *
 * <p>A perpetual is valued at its mark; a dated future at the index, and so is the forward of an option. An option has no
 * implied volatility here, and an instrument without a price no market: whoever needs them refuses, and nothing is guessed.
 * Collateral is valued at the index, which never reads our own book (risk model B.9).
 */
final class InstrumentMarkets {

    private InstrumentMarkets() {}

    /**
     * The view of a moment.
     *
     * @param prices the newest of each underlying, in the state in which this node may use it
     * @param openInterestShare how far open interest is between its caps, in [0, 1]
     */
    static MarketView view(
            long timeMillis,
            MarketDefinitions definitions,
            Map<String, PublishedPrice> prices,
            Function<Instrument, Rate> openInterestShare) {
        Map<Instrument, InstrumentMarket> instruments = new HashMap<>();
        definitions.facts().forEach((instrument, facts) -> {
            SymbolDefinition definition = definitions.symbols().get(instrument.underlying());
            usable(instrument.underlying(), definitions, prices)
                    .ifPresent(price -> instruments.put(
                            instrument,
                            market(instrument, price, facts, definition, openInterestShare.apply(instrument))));
        });
        Map<String, Price> collateral = new HashMap<>();
        for (String asset : definitions.parameters().collateral().keySet()) {
            usable(asset, definitions, prices)
                    .ifPresent(
                            price -> collateral.put(asset, price.price().price().price()));
        }
        return new MarketView(
                timeMillis, definitions.parameters(), instruments, collateral, definitions.openDeficits());
    }

    private static Optional<PublishedPrice> usable(
            String underlying, MarketDefinitions definitions, Map<String, PublishedPrice> prices) {
        SymbolDefinition definition = definitions.symbols().get(underlying);
        PublishedPrice price = prices.get(underlying);
        if (definition == null || price == null) {
            return Optional.empty();
        }
        boolean isPositive = price.price().price().price().signum() > 0;
        return isPositive || definition.aggregator().oracle().mayBeNegative() ? Optional.of(price) : Optional.empty();
    }

    private static InstrumentMarket market(
            Instrument instrument,
            PublishedPrice published,
            MarketFacts facts,
            SymbolDefinition definition,
            Rate openInterestShare) {
        AggregatorPrice scaled = published.price();
        ValidatedPrice price = scaled.price();
        boolean isPerpetual = instrument instanceof Instrument.Perpetual;
        boolean isScaled = definition.isScaledByRange();
        return new InstrumentMarket(
                price.id(),
                price.state(),
                isPerpetual ? published.mark() : price.price(),
                price.average(),
                price.stable(),
                price.confidence(),
                Optional.empty(),
                isScaled ? scaled.maintenanceScale() : Rate.ONE,
                isScaled ? scaled.initialScale() : Rate.ONE,
                openInterestShare,
                facts);
    }
}
