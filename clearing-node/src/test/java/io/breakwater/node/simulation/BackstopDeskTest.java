package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.BACKSTOP;
import static io.breakwater.node.simulation.SmallWorld.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.margin.HealthState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What backstops take over. The account bought 10 BTC at 60,000 with 13,500; at 59,000 it has 3,500 of equity before a
 * maintenance requirement of 5,900.
 */
class BackstopDeskTest {

    @Test
    @DisplayName("with room it takes all at the mark, for half of the requirement; the owner keeps 550")
    void withRoom() {
        SmallWorld world = world("1000000", "1000");
        world.backstops.takeAll("weak");

        assertThat(world.account("weak").positions()).isEmpty();
        assertThat(world.cash("weak")).isEqualTo(Money.of("550"));
        assertThat(world.held(BACKSTOP)).isEqualTo(Quantity.of("10"));
        assertThat(world.cash(BACKSTOP)).isEqualTo(Money.of("1002950"));
        assertThat(world.assess("weak")).isEqualTo(HealthState.HEALTHY);
        assertThat(world.tally.backstop).isEqualTo(1);
        assertThat(world.tally.badDebt(world.waterfall.unpaid())).isEqualTo(Money.ZERO);
        world.assertBalanced();
    }

    @Test
    @DisplayName("with room for 3 of 10 BTC, a tenth of open interest, it takes 3 for their part of the fee")
    void withRoomForAPart() {
        SmallWorld world = world("1000000", "20");
        world.backstops.takeAll("weak");

        assertThat(world.held(BACKSTOP)).isEqualTo(Quantity.of("3"));
        assertThat(world.held("weak")).isEqualTo(Quantity.of("7"));
        assertThat(world.cash(BACKSTOP)).isEqualTo(Money.of("1000885"));
        world.backstops.takeAll("weak");
        assertThat(world.held(BACKSTOP)).as("no room is left").isEqualTo(Quantity.of("3"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("its capital bounds it too: 2,360 at an initial rate of 2 % carry 2 BTC, and without capital nothing")
    void capitalBoundsIt() {
        SmallWorld little = world("2360", "1000");
        little.backstops.takeAll("weak");
        assertThat(little.held(BACKSTOP)).isEqualTo(Quantity.of("2"));

        SmallWorld none = world("0", "1000");
        none.backstops.takeAll("weak");
        assertThat(none.held(BACKSTOP)).isEqualTo(Quantity.ZERO);
        assertThat(none.held("weak")).isEqualTo(Quantity.of("10"));
        none.assertBalanced();
    }

    @Test
    @DisplayName("a part is taken whole or not at all, for the fee a keeper would have had")
    void aPart() {
        SmallWorld world = world("1000000", "20");
        world.backstops.takePart("weak", BTC, Quantity.of("-3.001"));
        assertThat(world.held("weak")).isEqualTo(Quantity.of("10"));

        world.backstops.takePart("weak", BTC, Quantity.of("-3"));
        assertThat(world.held("weak")).isEqualTo(Quantity.of("7"));
        assertThat(world.cash(BACKSTOP)).as("0.15 percent of 177,000").isEqualTo(Money.of("1000265.5"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("a bankrupt account is taken whole, beyond the cap, and its fund pays")
    void aBankruptAccountIsTakenWhole() {
        SmallWorld world = world("1000000", "20").deposit(SmallWorld.FUND, "100000");
        world.walk("BTC", "58000");
        assertThat(world.assess("weak")).isEqualTo(HealthState.BANKRUPT);
        world.backstops.takeAll("weak");

        assertThat(world.held(BACKSTOP)).isEqualTo(Quantity.of("10"));
        assertThat(world.cash("weak")).isEqualTo(Money.ZERO);
        assertThat(world.cash(BACKSTOP)).as("without a fee").isEqualTo(Money.of("1000000"));
        assertThat(world.tally.paidBySymbolFund).isEqualTo(Money.of("6500"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("what makes its inventory smaller always fits, and turns it only by its room")
    void whatOffsetsFits() {
        SmallWorld world = world("1000000", "20");
        world.backstops.takeAll("weak");

        assertThat(world.room.fitting(BTC, Quantity.of("0.001"))).isEqualTo(Quantity.ZERO);
        assertThat(world.room.fitting(BTC, Quantity.of("-3"))).isEqualTo(Quantity.of("-3"));
        assertThat(world.room.fitting(BTC, Quantity.of("-9"))).isEqualTo(Quantity.of("-3"));
    }

    private static SmallWorld world(String capital, String openInterestBesides) {
        SmallWorld world = new SmallWorld("10000000");
        world.deposit(BACKSTOP, capital)
                .trader("maker", "100000000")
                .trader("bull", "100000000")
                .trader("weak", "13500")
                .buy("weak", "maker", "10", "60000")
                .buy("bull", "maker", openInterestBesides, "60000")
                .walk("BTC", "59000");
        assertThat(world.assess("weak")).isEqualTo(HealthState.BACKSTOP);
        return world;
    }
}
