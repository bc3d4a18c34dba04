package io.breakwater.node.simulation;

import static io.breakwater.core.margin.HealthState.BACKSTOP;
import static io.breakwater.core.margin.HealthState.BANKRUPT;
import static io.breakwater.core.margin.HealthState.HEALTHY;
import static io.breakwater.core.margin.HealthState.LIQUIDATING;
import static io.breakwater.core.margin.HealthState.MARGIN_CALL;
import static io.breakwater.core.margin.HealthState.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.money.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted of the events of accounts. */
class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void aCallIsCuredByGettingWellWithoutALiquidation() {
        goes("ann", 1, HEALTHY, MARGIN_CALL);
        goes("ann", 2, MARGIN_CALL, WARNING);
        goes("ann", 3, WARNING, MARGIN_CALL);
        goes("ann", 4, MARGIN_CALL, HEALTHY);

        assertThat(tally.marginCalls).isEqualTo(2);
        assertThat(tally.curedCalls).isEqualTo(2);
    }

    @Test
    void aCallThatEndsInALiquidationIsNotCuredWhenTheAccountRecoversByIt() {
        goes("bob", 1, WARNING, MARGIN_CALL);
        goes("bob", 2, MARGIN_CALL, LIQUIDATING);
        goes("bob", 3, LIQUIDATING, MARGIN_CALL);
        goes("bob", 4, MARGIN_CALL, WARNING);
        goes("cem", 5, HEALTHY, LIQUIDATING);
        goes("cem", 6, LIQUIDATING, MARGIN_CALL);
        goes("cem", 7, MARGIN_CALL, HEALTHY);

        assertThat(tally.marginCalls).isEqualTo(1);
        assertThat(tally.curedCalls).isZero();
    }

    @Test
    void restoringTakesFromTheFirstLiquidationUntilNobodyIsInOne() {
        assertThat(tally.restoreMillis(9_000)).isZero();
        goes("ann", 1_000, HEALTHY, LIQUIDATING);
        goes("bob", 2_000, HEALTHY, BACKSTOP);
        goes("ann", 3_000, LIQUIDATING, MARGIN_CALL);
        assertThat(tally.inLiquidation()).containsExactly("bob");
        assertThat(tally.restoreMillis(9_000)).isEqualTo(8_000);
        goes("bob", 4_000, BACKSTOP, BANKRUPT);
        goes("bob", 5_000, BANKRUPT, HEALTHY);
        assertThat(tally.restoreMillis(9_000)).isEqualTo(4_000);
        goes("cem", 7_000, HEALTHY, LIQUIDATING);
        assertThat(tally.restoreMillis(9_000)).isEqualTo(8_000);
    }

    @Test
    void aLiquidationThatBeganAndEndedIsCountedOnceEach() {
        events("ann", new RiskEvent.LiquidationStarted(1, 1));
        events("ann", new RiskEvent.LiquidationEnded(2, 1));

        assertThat(tally.started).isEqualTo(1);
        assertThat(tally.partial + tally.full + tally.backstop).isEqualTo(1);
        assertThat(tally.full).as("nothing is left").isEqualTo(1);
        assertThat(tally.liquidated()).containsExactly("ann");
    }

    @Test
    void badDebtIsWhatOthersBoreAndWhatNobodyDid() {
        tally.paidByAccount = Money.of("1000");
        tally.paidBySymbolFund = Money.of("1");
        tally.paidByGlobalFund = Money.of("2");
        tally.paidByTranche = Money.of("4");
        tally.paidByDeleveraging = Money.of("8");
        tally.paidByHaircut = Money.of("16");

        assertThat(tally.badDebt(Money.of("32"))).isEqualTo(Money.of("63"));
    }

    private void goes(String id, long timeMillis, HealthState from, HealthState to) {
        events(id, new RiskEvent.HealthChanged(timeMillis, from, to, Money.ZERO, Money.ZERO, 1, List.of()));
    }

    private void events(String id, RiskEvent event) {
        Account account = Account.unopened(id);
        tally.changed(account, account, List.of(event));
    }
}
