package io.breakwater.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AggregationPropertyTest {

    @Test
    void theFastAggregationIsThePlainOne() {
        Property.holds("fast aggregation = plain aggregation", 20_000, random -> {
            OracleParameters parameters = QuoteCases.parameters(random);
            List<Quote> quotes = QuoteCases.quotes(random, parameters);
            Map<String, Quote> bySource = quotes.stream().collect(Collectors.toMap(Quote::source, q -> q));
            NaiveAggregation plain = NaiveAggregation.of(parameters, bySource, QuoteCases.NOW_MILLIS);
            PriceAggregation fast = PriceAggregation.of(parameters, quotes, QuoteCases.NOW_MILLIS);

            assertThat(fast.dropped()).isEqualTo(plain.dropped());
            assertThat(fast.hasQuorum()).isEqualTo(plain.hasQuorum());
            if (plain.price() != null) {
                assertThat(fast.firstMedian()).isEqualByComparingTo(plain.firstMedian());
                assertThat(fast.deviation()).isEqualByComparingTo(plain.deviation());
                assertThat(fast.price().exact()).isEqualByComparingTo(plain.price());
                assertThat(fast.confidence().exact()).isEqualByComparingTo(plain.confidence());
            }
        });
    }

    @Test
    void thePriceLiesWithinTheKeptSources() {
        Property.holds("invariant 10: price within the kept sources", 5_000, random -> {
            OracleParameters parameters = QuoteCases.parameters(random);
            List<Quote> quotes = QuoteCases.quotes(random, parameters);
            PriceAggregation aggregation = PriceAggregation.of(parameters, quotes, QuoteCases.NOW_MILLIS);
            List<Price> kept = quotes.stream()
                    .filter(quote -> aggregation.kept().contains(quote.source()))
                    .map(Quote::price)
                    .toList();
            if (!kept.isEmpty()) {
                assertThat(aggregation.price()).isBetween(Collections.min(kept), Collections.max(kept));
            }
        });
    }

    @Test
    void underHalfOfTheWeightCannotMoveThePriceOutsideTheOthers() {
        Property.holds("invariant 10: under half the weight cannot move the price", 20_000, random -> {
            OracleParameters parameters = OracleParameters.defaults("X", QuoteCases.sources(random));
            long lowest = random.nextLong(1_000_000, 10_000_000_000_000L);
            long highest = lowest + lowest / 401;
            List<Source> shuffled = shuffled(parameters.sources(), random);
            List<Quote> quotes = new ArrayList<>();
            long hostile = 0;
            for (Source source : shuffled) {
                boolean joins = 2 * (hostile + source.weight()) < parameters.totalWeight();
                hostile += joins ? source.weight() : 0;
                long price = joins ? hostilePrice(random, lowest, highest) : random.nextLong(lowest, highest + 1);
                quotes.add(QuoteCases.quote(source.name(), price, 0, QuoteCases.NOW_MILLIS, 1));
            }
            PriceAggregation aggregation = PriceAggregation.of(parameters, quotes, QuoteCases.NOW_MILLIS);
            assertThat(aggregation.price().units()).isBetween(lowest, highest);
        });
    }

    /** Near enough to be kept, or anywhere. */
    private static long hostilePrice(SplittableRandom random, long lowest, long highest) {
        return random.nextBoolean()
                ? Math.max(1, random.nextLong(lowest - lowest / 200, highest + highest / 200))
                : random.nextLong(1, 3 * highest);
    }

    @Test
    void theOrderOfSourcesWithinAMillisecondChangesNothing() {
        Property.holds("shuffled sources, the same prices", 300, random -> {
            OracleParameters parameters = QuoteCases.parameters(random);
            PriceAggregator inOrder = PriceAggregator.cold(parameters, 1);
            PriceAggregator shuffled = inOrder;
            long now = QuoteCases.NOW_MILLIS;
            long centre = 6_000_000_000L;
            for (int tick = 1; tick <= 150; tick++) {
                now += 250;
                centre = Math.max(1, centre + random.nextLong(-centre / 60, centre / 60));
                List<Quote> quotes = burst(random, parameters, centre, now, tick);
                for (Quote quote : quotes) {
                    inOrder = inOrder.onQuote(quote).next();
                }
                for (Quote quote : acrossSources(quotes, parameters, random)) {
                    shuffled = shuffled.onQuote(quote).next();
                }
                PriceAggregator.Tick expected = inOrder.onTick(now);
                PriceAggregator.Tick seen = shuffled.onTick(now);
                assertThat(seen.published()).isEqualTo(expected.published());
                inOrder = expected.next();
                shuffled = seen.next();
            }
            assertThat(shuffled.warmState()).isEqualTo(inOrder.warmState());
        });
    }

    /** Up to three quotes of most sources, all in one millisecond. */
    private static List<Quote> burst(
            SplittableRandom random, OracleParameters parameters, long centre, long now, int tick) {
        List<Quote> quotes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (Source source : parameters.sources()) {
                if (random.nextInt(3) > 0) {
                    quotes.add(QuoteCases.quote(
                            source.name(), QuoteCases.near(random, centre), 0, now, 10L * tick + random.nextInt(10)));
                }
            }
        }
        return quotes;
    }

    /** The same quotes with sources interleaved otherwise, each source's own order kept. */
    private static List<Quote> acrossSources(List<Quote> quotes, OracleParameters parameters, SplittableRandom random) {
        List<Quote> mixed = new ArrayList<>();
        for (Source source : shuffled(parameters.sources(), random)) {
            quotes.stream()
                    .filter(quote -> quote.source().equals(source.name()))
                    .forEach(mixed::add);
        }
        return mixed;
    }

    private static <T> List<T> shuffled(List<T> items, SplittableRandom random) {
        List<T> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    @Test
    void everyPublishedPriceIsTheRawOneOrWithinTheClamp() {
        Property.holds("invariant 10: published = raw or clamped, and trusted only with support", 300, random -> {
            OracleParameters parameters = OracleParameters.defaults("X", QuoteCases.sources(random));
            PriceAggregator feed = PriceAggregator.cold(parameters, 1);
            long now = QuoteCases.NOW_MILLIS;
            long centre = 6_000_000_000L;
            List<Price> before = new ArrayList<>();
            for (int tick = 1; tick <= 300; tick++) {
                now += 250;
                long step = centre / (random.nextInt(20) == 0 ? 6 : 500);
                centre = Math.max(1_000, centre + random.nextLong(-step, step + 1));
                for (Source source : parameters.sources()) {
                    if (random.nextInt(5) > 0) {
                        long price = Math.max(1, QuoteCases.near(random, centre));
                        feed = feed.onQuote(QuoteCases.quote(source.name(), price, 0, now, tick))
                                .next();
                    }
                }
                PriceAggregator.Tick ticked = feed.onTick(now);
                feed = ticked.next();
                ticked.published().ifPresent(price -> {
                    assertTrustworthy(price, parameters);
                    assertClamped(price, before);
                    before.add(price.price());
                });
            }
        });
    }

    private static void assertTrustworthy(ValidatedPrice price, OracleParameters parameters) {
        if (price.state().isTrusted()) {
            assertThat(price.support()).isGreaterThan(parameters.supportShare());
        }
        if (!price.price().equals(price.raw())) {
            assertThat(price.state().isTrusted()).isFalse();
        }
    }

    /** The clamp cuts toward what was published before, never beyond it. */
    private static void assertClamped(ValidatedPrice price, List<Price> before) {
        if (!price.price().equals(price.raw()) && !price.sources().isEmpty()) {
            Price lowest = Collections.min(before).min(price.raw());
            Price highest = Collections.max(before).max(price.raw());
            assertThat(price.price()).isBetween(lowest, highest);
        }
    }
}
