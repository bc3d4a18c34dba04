package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random feeds and quotes, with enough of the awkward: ties, exact halves, silence, outliers, signs, extremes. */
final class QuoteCases {

    static final long NOW_MILLIS = 1_760_000_000_000L;

    private QuoteCases() {}

    /** Three to nine sources of small weights, none over 40%; one in three feeds may be negative. */
    static OracleParameters parameters(SplittableRandom random) {
        OracleParameters base = OracleParameters.defaults("X", sources(random));
        return random.nextInt(3) > 0 ? base : OracleCases.mayBeNegative(base, "50");
    }

    static List<Source> sources(SplittableRandom random) {
        while (true) {
            List<Source> sources = new ArrayList<>();
            int count = random.nextInt(3, 10);
            long total = 0;
            for (int i = 0; i < count; i++) {
                Source source = new Source("S" + i, random.nextInt(1, 5), random.nextInt(1, 5) * 1_000L);
                sources.add(source);
                total += source.weight();
            }
            long allowed = 2 * total;
            if (sources.stream().allMatch(source -> 5 * source.weight() <= allowed)) {
                return sources;
            }
        }
    }

    /** One quote of most sources, around one centre. */
    static List<Quote> quotes(SplittableRandom random, OracleParameters parameters) {
        long centre = centre(random, parameters);
        List<Quote> quotes = new ArrayList<>();
        for (Source source : parameters.sources()) {
            if (random.nextInt(10) > 0) {
                long time = NOW_MILLIS + 1_500 - random.nextInt(6_500);
                quotes.add(quote(source.name(), near(random, centre), confidence(random, centre), time, 1));
            }
        }
        return quotes;
    }

    private static long centre(SplittableRandom random, OracleParameters parameters) {
        long largest = random.nextInt(4) == 0 ? Quote.LARGEST_UNITS * 9 / 10 : 10_000_000_000_000L;
        return parameters.mayBeNegative()
                ? random.nextLong(-10_000_000_000L, 10_000_000_000L)
                : random.nextLong(2, largest);
    }

    /** On a coarse grid half of the time, so that equal prices and deviations are common. */
    static long near(SplittableRandom random, long centre) {
        long size = Math.max(1_000, Math.abs(centre));
        return switch (random.nextInt(6)) {
            case 0 -> centre;
            case 1, 2 -> centre + random.nextInt(-4, 5) * (size / 2_000);
            case 3 -> centre + random.nextLong(-size / 500, size / 500 + 1);
            case 4 -> centre + random.nextLong(-size / 10, size / 10 + 1);
            default -> random.nextInt(10) == 0 ? -centre : centre + random.nextInt(-3, 4);
        };
    }

    private static long confidence(SplittableRandom random, long centre) {
        return random.nextLong(0, Math.max(2, Math.abs(centre) / (random.nextInt(4) == 0 ? 50 : 1_000)));
    }

    static Quote quote(String source, long price, long confidence, long time, long sequence) {
        return new Quote(source, new Price(price), new Price(confidence), time, sequence);
    }
}
