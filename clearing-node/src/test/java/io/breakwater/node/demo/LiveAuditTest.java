package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.FactEvent;
import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.simulation.InvariantBrokenException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The audit of a running node: what it may be late with, and for how long. */
class LiveAuditTest {

    private static final Account OPENED = Account.unopened("trader-1")
            .evolve(List.of(new LifecycleEvent.Opened(1, AccountRole.TRADER, MarginMode.CROSS)));

    /** Holds nothing, so nothing is required of it, and still is under a margin call. */
    private static final Account FORGOTTEN = OPENED.evolve(List.of(new RiskEvent.HealthChanged(
            1, HealthState.HEALTHY, HealthState.MARGIN_CALL, Money.ZERO, Money.ZERO, 1, List.of())));

    private List<Account> accounts = List.of(OPENED);
    private final MarketBoard board = new MarketBoard(at(0));
    private final LiveAudit audit = new LiveAudit(() -> accounts, board, 5_000);

    @Test
    @DisplayName("an account in the wrong state is suspicious for five seconds and sleeps after them")
    void sleeps() {
        accounts = List.of(FORGOTTEN);
        audit.check();
        assertThat(audit.isSuspicious()).isTrue();

        board.post(at(5_000));
        audit.check();
        board.post(at(5_001));
        assertThatThrownBy(audit::check)
                .isInstanceOf(InvariantBrokenException.class)
                .hasMessageContaining("nobody below maintenance sleeps: trader-1 is MARGIN_CALL and should be HEALTHY");
    }

    @Test
    void whoIsAwakeInTimeWasOnlyLate() {
        accounts = List.of(FORGOTTEN);
        audit.check();
        accounts = List.of(OPENED);
        board.post(at(4_000));
        audit.check();
        assertThat(audit.isSuspicious()).isFalse();

        accounts = List.of(FORGOTTEN);
        board.post(at(9_000));
        audit.check();
    }

    @Test
    void moneyThatCameFromNowhereIsFoundAtOnce() {
        accounts = List.of(OPENED.evolve(List.of(
                new FactEvent.PositionExpired(1, new Instrument.Perpetual("BTC"), Price.of("1"), Money.of("1"), 0))));

        assertThatThrownBy(audit::check).hasMessageStartingWith("conservation: at 0 ms");
    }

    private static MarketBoard.Posting at(long timeMillis) {
        MarketView view = new MarketView(timeMillis, DefaultParameters.epochOne(), Map.of(), Map.of(), Set.of());
        MarketDefinitions none = new MarketDefinitions(
                0, DefaultParameters.epochOne(), new TreeMap<>(), new TreeMap<>(), Set.of(), new TreeMap<>());
        return new MarketBoard.Posting(view, none, Map.of(), 0);
    }
}
