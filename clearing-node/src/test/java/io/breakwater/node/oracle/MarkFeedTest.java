package io.breakwater.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.BasisAverage;
import io.breakwater.core.oracle.Quote;
import io.breakwater.node.market.MarketDefinitions.MarkSources;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import io.breakwater.node.oracle.SourceQuote.OwnBookQuote;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a mark reads besides the index, and until when. */
class MarkFeedTest {

    private static final long NOW = OracleWorld.START;
    private static final Price INDEX = Price.of("60000");

    private final MarkFeed empty = MarkFeed.startingAt(
            OracleWorld.definition(new MarkSources(new TreeMap<>(Map.of("X", 3_000L, "Y", 3_000L)), 10_000), true),
            BasisAverage.NONE,
            0);

    private static Quote quote(String source, String price, long millis, long sequence) {
        return new Quote(source, Price.of(price), Price.ZERO, millis, sequence);
    }

    private static OwnBookQuote book(String bid, String ask, long millis, long sequence) {
        return new OwnBookQuote(Price.of(bid), Price.of(ask), Price.of(bid), Money.of("50000"), millis, sequence);
    }

    @Test
    @DisplayName("with the index alone the mark is the index; our own book alone does not move it")
    void oneInputDoesNotCarryTheMark() {
        assertThat(empty.mark(INDEX, NOW)).isEqualTo(INDEX);
        assertThat(empty.with(book("66000", "66002", NOW, 1)).mark(INDEX, NOW)).isEqualTo(INDEX);
    }

    @Test
    @DisplayName("own book and outside perpetual together move it: the lower of two outside, until 3,001 ms old")
    void outside() {
        MarkFeed feed = empty.with(book("60300", "60302", NOW + 3_000, 1))
                .with(quote("X", "60100", NOW, 1))
                .with(quote("Y", "60200", NOW, 1));
        assertThat(feed.mark(INDEX, NOW + 3_000)).isEqualTo(Price.of("60100"));
        assertThat(feed.mark(INDEX, NOW + 3_001)).isEqualTo(INDEX);
    }

    @Test
    @DisplayName("a book that fell silent counts for 10,000 ms, not for 10,001")
    void silentBook() {
        MarkFeed feed = empty.with(book("60300", "60302", NOW, 1));
        assertThat(feed.own(NOW + 10_000)).isPresent();
        assertThat(feed.own(NOW + 10_001)).isEmpty();
    }

    @Test
    @DisplayName("a quote from the future does not count before its time, by more than the clock tolerance of 1,000 ms")
    void early() {
        MarkFeed feed =
                empty.with(book("60300", "60302", NOW + 3_600_000, 1)).with(quote("X", "60100", NOW + 3_600_000, 1));
        assertThat(feed.own(NOW)).isEmpty();
        assertThat(feed.mark(INDEX, NOW)).isEqualTo(INDEX);
        assertThat(feed.own(NOW + 3_598_999)).isEmpty();
        assertThat(feed.mark(INDEX, NOW + 3_598_999)).isEqualTo(INDEX);
        assertThat(feed.own(NOW + 3_599_000)).isPresent();
        assertThat(feed.mark(INDEX, NOW + 3_599_000)).isEqualTo(Price.of("60100"));
    }

    @Test
    @DisplayName("a book whose prices no sum can carry is refused, and the largest one that is not has a middle")
    void largestBook() {
        String most = "90071992.54740992";
        MarkFeed feed = empty.with(book(most, most, NOW, 1));
        assertThat(feed.sampled(INDEX, NOW).basis().average()).isPositive();
        assertThatThrownBy(() -> book(most, "90071992.54740993", NOW, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask")
                .hasMessageContaining("90071992.54740993")
                .hasMessageContaining(most);
    }

    @Test
    @DisplayName("a sequence is taken once; a source that begins again is heard after its staleness")
    void sequences() {
        MarkFeed feed = empty.with(quote("X", "60100", NOW, 5));
        assertThat(feed.refusal(quote("X", "60100", NOW, 5))).contains(Reason.SEQUENCE);
        assertThat(feed.refusal(quote("X", "60100", NOW, 6))).isEmpty();
        assertThat(feed.refusal(quote("X", "60100", NOW + 3_000, 1))).contains(Reason.SEQUENCE);
        assertThat(feed.refusal(quote("X", "60100", NOW + 3_001, 1))).isEmpty();
        assertThat(feed.refusal(quote("Z", "60100", NOW, 1))).contains(Reason.UNKNOWN_SOURCE);
        assertThat(feed.refusal(quote("Y", "0", NOW, 1))).contains(Reason.NON_POSITIVE);
        assertThat(feed.refusal(book("0", "1", NOW, 1))).contains(Reason.NON_POSITIVE);
    }

    @Test
    @DisplayName("the basis is sampled after 3,000 ms, not after 2,999")
    void basis() {
        MarkFeed first = empty.with(book("60100", "60102", NOW, 1)).sampled(INDEX, NOW);
        assertThat(first.basis().average()).isEqualByComparingTo("101");
        assertThat(first.sampled(INDEX, NOW + 2_999)).isEqualTo(first);
        assertThat(first.sampled(INDEX, NOW + 3_000).sampledMillis()).isEqualTo(NOW + 3_000);
    }
}
