package io.breakwater.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * Watches published prices from outside: what over half of the configured weight does not support, or what jumped and is
 * not confirmed, must not be LIVE or DEGRADED.
 */
final class TrustCheck {

    private static final long SECOND_MILLIS = 1_000;

    private final OracleParameters parameters;
    private final Map<FeedState, Integer> counts = new EnumMap<>(FeedState.class);
    private final Deque<PriceSample> trusted = new ArrayDeque<>();
    private final Deque<Price> raws = new ArrayDeque<>();

    TrustCheck(OracleParameters parameters) {
        this.parameters = parameters;
    }

    int count(FeedState state) {
        return counts.getOrDefault(state, 0);
    }

    void check(long now, RecordedDay.Seen seen) {
        ValidatedPrice price = seen.price();
        counts.merge(price.state(), 1, Integer::sum);
        raws.addLast(price.raw());
        if (raws.size() > 3) {
            raws.removeFirst();
        }
        trusted.removeIf(sample -> now - sample.timeMillis() > SECOND_MILLIS);
        if (price.state().isTrusted()) {
            assertThat(2 * weightNear(price.price(), seen.aggregation()))
                    .as("support of %s", price)
                    .isGreaterThan(parameters.totalWeight());
            assertThat(price.price()).isEqualTo(price.raw());
            assertThat(!hasJumped(price.price()) || isConfirmed(price.price()))
                    .as("%s after %s is confirmed by %s", price, trusted, raws)
                    .isTrue();
            trusted.addLast(new PriceSample(now, price.price()));
        }
    }

    private long weightNear(Price price, PriceAggregation aggregation) {
        return aggregation.liveQuotes().values().stream()
                .filter(quote -> RealDaysTest.isWithin(Rate.of("0.01"), price, quote.price()))
                .mapToLong(quote -> parameters
                        .sources()
                        .get(parameters.indexOf(quote.source()))
                        .weight())
                .sum();
    }

    private boolean hasJumped(Price price) {
        return trusted.stream().anyMatch(sample -> !RealDaysTest.isWithin(Rate.of("0.05"), sample.price(), price));
    }

    /** The last three raw prices are each within 1% of one of them, so within 2.1% of each other. */
    private boolean isConfirmed(Price price) {
        return raws.stream().allMatch(raw -> RealDaysTest.isWithin(Rate.of("0.021"), price, raw));
    }
}
