package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which id the house asks under, so that nothing is asked for under two. */
class OperationIdsTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Books books = new Books();
    private final Account calm = Account.unopened("alice");
    private final Account liquidated = calm.evolve(List.of(new RiskEvent.LiquidationStarted(Books.NOON, 1)));

    private SettlementId next(Account account) {
        return OperationIds.next(account, books.view(), "deficit", "alice", 1);
    }

    @Test
    @DisplayName("an id without an outcome is asked for again on the next day, and not on the day after that")
    void overMidnight() {
        SettlementId first = next(liquidated);
        books.pass(DAY);
        assertThat(next(liquidated)).isEqualTo(first);
        books.pass(DAY);
        assertThat(next(liquidated)).isEqualTo(new SettlementId(Books.DAY.plusDays(2), first.key()));
        books.pass(DAY);
        assertThat(next(liquidated).businessDate()).isEqualTo(Books.DAY.plusDays(2));
    }

    @Test
    @DisplayName("after an outcome comes the next number of the same series")
    void afterAnOutcome() {
        SettlementId first = next(liquidated);
        Account answered = liquidated.evolve(List.of(
                new SettlementEvent.SettlementRefused(Books.NOON, first, Fingerprint.of("whatever was asked"))));
        books.pass(DAY);

        assertThat(next(answered)).isEqualTo(new SettlementId(first.businessDate(), "deficit:alice:1:2"));
    }

    @Test
    @DisplayName("outside a liquidation a series is of its day")
    void withoutLiquidation() {
        books.pass(DAY);
        assertThat(next(calm).businessDate()).isEqualTo(Books.DAY.plusDays(1));
    }
}
