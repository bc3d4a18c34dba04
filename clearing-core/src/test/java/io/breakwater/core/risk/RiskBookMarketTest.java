package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.breakwater.core.risk.Nomination.Direction;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What markets do besides moving their price: funding, haircuts, feed states, and prices below zero. */
@DisplayName("the risk book follows markets")
class RiskBookMarketTest extends RiskBookFixture {

    private static MarketFacts funding(String index) {
        return new MarketFacts(Price.of(index), List.of(), Optional.empty());
    }

    private static MarketFacts haircuts(String share) {
        LossHaircut haircut = new LossHaircut(Price.of("61000"), Price.ZERO, Rate.of(share));
        return new MarketFacts(Price.ZERO, List.of(haircut), Optional.empty());
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
    @DisplayName("when a STALE feed comes back, what stands below its threshold is nominated again")
    void repeatsWhenTheFeedChanges() {
        book.onExposure(longUntil59400());
        assertThat(book.onPrices(view(btcAt("59300", FeedState.STALE)))).hasSize(1);

        assertThat(book.onPrices(view(btcAt("59300", FeedState.STALE)))).isEmpty();
        assertThat(book.onPrices(view(btcAt("59300", FeedState.LIVE)))).hasSize(1);
    }
}
