package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.FUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.money.Money;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Slices on auction: what keepers take, who pays them, and what it does to the account. */
class KeeperFloorTest {

    private static final List<Keeper> KEEPERS = Keeper.roster(1, List.of("keeper"), Keeper.Parameters.defaults());

    @Test
    @DisplayName(
            "10 BTC bought at 60,000 with 15,000 are below maintenance at 59,000: each take raises health, to 1.15")
    void eachTakeRaisesHealth() {
        SmallWorld world = world("2000000", "15000", "10");
        List<Boolean> raised = new ArrayList<>();
        world.observers.add((before, after, events) -> {
            if (isSale(before, events)) {
                raised.add(isBetter(world, before, after));
            }
        });

        world.live(90);

        assertThat(raised).isNotEmpty().doesNotContain(false);
        assertThat(world.tally.keeperSlices).isEqualTo(raised.size());
        assertThat(world.tally.partial).isEqualTo(1);
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.MARGIN_CALL);
        MarginResult after = world.margin("debtor");
        assertThat(after.equity().doubleValue() / after.maintenance().doubleValue())
                .isBetween(1.10, 1.17);
        assertThat(world.account("keeper").positions()).isNotEmpty();
        world.assertBalanced();
    }

    @Test
    @DisplayName(
            "a slice of 590 earns its keeper 5.00: the account pays what keeps its health rising, the fund the rest")
    void theLeastRewardIsPaidByTheFund() {
        SmallWorld world = world("2000000", "15", "0.01").deposit(FUND, "100");
        world.live(60);

        assertThat(world.tally.keeperSlices).isEqualTo(1);
        assertThat(world.tally.full).isEqualTo(1);
        assertThat(world.cash("keeper")).isEqualTo(Money.of("2000005"));
        assertThat(world.cash(FUND)).isBetween(Money.of("95"), Money.of("99.99"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("a fund pays no reward that it does not have")
    void anEmptyFundPaysNothing() {
        SmallWorld world = world("2000000", "15", "0.01");
        world.live(60);

        assertThat(world.tally.keeperSlices).isEqualTo(1);
        assertThat(world.cash("keeper")).isBetween(Money.of("2000000"), Money.of("2000004.99"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("a keeper that can afford 3,300 of a slice of 255,000 takes nothing; with 3,600 it does")
    void nobodyTakesCrumbs() {
        SmallWorld poor = world("66", "15000", "10");
        poor.live(100);
        assertThat(poor.tally.keeperSlices).isZero();
        assertThat(poor.account("keeper").positions()).isEmpty();

        SmallWorld less = world("72", "15000", "10");
        less.live(100);
        assertThat(less.tally.keeperSlices).isPositive();
        less.assertBalanced();
    }

    @Test
    @DisplayName(
            "what no keeper takes by the end of the auction is withdrawn where no backstop has room, and offered again")
    void aSliceNobodyTakesComesBack() {
        SmallWorld world = world("0", "15000", "10");
        world.live(29);
        assertThat(world.account("debtor").liquidation().orElseThrow().sliceCount())
                .isEqualTo(1);
        world.live(10);

        assertThat(world.account("debtor").liquidation().orElseThrow().sliceCount())
                .isEqualTo(2);
        assertThat(world.account("debtor").liquidation().orElseThrow().slices()).hasSize(1);
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.LIQUIDATING);
    }

    /** The debtor is below maintenance at 59,000 and nobody has looked yet. */
    private static SmallWorld world(String keepersCapital, String deposit, String quantity) {
        SmallWorld world = new SmallWorld("10000000", KEEPERS);
        world.open("keeper", AccountRole.KEEPER, keepersCapital)
                .trader("maker", "1000000")
                .trader("debtor", deposit)
                .buy("debtor", "maker", quantity, "60000");
        return world.walk("BTC", "59000");
    }

    private static boolean isSale(Account before, List<AccountEvent> events) {
        return before.id().equals("debtor")
                && events.stream()
                        .anyMatch(event -> event instanceof SettlementEvent.LegBooked booked
                                && booked.settlement().kind() == Settlement.Kind.LIQUIDATION);
    }

    private static boolean isBetter(SmallWorld world, Account before, Account after) {
        MarginResult was = HealthAssessment.margin(before, world.markets.view());
        MarginResult is = HealthAssessment.margin(after, world.markets.view());
        return is.equity().multiply(was.maintenance()).compareTo(was.equity().multiply(is.maintenance())) > 0;
    }
}
