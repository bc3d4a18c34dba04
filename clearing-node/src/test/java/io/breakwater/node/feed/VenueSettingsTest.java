package io.breakwater.node.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.money.Price;
import io.breakwater.node.feed.OutsideMarket.Venue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class VenueSettingsTest {

    private static final VenueSettings SETTINGS = VenueSettings.defaults();

    @Test
    void spotRanksBeforeDerivativesAndBusyBeforeQuiet() {
        List<QuoteSource> sources = List.of(
                source("bitmex", SourceKind.DERIVATIVE, 0),
                source("coinbase", SourceKind.SPOT, 0),
                source("gemini", SourceKind.SPOT, 0));
        OutsideMarket market = derive(sources, List.of(every(1_000, 100), every(1_000, 10), every(1_000, 20)));

        assertThat(market.venues())
                .extracting(Venue::name)
                .containsExactly("gemini:BTCUSD", "coinbase:BTCUSD", "bitmex:BTCUSD");
        assertThat(market.venues()).extracting(Venue::weight).containsExactly(6, 5, 4);
        assertThat(market.venues()).extracting(Venue::source).containsExactly(2, 1, 0);
        assertThat(market.venues()).extracting(Venue::quotes).containsExactly(20L, 10L, 100L);
        assertThat(market.quorum()).isEqualTo(2);
        assertThat(market.firstPrice()).isEqualTo(Price.of("7"));
    }

    @Test
    void theQuorumLetsOneSourceBeMissingAndIsAtMostThree() {
        assertThat(List.of(1, 2, 3, 4, 5, 9)).extracting(SETTINGS::quorum).containsExactly(1, 1, 2, 3, 3, 3);
    }

    @Test
    void fromThreeSourcesOnNoneHasMoreThanFortyPercentOfTheWeight() {
        Property.holds("weight cap", 30, rng -> {
            List<QuoteSource> sources = new ArrayList<>();
            List<List<Long>> times = new ArrayList<>();
            for (int i = 0; i < 3 + rng.nextInt(8); i++) {
                sources.add(source("venue" + i, rng.nextBoolean() ? SourceKind.SPOT : SourceKind.DERIVATIVE, 0));
                times.add(every(1 + rng.nextInt(5_000), 1 + rng.nextInt(50)));
            }
            OutsideMarket market = derive(sources, times);
            assertThat(market.venues())
                    .hasSameSizeAs(sources)
                    .allSatisfy(venue -> assertThat(venue.weight() * 5L)
                            .isLessThanOrEqualTo(market.oracleParameters().totalWeight() * 2));
        });
    }

    @Test
    void stalenessFollowsTheLongGapsBetweenItsLimits() {
        assertThat(stalenessOf(0, every(2_999, 50))).isEqualTo(3_000);
        assertThat(stalenessOf(0, every(3_000, 50))).isEqualTo(3_000);
        assertThat(stalenessOf(0, every(3_001, 50))).isEqualTo(3_001);
        assertThat(stalenessOf(0, every(60_000, 50))).isEqualTo(60_000);
        assertThat(stalenessOf(0, every(60_001, 50))).isEqualTo(60_000);
    }

    @Test
    void oneSilenceInAHundredDoesNotCountTwoDo() {
        assertThat(stalenessOf(0, gaps(99, 1_000, 1, 30_000))).isEqualTo(3_000);
        assertThat(stalenessOf(0, gaps(98, 1_000, 2, 30_000))).isEqualTo(30_000);
    }

    @Test
    void quotesOfOneMillisecondAreOneMoment() {
        assertThat(stalenessOf(0, List.of(0L, 0L, 0L, 0L, 9_000L, 9_000L, 18_000L)))
                .isEqualTo(9_000);
    }

    @Test
    void aSourceSeenOnceGetsAllThePatience() {
        assertThat(stalenessOf(0, List.of(5L))).isEqualTo(60_000);
    }

    @Test
    void aBarIsFreshForOneAndAHalfOfItsLength() {
        assertThat(stalenessOf(60_000, every(60_000, 50))).isEqualTo(90_000);
        assertThat(stalenessOf(3_600_000, every(3_600_000, 50))).isEqualTo(5_400_000);
        assertThat(stalenessOf(1_000, every(1_000, 50))).isEqualTo(3_000);
    }

    @Test
    void aSourceWithoutQuotesIsLeftOut() {
        List<QuoteSource> sources = List.of(source("a", SourceKind.SPOT, 0), source("b", SourceKind.SPOT, 0));
        OutsideMarket market = derive(sources, List.of(every(1_000, 3), List.of()));
        assertThat(market.venues()).extracting(Venue::name).containsExactly("a:BTCUSD");
        assertThat(market.quorum()).isEqualTo(1);
    }

    @Test
    void settingsOutOfOrderAndAnEmptyTapeAreRefused() {
        assertThatThrownBy(() -> new VenueSettings(5_000, 4_999, 95, 150, 3)).hasMessageContaining("5000 to 4999");
        assertThatThrownBy(() -> new VenueSettings(1, 1, 95, 99, 3)).hasMessageContaining("99");
        assertThatThrownBy(() -> new VenueSettings(1, 1, 101, 150, 3).survey(tape(List.of(), List.of())))
                .hasMessageContaining("101 is not between 50 and 100");
        assertThatThrownBy(() -> SETTINGS.survey(tape(List.of(), List.of()))).hasMessageContaining("no quote");
    }

    @Test
    void theVenuesOfOctober2025GetTheirSettings() {
        List<MarketFile> files = List.of(
                MarketData.file("crash-2025-10-10/coinbase_AVAX-USD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/gemini_AVAXUSD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/binance-coinm_AVAXUSD_PERP_trades_20251010.csv.gz"));
        try (QuoteTape tape = QuoteTape.merged(files)) {
            TapeSurvey survey = SETTINGS.survey(tape);
            OutsideMarket avax = SETTINGS.derive(survey).get(0);

            assertThat(survey.quotes()).isEqualTo(252_773);
            assertThat(avax.venues())
                    .extracting(Venue::name)
                    .containsExactly("coinbase:AVAX-USD", "gemini:AVAXUSD", "binance-coinm:AVAXUSD_PERP");
            assertThat(avax.venues().get(0).stalenessMillis()).isBetween(15_000L, 30_000L);
            assertThat(avax.venues().get(1).stalenessMillis()).isEqualTo(60_000);
            assertThat(avax.quorum()).isEqualTo(2);
        }
    }

    private static long stalenessOf(long granularityMillis, List<Long> times) {
        return derive(List.of(source("a", SourceKind.SPOT, granularityMillis)), List.of(times))
                .venues()
                .get(0)
                .stalenessMillis();
    }

    private static OutsideMarket derive(List<QuoteSource> sources, List<List<Long>> times) {
        return SETTINGS.derive(SETTINGS.survey(tape(sources, times))).get(0);
    }

    private static QuoteTape tape(List<QuoteSource> sources, List<List<Long>> times) {
        List<TapeQuote> quotes = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            int source = i;
            times.get(i).forEach(time -> quotes.add(new TapeQuote(time, source, 0, 700_000_000L)));
        }
        quotes.sort(Comparator.comparingLong(TapeQuote::timeMillis));
        return new ListTape(sources, List.of("BTC"), quotes);
    }

    private static QuoteSource source(String venue, SourceKind kind, long granularityMillis) {
        return new QuoteSource(venue, "BTCUSD", "BTC", kind, granularityMillis);
    }

    private static List<Long> every(long gapMillis, int count) {
        return gaps(count - 1, gapMillis, 0, 0);
    }

    private static List<Long> gaps(int many, long gapMillis, int few, long longGapMillis) {
        List<Long> times = new ArrayList<>(List.of(0L));
        for (int i = 0; i < many + few; i++) {
            times.add(times.get(i) + (i < many ? gapMillis : longGapMillis));
        }
        return times;
    }
}
