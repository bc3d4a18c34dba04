package io.breakwater.load.client;

import io.breakwater.clearing.v1.DefineInstrumentRequest;
import io.breakwater.clearing.v1.DefineUnderlyingRequest;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.GetMarketsRequest;
import io.breakwater.clearing.v1.GetMarketsResponse;
import io.breakwater.clearing.v1.Increments;
import io.breakwater.clearing.v1.MarginTier;
import io.breakwater.clearing.v1.Market;
import io.breakwater.clearing.v1.OracleTerms;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.clearing.v1.VolatilityTerms;
import java.util.List;
import java.util.Optional;

/**
 * A market to trade in: one underlying with three equal sources and one perpetual.
 *
 * @param underlying its name, 1 to 10 of A-Z and 0-9
 * @param sources the names of its sources
 * @param bookDepth notional on each side of its own book, which liquidations may sell into; empty when it has no book
 */
public record SmallMarket(String underlying, List<String> sources, String bookDepth) {

    /** Two of three equal sources are a quorum: each has a third of the weight, and one may be missing. */
    private static final int QUORUM = 2;

    private static final long STALE_MILLIS = 5_000;
    private static final long WARM_UP_MILLIS = 2_000;

    /** With three sources named after the underlying, and no book of its own. */
    public static SmallMarket of(String underlying) {
        return new SmallMarket(underlying, List.of(underlying + "-1", underlying + "-2", underlying + "-3"), "");
    }

    /** The same with a book of its own, of this depth on each side. */
    public SmallMarket withOwnBook(String depth) {
        return new SmallMarket(underlying, sources, depth);
    }

    /** The name of its perpetual. */
    public String perpetual() {
        return underlying + "-PERP";
    }

    /** Defines the underlying and its perpetual where they are missing. */
    public void define(ClearingClient operator, IdempotencyKeys keys) {
        GetMarketsResponse known = operator.call(Calls.GET_MARKETS, GetMarketsRequest.getDefaultInstance());
        Optional<Market> mine = known.getMarketsList().stream()
                .filter(market -> market.getTerms().getName().equals(underlying))
                .findFirst();
        long epoch = known.getEpoch();
        if (mine.isEmpty()) {
            epoch = operator.call(
                            Calls.DEFINE_UNDERLYING,
                            DefineUnderlyingRequest.newBuilder()
                                    .setIdempotencyKey(keys.of("underlying", 0))
                                    .setExpectedEpoch(epoch)
                                    .setTerms(terms())
                                    .build())
                    .getEpoch();
        }
        if (mine.stream()
                .flatMap(market -> market.getInstrumentsList().stream())
                .noneMatch(one -> one.getInstrument().equals(perpetual()))) {
            operator.call(
                    Calls.DEFINE_INSTRUMENT,
                    DefineInstrumentRequest.newBuilder()
                            .setIdempotencyKey(keys.of("instrument", 0))
                            .setExpectedEpoch(epoch)
                            .setInstrument(perpetual())
                            .build());
        }
    }

    /** How far its price can be trusted now. */
    public FeedState feed(ClearingClient client) {
        GetMarketsRequest question =
                GetMarketsRequest.newBuilder().addUnderlyings(underlying).build();
        return client.call(Calls.GET_MARKETS, question).getMarketsList().stream()
                .map(Market::getFeed)
                .findFirst()
                .orElse(FeedState.FEED_STATE_UNSPECIFIED);
    }

    private UnderlyingTerms terms() {
        OracleTerms.Builder oracle =
                OracleTerms.newBuilder().setQuorumSources(QUORUM).setWarmUpMillis(WARM_UP_MILLIS);
        sources.forEach(source -> oracle.addSources(
                SourceTerms.newBuilder().setName(source).setWeight(1).setStaleMillis(STALE_MILLIS)));
        return UnderlyingTerms.newBuilder()
                .setName(underlying)
                .addTiers(MarginTier.newBuilder().setLower("0").setImr("0.10").setMmr("0.05"))
                .setIncrements(Increments.newBuilder().setLot("0.001").setTick("0.01"))
                .setOracle(oracle)
                .setVolatility(VolatilityTerms.newBuilder().setFloor("0.02").setStress("0.02"))
                .build();
    }
}
