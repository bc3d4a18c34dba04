package io.breakwater.node.feed;

import io.breakwater.core.money.Price;
import io.breakwater.node.feed.TapeSurvey.SourceSurvey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Derives the feed settings of each source from what it quotes, so that a replay needs no configuration by hand.
 *
 * <p>Rank: spot before derivative, then the more quotes, then the name. Weight of rank r (from 0) of n sources: 2n - r, so
 * 6, 5, 4 for three: the best source has at most 40 % from three sources on, and no one decides alone (risk model B.9).
 * Quorum: {@code max(1, min(quorumAtMost, n - 1))}: one source may be missing. Staleness: the long gap of the source,
 * clamped to the floor and the ceiling, and for bars at least {@code barPatiencePercent} of a bar, because a bar is
 * silent for its whole length.
 *
 * @param stalenessFloorMillis least staleness limit
 * @param stalenessCeilingMillis greatest staleness limit of a source of trades
 * @param longGapPercent percentile of a source's gaps that its staleness limit follows, 50 to 100
 * @param barPatiencePercent share of a bar's length that its staleness limit is at least
 * @param quorumAtMost sources that are enough however many there are
 */
public record VenueSettings(
        int stalenessFloorMillis,
        int stalenessCeilingMillis,
        int longGapPercent,
        int barPatiencePercent,
        int quorumAtMost) {

    /** Refuses limits that do not rise and shares below one bar. */
    public VenueSettings {
        if (stalenessFloorMillis <= 0 || stalenessCeilingMillis < stalenessFloorMillis) {
            throw new IllegalArgumentException("staleness of " + stalenessFloorMillis + " to " + stalenessCeilingMillis
                    + " ms must rise from above 0");
        }
        if (barPatiencePercent < 100 || quorumAtMost < 1) {
            throw new IllegalArgumentException("bar patience " + barPatiencePercent + " % must be at least 100, quorum "
                    + quorumAtMost + " at least 1");
        }
    }

    /** 3 to 60 seconds by the 99th percentile of gaps, 150 % of a bar, a quorum of at most 3 (risk model B.9, B.15). */
    public static VenueSettings defaults() {
        return new VenueSettings(3_000, 60_000, 99, 150, 3);
    }

    /** The survey that these settings ask for; reads the tape to its end. */
    public TapeSurvey survey(QuoteTape tape) {
        return TapeSurvey.of(tape, stalenessCeilingMillis, longGapPercent);
    }

    /** The outside market of each underlying that has a positive price, by name; sources without a quote are left out. */
    public List<OutsideMarket> derive(TapeSurvey survey) {
        List<OutsideMarket> markets = new ArrayList<>();
        survey.firstPrices().forEach((underlying, price) -> markets.add(market(underlying, price, survey)));
        return List.copyOf(markets);
    }

    private OutsideMarket market(String underlying, Price firstPrice, TapeSurvey survey) {
        List<SourceSurvey> ranked = survey.sources().stream()
                .filter(source -> source.source().underlying().equals(underlying) && source.quotes() > 0)
                .sorted(Comparator.comparing(
                                (SourceSurvey source) -> source.source().kind())
                        .thenComparing(
                                Comparator.comparingLong(SourceSurvey::quotes).reversed())
                        .thenComparing(source -> source.source().name()))
                .toList();
        List<OutsideMarket.Venue> venues = new ArrayList<>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            venues.add(venue(ranked.get(rank), 2 * ranked.size() - rank));
        }
        return new OutsideMarket(underlying, firstPrice, venues, quorum(ranked.size()));
    }

    private OutsideMarket.Venue venue(SourceSurvey survey, int weight) {
        QuoteSource source = survey.source();
        return new OutsideMarket.Venue(
                survey.index(), source.name(), source.kind(), survey.quotes(), weight, stalenessMillis(survey));
    }

    private long stalenessMillis(SourceSurvey survey) {
        long byGap = Math.max(stalenessFloorMillis, Math.min(stalenessCeilingMillis, survey.longGapMillis()));
        long byBar = survey.source().granularityMillis() * barPatiencePercent / 100;
        return Math.max(byGap, byBar);
    }

    /** Fresh sources needed for a price, of so many. */
    public int quorum(int sources) {
        return Math.max(1, Math.min(quorumAtMost, sources - 1));
    }
}
