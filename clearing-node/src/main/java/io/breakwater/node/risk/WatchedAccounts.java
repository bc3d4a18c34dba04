package io.breakwater.node.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.MarketObservation;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.risk.AdverseMoves;
import io.breakwater.core.risk.ExposureAnswer;
import io.breakwater.core.risk.HeatMap;
import io.breakwater.core.risk.Nomination;
import io.breakwater.core.risk.RiskBook;
import io.breakwater.node.risk.NodePart.MarketPart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of this node as the risk book knows them: those in the book, those that have not shown what they hold, and
 * who holds what. Not thread-safe: one owner.
 */
final class WatchedAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedAccounts.class);

    private final RiskBook book;
    private final Holders holders = new Holders();
    private final Set<String> expected = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final RiskSettings settings;
    private SortedMap<Instrument, MarketPart> part = new TreeMap<>();
    private long partMillis;

    WatchedAccounts(RiskSettings settings) {
        this.settings = settings;
        this.book = new RiskBook(settings.bookLimits());
    }

    /** An account shows what it holds. */
    void exposed(Exposure exposure, boolean isMargined) {
        holders.put(exposure);
        expected.remove(exposure.accountId());
        if (!isMargined) {
            book.remove(exposure.accountId());
            return;
        }
        try {
            note(exposure.accountId(), book.onExposure(exposure));
        } catch (IllegalArgumentException | ArithmeticException outsideTheLaw) {
            LOG.error("the exposure of {} cannot be watched", exposure.accountId(), outsideTheLaw);
            refused.add(exposure.accountId());
        }
    }

    private void note(String accountId, ExposureAnswer answer) {
        if (answer instanceof ExposureAnswer.RefusedFull full) {
            LOG.error(
                    "the risk book is full with {} of {} accounts: {} is unwatched",
                    full.accounts(),
                    full.limit(),
                    accountId);
            refused.add(accountId);
        } else {
            refused.remove(accountId);
        }
    }

    /** Accounts that should be watched here: which of them have to show what they hold. */
    List<String> expect(List<String> accountIds) {
        List<String> unknown = new ArrayList<>();
        for (String accountId : accountIds) {
            if (!holders.knows(accountId) && expected.add(accountId)) {
                unknown.add(accountId);
                if (!book.expect(accountId)) {
                    refused.add(accountId);
                }
            }
        }
        return unknown;
    }

    /** Whether an account has yet to show what it holds. */
    boolean isExpected(String accountId) {
        return expected.contains(accountId);
    }

    /** An account is not here, or not open. */
    void remove(String accountId) {
        book.remove(accountId);
        holders.remove(accountId);
        expected.remove(accountId);
        refused.remove(accountId);
    }

    /** Every account known or expected here that is of a kind. */
    List<String> those(Predicate<String> kind) {
        Set<String> all = new HashSet<>(holders.accountIds());
        all.addAll(expected);
        return all.stream().filter(kind).toList();
    }

    /**
     * A round at a newer view. A price beyond the columns leaves the book at the view before, and is an error of the
     * market's definition that must be seen.
     */
    List<Nomination> round(MarketView view) {
        try {
            return withOutgrown(book.onPrices(view));
        } catch (ArithmeticException beyondColumns) {
            LOG.error("the risk book cannot value the view of {}", view.timeMillis(), beyondColumns);
            return nominate();
        }
    }

    /** Nominations that need no newer view. */
    List<Nomination> nominate() {
        return withOutgrown(book.nominate());
    }

    /** What the columns can no longer hold must be shown again. */
    private List<Nomination> withOutgrown(List<Nomination> found) {
        found.stream()
                .filter(nomination -> nomination.slackMicros() == Nomination.UNBOUNDED)
                .forEach(nomination -> expected.add(nomination.accountId()));
        return found;
    }

    /** A nominated account has looked, and its state stands. */
    void unchanged(String accountId, long viewTimeMillis) {
        book.unchanged(accountId, viewTimeMillis);
    }

    /** The accounts that moves would bring to their threshold, the nearest first. */
    List<String> near(AdverseMoves moves) {
        return book.nearThreshold(moves, settings.mostKeptAwake());
    }

    /** The book's counts; those it had no room for are unwatched too. */
    RiskBook.Counts counts() {
        RiskBook.Counts counts = book.counts();
        return new RiskBook.Counts(
                counts.inColumns(),
                counts.revalued(),
                counts.unwatched() + refused.size(),
                counts.nominations(),
                counts.falseNominations(),
                counts.revaluations());
    }

    /** This node's part of the markets; its heat map is counted anew when it is too old. */
    NodePart part(String node, long nowMillis) {
        boolean countHeat = partMillis == 0 || nowMillis - partMillis >= settings.heatMillis();
        partMillis = countHeat ? nowMillis : partMillis;
        SortedMap<Instrument, MarketPart> next = new TreeMap<>();
        for (Instrument instrument : holders.instruments()) {
            MarketPart before = countHeat ? heat(instrument) : part.getOrDefault(instrument, MarketPart.NONE);
            next.put(
                    instrument,
                    new MarketPart(
                            holders.longs(instrument), before.liquidatableByFall(), before.liquidatableByRise()));
        }
        part = next;
        return new NodePart(node, part);
    }

    private MarketPart heat(Instrument instrument) {
        int within = MarketObservation.MOVE_BASIS_POINTS;
        HeatMap heat = book.heatMap(instrument, List.of(within));
        return new MarketPart(
                holders.longs(instrument), heat.liquidatableByFall(within), heat.liquidatableByRise(within));
    }
}
