package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts and settlements as the cluster's entities will carry them. */
class HouseTest {

    private SmallWorld world;

    @BeforeEach
    void twoTraders() {
        world = new SmallWorld("10000000");
        world.trader("ann", "1200").trader("bob", "100000");
    }

    @Test
    void aSettlementIsBookedOnBothSides() {
        assertThat(world.trade("ann", "bob", BTC, "1", "60000")).isEmpty();

        assertThat(world.held("ann")).isEqualTo(Quantity.of("1"));
        assertThat(world.held("bob")).isEqualTo(Quantity.of("-1"));
        assertThat(world.account("ann").reservations()).isEmpty();
        assertThat(world.account("bob").reservations()).isEmpty();
        world.assertBalanced();
    }

    @Test
    void aSettlementThatOneSideRefusesIsBookedOnNeither() {
        Refusal asFirst = world.trade("ann", "bob", BTC, "1.001", "60000").orElseThrow();
        Refusal asSecond = world.trade("bob", "ann", BTC, "1.001", "60000").orElseThrow();

        assertThat(asFirst.code()).isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
        assertThat(asSecond.code()).isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
        for (String id : new String[] {"ann", "bob"}) {
            assertThat(world.account(id).positions()).isEmpty();
            assertThat(world.account(id).reservations()).isEmpty();
        }
        assertThat(world.cash("ann")).isEqualTo(Money.of("1200"));
        world.assertBalanced();
    }

    @Test
    void whatCannotBeRefusedInARightRunSaysWhyItWas() {
        assertThatThrownBy(() -> world.house.require(
                        "ann", new LifecycleCommand.Deposit(world.house.id("d"), "DOGE", Quantity.of("1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ann refuses Deposit");
        assertThatThrownBy(() -> world.house.mustSettle(
                        LiquidationSettlements.payment(world.house.id("p"), SmallWorld.FUND, "ann", Money.of("1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was refused");
    }

    @Test
    void idsAreOfTheMarketsDateAndNeverRepeat() {
        SettlementId first = world.house.id("x");
        SettlementId second = world.house.id("x");

        assertThat(first).isNotEqualTo(second);
        assertThat(first.businessDate()).isEqualTo(LocalDate.of(2025, 10, 10));
    }

    @Test
    void anAccountThatNobodyOpenedHoldsNothing() {
        assertThat(world.account("nobody").positions()).isEmpty();
        assertThat(world.house.accounts()).noneMatch(account -> account.id().equals("nobody"));
    }
}
