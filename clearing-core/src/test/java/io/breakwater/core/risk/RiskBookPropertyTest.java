package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.MarketView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the book against its plain twin")
class RiskBookPropertyTest {

    private static final BookLimits SMALL = new BookLimits(200, 64, 8, 16);
    private static final BookLimits LARGE = new BookLimits(400, 64, 8, 512);

    private long nominations;
    private long falseOnes;

    @Test
    @DisplayName("no change of state is missed, in either direction, whatever the market does")
    void nothingIsMissed() {
        Property.holds("risk book misses nothing", 300, rng -> live(rng, MarginMode.CROSS, 40, 40));
        System.out.printf("risk book: %d nominations, %d of them false%n", nominations, falseOnes);
        assertThat(nominations).isPositive();
        assertThat(falseOnes * 10)
                .as("rare, although many accounts are made to stand exactly on a threshold")
                .isLessThan(nominations);
    }

    @Test
    @DisplayName("no change of state of a portfolio account is missed")
    void nothingIsMissedInPortfolios() {
        Property.holds("risk book misses no portfolio", 25, rng -> live(rng, MarginMode.PORTFOLIO, 6, 25));
        System.out.printf("risk book, portfolios: %d nominations, %d of them false%n", nominations, falseOnes);
    }

    /** Accounts live through rounds; each answers its nominations at once, and exposures may come out of order. */
    private void live(SplittableRandom rng, MarginMode mode, int accounts, int rounds) {
        RandomMarket market = new RandomMarket(rng);
        RandomAccounts make = new RandomAccounts(rng, 300_000_000L);
        RiskBook book = new RiskBook(SMALL);
        TreeMap<String, Exposure> truth = new TreeMap<>();
        book.onPrices(market.view());
        for (int i = 0; i < accounts; i++) {
            Exposure first = make.account("account-" + rng.nextInt(1_000_000), 1, market.view(), mode);
            truth.put(first.accountId(), first);
            book.onExposure(first);
        }
        for (int round = 0; round < rounds; round++) {
            MarketView view = market.next();
            trade(rng, make, truth, book, view, mode);
            answer(book.onPrices(view), truth, book, view);
            check(truth, book, view);
        }
    }

    private static void trade(
            SplittableRandom rng,
            RandomAccounts make,
            TreeMap<String, Exposure> truth,
            RiskBook book,
            MarketView view,
            MarginMode mode) {
        List<String> ids = new ArrayList<>(truth.keySet());
        for (int i = 0; i < 3; i++) {
            String id = ids.get(rng.nextInt(ids.size()));
            Exposure old = truth.get(id);
            Exposure now = make.account(id, old.version() + 1, view, mode);
            truth.put(id, now);
            book.onExposure(now);
            if (rng.nextBoolean()) {
                assertThat(book.onExposure(old)).isInstanceOf(ExposureAnswer.Outdated.class);
            }
        }
        if (rng.nextInt(5) == 0 && ids.size() > 3) {
            String gone = ids.get(rng.nextInt(ids.size()));
            truth.remove(gone);
            book.remove(gone);
        }
    }

    private void answer(List<Nomination> found, TreeMap<String, Exposure> truth, RiskBook book, MarketView view) {
        nominations += found.size();
        for (Nomination nomination : found) {
            Exposure exposure = truth.get(nomination.accountId());
            HealthState next = NaiveHealth.of(exposure, view).next(exposure.state(), view);
            if (next == exposure.state() && nomination.slackMicros() != Nomination.UNBOUNDED) {
                falseOnes++;
                book.unchanged(exposure.accountId(), view.timeMillis());
            } else {
                Exposure changed = RandomAccounts.inState(exposure, exposure.version() + 1, next);
                truth.put(exposure.accountId(), changed);
                book.onExposure(changed);
            }
        }
    }

    private static void check(TreeMap<String, Exposure> truth, RiskBook book, MarketView view) {
        assertThat(book.counts().unwatched()).isZero();
        truth.forEach((id, exposure) -> {
            NaiveHealth naive = NaiveHealth.of(exposure, view);
            assertThat(naive.next(exposure.state(), view))
                    .as("%s with E %s and MM %s", exposure, naive.equity(), naive.maintenance())
                    .isEqualTo(exposure.state());
        });
    }

    @Test
    @DisplayName("a slack is never above the true one, and below it by less than a thousandth")
    void slackIsABoundAndATightOne() {
        Property.holds("slack is a tight lower bound", 200, rng -> {
            RandomMarket market = new RandomMarket(rng);
            RandomAccounts make = new RandomAccounts(rng, 300_000_000L);
            RiskBook book = new RiskBook(SMALL);
            book.onPrices(market.view());
            Exposure exposure = make.account("a", 1, market.view(), MarginMode.CROSS);
            boolean inColumns = book.onExposure(exposure).equals(new ExposureAnswer.Watched(1, true));
            for (int round = 0; inColumns && round < 30; round++) {
                MarketView view = market.nextPrices(0.05);
                book.onPrices(view);
                checkSlack(book, exposure, view);
            }
        });
    }

    private static void checkSlack(RiskBook book, Exposure exposure, MarketView view) {
        NaiveHealth naive = NaiveHealth.of(exposure, view);
        Watches watches = new Watches(view.parameters().health());
        RiskBook.Slack slack = book.slack("a").orElseThrow();
        slack.worse().ifPresent(s -> checkForm(naive, watches, Watches.worse(exposure.state()), s));
        slack.better().ifPresent(s -> checkForm(naive, watches, Watches.better(exposure.state()), s));
    }

    private static void checkForm(NaiveHealth naive, Watches watches, int watch, long micros) {
        BigDecimal form = naive.equity()
                .multiply(BigDecimal.valueOf(watches.equity(watch)))
                .subtract(naive.maintenance().multiply(BigDecimal.valueOf(watches.requirement(watch))));
        BigDecimal kept = BigDecimal.valueOf(micros, 6);
        assertThat(kept).isLessThanOrEqualTo(form);
        assertThat(form.subtract(kept)).isLessThan(new BigDecimal("0.001"));
    }

    @Test
    @DisplayName("an increment equals a recomputation: after any walk and departures a fresh book has the same slacks")
    void nothingDrifts() {
        Property.holds("no drift", 15, rng -> {
            RandomMarket market = new RandomMarket(rng);
            RandomAccounts make = new RandomAccounts(rng, 30_000_000L);
            List<Exposure> exposures = new ArrayList<>();
            RiskBook walked = new RiskBook(LARGE);
            walked.onPrices(market.view());
            for (int i = 0; i < 300; i++) {
                Exposure exposure = make.account("a" + i, 1, market.view(), MarginMode.CROSS);
                if (walked.onExposure(exposure).equals(new ExposureAnswer.Watched(1, true))) {
                    exposures.add(exposure);
                }
            }
            MarketView last = market.view();
            for (int round = 0; round < 50; round++) {
                walked.remove(exposures.remove(rng.nextInt(exposures.size())).accountId());
                last = market.nextPrices(0.05);
                walked.onPrices(last);
            }
            RiskBook fresh = new RiskBook(LARGE);
            fresh.onPrices(last);
            Collections.shuffle(exposures, new Random(rng.nextLong()));
            exposures.forEach(fresh::onExposure);
            for (Exposure exposure : exposures) {
                assertThat(walked.slack(exposure.accountId())).isEqualTo(fresh.slack(exposure.accountId()));
            }
        });
    }

    @Test
    @DisplayName("the order in which accounts came in changes no nomination")
    void orderDoesNotMatter() {
        Property.holds("order of accounts", 40, rng -> {
            RandomMarket market = new RandomMarket(rng);
            RandomAccounts make = new RandomAccounts(rng, 300_000_000L);
            List<Exposure> exposures = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                exposures.add(make.account("a" + i, 1, market.view(), MarginMode.CROSS));
            }
            RiskBook one = bookOf(market.view(), exposures);
            Collections.shuffle(exposures, new Random(rng.nextLong()));
            RiskBook other = bookOf(market.view(), exposures);
            for (int round = 0; round < 20; round++) {
                MarketView view = market.next();
                assertThat(other.onPrices(view)).isEqualTo(one.onPrices(view));
            }
        });
    }

    private static RiskBook bookOf(MarketView view, List<Exposure> exposures) {
        RiskBook book = new RiskBook(SMALL);
        book.onPrices(view);
        exposures.forEach(book::onExposure);
        return book;
    }
}
