package io.breakwater.core.oracle;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The quotes of one symbol at one moment, judged and reduced to a price (risk model B.9, steps 1 to 4).
 *
 * <pre>
 *   live       = fresh, positive where it must be, certain
 *   m0         = weighted median of live;  MAD = weighted median of |p - m0|
 *   scale      = max(1.4826*MAD, floor*m0);  kept = live with |p - m0| &lt;= k*scale
 *   price      = weighted median of kept, half even to the unit
 *   confidence = max(1.4826*MAD, weighted median confidence of kept), up to the unit
 * </pre>
 *
 * <p>Sound because sources with under half of the live weight cannot move m0 outside the range of the others; and while
 * the others agree within k*floor none of them is dropped, so neither can they move the price (invariant 10). Medians
 * are carried doubled and fourfold, so all comparisons are exact.
 */
public final class PriceAggregation {

    /** 1.4826 makes a median absolute deviation the standard deviation of normal noise; kept as 14826/10000. */
    private static final long NORMAL_NUMERATOR = 14_826;

    private static final long NORMAL_DENOMINATOR = 10_000;

    private final OracleParameters parameters;
    private final Quote[] quotes;
    private final DropReason[] reasons;
    private int liveCount;
    private long liveWeight;
    private long newestMillis;
    private long twiceMedian;
    private long fourfoldDeviation;
    private long priceUnits;
    private long confidenceUnits;

    private PriceAggregation(OracleParameters parameters, Quote[] quotes, long now) {
        this.parameters = parameters;
        this.quotes = quotes;
        this.reasons = new DropReason[quotes.length];
        judge(now);
        if (liveCount > 0) {
            locate();
            reduce();
        }
    }

    /**
     * Aggregates quotes in any order; of each source the one with the highest sequence counts.
     *
     * @param now UTC epoch milliseconds
     * @throws IllegalArgumentException for a quote of a source that is not configured
     */
    public static PriceAggregation of(OracleParameters parameters, List<Quote> quotes, long now) {
        Quote[] newest = new Quote[parameters.sources().size()];
        for (Quote quote : quotes) {
            int source = parameters.indexOf(quote.source());
            if (source < 0) {
                throw new IllegalArgumentException(
                        "source " + quote.source() + " is not configured for " + parameters.symbol());
            }
            if (newest[source] == null || quote.sequence() > newest[source].sequence()) {
                newest[source] = quote;
            }
        }
        return new PriceAggregation(parameters, newest, now);
    }

    /** Aggregates the newest quote of each source, by its index; null where there is none. */
    static PriceAggregation ofNewest(OracleParameters parameters, Quote[] newest, long now) {
        return new PriceAggregation(parameters, newest, now);
    }

    private void judge(long now) {
        List<Source> sources = parameters.sources();
        newestMillis = Long.MIN_VALUE;
        for (int i = 0; i < quotes.length; i++) {
            reasons[i] = QuoteCheck.fault(parameters, sources.get(i), quotes[i], now);
            if (reasons[i] == null) {
                liveCount++;
                liveWeight += sources.get(i).weight();
                newestMillis = Math.max(newestMillis, Math.min(now, quotes[i].timeMillis()));
            }
        }
    }

    /** First median, deviation and the outliers. */
    private void locate() {
        long[] values = new long[liveCount];
        long[] weights = new long[liveCount];
        int count = gather(values, weights);
        twiceMedian = WeightedMedian.twice(values, weights, count);
        count = gather(values, weights);
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(2 * values[i] - twiceMedian);
        }
        fourfoldDeviation = WeightedMedian.twice(values, weights, count);
        for (int i = 0; i < quotes.length; i++) {
            if (reasons[i] == null && isOutlier(quotes[i].price().units())) {
                reasons[i] = DropReason.OUTLIER;
            }
        }
    }

    /** Whether |p - m0| > k*1.4826*MAD and |p - m0| > k*floor*m0, all fourfold. */
    private boolean isOutlier(long price) {
        long fourfoldDistance = 2 * Math.abs(2 * price - twiceMedian);
        long scales = parameters.outlierScales();
        return Limit.isProductGreater(
                        fourfoldDistance, NORMAL_DENOMINATOR, fourfoldDeviation, scales * NORMAL_NUMERATOR)
                && Limit.isProductGreater(
                        fourfoldDistance,
                        Rate.ONE.units(),
                        fourfoldScale(),
                        scales * parameters.scaleFloor().units());
    }

    private long fourfoldScale() {
        return parameters.mayBeNegative() ? 4 * parameters.scaleAt(0) : 2 * Math.abs(twiceMedian);
    }

    /** Price and confidence of what was kept. */
    private void reduce() {
        long[] values = new long[liveCount];
        long[] weights = new long[liveCount];
        long twicePrice = WeightedMedian.twice(values, weights, gather(values, weights));
        priceUnits = Int128.of(twicePrice).dividedBy(2, Rounding.HALF_EVEN);
        int count = gather(values, weights);
        for (int i = 0, k = 0; i < quotes.length; i++) {
            if (reasons[i] == null) {
                values[k++] = quotes[i].confidence().units();
            }
        }
        long stated = Int128.of(WeightedMedian.twice(values, weights, count)).dividedBy(2, Rounding.UP);
        long spread =
                Int128.product(fourfoldDeviation, NORMAL_NUMERATOR).dividedBy(4 * NORMAL_DENOMINATOR, Rounding.UP);
        confidenceUnits = Math.max(stated, spread);
    }

    private int gather(long[] values, long[] weights) {
        int count = 0;
        for (int i = 0; i < quotes.length; i++) {
            if (reasons[i] == null) {
                values[count] = quotes[i].price().units();
                weights[count++] = parameters.sources().get(i).weight();
            }
        }
        return count;
    }

    /** Whether enough sources and weight are live for a price; outliers count, they are only not believed. */
    public boolean hasQuorum() {
        return liveCount >= parameters.quorumSources()
                && !Limit.isProductGreater(
                        parameters.quorumShare().units(), parameters.totalWeight(), liveWeight, Rate.ONE.units());
    }

    /** Whether every configured source is live. */
    public boolean isComplete() {
        return liveCount == quotes.length;
    }

    /**
     * The price: the weighted median of the kept sources.
     *
     * @throws IllegalStateException when no source is live
     */
    public Price price() {
        requireLive();
        return new Price(priceUnits);
    }

    /**
     * The half-width of the price.
     *
     * @throws IllegalStateException when no source is live
     */
    public Price confidence() {
        requireLive();
        return new Price(confidenceUnits);
    }

    /**
     * The weighted median of all live sources, exact.
     *
     * @throws IllegalStateException when no source is live
     */
    public BigDecimal firstMedian() {
        requireLive();
        return BigDecimal.valueOf(twiceMedian, Price.SCALE).divide(BigDecimal.valueOf(2));
    }

    /**
     * The weighted median absolute deviation from the first median, exact.
     *
     * @throws IllegalStateException when no source is live
     */
    public BigDecimal deviation() {
        requireLive();
        return BigDecimal.valueOf(fourfoldDeviation, Price.SCALE).divide(BigDecimal.valueOf(4));
    }

    /**
     * The unit in which outliers are measured, exact.
     *
     * @throws IllegalStateException when no source is live
     */
    public BigDecimal scale() {
        BigDecimal floor = BigDecimal.valueOf(fourfoldScale(), Price.SCALE)
                .divide(BigDecimal.valueOf(4))
                .multiply(parameters.scaleFloor().exact());
        return BigDecimal.valueOf(NORMAL_NUMERATOR, 4).multiply(deviation()).max(floor);
    }

    /** The sources that took part in the first median, in configured order. */
    public List<String> live() {
        return named(true);
    }

    /** The sources that the price is the median of, in configured order. */
    public List<String> kept() {
        return named(false);
    }

    /** The sources without part in the price and why, in configured order. */
    public Map<String, DropReason> dropped() {
        Map<String, DropReason> dropped = new LinkedHashMap<>();
        for (int i = 0; i < reasons.length; i++) {
            if (reasons[i] != null) {
                dropped.put(parameters.sources().get(i).name(), reasons[i]);
            }
        }
        return Collections.unmodifiableMap(dropped);
    }

    /** The quotes of the live sources by name, in configured order, in a map of the caller's own. */
    public Map<String, Quote> liveQuotes() {
        Map<String, Quote> live = new LinkedHashMap<>();
        for (Quote quote : quotes) {
            if (quote != null && isLive(parameters.indexOf(quote.source()))) {
                live.put(quote.source(), quote);
            }
        }
        return live;
    }

    /** The weight of the live sources near enough to a price to support it. */
    public long supportWeight(Price at) {
        long nearest = parameters.scaleAt(at.units());
        long weight = 0;
        for (int i = 0; i < quotes.length; i++) {
            if (isLive(i)) {
                long distance = Math.abs(quotes[i].price().units() - at.units());
                boolean isFar = Limit.isExceeded(distance, parameters.supportWithin(), nearest);
                weight += isFar ? 0 : parameters.sources().get(i).weight();
            }
        }
        return weight;
    }

    /** The time of the newest live quote, at most now; the least long when no source is live. */
    long newestMillis() {
        return newestMillis;
    }

    private boolean isLive(int source) {
        return reasons[source] == null || reasons[source].isPresent();
    }

    private List<String> named(boolean withOutliers) {
        List<String> names = new ArrayList<>(liveCount);
        for (int i = 0; i < reasons.length; i++) {
            if (withOutliers ? isLive(i) : reasons[i] == null) {
                names.add(parameters.sources().get(i).name());
            }
        }
        return Collections.unmodifiableList(names);
    }

    private void requireLive() {
        if (liveCount == 0) {
            throw new IllegalStateException("no live source of " + parameters.symbol());
        }
    }
}
