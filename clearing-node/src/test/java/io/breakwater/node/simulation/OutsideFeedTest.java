package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.PriceAggregator;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.node.feed.MarketData;
import io.breakwater.node.feed.MarketFile;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeQuote;
import io.breakwater.node.feed.VenueSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Derived settings under the aggregator itself: what a tape's settings are for. */
class OutsideFeedTest {

    private static final VenueSettings SETTINGS = VenueSettings.defaults();

    @Test
    void aVenueThatPrintsSixtyPercentBelowDoesNotMoveTheIndexFromThePath() {
        CrashScenario scenario = CrashScenario.defaults(11);
        CrashPath path = CrashPath.of(scenario);
        Map<FeedState, Integer> states = new EnumMap<>(FeedState.class);
        publish(() -> new CrashTape(scenario), "BTC", price -> {
            states.merge(price.state(), 1, Integer::sum);
            Overshoot apart = Overshoot.NONE.including(price.price(), path.at(0, price.timeMillis()));
            assertThat(apart.below().units()).isLessThan(10_000_000_000L);
            assertThat(apart.above().units()).isLessThan(10_000_000_000L);
        });
        int published = states.values().stream().mapToInt(Integer::intValue).sum();

        assertThat(published).isGreaterThan(28_000);
        assertThat(states.get(FeedState.LIVE)).isGreaterThan(published / 2);
        assertThat(states.getOrDefault(FeedState.SUSPECT, 0)).isLessThan(20);
        assertThat(states).doesNotContainKey(FeedState.STALE);
    }

    @Test
    void theIndexOfOctober2025StaysWithTheSpotVenuesWhileThePerpetualPrintsSix() {
        List<MarketFile> files = List.of(
                MarketData.file("crash-2025-10-10/coinbase_AVAX-USD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/gemini_AVAXUSD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/binance-coinm_AVAXUSD_PERP_trades_20251010.csv.gz"));
        Price[] lowest = {Price.of("1000")};
        publish(() -> QuoteTape.merged(files), "AVAX", price -> lowest[0] = lowest[0].min(price.price()));

        assertThat(lowest[0]).isGreaterThan(Price.of("10"));
    }

    /** Publishes four times a second over the whole tape. */
    private static void publish(Supplier<QuoteTape> tapes, String underlying, Consumer<ValidatedPrice> heard) {
        OutsideMarket market;
        try (QuoteTape surveyed = tapes.get()) {
            market = SETTINGS.derive(SETTINGS.survey(surveyed)).stream()
                    .filter(m -> m.underlying().equals(underlying))
                    .findFirst()
                    .orElseThrow();
        }
        try (QuoteTape tape = tapes.get()) {
            PriceAggregator feed = PriceAggregator.cold(market.oracleParameters(), 1);
            long tick = Long.MIN_VALUE;
            long sequence = 0;
            while (tape.hasNext()) {
                TapeQuote quote = tape.next();
                tick = tick == Long.MIN_VALUE ? quote.timeMillis() : tick;
                for (; tick < quote.timeMillis(); tick += 250) {
                    PriceAggregator.Tick ticked = feed.onTick(tick);
                    feed = ticked.next();
                    ticked.published().ifPresent(heard);
                }
                if (tape.underlyings().get(quote.underlying()).equals(underlying)) {
                    String source = tape.sources().get(quote.source()).name();
                    feed = feed.onQuote(new Quote(
                                    source, new Price(quote.priceUnits()), Price.ZERO, quote.timeMillis(), sequence++))
                            .next();
                }
            }
        }
    }
}
