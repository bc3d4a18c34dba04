package io.breakwater.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed on days that broke others. Skipped, test by test, where the recordings are not at hand. */
class RealDaysTest {

    private static final Rate ONE_PERCENT = Rate.of("0.01");
    private static final BigDecimal FIVE_BASIS_POINTS = new BigDecimal("0.0005");
    private static final long MINUTE_MILLIS = 60_000;

    @ParameterizedTest(name = "10 October 2025: AVAX at 6.02 on one venue, sources stale after {0} ms")
    @ValueSource(longs = {3_000, 60_000})
    void onePerpetualCollapses(long staleMillis) {
        OracleParameters parameters = OracleCases.feed(
                "AVAX",
                2,
                new Source("coinbase", 40, staleMillis),
                new Source("gemini", 33, 60_000),
                new Source("coinm", 27, staleMillis));
        RecordedDay day = RecordedDay.of(
                parameters,
                MarketFiles.trades("coinbase", "crash-2025-10-10/coinbase_AVAX-USD_trades_20251010.csv.gz"),
                MarketFiles.trades("gemini", "crash-2025-10-10/gemini_AVAXUSD_trades_20251010.csv.gz"),
                MarketFiles.trades("coinm", "crash-2025-10-10/binance-coinm_AVAXUSD_PERP_trades_20251010.csv.gz"));
        TrustCheck trust = new TrustCheck(parameters);
        int[] agreeing = {0};
        day.play((now, seen) -> {
            trust.check(now, seen);
            Quote coinbase = seen.aggregation().liveQuotes().get("coinbase");
            Quote gemini = seen.aggregation().liveQuotes().get("gemini");
            if (coinbase != null && gemini != null && agree(coinbase.price(), gemini.price())) {
                agreeing[0]++;
                assertNear(seen.price(), coinbase.price());
                assertNear(seen.price(), gemini.price());
            }
        });
        assertThat(agreeing[0]).isGreaterThan(30_000);
        assertThat(trust.count(FeedState.LIVE)).isGreaterThan(10_000);
        assertThat(trust.count(FeedState.SUSPECT)).isGreaterThan(1_000);
    }

    @Test
    @DisplayName("15 October 2018: Bitfinex 15% above BitMEX for hours is not followed, and heard when it returns")
    void onePersistentOutlier() {
        String bitmex = "outlier-2018-10-15/bitmex_XBTUSD_1m_20181014-20181016.csv.gz";
        List<Quote> bitfinex = bars("bitfinex", "outlier-2018-10-15/bitfinex_BTCUSD_1m_20181014-20181016.csv.gz");
        List<Quote> closes = bars("bitmex", bitmex);
        long end = closes.get(closes.size() - 1).timeMillis();
        List<Quote> returned = closes.stream()
                .filter(quote -> quote.timeMillis() > end - 60 * MINUTE_MILLIS)
                .map(quote ->
                        new Quote("bitfinex", quote.price(), Price.ZERO, quote.timeMillis(), 10_000 + quote.sequence()))
                .toList();
        bitfinex = bitfinex.stream()
                .filter(quote -> quote.timeMillis() <= end - 60 * MINUTE_MILLIS)
                .toList();
        // The third source is BitMEX's own average price of each minute; Bitfinex's return in the last hour is made up.
        RecordedDay day = RecordedDay.of(
                OracleCases.feed(
                        "BTC",
                        3,
                        new Source("bitmex", 40, 90_000),
                        new Source("average", 27, 90_000),
                        new Source("bitfinex", 33, 90_000)),
                closes,
                MarketFiles.quotes("average", MarketFiles.rows(bitmex), "vwap", MINUTE_MILLIS),
                bitfinex,
                returned);
        int[] away = {0, 0};
        int[] back = {0, 0};
        day.play((now, seen) -> {
            if (!seen.aggregation().hasQuorum()) {
                return;
            }
            Map<String, Quote> others = seen.aggregation().liveQuotes();
            others.remove("bitfinex");
            assertThat(seen.price().price()).isBetween(lowest(others), highest(others));
            int[] count = now > end - 59 * MINUTE_MILLIS ? back : away;
            count[0]++;
            count[1] += seen.aggregation().kept().contains("bitfinex") ? 1 : 0;
        });
        assertThat(away[0]).isGreaterThan(900_000);
        assertThat(away[1]).as("kept of %d ticks away", away[0]).isLessThan(away[0] / 50);
        assertThat(back[0]).isGreaterThan(14_000);
        assertThat(back[1]).as("kept of %d ticks back", back[0]).isEqualTo(back[0]);
    }

    @Test
    @DisplayName("15 October 2018: of two venues alone the price follows the heavier, LIVE by its weight")
    void twoVenuesAlone() {
        List<Quote> bitfinex = bars("bitfinex", "outlier-2018-10-15/bitfinex_BTCUSD_1m_20181014-20181016.csv.gz");
        List<Quote> bitmex = bars("bitmex", "outlier-2018-10-15/bitmex_XBTUSD_1m_20181014-20181016.csv.gz");
        OracleParameters parameters =
                OracleCases.feed("BTC", 2, new Source("bitmex", 60, 90_000), new Source("bitfinex", 40, 90_000));
        TrustCheck trust = new TrustCheck(parameters);
        RecordedDay.of(parameters, bitfinex, bitmex).play((now, seen) -> {
            trust.check(now, seen);
            Quote heavier = seen.aggregation().liveQuotes().get("bitmex");
            if (heavier != null && seen.aggregation().hasQuorum()) {
                assertNear(seen.price(), heavier.price());
            }
        });
        assertThat(trust.count(FeedState.LIVE)).isGreaterThan(100_000);
    }

    @Test
    @DisplayName("10-14 March 2023: venues that quote in USDC do not move a dollar price")
    void depegOfTheQuoteCurrency() {
        String folder = "depeg-2023-03-usdc/";
        RecordedDay day = RecordedDay.of(
                OracleCases.feed(
                        "BTC",
                        3,
                        new Source("usdm", 20, 90_000),
                        new Source("binanceus", 20, 90_000),
                        new Source("binanceus-usdt", 20, 90_000),
                        new Source("kraken", 10, 390_000),
                        new Source("binanceus-usdc", 15, 90_000),
                        new Source("kraken-usdc", 15, 90_000)),
                bars("usdm", folder + "binance-usdm_BTCUSDT_1m_20230309-20230314.csv.gz"),
                bars("binanceus", folder + "binanceus_BTCUSD_1m_20230309-20230314.csv.gz"),
                bars("binanceus-usdt", folder + "binanceus_BTCUSDT_1m_20230309-20230314.csv.gz"),
                MarketFiles.bars("kraken", folder + "kraken_BTCUSD_5m_20230309-20230314.csv.gz", 5 * MINUTE_MILLIS),
                bars("binanceus-usdc", folder + "binanceus_BTCUSDC_1m_20230309-20230314.csv.gz"),
                bars("kraken-usdc", folder + "kraken_BTCUSDC_1m_20230309-20230314.csv.gz"));
        int[] far = {0};
        int[] back = {0};
        BiConsumer<Long, RecordedDay.Seen> watcher = (now, seen) -> {
            Map<String, Quote> live = seen.aggregation().liveQuotes();
            Quote coin = live.remove("binanceus-usdc");
            live.remove("kraken-usdc");
            if (coin == null || !seen.aggregation().hasQuorum()) {
                return;
            }
            Price floor = Price.rounded(lowest(live).exact().multiply(FIVE_BASIS_POINTS), Rounding.DOWN);
            assertThat(seen.aggregation().price())
                    .isBetween(lowest(live).minus(floor), highest(live).plus(floor));
            far[0] += isWithin(Rate.of("0.04"), seen.price().price(), coin.price()) ? 0 : 1;
            back[0] += seen.aggregation().kept().contains("binanceus-usdc") ? 1 : 0;
        };
        day.play(at("2023-03-11T00:00:00Z"), at("2023-03-12T00:00:00Z"), watcher);
        assertThat(far[0]).as("ticks of a day more than 4%% away").isGreaterThan(200_000);
        back[0] = 0;
        day.play(at("2023-03-14T15:00:00Z"), at("2023-03-15T00:00:00Z"), watcher);
        assertThat(back[0]).as("ticks of nine hours heard again").isGreaterThan(65_000);
    }

    @Test
    @DisplayName("13 March 2020: minutes without a trade on BitMEX turn STALE, and a price after them WARMUP for 30 s")
    void silentMinutes() {
        List<Quote> bitmex = MarketFiles.bars(
                "bitmex",
                "crash-2020-03-12/bitmex_XBTUSD_1m_20200308-20200315.csv.gz",
                MINUTE_MILLIS,
                row -> row.number("trades") > 0);
        OracleParameters parameters = OracleCases.feed("BTC", 1, new Source("bitmex", 1, MINUTE_MILLIS));
        List<String> changes = new ArrayList<>();
        FeedState[] before = {null};
        RecordedDay.of(parameters, bitmex).play(at("2020-03-13T02:00:00Z"), at("2020-03-13T02:30:00Z"), (now, seen) -> {
            FeedState state = seen.price().state();
            if (state != before[0] && (state == FeedState.STALE || before[0] == FeedState.STALE)) {
                changes.add(Instant.ofEpochMilli(now) + " " + state);
            }
            if (before[0] == FeedState.WARMUP && state != FeedState.WARMUP) {
                changes.add(Instant.ofEpochMilli(now) + " warm");
            }
            before[0] = state;
        });
        // Bars 02:21-02:23 and 02:25 have no trades: a close is missing at 02:22-02:24 and 02:26.
        assertThat(changes)
                .containsExactly(
                        "2020-03-13T02:00:30Z warm",
                        "2020-03-13T02:22:00.250Z STALE",
                        "2020-03-13T02:25:00Z WARMUP",
                        "2020-03-13T02:25:30Z warm",
                        "2020-03-13T02:26:00.250Z STALE",
                        "2020-03-13T02:27:00Z WARMUP",
                        "2020-03-13T02:27:30Z warm");
    }

    @Test
    @DisplayName("20 April 2020: WTI at -36.98 passes where prices may be negative, and is refused elsewhere")
    void oilBelowZero() {
        List<MarketFiles.Row> days = MarketFiles.rows("daily/wti_daily.csv.gz");
        int negative = 0;
        while (days.get(negative).price("price").signum() > 0) {
            negative++;
        }
        String before = days.get(negative - 1).text("price");
        String below = days.get(negative).text("price");
        OracleParameters positive = OracleParameters.defaults("WTI", OracleFeed.THREE);

        OracleFeed allowed = OracleFeed.of(OracleCases.mayBeNegative(positive, "50"));
        allowed.warmUp(before);
        assertThat(allowed.tick(below).price()).isEqualTo(Price.of(before).minus(Price.of("2.5")));
        assertThat(allowed.tick(below).state()).isEqualTo(FeedState.SUSPECT);
        ValidatedPrice confirmed = allowed.tick(below);
        assertThat(confirmed.price()).isEqualTo(Price.of("-36.98"));
        assertThat(confirmed.state()).isEqualTo(FeedState.LIVE);

        OracleFeed refusing = OracleFeed.of(positive);
        refusing.warmUp(before);
        ValidatedPrice kept = refusing.tick(below);
        assertThat(kept.price()).isEqualTo(Price.of(before));
        assertThat(refusing.aggregator().aggregation(refusing.now()).dropped().values())
                .containsOnly(DropReason.NON_POSITIVE);
        assertThat(kept.state()).isEqualTo(FeedState.SUSPECT);
        refusing.tick(below);
        assertThat(refusing.tick(below).state()).isEqualTo(FeedState.SUSPECT);
        assertThat(refusing.tick(below).state()).isEqualTo(FeedState.STALE);
    }

    private static List<Quote> bars(String source, String file) {
        return MarketFiles.bars(source, file, MINUTE_MILLIS);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static Price lowest(Map<String, Quote> quotes) {
        return quotes.values().stream().map(Quote::price).reduce(Price::min).orElseThrow();
    }

    private static Price highest(Map<String, Quote> quotes) {
        return quotes.values().stream().map(Quote::price).reduce(Price::max).orElseThrow();
    }

    private static boolean agree(Price a, Price b) {
        return isWithin(ONE_PERCENT, a.min(b), a.max(b));
    }

    private static void assertNear(ValidatedPrice published, Price venue) {
        assertThat(isWithin(ONE_PERCENT, venue, published.price()))
                .as("%s within 1%% of %s", published, venue)
                .isTrue();
    }

    static boolean isWithin(Rate share, Price of, Price price) {
        return !Limit.isExceeded(price.minus(of).abs().units(), share, of.abs().units());
    }
}
