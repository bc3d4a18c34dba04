package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.risk.ExposureAnswer.AwaitingMarket;
import io.breakwater.core.risk.ExposureAnswer.Outdated;
import io.breakwater.core.risk.ExposureAnswer.RefusedFull;
import io.breakwater.core.risk.ExposureAnswer.Watched;
import io.breakwater.core.risk.Nomination.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Watches the accounts of a node and nominates those that may have changed health state at the newest prices.
 *
 * <p>It never misses: an account whose state would be another one at the newest view is nominated in that round
 * (invariant 3). It may nominate too many; the account decides and tells it so with {@link #unchanged}. The order in which
 * accounts came in reaches no result. Not thread-safe: one owner feeds it.
 */
public final class RiskBook {

    private final BookLimits limits;
    private final Columns columns;
    private final RevaluedAccounts revalued = new RevaluedAccounts();
    private final TreeMap<String, Exposure> awaitingMarket = new TreeMap<>();
    private final TreeSet<String> expected = new TreeSet<>();
    private final List<Nomination> outgrown = new ArrayList<>();
    private MarketView market;
    private long nominations;
    private long falseNominations;

    /** An empty book, which has not seen a market yet. */
    public RiskBook(BookLimits limits) {
        this.limits = limits;
        this.columns = new Columns(limits);
    }

    /**
     * How far an account is from its thresholds in the book, in micros of threshold forms: {@code d*E - n*MM} for a
     * worse threshold n/d, the opposite for a better one. In columns it is a lower bound at the newest prices; of an account
     * that is valued whole it is the slack at its last valuation.
     *
     * @param worse at least 0 while the next worse threshold is not reached; absent where there is none
     * @param better at least 0 while the next better threshold is not reached; absent where there is none
     */
    public record Slack(OptionalLong worse, OptionalLong better) {}

    /**
     * The accounts that adverse moves would bring below their next worse threshold, the nearest first and by id among
     * equals: those to keep awake. In columns a wider tier is not looked into; accounts valued whole are counted where a
     * bound cannot exclude them.
     *
     * @param most how many at most
     */
    public List<String> nearThreshold(AdverseMoves moves, int most) {
        TreeMap<String, Long> slackLeft = new TreeMap<>();
        if (market != null) {
            columns.addNear(moves, slackLeft);
            revalued.addNear(moves, slackLeft);
        }
        return slackLeft.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Where the liquidation prices of an instrument's holders lie, computed on demand.
     *
     * @param upToBasisPoints the upper ends of the buckets, in hundredths of a percent of the price
     */
    public HeatMap heatMap(Instrument instrument, List<Integer> upToBasisPoints) {
        return columns.heatMap(instrument, upToBasisPoints);
    }

    /** Bytes of the columns and of the index, without the ids themselves and without accounts that are valued whole. */
    public long columnBytes() {
        return columns.bytes();
    }

    /** The slack of a watched account. */
    public Optional<Slack> slack(String accountId) {
        return columns.slack(accountId).or(() -> revalued.slack(accountId));
    }

    /**
     * What the book did so far.
     *
     * @param inColumns accounts whose slack is moved in columns
     * @param revalued accounts that are valued whole
     * @param unwatched accounts without a current exposure that the market can value
     * @param nominations nominations so far
     * @param falseNominations of these, how many the account answered with {@link #unchanged}
     * @param revaluations valuations of whole accounts so far
     */
    public record Counts(
            int inColumns, int revalued, int unwatched, long nominations, long falseNominations, long revaluations) {}

    /** The counts at this moment. */
    public Counts counts() {
        return new Counts(
                columns.size(),
                revalued.size(),
                expected.size() + awaitingMarket.size() + revalued.unvalued(),
                nominations,
                falseNominations,
                revalued.revaluations());
    }

    /**
     * An account that should be watched here and has not sent its exposure yet: it counts as unwatched.
     *
     * @return false when the book is full and the account is not noted
     */
    public boolean expect(String accountId) {
        boolean isKnown = version(accountId).isPresent() || expected.contains(accountId);
        if (!isKnown && !hasRoom()) {
            return false;
        }
        if (!isKnown) {
            expected.add(accountId);
        }
        return true;
    }

    /**
     * Takes the exposure of an account, in place of any version that is not newer. Whether it is crossed already is told
     * by the next {@link #nominate} or {@link #onPrices}.
     *
     * @throws IllegalArgumentException when its holdings are against the rules of its mode; nothing is changed
     * @throws io.breakwater.core.money.ValueOverflowException when applying market facts to a position overflows; nothing
     *     is changed
     */
    public ExposureAnswer onExposure(Exposure exposure) {
        Optional<Long> known = version(exposure.accountId());
        if (known.isPresent() && known.get() > exposure.version()) {
            return new Outdated(exposure.version(), known.get());
        }
        if (known.isEmpty() && !expected.contains(exposure.accountId()) && !hasRoom()) {
            return new RefusedFull(accounts(), limits.maxAccounts());
        }
        return place(exposure);
    }

    private ExposureAnswer place(Exposure exposure) {
        Optional<String> missing = market == null ? Optional.of("any price") : MarketNeeds.missing(exposure, market);
        if (missing.isPresent()) {
            remove(exposure.accountId());
            awaitingMarket.put(exposure.accountId(), exposure);
            return new AwaitingMarket(missing.get());
        }
        Optional<ColumnDraft> draft = columns.draft(exposure);
        if (draft.isPresent()) {
            columns.put(exposure.accountId(), draft.get());
            revalued.remove(exposure.accountId());
        } else {
            revalued.put(exposure);
            columns.remove(exposure.accountId());
        }
        expected.remove(exposure.accountId());
        awaitingMarket.remove(exposure.accountId());
        return new Watched(exposure.version(), draft.isPresent());
    }

    /** An exposure against the rules of its mode stays unwatched, and stops no round. */
    private void placeIfLawful(Exposure exposure) {
        try {
            place(exposure);
        } catch (IllegalArgumentException | ArithmeticException outsideTheLaw) {
            awaitingMarket.put(exposure.accountId(), exposure);
        }
    }

    private Optional<Long> version(String accountId) {
        if (columns.holds(accountId)) {
            return Optional.of(columns.version(accountId));
        }
        return revalued.exposure(accountId)
                .or(() -> Optional.ofNullable(awaitingMarket.get(accountId)))
                .map(Exposure::version);
    }

    private int accounts() {
        return columns.size() + revalued.size() + awaitingMarket.size() + expected.size();
    }

    private boolean hasRoom() {
        return accounts() < limits.maxAccounts();
    }

    /** Stops watching an account that has left this node; its slot is used again. */
    public void remove(String accountId) {
        columns.remove(accountId);
        revalued.remove(accountId);
        awaitingMarket.remove(accountId);
        expected.remove(accountId);
    }

    /**
     * Moves to the newest prices: one round, however many symbols changed and however often each did since the last. A
     * market with an older price identity than the one in force is dropped; a symbol that the view lacks stays as it was.
     *
     * @return what is to be nominated, by account id
     * @throws io.breakwater.core.money.ValueOverflowException when a price or funding index is beyond what the columns
     *     hold; the columns are unchanged
     */
    public List<Nomination> onPrices(MarketView round) {
        MarketView newest = market == null ? round : NewestMarkets.of(market, round);
        for (String accountId : columns.advance(newest)) {
            expected.add(accountId);
            outgrown.add(new Nomination(accountId, Direction.WORSE, Nomination.UNBOUNDED));
        }
        market = newest;
        revalued.advance(newest, columns.watches());
        List.copyOf(awaitingMarket.values()).forEach(this::placeIfLawful);
        return nominate();
    }

    /** What is to be nominated since the last time, without a new round: after exposures. */
    public List<Nomination> nominate() {
        List<Nomination> found = new ArrayList<>(outgrown);
        outgrown.clear();
        columns.collect(found);
        revalued.collect(found);
        found.sort(null);
        nominations += found.size();
        return List.copyOf(found);
    }

    /**
     * An account was nominated, looked, and its state stands: a false nomination. It is nominated again when its slack
     * worsens or its inputs change; if it looked at another view than the book's newest, already by the next call. An
     * account that would change state but may not yet (a feed that is STALE) does not call this.
     *
     * @param viewTimeMillis time of the view it looked at
     */
    public void unchanged(String accountId, long viewTimeMillis) {
        falseNominations++;
        boolean sawThisView = market != null && market.timeMillis() == viewTimeMillis;
        columns.lookAgain(accountId, sawThisView);
        if (!sawThisView) {
            revalued.lookAgain(accountId);
        }
    }
}
