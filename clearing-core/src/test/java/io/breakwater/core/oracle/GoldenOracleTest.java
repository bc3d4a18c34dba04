package io.breakwater.core.oracle;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GoldenOracleTest {

    @Test
    @DisplayName("G23 stale, uncertain and outlying sources are dropped")
    void staleUncertainAndOutlying() {
        JsonNode expect = example("G23").get("expect");
        PriceAggregation aggregation = aggregated("G23");

        assertThat(aggregation.dropped()).isEqualTo(droppedIn(expect));
        assertThat(aggregation.live()).isEqualTo(texts(expect.get("live")));
        assertThat(aggregation.kept()).isEqualTo(texts(expect.get("kept")));
        assertThat(aggregation.firstMedian()).isEqualByComparingTo(decimal(expect, "first_median"));
        assertThat(aggregation.deviation()).isEqualByComparingTo(decimal(expect, "mad"));
        assertThat(aggregation.scale()).isEqualByComparingTo(decimal(expect, "scale"));
        assertThat(aggregation.price().exact()).isEqualByComparingTo(decimal(expect, "price"));
        assertThat(aggregation.confidence().exact()).isEqualByComparingTo(decimal(expect, "confidence"));
        assertThat(aggregation.hasQuorum()).isTrue();
        assertThat(aggregation.isComplete()).isFalse();
    }

    @Test
    @DisplayName("G24 an exact half of the weight takes the mean of the two middle prices")
    void exactHalf() {
        JsonNode expect = example("G24").get("expect");
        PriceAggregation aggregation = aggregated("G24");

        assertThat(aggregation.price().exact()).isEqualByComparingTo(decimal(expect, "price"));
        assertThat(aggregation.deviation()).isEqualByComparingTo(decimal(expect, "mad"));
        assertThat(aggregation.confidence().exact()).isEqualByComparingTo(decimal(expect, "confidence"));
    }

    @Test
    @DisplayName("G25 a jump is clamped until confirmed, silence turns stale, a return warms up")
    void jumpSilenceAndReturn() {
        JsonNode example = example("G25");
        OracleFeed feed = OracleFeed.ofThree();
        feed.warmUp(decimal(example.get("given"), "start"));
        long start = feed.now();

        for (JsonNode row : example.get("expect").get("sequence")) {
            Optional<BigDecimal> raw = row.get("raw").isNull() ? Optional.empty() : Optional.of(decimal(row, "raw"));
            ValidatedPrice published = feed.tickAt(start + 1_000 * row.get("t").longValue(), raw);
            assertThat(published.state())
                    .as("state in %s", row)
                    .isEqualTo(FeedState.valueOf(row.get("state").textValue()));
            assertThat(published.price().exact())
                    .as("price in %s", row)
                    .isEqualByComparingTo(decimal(row, "published"));
        }
    }

    @Test
    @DisplayName("G26 the mark is the median of index and basis, own book, and outside perpetuals")
    void mark() {
        JsonNode given = example("G26").get("given");
        JsonNode expect = example("G26").get("expect");
        BasisAverage basis = new BasisAverage(decimal(given, "ema_numerator"), decimal(given, "ema_denominator"))
                .with(decimal(given, "sample"), decimal(given, "seconds"), decimal(given, "tau_seconds"));
        JsonNode book = given.get("own_book");
        MarkPrice mark = MarkPrice.of(
                Price.of(decimal(given, "index")),
                basis,
                Optional.of(new MarkPrice.OwnBook(price(book, "bid"), price(book, "ask"), price(book, "last"))),
                Optional.of(price(given, "outside_median")),
                MarkParameters.defaults());

        assertThat(MarkParameters.defaults().basisSeconds()).isEqualByComparingTo(decimal(given, "tau_seconds"));
        assertThat(basis.average()).isEqualByComparingTo(decimal(expect, "basis"));
        assertThat(mark.indexPlusBasis()).isEqualByComparingTo(decimal(expect, "index_plus_basis"));
        assertThat(mark.ownBook().orElseThrow().exact()).isEqualByComparingTo(decimal(expect, "own_book_median"));
        assertThat(mark.exact()).isEqualByComparingTo(decimal(expect, "mark"));
        assertThat(mark.price()).isEqualTo(Price.of("60008.59312048"));
    }

    private static PriceAggregation aggregated(String id) {
        JsonNode given = example(id).get("given");
        List<Source> sources = new ArrayList<>();
        List<Quote> quotes = new ArrayList<>();
        for (JsonNode source : given.get("sources")) {
            String name = source.get("id").textValue();
            sources.add(new Source(name, decimal(source, "weight").longValueExact(), 3_000));
            quotes.add(new Quote(
                    name,
                    price(source, "price"),
                    price(source, "conf"),
                    source.get("ts_ms").longValue(),
                    1));
        }
        return PriceAggregation.of(
                OracleParameters.defaults("BTC", sources),
                quotes,
                given.get("now_ms").longValue());
    }

    private static Map<String, DropReason> droppedIn(JsonNode expect) {
        Map<String, DropReason> dropped = new LinkedHashMap<>();
        expect.get("dropped")
                .properties()
                .forEach(entry -> dropped.put(
                        entry.getKey(), DropReason.valueOf(entry.getValue().textValue())));
        return dropped;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static Price price(JsonNode node, String field) {
        return Price.of(decimal(node, field));
    }
}
