package io.breakwater.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceAggregatorTest {

    private final OracleFeed feed = OracleFeed.ofThree();

    @Test
    void nothingIsPublishedBeforeTheFirstQuorum() {
        PriceAggregator cold = PriceAggregator.cold(OracleParameters.defaults("BTC", OracleFeed.THREE), 1);
        PriceAggregator.Tick tick = cold.onTick(1_000);
        assertThat(tick.published()).isEmpty();
        assertThat(tick.next().warmState()).isEmpty();
    }

    @Test
    void aFeedWarmsUpForThirtySeconds() {
        ValidatedPrice first = feed.tick("100");
        assertThat(first.state()).isEqualTo(FeedState.WARMUP);
        assertThat(first.id()).isEqualTo(new PriceId(1, 1));
        for (int second = 1; second < 30; second++) {
            assertThat(feed.tick("100").state()).isEqualTo(FeedState.WARMUP);
        }
        assertThat(feed.tick("100").state()).isEqualTo(FeedState.LIVE);
    }

    @Test
    void aMissingSourceDegradesAndItsReturnRevives() {
        OracleFeed four = fourSources();
        four.warmUp("100");
        assertThat(four.tickWith("A", "100", "B", "100", "C", "100").state()).isEqualTo(FeedState.LIVE);
        four.tickWith("A", "100", "B", "100", "C", "100");
        four.tickWith("A", "100", "B", "100", "C", "100");
        ValidatedPrice without = four.tickWith("A", "100", "B", "100", "C", "100");
        assertThat(without.state()).isEqualTo(FeedState.DEGRADED);
        assertThat(without.support()).isEqualTo(Rate.of("0.75"));
        assertThat(four.tick("100").state()).isEqualTo(FeedState.LIVE);
    }

    @Test
    void exactlyHalfOfTheWeightDoesNotSupportAPrice() {
        OracleFeed four = fourSources();
        four.warmUp("100");
        ValidatedPrice split = four.tickWith("A", "98.98", "B", "100", "C", "100", "D", "101.02");
        assertThat(split.price()).isEqualTo(Price.of("100"));
        assertThat(split.support()).isEqualTo(Rate.of("0.5"));
        assertThat(split.state()).isEqualTo(FeedState.SUSPECT);
        ValidatedPrice over = four.tickWith("A", "99", "B", "100", "C", "100", "D", "101.02");
        assertThat(over.support()).isEqualTo(Rate.of("0.75"));
        assertThat(over.state()).isEqualTo(FeedState.LIVE);
    }

    @Test
    void fivePercentInASecondPassesAndAUnitMoreIsClamped() {
        feed.warmUp("100");
        assertThat(feed.tick("95").state()).isEqualTo(FeedState.LIVE);

        OracleFeed other = OracleFeed.ofThree();
        other.warmUp("100");
        ValidatedPrice clamped = other.tick("94.99999999");
        assertThat(clamped.state()).isEqualTo(FeedState.SUSPECT);
        assertThat(clamped.price()).isEqualTo(Price.of("95"));
        assertThat(clamped.raw()).isEqualTo(Price.of("94.99999999"));
    }

    @Test
    void fifteenPercentInAMinuteIsMeasuredFromTheHighest() {
        OracleFeed slow = farFromItsAverage();
        assertThat(slow.tick("85").state()).isEqualTo(FeedState.LIVE);
        OracleFeed fast = farFromItsAverage();
        ValidatedPrice clamped = fast.tick("84.99999999");
        assertThat(clamped.state()).isEqualTo(FeedState.SUSPECT);
        assertThat(clamped.price()).as("85%% of 100").isEqualTo(Price.of("85"));
    }

    /** At 88, from 100 within the minute, and allowed to be half of its average. */
    private static OracleFeed farFromItsAverage() {
        JumpLimits limits = new JumpLimits(
                Rate.of("0.05"), 1_000, Rate.of("0.15"), 60_000, Rate.of("0.5"), 300_000, 1_000, 3, Rate.of("0.01"));
        OracleFeed falling =
                OracleFeed.of(OracleCases.limited(OracleParameters.defaults("BTC", OracleFeed.THREE), limits));
        falling.warmUp("100");
        falling.tick("96");
        falling.tick("92");
        falling.tick("88");
        return falling;
    }

    @Test
    void tenPercentFromTheAverageIsSuspectAndOnceConfirmedIsNot() {
        feed.warmUp("100");
        for (int tick = 1; tick <= 10; tick++) {
            feed.tick(Integer.toString(100 - tick));
        }
        ValidatedPrice far = feed.tick("88");
        assertThat(far.state()).isEqualTo(FeedState.SUSPECT);
        assertThat(far.price()).isGreaterThan(Price.of("88"));
        assertThat(feed.tick("88").state()).isEqualTo(FeedState.SUSPECT);
        assertThat(feed.tick("88").state()).isEqualTo(FeedState.LIVE);
        ValidatedPrice after = feed.tick("88");
        assertThat(after.state()).isEqualTo(FeedState.LIVE);
        assertThat(after.average()).as("the published average remembers").isGreaterThan(Price.of("95"));
    }

    @Test
    void aTickOverOnePercentFromTheFirstSuspectPriceBeginsTheCountAgain() {
        feed.warmUp("100");
        assertThat(feed.tick("90").state()).isEqualTo(FeedState.SUSPECT);
        assertThat(feed.tick("90.9").state()).as("second near 90").isEqualTo(FeedState.SUSPECT);
        assertThat(feed.tick("90.90000001").state()).as("first near 90.9").isEqualTo(FeedState.SUSPECT);
        assertThat(feed.tick("90.9").state()).isEqualTo(FeedState.SUSPECT);
        assertThat(feed.tick("90.9").state()).isEqualTo(FeedState.LIVE);
    }

    @Test
    void whatAMinoritySaidDoesNotHoldBackWhatTheMajoritySaysNext() {
        OracleFeed three = OracleFeed.of(OracleCases.feed(
                "AVAX",
                2,
                new Source("coinbase", 40, 3_000),
                new Source("gemini", 33, 60_000),
                new Source("perp", 27, 3_000)));
        three.warmUp("25.80");
        ValidatedPrice alone = three.tickWith("coinbase", "25.84", "gemini", "24.19", "perp", "18.39");
        assertThat(alone.raw()).as("the median is gemini's").isEqualTo(Price.of("24.19"));
        assertThat(alone.price()).as("clamped to 95%% of 25.80").isEqualTo(Price.of("24.51"));
        assertThat(alone.state()).isEqualTo(FeedState.SUSPECT);
        for (int tick = 0; tick < 3; tick++) {
            three.tickWith("coinbase", "25.84", "gemini", "24.19", "perp", "18.39");
        }
        ValidatedPrice both = three.tickWith("coinbase", "26.02", "gemini", "25.813", "perp", "18.39");
        assertThat(both.price()).isEqualTo(Price.of("26.02"));
        assertThat(both.state()).as("a minority confirmed nothing").isEqualTo(FeedState.SUSPECT);
    }

    @Test
    void silenceKeepsThePriceForThreeSecondsAndThenIsStale() {
        feed.warmUp("100");
        for (int second = 1; second <= 3; second++) {
            assertThat(feed.silence().state()).as("second %d", second).isEqualTo(FeedState.LIVE);
        }
        ValidatedPrice stale = feed.silence();
        assertThat(stale.state()).isEqualTo(FeedState.STALE);
        assertThat(stale.price()).isEqualTo(Price.of("100"));
        assertThat(stale.sources()).isEmpty();
        assertThat(feed.tick("101").state()).isEqualTo(FeedState.WARMUP);
    }

    @Test
    void withoutAQuorumButWithAnotherPriceInTheRestTheLastPriceIsSuspectAtOnce() {
        OracleFeed four = fourSources();
        four.warmUp("100");
        for (int second = 0; second < 3; second++) {
            four.tickWith("A", "100", "B", "100");
        }
        ValidatedPrice halfHeard = four.tickWith("A", "102", "B", "102");
        assertThat(halfHeard.price()).as("no quorum of two").isEqualTo(Price.of("100"));
        assertThat(halfHeard.state()).isEqualTo(FeedState.SUSPECT);
    }

    @Test
    void aHaltHoldsUntilResumedAndThenWarmsUp() {
        feed.warmUp("100");
        feed.replace(feed.aggregator().halt());
        ValidatedPrice halted = feed.tick("120");
        assertThat(halted.state()).isEqualTo(FeedState.HALTED);
        assertThat(halted.price()).isEqualTo(Price.of("100"));
        feed.replace(feed.aggregator().resume());
        assertThat(feed.tick("100").state()).isEqualTo(FeedState.WARMUP);
        for (int second = 1; second < 30; second++) {
            assertThat(feed.tick("100").state()).isEqualTo(FeedState.WARMUP);
        }
        assertThat(feed.tick("100").state()).isEqualTo(FeedState.LIVE);
        assertThat(feed.aggregator().resume()).isSameAs(feed.aggregator());
    }

    @Test
    void sequencesOnlyRiseUnlessASourceComesBackFromSilence() {
        long now = feed.now();
        assertThat(feed.take(at("A", 5, now))).isEmpty();
        assertThat(feed.take(at("A", 5, now + 10))).contains(DropReason.SEQUENCE);
        assertThat(feed.take(at("A", 4, now + 10))).contains(DropReason.SEQUENCE);
        assertThat(feed.take(at("A", 6, now - 10))).as("late, but in sequence").isEmpty();
        assertThat(feed.take(at("A", 1, now + 2_990))).contains(DropReason.SEQUENCE);
        assertThat(feed.take(at("A", 1, now + 2_991))).as("a new session").isEmpty();
        assertThat(feed.take(at("Z", 1, now))).contains(DropReason.UNKNOWN_SOURCE);
    }

    @Test
    void timeOnlyRises() {
        feed.tick("100");
        assertThatThrownBy(() -> feed.aggregator().onTick(feed.now()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BTC ticked at " + feed.now());
    }

    @Test
    void aWarmStateGoesOnWhereTheFeedWas() {
        feed.warmUp("100");
        feed.tick("90");
        WarmState warm = feed.aggregator().warmState().orElseThrow();
        PriceAggregator restarted = PriceAggregator.warm(feed.aggregator().parameters(), 2, warm);
        assertThat(restarted.warmState()).contains(warm);

        feed.replace(restarted);
        ValidatedPrice next = feed.tick("90");
        assertThat(next.id()).isEqualTo(new PriceId(2, 1));
        assertThat(next.state()).isEqualTo(FeedState.SUSPECT);
        assertThat(next.average()).isGreaterThan(Price.of("99"));
        assertThat(feed.tick("90").state()).as("third tick near 90").isEqualTo(FeedState.LIVE);
    }

    @Test
    void aRestartThatTookOverThreeSecondsWarmsUp() {
        feed.warmUp("100");
        feed.replace(PriceAggregator.warm(
                feed.aggregator().parameters(), 2, feed.aggregator().warmState().orElseThrow()));
        assertThat(feed.tickAt(feed.now() + 3_001, Optional.of(Price.of("100").exact()))
                        .state())
                .isEqualTo(FeedState.WARMUP);
    }

    private static OracleFeed fourSources() {
        return OracleFeed.of(OracleCases.feed(
                "BTC",
                3,
                new Source("A", 1, 3_000),
                new Source("B", 1, 3_000),
                new Source("C", 1, 3_000),
                new Source("D", 1, 3_000)));
    }

    private static Quote at(String source, long sequence, long time) {
        return new Quote(source, Price.of("100"), Price.ZERO, time, sequence);
    }
}
