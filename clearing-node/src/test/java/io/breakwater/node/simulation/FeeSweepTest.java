package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.FUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.money.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fees accrue with whoever pays them, and reach their fund once a minute. */
class FeeSweepTest {

    @Test
    void whatALiquidationOwesItsFundArrivesWithTheNextRound() {
        SmallWorld world =
                new SmallWorld("10000000", Keeper.roster(1, List.of("keeper"), Keeper.Parameters.defaults()));
        world.open("keeper", AccountRole.KEEPER, "2000000")
                .trader("maker", "1000000")
                .trader("debtor", "15000")
                .buy("debtor", "maker", "10", "60000")
                .walk("BTC", "59000")
                .live(10);
        Money due = world.account("debtor").feesDue().get(FUND);
        assertThat(due).isGreaterThan(Money.of("500"));
        assertThat(world.cash(FUND)).isEqualTo(Money.ZERO);

        world.live(60);

        assertThat(world.account("debtor").feesDue()).isEmpty();
        assertThat(world.cash(FUND)).isEqualTo(due);
        world.assertBalanced();
    }
}
