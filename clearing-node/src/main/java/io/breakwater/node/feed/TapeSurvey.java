package io.breakwater.node.feed;

import io.breakwater.core.money.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one pass over a tape tells about it: how much each source quotes and how long it is silent in between.
 *
 * @param quotes on the whole tape
 * @param firstMillis time of the first quote
 * @param lastMillis time of the last quote
 * @param sources by name
 * @param firstPrices the first positive price of each underlying
 */
public record TapeSurvey(
        long quotes,
        long firstMillis,
        long lastMillis,
        List<SourceSurvey> sources,
        SortedMap<String, Price> firstPrices) {

    /**
     * One source. A gap is the time between two quotes of different milliseconds; several quotes of one millisecond are
     * one moment. Gaps above the survey's ceiling count as the ceiling.
     *
     * @param source which
     * @param index of the source on the tape
     * @param quotes how many
     * @param longGapMillis the asked percentile of its gaps; the ceiling when it has no gap
     */
    public record SourceSurvey(QuoteSource source, int index, long quotes, long longGapMillis) {}

    /**
     * Reads a tape to its end.
     *
     * @param gapCeilingMillis gaps are told apart up to this length; one counter a millisecond and source is kept
     * @param longGapPercent the percentile of gaps that {@link SourceSurvey#longGapMillis} is, 50 to 100
     * @throws IllegalArgumentException when the tape has no quote, or a parameter is outside its limits
     */
    public static TapeSurvey of(QuoteTape tape, int gapCeilingMillis, int longGapPercent) {
        requireBetween("gap ceiling in ms", gapCeilingMillis, 1, 3_600_000);
        requireBetween("long gap percentile", longGapPercent, 50, 100);
        Tally tally = new Tally(tape, gapCeilingMillis);
        tape.forEachRemaining(tally::add);
        if (tally.quotes == 0) {
            throw new IllegalArgumentException("the tape has no quote");
        }
        return new TapeSurvey(
                tally.quotes, tally.firstMillis, tally.lastMillis, tally.surveys(longGapPercent), tally.firstPrices);
    }

    private static void requireBetween(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + low + " and " + high);
        }
    }

    /** The counters of a pass: bounded by sources times the gap ceiling. */
    private static final class Tally {

        private final QuoteTape tape;
        private final GapCounter[] gaps;
        private final SortedMap<String, Price> firstPrices = new TreeMap<>();
        private long quotes;
        private long firstMillis;
        private long lastMillis;

        Tally(QuoteTape tape, int gapCeilingMillis) {
            this.tape = tape;
            this.gaps = new GapCounter[tape.sources().size()];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = new GapCounter(gapCeilingMillis);
            }
        }

        void add(TapeQuote quote) {
            firstMillis = quotes == 0 ? quote.timeMillis() : firstMillis;
            lastMillis = quote.timeMillis();
            quotes++;
            gaps[quote.source()].quoteAt(quote.timeMillis());
            if (quote.priceUnits() > 0) {
                String underlying = tape.underlyings().get(quote.underlying());
                firstPrices.putIfAbsent(underlying, new Price(quote.priceUnits()));
            }
        }

        List<SourceSurvey> surveys(int longGapPercent) {
            List<SourceSurvey> surveys = new ArrayList<>();
            for (int i = 0; i < gaps.length; i++) {
                surveys.add(new SourceSurvey(
                        tape.sources().get(i), i, gaps[i].quotes(), gaps[i].percentile(longGapPercent)));
            }
            return List.copyOf(surveys);
        }
    }
}
