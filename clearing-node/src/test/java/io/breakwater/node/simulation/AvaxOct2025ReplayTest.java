package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.node.feed.MarketData;
import io.breakwater.node.feed.MarketFile;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.SourceKind;
import io.breakwater.node.feed.TapeQuote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AVAX on 10 October 2025, 21:00 to 22:00: spot fell to 17, one perpetual printed 6. */
class AvaxOct2025ReplayTest {

    private static final long FROM = Instant.parse("2025-10-10T21:00:00Z").toEpochMilli();
    private static final long TO = Instant.parse("2025-10-10T22:00:00Z").toEpochMilli();
    private static final long FRESH_MILLIS = 3_000;

    @Test
    @DisplayName("the perpetual that printed 6 liquidates nobody whom the spot venues do not")
    void nobodyIsLiquidatedByThePerpetual() {
        Setups.Pair pair = hour();
        Simulation.Outcome heard = SmallCrash.run(pair.setup());
        Simulation.Outcome unheard = SmallCrash.run(pair.honest().orElseThrow());

        assertThat(heard.liquidated()).hasSizeGreaterThan(20);
        assertThat(unheard.liquidated()).containsAll(heard.liquidated());
        assertThat(heard.report().onSolTiers()).containsExactly("AVAX");
        assertThat(heard.report().prices().get("AVAX").values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("prices in an hour, four a second")
                .isBetween(14_390L, 14_400L);
    }

    @Test
    @DisplayName("while both spot venues are fresh and within 1 % there is a price, and it lies between them")
    void theSpotVenuesMakeThePrice() {
        SimulationSetup setup = hour().setup();
        OutsideMarket outside = setup.outside().get(0);
        Map<FeedState, Integer> states = new EnumMap<>(FeedState.class);
        play(setup, (now, newest, price) -> {
            List<Price> spot = freshSpot(outside, newest, now);
            if (spot.size() == 2 && agree(spot.get(0), spot.get(1))) {
                ValidatedPrice published = price.orElseThrow();
                states.merge(published.state(), 1, Integer::sum);
                assertThat(published.price()).isBetween(min(spot), max(spot));
            }
        });

        assertThat(states).containsOnlyKeys(FeedState.WARMUP, FeedState.LIVE, FeedState.DEGRADED);
        assertThat(states.get(FeedState.LIVE)).isGreaterThan(1_500);
    }

    /** Hears of every tick: the newest quote of each source, and what was published. */
    private interface Ticks {
        void at(long now, Map<Integer, TapeQuote> newest, Optional<ValidatedPrice> price);
    }

    private static void play(SimulationSetup setup, Ticks ticks) {
        try (QuoteTape tape = setup.tape().get()) {
            Markets markets = new Markets(
                    setup.parameters(),
                    setup.outside(),
                    tape,
                    market -> OwnBook.Parameters.defaults(setup.depth(market)),
                    FROM);
            Map<Integer, TapeQuote> newest = new HashMap<>();
            TapeQuote next = tape.next();
            for (long now = FROM; now < TO; now += setup.tickMillis()) {
                while (next != null && next.timeMillis() <= now) {
                    markets.quote(next);
                    newest.put(next.source(), next);
                    next = tape.hasNext() ? tape.next() : null;
                }
                markets.tick(now);
                ticks.at(now, newest, markets.feeds().iterator().next().index());
            }
        }
    }

    private static Setups.Pair hour() {
        List<MarketFile> files = List.of(
                MarketData.file("crash-2025-10-10/coinbase_AVAX-USD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/gemini_AVAXUSD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/binance-coinm_AVAXUSD_PERP_trades_20251010.csv.gz"));
        return Setups.pair(
                SmallCrash.choices(
                        1, Policy.THROTTLED, SeedingParameters.defaults().withTraders(300)),
                new SimulationReport.Input(List.of("avax"), 1),
                () -> new PartOfTape(
                        QuoteTape.merged(files), quote -> quote.timeMillis() >= FROM && quote.timeMillis() < TO),
                Optional.empty(),
                List.of("binance-coinm"));
    }

    private static List<Price> freshSpot(OutsideMarket outside, Map<Integer, TapeQuote> newest, long now) {
        List<Price> prices = new ArrayList<>();
        for (OutsideMarket.Venue venue : outside.venues()) {
            TapeQuote quote = newest.get(venue.source());
            if (venue.kind() == SourceKind.SPOT && quote != null && now - quote.timeMillis() <= FRESH_MILLIS) {
                prices.add(new Price(quote.priceUnits()));
            }
        }
        return prices;
    }

    private static boolean agree(Price one, Price other) {
        return Math.abs(one.units() - other.units()) * 100 <= Math.min(one.units(), other.units());
    }

    private static Price min(List<Price> prices) {
        return prices.get(0).min(prices.get(1));
    }

    private static Price max(List<Price> prices) {
        return prices.get(0).max(prices.get(1));
    }
}
