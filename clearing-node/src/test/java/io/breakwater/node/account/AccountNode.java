package io.breakwater.node.account;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** A node of one, with accounts and nothing else, over the journal of a test. */
final class AccountNode implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    final AccountWorld world;
    final ShardedAccounts accounts;
    private final ActorTestKit kit;

    private AccountNode(ActorTestKit kit, AccountWorld world, AccountSettings settings) {
        this.kit = kit;
        this.world = world;
        this.accounts = new ShardedAccounts(kit.system(), settings);
    }

    static AccountNode start(Config storage, AccountWorld world) {
        return start(storage, world, AccountWorld.settings("ask-timeout = 60 s"), world.listener());
    }

    static AccountNode start(Config storage, AccountWorld world, AccountSettings settings, AccountListener listener) {
        Config config = ConfigFactory.parseString("""
                        pekko.actor.provider = cluster
                        pekko.remote.artery.canonical {hostname = "127.0.0.1", port = 0}
                        pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                        """)
                .withFallback(storage)
                .withFallback(AccountWorld.serialization())
                .withFallback(ConfigFactory.load());
        ActorTestKit kit = ActorTestKit.create("accounts", config);
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        AccountNode node = new AccountNode(kit, world, settings);
        node.accounts.start(world.clock, world.board, listener, AccountWorld::idleDriver);
        return node;
    }

    ActorTestKit kit() {
        return kit;
    }

    void open(String id, AccountRole role, String deposit) {
        accept(id, AccountWorld.open(role));
        accept(id, world.deposit(deposit));
    }

    void accept(String id, AccountCommand command) {
        AccountProtocol.Reply reply = within(accounts.execute(id, command));
        if (!reply.isAccepted()) {
            throw new AssertionError(id + " refused " + command + ": " + reply.refusal());
        }
    }

    SettlementStep.Answer clear(Settlement settlement) {
        return within(accounts.clear(settlement));
    }

    Account read(String id) {
        return within(accounts.read(id));
    }

    static <T> T within(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } catch (ExecutionException | TimeoutException none) {
            throw new AssertionError(none);
        }
    }

    @Override
    public void close() {
        ActorTestKit.shutdown(kit.system(), Duration.ofSeconds(60));
    }
}
