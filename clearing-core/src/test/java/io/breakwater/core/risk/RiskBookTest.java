package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Increments;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.risk.Nomination.Direction;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the risk book")
class RiskBookTest {

    private static final Instrument BTC = InstrumentNames.parse("BTC-PERP");
    private static final Instrument CALL = InstrumentNames.parse("BTC-20261225-66000-C");
    private static final BookLimits LIMITS = new BookLimits(4, 8, 4, 2);

    private final RiskBook book = new RiskBook(LIMITS);
    private long sequence;

    @BeforeEach
    void btcStandsAt60000() {
        round("60000");
    }

    private List<Nomination> round(String btc) {
        return book.onPrices(view(InstrumentMarket.live(new PriceId(1, ++sequence), Price.of(btc))));
    }

    private MarketView view(InstrumentMarket btc) {
        return new MarketView(
                ++sequence, DefaultParameters.epochOne(), Map.of(BTC, btc), Map.of("ETH", Price.of("3000")));
    }

    private InstrumentMarket btcAt(String price, FeedState feed) {
        InstrumentMarket live = InstrumentMarket.live(new PriceId(1, ++sequence), Price.of(price));
        return live.at(live.id(), feed, live.mark(), live.mark(), live.mark());
    }

    /** Bought at 60,000. */
    private static Exposure holder(String id, long version, HealthState state, String cash, String quantity) {
        Money quote = Price.of("60000")
                .times(Quantity.of(quantity), Rounding.HALF_EVEN)
                .negate();
        Position position = new Position(Quantity.of(quantity), quote, Price.ZERO, 0);
        return Exposure.of(id, version, state, MarginMode.CROSS, Money.of(cash), List.of(Holding.of(BTC, position)));
    }

    /** Liquidated where 0.99*p is below 58,806.0495. */
    private static Exposure longUntil59400() {
        return holder("anna", 1, HealthState.MARGIN_CALL, "1193.9505", "1");
    }

    @Test
    @DisplayName("at 59,400.1 a long is not nominated, at 59,400.0 it is")
    void nominatesAtItsLiquidationPrice() {
        book.onExposure(longUntil59400());

        assertThat(round("59400.1")).isEmpty();
        assertThat(round("59400.0"))
                .singleElement()
                .matches(n -> n.accountId().equals("anna") && n.direction() == Direction.WORSE);
    }

    @Test
    @DisplayName("at 60,599.9 a short is not nominated, at 60,600.0 it is")
    void nominatesAShortAtItsLiquidationPrice() {
        // E - MM = cash + 60,000 - 1.01*p
        book.onExposure(holder("sam", 1, HealthState.MARGIN_CALL, "1205.9495", "-1"));

        assertThat(round("60599.9")).isEmpty();
        assertThat(round("60600.0")).extracting(Nomination::direction).containsExactly(Direction.WORSE);
    }

    @Test
    @DisplayName("an account in a margin call is nominated as recovered at 59,892.9 and not at 59,892.8")
    void nominatesRecovery() {
        // 5*E - 6*MM = 5*cash - 300,000 + 4.94*p, at 0 where p = 59,892.85
        book.onExposure(holder("anna", 1, HealthState.MARGIN_CALL, "825.8642", "1"));
        round("59000");

        assertThat(book.nominate()).isEmpty();
        assertThat(round("59892.8")).isEmpty();
        assertThat(round("59892.9")).extracting(Nomination::direction).containsExactly(Direction.BETTER);
    }

    @Test
    @DisplayName("a bankrupt account is nominated as recovered at an equity of 0, and not one millionth below")
    void nominatesTheEndOfBankruptcy() {
        book.onExposure(
                Exposure.of("none", 1, HealthState.BANKRUPT, MarginMode.CROSS, Money.of("-0.000001"), List.of()));
        assertThat(book.nominate()).isEmpty();

        book.onExposure(Exposure.of("none", 2, HealthState.BANKRUPT, MarginMode.CROSS, Money.ZERO, List.of()));
        assertThat(book.nominate()).extracting(Nomination::direction).containsExactly(Direction.BETTER);
    }

    @Test
    @DisplayName("a position grown over a tier's edge is held to the wider requirement: 64,000.0 not, 64,000.1 yes")
    void crossesATierEdge() {
        // short 16: over 1,000,000 from 62,500 on, where E - MM = cash + 970,000 - 16.32*p
        book.onExposure(holder("sam", 1, HealthState.MARGIN_CALL, "74480.816", "-16"));

        assertThat(round("64000.0")).isEmpty();
        assertThat(round("64000.1")).extracting(Nomination::direction).containsExactly(Direction.WORSE);
    }

    @Test
    @DisplayName("an exposure that is crossed when it comes is nominated at once")
    void nominatesOnArrival() {
        round("59000");
        book.onExposure(longUntil59400());

        assertThat(book.nominate()).extracting(Nomination::accountId).containsExactly("anna");
        assertThat(book.nominate()).isEmpty();
    }

    @Test
    @DisplayName("a nomination comes again when slack worsens, not when it improves and not at the same price")
    void repeatsOnlyWhenSlackWorsens() {
        book.onExposure(longUntil59400());

        assertThat(round("59300")).hasSize(1);
        assertThat(round("59300")).isEmpty();
        assertThat(round("59350")).isEmpty();
        assertThat(round("59299.9")).hasSize(1);
    }

    @Test
    @DisplayName("an account that recovers by itself is nominated again when it falls again")
    void forgetsWhatRecovered() {
        book.onExposure(longUntil59400());

        assertThat(round("59000")).hasSize(1);
        assertThat(round("59500")).isEmpty();
        assertThat(round("59300")).hasSize(1);
    }

    @Test
    @DisplayName("exactly on its threshold an account may be nominated; it refuses, and is not asked again there")
    void aFalseNominationIsCounted() {
        // 1,194 + p - 60,000 = 0.01*p at 59,400 exactly: health is 1, and 1 is not below 1
        Exposure exact = holder("anna", 1, HealthState.MARGIN_CALL, "1194", "1");
        book.onExposure(exact);

        List<Nomination> found = round("59400");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).slackMicros()).isBetween(-20L, -1L);
        book.unchanged("anna", sequence);
        assertThat(book.counts().falseNominations()).isEqualTo(1);
        assertThat(round("59400")).isEmpty();
        assertThat(round("59399.9")).hasSize(1);
    }

    @Test
    @DisplayName("within its rounding the book asks again at every new price, also at a better one: it cannot tell")
    void asksAgainWithinItsRounding() {
        book.onExposure(holder("anna", 1, HealthState.MARGIN_CALL, "1194", "1"));
        round("59400");
        book.unchanged("anna", sequence);

        assertThat(round("59400.000001")).hasSize(1);
        assertThat(round("59400.000001")).isEmpty();
        assertThat(round("59400.0001")).isEmpty();
    }

    @Test
    @DisplayName("an account that looked at another view than the book's is looked at again without a new price")
    void looksAgainAfterAnotherView() {
        book.onExposure(longUntil59400());
        round("59300");

        book.unchanged("anna", sequence - 1);

        assertThat(book.nominate()).hasSize(1);
    }

    @Test
    @DisplayName("when a STALE feed comes back, what stands below its threshold is nominated again")
    void repeatsWhenTheFeedChanges() {
        book.onExposure(longUntil59400());
        assertThat(book.onPrices(view(btcAt("59300", FeedState.STALE)))).hasSize(1);

        assertThat(book.onPrices(view(btcAt("59300", FeedState.STALE)))).isEmpty();
        assertThat(book.onPrices(view(btcAt("59300", FeedState.LIVE)))).hasSize(1);
    }

    @Test
    @DisplayName("funding moves a slack as prices do: 6 of funding is paid, 6.01 is too much")
    void fundingMovesSlack() {
        book.onExposure(longUntil59400());
        InstrumentMarket at = btcAt("59406.1", FeedState.LIVE);
        assertThat(book.onPrices(view(at))).isEmpty();

        // slack at 59,406.1 is 0.99*6.05 = 5.9895
        assertThat(book.onPrices(view(at.with(funding("5.98"))))).isEmpty();
        assertThat(book.onPrices(view(at.with(funding("6"))))).hasSize(1);
    }

    private static MarketFacts funding(String index) {
        return new MarketFacts(Price.of(index), List.of(), Optional.empty());
    }

    @Test
    @DisplayName("a loss haircut of an account's gain takes its slack")
    void haircutTakesSlack() {
        book.onExposure(holder("rich", 1, HealthState.HEALTHY, "-200", "1"));
        InstrumentMarket at = btcAt("61000", FeedState.LIVE);
        assertThat(book.onPrices(view(at))).isEmpty();

        // 4*(-200 + 1,000) - 5*610 = 150: a charge of 37 leaves 2, one of 38 takes it below 0
        assertThat(book.onPrices(view(at.with(haircuts("0.037"))))).isEmpty();
        RiskBook other = new RiskBook(LIMITS);
        other.onPrices(view(at));
        other.onExposure(holder("rich", 1, HealthState.HEALTHY, "-200", "1"));
        assertThat(other.onPrices(view(at.with(haircuts("0.038"))))).hasSize(1);
    }

    private static MarketFacts haircuts(String share) {
        LossHaircut haircut = new LossHaircut(Price.of("61000"), Price.ZERO, Rate.of(share));
        return new MarketFacts(Price.ZERO, List.of(haircut), Optional.empty());
    }

    @Test
    @DisplayName("an exposure that has applied a haircut the book has not seen waits for it, unwatched")
    void waitsForAFactTheAccountKnows() {
        Exposure ahead = Exposure.of(
                "anna",
                2,
                HealthState.HEALTHY,
                MarginMode.CROSS,
                Money.of("5000"),
                List.of(Holding.of(BTC, new Position(Quantity.of("1"), Money.of("-60000"), Price.ZERO, 1))));

        assertThat(book.onExposure(ahead)).isEqualTo(new ExposureAnswer.AwaitingMarket("haircut 1 of BTC-PERP"));
        assertThat(book.counts().unwatched()).isEqualTo(1);
        book.onPrices(view(btcAt("60000", FeedState.LIVE).with(haircuts("0.01"))));
        assertThat(book.counts().unwatched()).isZero();
    }

    @Test
    @DisplayName("an older version is dropped, whatever it says; the same and a newer one are taken")
    void dropsOlderVersions() {
        book.onExposure(holder("anna", 3, HealthState.HEALTHY, "10000", "1"));

        assertThat(book.onExposure(holder("anna", 2, HealthState.HEALTHY, "0", "1")))
                .isEqualTo(new ExposureAnswer.Outdated(2, 3));
        assertThat(round("59999")).isEmpty();
        assertThat(book.onExposure(holder("anna", 3, HealthState.HEALTHY, "10000", "1")))
                .isEqualTo(new ExposureAnswer.Watched(3, true));
        assertThat(book.onExposure(holder("anna", 4, HealthState.HEALTHY, "0", "1")))
                .isEqualTo(new ExposureAnswer.Watched(4, true));
        assertThat(book.nominate()).hasSize(1);
    }

    @Test
    @DisplayName("a price of an older identity is dropped")
    void dropsOlderPrices() {
        book.onExposure(longUntil59400());
        round("59500");

        InstrumentMarket old = InstrumentMarket.live(new PriceId(0, 999_999), Price.of("50000"));
        assertThat(book.onPrices(view(old))).isEmpty();
    }

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
    @DisplayName("a price may go through zero: a long of oil owes what it would pay to be rid of it")
    void followsPricesBelowZero() {
        Instrument oil = InstrumentNames.parse("OIL-PERP");
        RiskParameters usual = DefaultParameters.epochOne();
        UnderlyingParameters terms = new UnderlyingParameters(
                "OIL",
                Optional.of(DefaultParameters.solTiers()),
                new Increments(BigDecimal.ONE, new BigDecimal("0.01")),
                BigDecimal.ONE,
                Optional.empty(),
                true);
        RiskParameters withOil = new RiskParameters(
                1, Map.of("OIL", terms), Map.of(), usual.health(), usual.liquidation(), usual.portfolio());
        RiskBook oilBook = new RiskBook(LIMITS);
        Function<String, List<Nomination>> at = price -> oilBook.onPrices(new MarketView(
                ++sequence,
                withOil,
                Map.of(oil, InstrumentMarket.live(new PriceId(1, sequence), Price.of(price))),
                Map.of()));
        at.apply("10");
        // bought 1,000 at 10: E = 47,000 - 10,000 + 1,000*p, MM = 0.025*1,000*|p|; equal at p = -36.0975...
        Position position = new Position(Quantity.of("1000"), Money.of("-10000"), Price.ZERO, 0);
        oilBook.onExposure(Exposure.of(
                "anna",
                1,
                HealthState.MARGIN_CALL,
                MarginMode.CROSS,
                Money.of("47000"),
                List.of(Holding.of(oil, position))));

        assertThat(at.apply("0")).extracting(Nomination::direction).containsExactly(Direction.BETTER);
        assertThat(at.apply("-36.09")).isEmpty();
        assertThat(at.apply("-36.10")).extracting(Nomination::direction).containsExactly(Direction.WORSE);
    }

    @Test
    @DisplayName("after the twelfth haircut of a market in the book, its holders are asked for their exposures again")
    void givesUpAfterManyHaircuts() {
        book.onExposure(holder("anna", 1, HealthState.HEALTHY, "10000", "1"));
        LossHaircut small = new LossHaircut(Price.of("60000"), Price.ZERO, Rate.of("0.0001"));
        InstrumentMarket at = btcAt("60000", FeedState.LIVE);
        Function<Integer, MarketFacts> haircuts =
                count -> new MarketFacts(Price.ZERO, Collections.nCopies(count, small), Optional.empty());

        for (int count = 1; count <= 12; count++) {
            assertThat(book.onPrices(view(at.with(haircuts.apply(count))))).isEmpty();
        }
        assertThat(book.onPrices(view(at.with(haircuts.apply(13)))))
                .containsExactly(new Nomination("anna", Direction.WORSE, Nomination.UNBOUNDED));
        book.onExposure(holder("anna", 1, HealthState.HEALTHY, "10000", "1"));
        assertThat(book.counts().unwatched()).isZero();
        assertThat(book.onPrices(view(at.with(haircuts.apply(14))))).isEmpty();
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
