package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.QuietActors;
import io.breakwater.node.market.MarketBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.grpc.Trailers;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A watcher that does not read as fast as its account changes is refused; what the node keeps for it is bounded. */
class SlowWatcherTest {

    private static final LocalDate TODAY =
            LocalDate.ofInstant(Instant.ofEpochMilli(MarketAt.NOW_MILLIS), ZoneOffset.UTC);
    private static final int BOUND = 8;

    private final QuietActors actors = new QuietActors("watchers", ConfigFactory.empty());
    private final MarketBoard board = MarketAt.board("60000", "3000");
    private final AccountsOfOneNode accounts = new AccountsOfOneNode(board);
    private int deposits;

    @BeforeEach
    void open() {
        accounts.execute("acct-1", new LifecycleCommand.Open(AccountRole.TRADER, MarginMode.CROSS));
    }

    @AfterEach
    void end() {
        actors.close();
    }

    /** A watcher that has read the snapshot and reads nothing more by itself. */
    private SinkQueueWithCancel<WatchAccountResponse> watch() throws Exception {
        var watch = AccountWatch.of(accounts, board, "acct-1", 0, BOUND, Duration.ofHours(1))
                .runWith(
                        Sink.<WatchAccountResponse>queue().withAttributes(Attributes.inputBuffer(1, 1)),
                        actors.kit.system());
        accounts.awaitWatcher();
        assertThat(next(watch).hasSnapshot()).isTrue();
        return watch;
    }

    private static WatchAccountResponse next(SinkQueueWithCancel<WatchAccountResponse> watch) throws Exception {
        return watch.pull().toCompletableFuture().get(60, TimeUnit.SECONDS).orElseThrow();
    }

    private void deposit(int times) {
        actors.together(() -> {
            for (int i = 0; i < times; i++) {
                SettlementId id = new SettlementId(TODAY, "deposit-" + ++deposits);
                accounts.execute("acct-1", new LifecycleCommand.Deposit(id, "USDC", Quantity.of("1")));
            }
        });
    }

    @Test
    @DisplayName("as many changes as the bound wait for it, each in its turn")
    void withinTheBound() throws Exception {
        var watch = watch();
        deposit(BOUND);

        long last = accounts.account("acct-1").version();
        long version = 0;
        while (version < last) {
            long before = version;
            version = next(watch).getVersion();
            assertThat(version).isGreaterThan(before);
        }
        assertThat(version).isEqualTo(last);
    }

    @Test
    @DisplayName("beyond the bound, and what is already on its way to it, the stream ends with OVERLOADED")
    void overloaded() throws Exception {
        var watch = watch();
        deposit(4 * BOUND);

        assertThat(RefusalStatus.of(refusal(watch)).orElseThrow().getCode()).isEqualTo(RefusalCode.OVERLOADED);
    }

    /** How the stream ends, as the service tells it. */
    private Throwable refusal(SinkQueueWithCancel<WatchAccountResponse> watch) throws Exception {
        for (int i = 0; i < 4 * BOUND; i++) {
            try {
                next(watch);
            } catch (ExecutionException ended) {
                Trailers trailers = Refusals.mapper()
                        .apply(Adapter.toClassic(actors.kit.system()))
                        .apply(ended.getCause());
                return new GrpcServiceException(trailers.status(), trailers.metadata());
            }
        }
        throw new AssertionError("the stream did not end");
    }
}
