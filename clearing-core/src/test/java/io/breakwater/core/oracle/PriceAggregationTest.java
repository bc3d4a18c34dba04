package io.breakwater.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceAggregationTest {

    private static final long NOW = 10_000_000;

    private final List<Quote> quotes = new ArrayList<>();

    @Test
    void aQuoteOfThreeSecondsIsFreshAndOneMillisecondMoreIsNot() {
        three("100", "100");
        assertThat(reasonOf(quote("C", "100", "0", NOW - 3_000))).isNull();
        assertThat(reasonOf(quote("C", "100", "0", NOW - 3_001))).isEqualTo(DropReason.STALE);
    }

    @Test
    void aClockMayBeASecondAheadAndNotMore() {
        three("100", "100");
        assertThat(reasonOf(quote("C", "100", "0", NOW + 1_000))).isNull();
        assertThat(reasonOf(quote("C", "100", "0", NOW + 1_001))).isEqualTo(DropReason.EARLY);
    }

    @Test
    void aConfidenceOfOnePercentIsCertainAndAUnitMoreIsNot() {
        three("100", "100");
        assertThat(reasonOf(quote("C", "100", "1", NOW))).isNull();
        assertThat(reasonOf(quote("C", "100", "1.00000001", NOW))).isEqualTo(DropReason.UNCERTAIN);
    }

    @Test
    void aPriceMustBeAboveZeroWhereItCannotBeNegative() {
        three("0.00000001", "0.00000001");
        assertThat(reasonOf(quote("C", "0.00000001", "0", NOW))).isNull();
        assertThat(reasonOf(quote("C", "0", "0", NOW))).isEqualTo(DropReason.NON_POSITIVE);
        assertThat(reasonOf(quote("C", "-1", "0", NOW))).isEqualTo(DropReason.NON_POSITIVE);
    }

    @Test
    void fiveScalesOfFiveBasisPointsAreKeptAndAUnitMoreIsAnOutlier() {
        three("100", "100");
        assertThat(reasonOf(quote("C", "100.25", "0", NOW))).isNull();
        assertThat(reasonOf(quote("C", "100.25000001", "0", NOW))).isEqualTo(DropReason.OUTLIER);
        assertThat(reasonOf(quote("C", "99.75", "0", NOW))).isNull();
        assertThat(reasonOf(quote("C", "99.74999999", "0", NOW))).isEqualTo(DropReason.OUTLIER);
    }

    @Test
    void aWiderSpreadKeepsMore() {
        three("99.9", "100");
        // MAD is 0.1: the cut is 5*1.4826*0.1.
        assertThat(reasonOf(quote("C", "100.7413", "0", NOW))).isNull();
        assertThat(reasonOf(quote("C", "100.74130001", "0", NOW))).isEqualTo(DropReason.OUTLIER);
    }

    @Test
    void ofOneSourceTheHighestSequenceCountsWhereverItStands() {
        three("100", "100");
        quotes.add(new Quote("A", Price.of("101"), Price.ZERO, NOW, 7));
        quotes.add(new Quote("A", Price.of("99"), Price.ZERO, NOW, 6));
        quotes.add(quote("C", "101", "0", NOW));
        assertThat(aggregated(OracleFeed.THREE).price()).isEqualTo(Price.of("101"));
    }

    @Test
    void aQuorumNeedsThreeSourcesAndHalfOfTheWeight() {
        List<Source> five = List.of(
                new Source("A", 1, 3_000),
                new Source("B", 1, 3_000),
                new Source("C", 2, 3_000),
                new Source("D", 2, 3_000),
                new Source("E", 2, 3_000));
        three("100", "100");
        assertThat(aggregated(five).hasQuorum()).as("two sources").isFalse();
        quotes.add(quote("C", "100", "0", NOW));
        assertThat(aggregated(five).hasQuorum()).as("three sources, 4 of 8").isTrue();

        List<Source> heavier = List.of(
                new Source("A", 10, 3_000),
                new Source("B", 10, 3_000),
                new Source("C", 10, 3_000),
                new Source("D", 15, 3_000),
                new Source("E", 16, 3_000));
        assertThat(aggregated(heavier).hasQuorum())
                .as("three sources, 30 of 61")
                .isFalse();
    }

    @Test
    void anOutlierIsPresentButASilentSourceIsMissing() {
        three("100", "100");
        quotes.add(quote("C", "150", "0", NOW));
        assertThat(aggregated(OracleFeed.THREE).isComplete()).isTrue();
        quotes.remove(2);
        assertThat(aggregated(OracleFeed.THREE).isComplete()).isFalse();
        assertThat(aggregated(OracleFeed.THREE).dropped()).containsEntry("C", DropReason.MISSING);
    }

    @Test
    void supportIsWithinOnePercentOfThePriceOutliersIncluded() {
        three("100", "100");
        quotes.add(quote("C", "101", "0", NOW));
        PriceAggregation aggregation = aggregated(OracleFeed.THREE);
        assertThat(aggregation.dropped()).containsEntry("C", DropReason.OUTLIER);
        assertThat(aggregation.supportWeight(Price.of("100"))).isEqualTo(3);
        assertThat(aggregation.supportWeight(Price.of("99.99999999"))).isEqualTo(2);
    }

    @Test
    void aNegativePriceIsMeasuredOnTheReferenceScale() {
        OracleParameters oil = OracleCases.mayBeNegative(OracleParameters.defaults("WTI", OracleFeed.THREE), "50");
        three("-36.98", "-36.98");
        // 5 scales of 5 bp of 50 are 0.125; 1% of 50 is 0.50.
        quotes.add(quote("C", "-36.855", "0.5", NOW));
        assertThat(PriceAggregation.of(oil, quotes, NOW).dropped()).isEmpty();
        assertThat(PriceAggregation.of(oil, quotes, NOW).price()).isEqualTo(Price.of("-36.98"));
        quotes.set(2, quote("C", "-36.85499999", "0.5", NOW));
        assertThat(PriceAggregation.of(oil, quotes, NOW).dropped()).containsEntry("C", DropReason.OUTLIER);
        quotes.set(2, quote("C", "0", "0.50000001", NOW));
        assertThat(PriceAggregation.of(oil, quotes, NOW).dropped()).containsEntry("C", DropReason.UNCERTAIN);
    }

    @Test
    void badInputNamesFieldValueAndLimit() {
        assertThatThrownBy(() -> quote("A", "90071992.54740993", "0", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("price units of A is 9007199254740993");
        assertThat(quote("A", "90071992.54740992", "0", NOW)).isNotNull();
        assertThatThrownBy(() -> quote("A", "1", "-0.00000001", NOW))
                .hasMessageContaining("confidence units of A is -1");
        assertThatThrownBy(() -> quote("A", "1", "0", -1)).hasMessageContaining("timeMillis of A is -1");
        quotes.add(quote("Z", "1", "0", NOW));
        assertThatThrownBy(() -> aggregated(OracleFeed.THREE))
                .hasMessageContaining("source Z is not configured for BTC");
    }

    @Test
    void noSourceMayHaveOverFortyPercentWhereThereAreThree() {
        assertThat(feed(40, 30, 30)).isNotNull();
        assertThatThrownBy(() -> feed(41, 30, 30))
                .hasMessageContaining("weight 41 of source A is over 40% of the total 101");
        assertThat(OracleCases.feed("BTC", 2, new Source("A", 60, 1), new Source("B", 40, 1)))
                .isNotNull();
        assertThatThrownBy(() -> OracleCases.feed("BTC", 2, new Source("A", 1, 1), new Source("A", 1, 1)))
                .hasMessageContaining("source A is configured twice");
        assertThatThrownBy(() -> OracleCases.feed("BTC", 3, new Source("A", 1, 1)))
                .hasMessageContaining("quorumSources is 3, outside [1, 1]");
    }

    private static OracleParameters feed(long a, long b, long c) {
        return OracleCases.feed("BTC", 3, new Source("A", a, 1), new Source("B", b, 1), new Source("C", c, 1));
    }

    private void three(String a, String b) {
        quotes.add(quote("A", a, "0", NOW));
        quotes.add(quote("B", b, "0", NOW));
    }

    private DropReason reasonOf(Quote quote) {
        quotes.add(quote);
        DropReason reason = aggregated(OracleFeed.THREE).dropped().get(quote.source());
        quotes.remove(quote);
        return reason;
    }

    private PriceAggregation aggregated(List<Source> sources) {
        return PriceAggregation.of(OracleParameters.defaults("BTC", sources), quotes, NOW);
    }

    private static Quote quote(String source, String price, String confidence, long time) {
        return new Quote(source, Price.of(price), Price.of(confidence), time, 1);
    }
}
