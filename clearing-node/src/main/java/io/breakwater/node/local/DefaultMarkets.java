package io.breakwater.node.local;

import io.breakwater.clearing.v1.CommonTerms;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.clearing.v1.VolatilityTerms;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The markets of a cluster that has none yet: BTC, ETH and SOL with their perpetuals, priced by three venues. */
public final class DefaultMarkets {

    private static final RiskParameters PARAMETERS = DefaultParameters.epochOne();
    private static final long STALE_MILLIS = 10_000;
    private static final int QUORUM = 2;

    private static final VolatilityTerms RANGE =
            VolatilityTerms.newBuilder().setFloor("0.04").setStress("0.12").build();

    private DefaultMarkets() {}

    /** Names of the venues that may quote. */
    public static List<String> venues() {
        return List.of("venue-1", "venue-2", "venue-3");
    }

    /** The terms of each underlying. */
    public static List<UnderlyingTerms> underlyings() {
        return new TreeMap<>(PARAMETERS.underlyings())
                .values().stream()
                        .filter(terms -> Stream.of("BTC", "ETH", "SOL").anyMatch(terms.name()::equals))
                        .map(terms -> MarketTerms.of(terms, sources(), QUORUM, RANGE, ThrottleParameters.defaults()))
                        .toList();
    }

    private static List<SourceTerms> sources() {
        return venues().stream()
                .map(venue -> SourceTerms.newBuilder()
                        .setName(venue)
                        .setWeight(1)
                        .setStaleMillis(STALE_MILLIS)
                        .build())
                .toList();
    }

    /** What holds for all of them. */
    public static CommonTerms common() {
        return MarketTerms.common(PARAMETERS);
    }
}
