package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.MarginCall;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A long of 1 BTC at 60,000 with 1,600 at a mark of 59,040: equity 640, requirement 590.40, health 1.084. */
class MarginCallNoticeTest {

    private static final SettlementId TRADE = new SettlementId(LocalDate.of(2026, 11, 18), "trade");
    private final MarketView view = MarketAt.view("59040", "3000");
    private final Account called = account("1600", "1");
    private final MarginCall call = MarginCallNotice.of(called, change(called, view), view);

    @Test
    void shortfallIsWhatIsMissingToTheCure() {
        assertThat(call.getChange().getEquity()).isEqualTo("640.000000");
        assertThat(call.getChange().getMaintenanceMargin()).isEqualTo("590.400000");
        assertThat(call.getCuredAtHealth()).isEqualTo("1.2");
        assertThat(call.getLiquidatedBelowHealth()).isEqualTo("1");
        assertThat(call.getShortfall()).isEqualTo("68.480000");
        assertThat(call.getDeposits(0).getAmount()).isEqualTo("68.480000");
    }

    @Test
    void depositOfTheShortfallCuresAndOneUnitLessDoesNot() {
        assertThat(isCured(account("1668.48", "1"))).isTrue();
        assertThat(isCured(account("1668.479999", "1"))).isFalse();
    }

    @Test
    void reductionCuresAndOneLotLessDoesNot() {
        assertThat(call.getReductionsCount()).isEqualTo(1);
        assertThat(call.getReductions(0).getInstrument()).isEqualTo("BTC-PERP");
        assertThat(call.getReductions(0).getQuantity()).isEqualTo("-0.097");

        assertThat(isCured(reduced("0.097"))).isTrue();
        assertThat(isCured(reduced("0.096"))).isFalse();
    }

    private boolean isCured(Account account) {
        MarginResult margin = HealthAssessment.margin(account, view);
        Threshold cure = view.parameters().health().callLeave();
        return !cure.isHealthBelow(margin.equity(), margin.maintenance());
    }

    private static Account account(String cash, String quantity) {
        Leg.Movement bought = Leg.Movement.at(MarketAt.BTC, Quantity.of(quantity), Price.of("60000"));
        return opened(cash).evolve(booked(bought));
    }

    private static Account opened(String cash) {
        Quantity amount = Quantity.of(cash);
        return Account.unopened("acct-1")
                .evolve(List.of(
                        new LifecycleEvent.Opened(1, AccountRole.TRADER, MarginMode.CROSS),
                        new LifecycleEvent.Transferred(
                                2,
                                new SettlementId(LocalDate.of(2026, 11, 18), "in"),
                                LifecycleCommand.fingerprint("USDC", amount),
                                "USDC",
                                amount)));
    }

    private static SettlementEvent.LegBooked booked(Leg.Movement movement) {
        Leg leg = Leg.of("acct-1", false, List.of(movement));
        Settlement trade = Settlement.of(TRADE, Settlement.Kind.TRADE, leg, leg.opposite("maker", false));
        return new SettlementEvent.LegBooked(
                3,
                trade,
                new CommitFacts(new TreeMap<>()),
                List.of(new SettlementEvent.LegBooked.BookedMovement(
                        movement.instrument(),
                        new Position(movement.quantity(), movement.quote(), Price.ZERO, 0),
                        Money.ZERO)),
                0);
    }

    /** The account after it has sold a part at the mark. */
    private static Account reduced(String quantity) {
        Leg.Movement sold = Leg.Movement.at(MarketAt.BTC, Quantity.of(quantity).negate(), Price.of("59040"));
        return account("1600", "1").evolve(booked(sold));
    }

    private static RiskEvent.HealthChanged change(Account account, MarketView view) {
        MarginResult margin = HealthAssessment.margin(account, view);
        var at = view.instruments().get(MarketAt.BTC);
        return new RiskEvent.HealthChanged(
                4,
                HealthState.HEALTHY,
                HealthState.MARGIN_CALL,
                Money.rounded(margin.equity(), Rounding.AGAINST_HOLDER),
                Money.rounded(margin.maintenance(), Rounding.REQUIREMENT),
                1,
                List.of(new RiskEvent.HealthChanged.PriceUsed(MarketAt.BTC, at.id(), at.feed(), at.mark())));
    }
}
