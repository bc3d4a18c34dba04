package io.breakwater.core.oracle;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.List;

/**
 * A price as a feed publishes it, with what is needed to trust it, to refuse it and to explain it (risk model B.9).
 *
 * @param symbol the underlying
 * @param id epoch and sequence; the order in which receivers keep prices
 * @param timeMillis when it was published, UTC epoch milliseconds
 * @param state how far it can be trusted
 * @param price the index: the raw price, clamped while a jump is unconfirmed, the last one while there is no quorum
 * @param confidence half-width of the raw price
 * @param average five-minute average of published prices, the second price that SUSPECT and WARMUP ask for
 * @param stable slow price for init equity (B.4)
 * @param raw what the sources said at the last quorum
 * @param support share of the configured weight that is fresh and near the price, rounded down
 * @param sources names of the sources the raw price is the median of; empty while there is no quorum
 */
public record ValidatedPrice(
        String symbol,
        PriceId id,
        long timeMillis,
        FeedState state,
        Price price,
        Price confidence,
        Price average,
        Price stable,
        Price raw,
        Rate support,
        List<String> sources) {

    /** Copies the list. */
    public ValidatedPrice {
        sources = List.copyOf(sources);
    }

    /** The same price in another state, as a receiver sees it that has not heard of the feed for too long. */
    public ValidatedPrice in(FeedState other) {
        return new ValidatedPrice(
                symbol, id, timeMillis, other, price, confidence, average, stable, raw, support, sources);
    }
}
