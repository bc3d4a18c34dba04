package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything configurable about one symbol's price feed (risk model B.9, defaults B.15).
 *
 * <p>Relative limits are taken of the price. An underlying whose price may be zero or negative has a reference scale
 * instead, and the same limits are taken of that scale, so nothing is ever divided by a price (B.6).
 *
 * @param symbol the underlying
 * @param sources venues with weight and staleness, in the order in which they are reported
 * @param quorumSources fewest sources of a price
 * @param quorumShare smallest share of the configured weight of a price
 * @param widestConfidence a wider stated confidence, relative to the price, drops a source
 * @param outlierScales how many scales away from the first median a source is dropped
 * @param scaleFloor smallest scale, relative to the first median
 * @param supportShare the share of the configured weight that a trusted price must exceed
 * @param supportWithin how near to the published price a source supports it
 * @param jumps what must be confirmed
 * @param staleAfterMillis how long a feed without quorum keeps its state
 * @param warmUpMillis how long a feed is not trusted after it starts or returns
 * @param tickMillis distance of two publications
 * @param clockToleranceMillis how far a source's clock may be ahead
 * @param referenceScale present where prices may be zero or negative: the size that relative limits are taken of
 * @param stable limits of the stable price
 */
public record OracleParameters(
        String symbol,
        List<Source> sources,
        int quorumSources,
        Rate quorumShare,
        Rate widestConfidence,
        int outlierScales,
        Rate scaleFloor,
        Rate supportShare,
        Rate supportWithin,
        JumpLimits jumps,
        long staleAfterMillis,
        long warmUpMillis,
        long tickMillis,
        long clockToleranceMillis,
        Optional<Price> referenceScale,
        StablePriceParameters stable) {

    private static final int MOST_SOURCES = 64;
    private static final long HEAVIEST = 1_000_000;
    private static final long LONGEST_MILLIS = 30L * 86_400_000;

    /**
     * One venue.
     *
     * @param name as its quotes name it
     * @param weight 1 to 1,000,000
     * @param staleMillis age above which its quote is dropped
     */
    public record Source(String name, long weight, long staleMillis) {

        /** Refuses a blank name, and a weight or staleness out of range. */
        public Source {
            if (name.isBlank()) {
                throw new IllegalArgumentException("source name is blank");
            }
            requireWithin("weight of " + name, weight, 1, HEAVIEST);
            requireWithin("staleMillis of " + name, staleMillis, 1, LONGEST_MILLIS);
        }
    }

    /**
     * Refuses parameters that could not work, or that would let one source decide.
     *
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public OracleParameters {
        sources = List.copyOf(sources);
        requireWithin("number of sources", sources.size(), 1, MOST_SOURCES);
        requireDistinct(sources);
        requireSpreadWeight(sources);
        requireWithin("quorumSources", quorumSources, 1, sources.size());
        requireFraction("quorumShare", quorumShare);
        requireProperFraction("widestConfidence", widestConfidence);
        requireWithin("outlierScales", outlierScales, 1, 1_000);
        requireProperFraction("scaleFloor", scaleFloor);
        requireFraction("supportShare", supportShare);
        requireProperFraction("supportWithin", supportWithin);
        requireWithin("staleAfterMillis", staleAfterMillis, 1, LONGEST_MILLIS);
        requireWithin("warmUpMillis", warmUpMillis, 0, LONGEST_MILLIS);
        requireWithin("tickMillis", tickMillis, 1, LONGEST_MILLIS);
        requireWithin("clockToleranceMillis", clockToleranceMillis, 0, LONGEST_MILLIS);
        referenceScale.ifPresent(scale -> requireWithin("referenceScale", scale.units(), 1, Quote.LARGEST_UNITS));
    }

    /** The defaults of risk model B.15 for a symbol whose price is always positive. */
    public static OracleParameters defaults(String symbol, List<Source> sources) {
        return defaults(symbol, sources, 3);
    }

    /** The same for a symbol with a quorum of its own, as one with fewer sources needs. */
    public static OracleParameters defaults(String symbol, List<Source> sources, int quorumSources) {
        return new OracleParameters(
                symbol,
                sources,
                quorumSources,
                Rate.of("0.5"),
                Rate.of("0.01"),
                5,
                Rate.of("0.0005"),
                Rate.of("0.5"),
                Rate.of("0.01"),
                JumpLimits.defaults(),
                3_000,
                30_000,
                250,
                1_000,
                Optional.empty(),
                StablePriceParameters.defaults());
    }

    /** Whether the price may be zero or negative. */
    public boolean mayBeNegative() {
        return referenceScale.isPresent();
    }

    /** What a relative limit at a price is a share of, in price units: the reference scale, else the price itself. */
    long scaleAt(long priceUnits) {
        return referenceScale.isPresent() ? referenceScale.get().units() : Math.abs(priceUnits);
    }

    /** The weight of all configured sources. */
    public long totalWeight() {
        return totalWeight(sources);
    }

    /** The position of a source in {@link #sources}, or -1. */
    int indexOf(String source) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).name().equals(source)) {
                return i;
            }
        }
        return -1;
    }

    private static long totalWeight(List<Source> sources) {
        long total = 0;
        for (Source source : sources) {
            total += source.weight();
        }
        return total;
    }

    private static void requireDistinct(List<Source> sources) {
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            if (!names.add(source.name())) {
                throw new IllegalArgumentException("source " + source.name() + " is configured twice");
            }
        }
    }

    /** With three sources or more, none has over 40% of the weight (risk model B.9); with fewer it cannot be met. */
    private static void requireSpreadWeight(List<Source> sources) {
        long total = totalWeight(sources);
        for (Source source : sources) {
            if (sources.size() >= 3 && 5 * source.weight() > 2 * total) {
                throw new IllegalArgumentException("weight " + source.weight() + " of source " + source.name()
                        + " is over 40% of the total " + total);
            }
        }
    }

    static void requireWithin(String field, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(field + " is " + value + ", outside [" + lowest + ", " + highest + "]");
        }
    }

    static void requireFraction(String field, Rate value) {
        if (!value.isFraction()) {
            throw new IllegalArgumentException(field + " is " + value + ", outside [0, 1]");
        }
    }

    static void requireProperFraction(String field, Rate value) {
        if (value.signum() <= 0 || value.compareTo(Rate.ONE) >= 0) {
            throw new IllegalArgumentException(field + " is " + value + ", outside (0, 1)");
        }
    }
}
