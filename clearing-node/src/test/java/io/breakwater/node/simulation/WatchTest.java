package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The book nominates, the account decides; who may not be liquidated yet is asked again. */
class WatchTest {

    private SmallWorld world;

    @BeforeEach
    void aDebtorWhoIsHealthyDownTo59090() {
        world = new SmallWorld("10000000");
        world.trader("maker", "1000000").trader("debtor", "15000").buy("debtor", "maker", "10", "60000");
    }

    @Test
    void anAccountIsLiquidatedBelowItsMaintenanceAndNotAboveIt() {
        // E = 15,000 - 10*(60,000 - P), MM = 0.1*P: H < 1 below 59,090.909...
        world.walk("BTC", "59091").live(2);
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.MARGIN_CALL);

        world.walk("BTC", "59090").live(2);
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.LIQUIDATING);
        assertThat(world.tally.started).isEqualTo(1);
    }

    @Test
    void aStaleFeedStartsNoLiquidationAndTheAccountIsAskedAgainUntilItMay() {
        world.walk("BTC", "59000").goStale("BTC").live(30);
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.MARGIN_CALL);
        assertThat(world.tally.started).isZero();
        world.audit().check();

        world.speak("BTC").live(5);

        assertThat(world.account("debtor").health()).isEqualTo(HealthState.LIQUIDATING);
        assertThat(world.tally.started).isEqualTo(1);
        world.audit().check();
    }

    @Test
    void whoIsBelowAtThePriceOfAWarmingFeedIsAskedAgainUntilTheAverageIsBelowToo() {
        world.walk("BTC", "59095").live(1).goStale("BTC");
        world.jump("BTC", "58950");

        world.speak("BTC").live(3);
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.MARGIN_CALL);
        world.live(20);

        assertThat(world.feed("BTC").state()).isEqualTo(FeedState.WARMUP);
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.LIQUIDATING);
    }

    @Test
    void anAccountThatRecoversWhileItIsHeldIsNotLiquidated() {
        world.walk("BTC", "59000").goStale("BTC").live(5).deposit("debtor", "100000");
        world.speak("BTC").live(60);

        assertThat(world.account("debtor").health()).isEqualTo(HealthState.HEALTHY);
        assertThat(world.tally.started).isZero();
    }

    @Test
    void theAuditFindsWhoSleepsBelowMaintenance() {
        world.walk("BTC", "59000");

        assertThatThrownBy(world.audit()::check)
                .isInstanceOf(InvariantBrokenException.class)
                .hasMessageContaining("nobody below maintenance sleeps: debtor is HEALTHY and should be LIQUIDATING");
    }
}
