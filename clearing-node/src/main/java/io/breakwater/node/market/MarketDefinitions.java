package io.breakwater.node.market;

import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.protocol.AggregatorParameters;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything the operator and the waterfall have said about the markets, as one version.
 *
 * @param version counts every change, of parameters and of facts
 * @param parameters margin parameters; their epoch rises with each change of them
 * @param symbols by underlying, how it is priced and throttled
 * @param facts by listed instrument, what has happened to all its holders
 * @param openDeficits underlyings with a loss that is not covered yet
 * @param halts by underlying that is halted, why; the halt itself is a state of its feed
 */
public record MarketDefinitions(
        long version,
        RiskParameters parameters,
        SortedMap<String, SymbolDefinition> symbols,
        SortedMap<Instrument, MarketFacts> facts,
        Set<String> openDeficits,
        SortedMap<String, String> halts) {

    /**
     * How one underlying is priced and how fast it may be sold.
     *
     * @param aggregator sources, quorum, jumps, volatility range
     * @param mark how the mark is made
     * @param throttle velocity of liquidation
     * @param sources what the mark reads besides the index
     * @param isScaledByRange whether the volatility range scales margin rates (risk model B.6); when not, scales are 1
     */
    public record SymbolDefinition(
            AggregatorParameters aggregator,
            MarkParameters mark,
            ThrottleParameters throttle,
            MarkSources sources,
            boolean isScaledByRange) {

        /** A definition without an outside perpetual, scaled by its range. */
        public SymbolDefinition(AggregatorParameters aggregator, MarkParameters mark, ThrottleParameters throttle) {
            this(aggregator, mark, throttle, MarkSources.NONE_OUTSIDE, true);
        }

        /** The underlying. */
        public String underlying() {
            return aggregator.oracle().symbol();
        }
    }

    /**
     * What a mark reads besides the index.
     *
     * @param perpetuals outside perpetuals: by source, the age in milliseconds above which its quote does not count
     * @param ownBookStaleMillis age above which the own book's quote does not count
     */
    public record MarkSources(SortedMap<String, Long> perpetuals, long ownBookStaleMillis) {

        /** The most outside perpetuals of one symbol. */
        public static final int MOST_PERPETUALS = 32;

        /** The own book alone, for 10 s. */
        public static final MarkSources NONE_OUTSIDE = new MarkSources(new TreeMap<>(), 10_000);

        /**
         * Copies the map; refuses ages that are not positive and more sources than allowed.
         *
         * @throws IllegalArgumentException naming the field, its value and its limit
         */
        public MarkSources {
            perpetuals = Collections.unmodifiableSortedMap(new TreeMap<>(perpetuals));
            if (perpetuals.size() > MOST_PERPETUALS) {
                throw new IllegalArgumentException(
                        "outside perpetuals are " + perpetuals.size() + ", above " + MOST_PERPETUALS);
            }
            perpetuals.forEach((source, millis) -> requirePositive("staleMillis of " + source, millis));
            requirePositive("ownBookStaleMillis", ownBookStaleMillis);
        }

        private static void requirePositive(String field, long millis) {
            if (millis <= 0) {
                throw new IllegalArgumentException(field + " is " + millis + ", not positive");
            }
        }
    }

    /** Before anything is defined: no underlying, the settlement currency as the only collateral, default rules. */
    public static final MarketDefinitions NONE = new MarketDefinitions(
            0,
            new RiskParameters(
                    0,
                    Map.of(),
                    Map.of("USDC", new CollateralAsset("USDC", HaircutCurve.flat(BigDecimal.ZERO))),
                    HealthThresholds.defaults(),
                    LiquidationParameters.defaults(),
                    PortfolioParameters.defaults()),
            new TreeMap<>(),
            new TreeMap<>(),
            Set.of(),
            new TreeMap<>());

    /** Copies the collections. */
    public MarketDefinitions {
        symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        openDeficits = Collections.unmodifiableSet(new TreeSet<>(openDeficits));
        halts = Collections.unmodifiableSortedMap(new TreeMap<>(halts));
    }
}
