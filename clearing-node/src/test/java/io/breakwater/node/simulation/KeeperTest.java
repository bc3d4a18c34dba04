package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.Keeper.Offer;
import io.breakwater.node.simulation.Keeper.Unload;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeeperTest {

    private static final Quantity LOT = Quantity.of("0.001");
    private static final Price MARK = Price.of("60000");
    private static final Money DEPTH = Money.of("6000000");
    private static final Money RICH = Money.of("100000000");
    private static final Keeper KEEPER = new Keeper("k", Keeper.Parameters.defaults(), 500);

    @Test
    void itTakesNothingBeforeItsReactionTime() {
        Offer offer = offer("1", "0.005", "0", 10_000);
        assertThat(KEEPER.take(offer, 10_499, RICH)).isEqualTo(Quantity.ZERO);
        assertThat(KEEPER.take(offer, 10_500, RICH)).isEqualTo(Quantity.of("1"));
    }

    @Test
    void itTakesAsMuchAsTheDiscountPaysFor() {
        // room = 0.0005 + 0.0015 - 0.0005 = 0.0015; N = 2*6,000,000*0.0015/(0.01*0.5) = 3,600,000 = 60 BTC
        assertThat(take("60", "0.0005", "0")).isEqualTo(Quantity.of("60"));
        assertThat(take("60.001", "0.0005", "0")).isEqualTo(Quantity.of("60"));
        assertThat(take("-60.001", "0.0005", "0")).isEqualTo(Quantity.of("-60"));
    }

    @Test
    void itTakesNothingWhereTheBookAlreadyStandsAgainstUnloading() {
        assertThat(take("60", "0.0005", "0.0015")).isEqualTo(Quantity.ZERO);
        assertThat(take("60", "0.0005", "0.001499")).isEqualTo(Quantity.of("0.04"));
        assertThat(take("60", "0.0005", "0.5")).isEqualTo(Quantity.ZERO);
    }

    @Test
    void itStaysAboveItsOwnInitialMargin() {
        Offer offer = offer("10", "0.005", "0", 0);
        assertThat(KEEPER.take(offer, 500, Money.of("12000"))).isEqualTo(Quantity.of("10"));
        assertThat(KEEPER.take(offer, 500, Money.of("11999.99"))).isEqualTo(Quantity.of("9.999"));
        assertThat(KEEPER.take(offer, 500, Money.of("1"))).isEqualTo(Quantity.ZERO);
        assertThat(KEEPER.take(offer, 500, Money.ZERO)).isEqualTo(Quantity.ZERO);
        assertThat(KEEPER.take(offer, 500, Money.of("-5"))).isEqualTo(Quantity.ZERO);
    }

    @Test
    void whatItTakesIsWholeLotsOfTheOfferAndPaysForItself() {
        Property.holds("a take pays", 1_000, rng -> {
            Quantity offered = new Quantity(LOT.units() * (1 + rng.nextLong(500_000)));
            Rate discount = new Rate(rng.nextLong(20_000_000_000L));
            Rate adverse = new Rate(rng.nextLong(20_000_000_000L));
            Money free = new Money(1 + rng.nextLong(10_000_000_000_000L));
            Offer offer =
                    new Offer(offered, LOT, MARK, discount, Rate.of("0.0015"), Rate.of("0.02"), DEPTH, adverse, 0);
            Quantity taken = KEEPER.take(offer, 10_000, free);
            double notional = taken.units() * 60_000 / 1e8;
            double earned = (discount.units() + 1.5e9 - 0.5e9 - adverse.units()) / 1e12;

            assertThat(taken).isBetween(Quantity.ZERO, offered);
            assertThat(taken.isWholeLots(LOT)).isTrue();
            assertThat(notional * 0.02).isLessThanOrEqualTo(free.units() / 1e6 + 1e-6);
            assertThat(taken.signum() == 0 || earned >= 0.5 * 0.01 * notional / 6e6 / 2 - 1e-12)
                    .isTrue();
        });
    }

    @Test
    void itUnloadsAtItsRateHalfOnEachMarket() {
        Keeper keeper = new Keeper("k", Keeper.Parameters.defaults(), 0);
        Quantity inventory = Quantity.of("10");
        // ten seconds are saved up at most: 250,000 = 4.166 BTC
        assertThat(keeper.unload(60_000, inventory, MARK, LOT))
                .isEqualTo(new Unload(Quantity.of("-2.083"), Quantity.of("-2.083")));
        assertThat(keeper.unload(60_000, inventory, MARK, LOT)).isEqualTo(Unload.NONE);
        // a second more: 25,000 and the 40 left over = 0.417 BTC
        assertThat(keeper.unload(61_000, inventory, MARK, LOT))
                .isEqualTo(new Unload(Quantity.of("-0.208"), Quantity.of("-0.209")));
    }

    @Test
    void itUnloadsNoMoreThanItHolds() {
        Keeper keeper = new Keeper("k", Keeper.Parameters.defaults(), 0);
        assertThat(keeper.unload(60_000, Quantity.of("-0.003"), MARK, LOT))
                .isEqualTo(new Unload(Quantity.of("0.001"), Quantity.of("0.002")));
        assertThat(keeper.unload(60_000, Quantity.ZERO, MARK, LOT)).isEqualTo(Unload.NONE);
    }

    @Test
    void aRosterHasTheSameReactionsForTheSameSeed() {
        List<String> ids = List.of("keeper-01", "keeper-02", "keeper-03");
        List<Keeper> roster = Keeper.roster(1, ids, Keeper.Parameters.defaults());
        assertThat(roster).extracting(Keeper::id).isEqualTo(ids);
        assertThat(roster).allMatch(keeper -> keeper.reactionMillis() >= 100 && keeper.reactionMillis() <= 2_000);
        assertThat(roster)
                .extracting(Keeper::reactionMillis)
                .doesNotHaveDuplicates()
                .isEqualTo(Keeper.roster(1, ids, Keeper.Parameters.defaults()).stream()
                        .map(Keeper::reactionMillis)
                        .toList());
    }

    @Test
    void offersOfNoMarketAreRefused() {
        assertThatThrownBy(() -> offer("1", "0.005", "-0.1", 0)).hasMessageContaining("adverse move of an offer -0.1");
        assertThatThrownBy(() -> new Offer(LOT, LOT, Price.ZERO, Rate.ZERO, Rate.ZERO, Rate.ONE, DEPTH, Rate.ZERO, 0))
                .hasMessageContaining("mark of an offer 0");
    }

    private static Quantity take(String quantity, String discount, String adverse) {
        return KEEPER.take(offer(quantity, discount, adverse, 0), 500, RICH);
    }

    private static Offer offer(String quantity, String discount, String adverse, long openedMillis) {
        return new Offer(
                Quantity.of(quantity),
                LOT,
                MARK,
                Rate.of(discount),
                Rate.of("0.0015"),
                Rate.of("0.02"),
                DEPTH,
                Rate.of(adverse),
                openedMillis);
    }
}
