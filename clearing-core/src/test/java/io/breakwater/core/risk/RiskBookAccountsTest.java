package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.risk.Nomination.Direction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is in the book and how: in columns or valued whole, watched or not, near its threshold or far. */
@DisplayName("the risk book keeps accounts")
class RiskBookAccountsTest extends RiskBookFixture {

    private static final Instrument CALL = InstrumentNames.parse("BTC-20261225-66000-C");

    @Test
    @DisplayName("an expected account is unwatched until its exposure comes")
    void countsUnwatched() {
        assertThat(book.expect("anna")).isTrue();
        assertThat(book.counts().unwatched()).isEqualTo(1);

        book.onExposure(longUntil59400());

        assertThat(book.counts().unwatched()).isZero();
        assertThat(book.counts().inColumns()).isEqualTo(1);
    }

    @Test
    @DisplayName("a full book refuses one more account, and uses the slot of one that left")
    void refusesWhenFullAndReusesSlots() {
        for (int i = 0; i < 4; i++) {
            book.onExposure(holder("a" + i, 1, HealthState.HEALTHY, "10000", "1"));
        }
        assertThat(book.onExposure(holder("a4", 1, HealthState.HEALTHY, "10000", "1")))
                .isEqualTo(new ExposureAnswer.RefusedFull(4, 4));
        assertThat(book.expect("a4")).isFalse();
        long bytes = book.columnBytes();

        book.remove("a1");
        assertThat(book.onExposure(holder("a4", 1, HealthState.HEALTHY, "0", "1")))
                .isEqualTo(new ExposureAnswer.Watched(1, true));

        assertThat(book.columnBytes()).isEqualTo(bytes);
        assertThat(book.nominate()).extracting(Nomination::accountId).containsExactly("a4");
    }

    @Test
    @DisplayName("an account with an open reservation is valued whole, and goes back to columns after it")
    void valuesReservationsWhole() {
        Holding held =
                holder("anna", 1, HealthState.HEALTHY, "5000", "1").positions().get(0);
        Holding reserved = new Holding(BTC, held.position(), Quantity.of("1"), Quantity.ZERO, Money.of("-60000"));
        Exposure buying =
                Exposure.of("anna", 2, HealthState.HEALTHY, MarginMode.CROSS, Money.of("5000"), List.of(reserved));

        assertThat(book.onExposure(buying)).isEqualTo(new ExposureAnswer.Watched(2, false));
        // 5,000 - 2*x is below 1.25 * 2% of 60,000 - x, where x > 1,772.15
        assertThat(round("58227.9")).isEmpty();
        assertThat(round("58227.8")).hasSize(1);
        assertThat(book.onExposure(holder("anna", 3, HealthState.HEALTHY, "5000", "1")))
                .isEqualTo(new ExposureAnswer.Watched(3, true));
        assertThat(book.counts().revalued()).isZero();
    }

    @Test
    @DisplayName("a whole account is not valued again while its bound says that nothing can have been crossed")
    void skipsRevaluationWithinTheBound() {
        Exposure portfolio = Exposure.of(
                "pia",
                1,
                HealthState.HEALTHY,
                MarginMode.PORTFOLIO,
                Money.of("40000"),
                holder("pia", 1, HealthState.HEALTHY, "0", "1").positions());
        book.onExposure(portfolio);
        long valued = book.counts().revaluations();

        round("59999");
        round("59990");
        assertThat(book.counts().revaluations()).isEqualTo(valued);
        round("30000");
        assertThat(book.counts().revaluations()).isEqualTo(valued + 1);
    }

    @Test
    @DisplayName("a position beyond 64 bits of slack is valued whole, exactly")
    void valuesGiantsWhole() {
        Exposure giant = holder("vast", 1, HealthState.MARGIN_CALL, "20000000000", "2000000");

        assertThat(book.onExposure(giant)).isEqualTo(new ExposureAnswer.Watched(1, false));
        // E - MM = 20e9 + 2e6*(p - 60,000) - 0.15*2e6*p + 4.41e6, below 0 below 58,820.935
        assertThat(round("58821.0")).isEmpty();
        assertThat(round("58820.9")).hasSize(1);
    }

    @Test
    @DisplayName("a position that outgrows its column is given up, nominated and unwatched until it is sent again")
    void givesUpWhatOutgrowsItsColumn() {
        book.onExposure(holder("anna", 1, HealthState.HEALTHY, "600000000", "1000"));
        assertThat(book.counts().inColumns()).isEqualTo(1);

        List<Nomination> found = round("60000000");

        assertThat(found).containsExactly(new Nomination("anna", Direction.WORSE, Nomination.UNBOUNDED));
        assertThat(book.counts().unwatched()).isEqualTo(1);
        assertThat(book.onExposure(holder("anna", 1, HealthState.HEALTHY, "600000000", "1000")))
                .isEqualTo(new ExposureAnswer.Watched(1, false));
    }

    @Test
    @DisplayName("an option in a cross account is refused, and nothing of it stays")
    void refusesOptionsOutsidePortfolios() {
        InstrumentMarket call = new InstrumentMarket(
                new PriceId(1, 1),
                FeedState.LIVE,
                Price.of("60000"),
                Price.of("60000"),
                Price.of("60000"),
                Price.ZERO,
                Optional.of(Rate.of("0.5")),
                Rate.ONE,
                Rate.ONE,
                Rate.ZERO,
                MarketFacts.NONE);
        book.onPrices(new MarketView(
                ++sequence,
                DefaultParameters.epochOne(),
                Map.of(BTC, btcAt("60000", FeedState.LIVE), CALL, call),
                Map.of()));
        Exposure wrong = Exposure.of(
                "anna",
                1,
                HealthState.HEALTHY,
                MarginMode.CROSS,
                Money.of("1000"),
                List.of(Holding.of(CALL, new Position(Quantity.of("1"), Money.ZERO, Price.ZERO, 0))));

        assertThatThrownBy(() -> book.onExposure(wrong)).hasMessageContaining(CALL.name());
        assertThat(book.counts().revalued()).isZero();
    }

    @Test
    @DisplayName("nominations come by account id, whatever order the accounts came in")
    void ordersNominations() {
        for (String id : List.of("carl", "anna", "bert")) {
            book.onExposure(holder(id, 1, HealthState.HEALTHY, "0", "1"));
        }
        assertThat(book.nominate()).extracting(Nomination::accountId).containsExactly("anna", "bert", "carl");
    }

    @Test
    @DisplayName("accounts within the adverse moves of their threshold are near, the nearest first")
    void listsNearAccounts() {
        book.onExposure(longUntil59400());
        book.onExposure(holder("bert", 1, HealthState.MARGIN_CALL, "1193", "1"));
        book.onExposure(holder("carl", 1, HealthState.MARGIN_CALL, "1800", "1"));

        AdverseMoves onePercent = new AdverseMoves(Map.of("BTC-PERP", Rate.of("0.0102")));
        assertThat(book.nearThreshold(onePercent, 10)).containsExactly("bert", "anna");
        assertThat(book.nearThreshold(onePercent, 1)).containsExactly("bert");
        assertThat(book.nearThreshold(new AdverseMoves(Map.of("BTC-PERP", Rate.of("0.0099"))), 10))
                .isEmpty();
    }

    @Test
    @DisplayName("the heat map counts a long by how far a fall would liquidate it, and a short by a rise")
    void drawsTheHeatMap() {
        book.onExposure(longUntil59400());
        book.onExposure(holder("sam", 1, HealthState.HEALTHY, "3000", "-1"));
        book.onExposure(holder("done", 1, HealthState.LIQUIDATING, "500", "1"));

        HeatMap map = book.heatMap(BTC, List.of(50, 101, 300, 500));

        // anna 1.0001 % below; sam 2,400/(1.01*60,000) = 3.96 % above; what is liquidating already is not in it
        assertThat(map.liquidatableByFall(99)).isEqualTo(Money.ZERO);
        assertThat(map.liquidatableByFall(101)).isEqualTo(Money.of("60000"));
        assertThat(map.liquidatableByFall(500)).isEqualTo(Money.of("60000"));
        assertThat(map.liquidatableByRise(300)).isEqualTo(Money.ZERO);
        assertThat(map.liquidatableByRise(500)).isEqualTo(Money.of("60000"));
    }
}
