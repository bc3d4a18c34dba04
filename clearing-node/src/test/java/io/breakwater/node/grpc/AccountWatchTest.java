package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.clearing.v1.WatchAccountResponse.UpdateCase;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.market.MarketBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountWatchTest {

    private static final LocalDate TODAY =
            LocalDate.ofInstant(Instant.ofEpochMilli(MarketAt.NOW_MILLIS), ZoneOffset.UTC);

    private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local"));
    private final MarketBoard board = MarketAt.board("60000", "3000");
    private final AccountsOfOneNode accounts = new AccountsOfOneNode(board);
    private long known;

    @BeforeEach
    void open() {
        accounts.execute("acct-1", new LifecycleCommand.Open(AccountRole.TRADER, MarginMode.CROSS));
        deposit("k1");
        known = accounts.account("acct-1").version();
    }

    @AfterEach
    void end() {
        kit.shutdownTestKit();
    }

    @Test
    void watchBeginsWithASnapshotAndThenTellsEachVersionOnce() throws Exception {
        var watch = watch(0, Duration.ofMillis(20));

        WatchAccountResponse first = next(watch);
        assertThat(first.getUpdateCase()).isEqualTo(UpdateCase.SNAPSHOT);
        assertThat(first.getVersion()).isEqualTo(known);

        deposit("k2");
        deposit("k3");
        assertThat(next(watch).getVersion()).isEqualTo(known + 1);
        WatchAccountResponse last = next(watch);
        assertThat(last.getVersion()).isEqualTo(known + 2);
        assertThat(last.getTransferBooked().getIdempotencyKey().getKey()).isEqualTo("k3");
    }

    @Test
    void watchGoesOnAfterTheVersionItKnowsWithoutASnapshot() throws Exception {
        var watch = watch(known, Duration.ofHours(1));
        deposit("k2");

        assertThat(next(watch).getUpdateCase()).isEqualTo(UpdateCase.TRANSFER_BOOKED);
    }

    @Test
    void watchThatIsOneVersionBehindBeginsWithASnapshot() throws Exception {
        assertThat(next(watch(known - 1, Duration.ofHours(1))).getUpdateCase()).isEqualTo(UpdateCase.SNAPSHOT);
    }

    @Test
    void callAndItsCureAreToldAsSuch() throws Exception {
        var watch = watch(known, Duration.ofHours(1));
        accounts.happens("acct-1", List.of(health(HealthState.HEALTHY, HealthState.MARGIN_CALL)));
        accounts.happens("acct-1", List.of(health(HealthState.MARGIN_CALL, HealthState.WARNING)));

        assertThat(next(watch).getUpdateCase()).isEqualTo(UpdateCase.MARGIN_CALL);
        WatchAccountResponse cured = next(watch);
        assertThat(cured.getUpdateCase()).isEqualTo(UpdateCase.MARGIN_CALL_CURED);
        assertThat(cured.getMarginCallCured().getCalledVersion()).isEqualTo(known + 1);
    }

    @Test
    void accountNobodyOpenedIsNotWatched() {
        var watch = AccountWatch.of(accounts, board, "nobody", 0, 10, Duration.ofHours(1))
                .runWith(Sink.head(), kit.system())
                .toCompletableFuture();

        try {
            watch.get(60, TimeUnit.SECONDS);
            throw new AssertionError("watched");
        } catch (ExecutionException e) {
            assertThat(RefusalStatus.of(e).orElseThrow().getCode()).isEqualTo(RefusalCode.ACCOUNT_UNKNOWN);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static RiskEvent.HealthChanged health(HealthState from, HealthState to) {
        return new RiskEvent.HealthChanged(
                MarketAt.NOW_MILLIS, from, to, Money.of("110"), Money.of("100"), 1, List.of());
    }

    private void deposit(String key) {
        accounts.execute(
                "acct-1", new LifecycleCommand.Deposit(new SettlementId(TODAY, key), "USDC", Quantity.of("1")));
    }

    private SinkQueueWithCancel<WatchAccountResponse> watch(long afterVersion, Duration renewal) throws Exception {
        var queue = AccountWatch.of(accounts, board, "acct-1", afterVersion, 100, renewal)
                .runWith(Sink.queue(), kit.system());
        accounts.awaitWatcher();
        return queue;
    }

    private static WatchAccountResponse next(SinkQueueWithCancel<WatchAccountResponse> watch) throws Exception {
        return watch.pull().toCompletableFuture().get(60, TimeUnit.SECONDS).orElseThrow();
    }
}
