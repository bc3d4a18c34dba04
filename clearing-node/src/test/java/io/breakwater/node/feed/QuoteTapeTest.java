package io.breakwater.node.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteTapeTest {

    @TempDir
    private Path directory;

    @Test
    void filesAreMergedByTimeThenSourceThenOrderOfTheFiles() {
        List<MarketFile> files = List.of(
                file("gemini_BTCUSD_trades_1.csv", "5,100", "7,101"),
                file("bitstamp_BTCUSD_trades_1.csv", "5,200", "5,201"),
                file("bitstamp_BTCUSD_trades_2.csv", "5,202"),
                file("gemini_ETHUSD_trades_1.csv", "4,3"));

        try (QuoteTape tape = QuoteTape.merged(files)) {
            assertThat(tape.sources())
                    .extracting(QuoteSource::name)
                    .containsExactly("bitstamp:BTCUSD", "gemini:BTCUSD", "gemini:ETHUSD");
            assertThat(tape.underlyings()).containsExactly("BTC", "ETH");
            assertThat(drain(tape))
                    .containsExactly(
                            new TapeQuote(4, 2, 1, 300_000_000L),
                            new TapeQuote(5, 0, 0, 20_000_000_000L),
                            new TapeQuote(5, 0, 0, 20_100_000_000L),
                            new TapeQuote(5, 0, 0, 20_200_000_000L),
                            new TapeQuote(5, 1, 0, 10_000_000_000L),
                            new TapeQuote(7, 1, 0, 10_100_000_000L));
            assertThatThrownBy(tape::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void noFileAndTheSameFileTwiceAreRefused() {
        MarketFile file = file("gemini_BTCUSD_trades_1.csv", "5,100");
        MarketFile again = MarketFile.of(directory.resolve("x/../gemini_BTCUSD_trades_1.csv"));
        assertThatThrownBy(() -> QuoteTape.merged(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> QuoteTape.merged(List.of(file, again))).hasMessageContaining("given twice");
    }

    @Test
    void aMergeKeepsEveryQuoteInTimeOrderWhateverTheOrderOfTheFiles() {
        Property.holds("merge keeps order and quotes", 100, rng -> {
            MarketFile a = randomFile("coinbase_BTCUSD_trades_1.csv", rng);
            MarketFile b = randomFile("gemini_BTCUSD_trades_1.csv", rng);
            MarketFile c = randomFile("gemini_ETHUSD_trades_1.csv", rng);
            List<TapeQuote> merged = drain(QuoteTape.merged(List.of(a, b, c)));

            assertThat(drain(QuoteTape.merged(List.of(c, a, b)))).isEqualTo(merged);
            assertThat(merged)
                    .isSortedAccordingTo((x, y) -> x.timeMillis() != y.timeMillis()
                            ? Long.compare(x.timeMillis(), y.timeMillis())
                            : Integer.compare(x.source(), y.source()));
            assertThat(merged).hasSize(lines(a) + lines(b) + lines(c));
        });
    }

    @Test
    void theCrashOfOctober2025IsOneTape() {
        List<MarketFile> files = List.of(
                MarketData.file("crash-2025-10-10/coinbase_AVAX-USD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/gemini_AVAXUSD_trades_20251010.csv.gz"),
                MarketData.file("crash-2025-10-10/binance-coinm_AVAXUSD_PERP_trades_20251010.csv.gz"));
        long lowest = Long.MAX_VALUE;
        long count = 0;
        long before = Long.MIN_VALUE;
        try (QuoteTape tape = QuoteTape.merged(files)) {
            assertThat(tape.underlyings()).containsExactly("AVAX");
            while (tape.hasNext()) {
                TapeQuote quote = tape.next();
                assertThat(quote.timeMillis() >= before).isTrue();
                before = quote.timeMillis();
                lowest = Math.min(lowest, quote.priceUnits());
                count++;
            }
        }
        assertThat(count).isEqualTo(113_589 + 1_552 + 137_632);
        assertThat(lowest).isEqualTo(602_000_000L);
    }

    @Test
    void theSeventeenBitmexMinutesWithoutTradesAreNoQuotes() {
        MarketFile file = MarketData.file("crash-2020-03-12/bitmex_XBTUSD_1m_20200308-20200315.csv.gz");
        assertThat(drain(QuoteTape.merged(List.of(file)))).hasSize(11_520 - 17);
    }

    private MarketFile randomFile(String name, SplittableRandom rng) {
        String[] rows = new String[rng.nextInt(20)];
        long time = 0;
        for (int i = 0; i < rows.length; i++) {
            time += rng.nextInt(3);
            rows[i] = time + "," + (1 + rng.nextInt(1_000));
        }
        return file(name, rows);
    }

    private MarketFile file(String name, String... rows) {
        try {
            List<String> lines = new ArrayList<>(List.of("ts_ms,price"));
            lines.addAll(List.of(rows));
            return MarketFile.of(Files.write(directory.resolve(name), lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(MarketFile file) {
        try {
            return Files.readAllLines(file.path()).size() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TapeQuote> drain(QuoteTape tape) {
        List<TapeQuote> quotes = new ArrayList<>();
        try (tape) {
            tape.forEachRemaining(quotes::add);
        }
        return quotes;
    }
}
