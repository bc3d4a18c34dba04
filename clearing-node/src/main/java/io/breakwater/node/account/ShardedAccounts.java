package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * Runs account entities and the lists of busy accounts in cluster sharding, and finds them wherever their shard lives.
 *
 * <p>Shards and lists are as many as they are for ever: with another number of lists an account would not be found on its
 * own. Accounts take themselves out of memory; Pekko's own strategies could not be told which may not go.
 */
public final class ShardedAccounts implements Accounts, BusyAccounts {

    /** Shards of accounts, fixed for ever (architecture section 3). */
    public static final int SHARDS = 256;

    /** Lists of busy accounts, fixed for ever. */
    static final int LISTS = 16;

    /** The type of account entities. */
    public static final EntityTypeKey<AccountProtocol> ACCOUNT = EntityTypeKey.create(AccountProtocol.class, "account");

    private static final EntityTypeKey<BusyAccountsProtocol> LIST =
            EntityTypeKey.create(BusyAccountsProtocol.class, "busy-accounts");

    private final ActorSystem<?> system;
    private final AccountSettings settings;
    private final AtomicInteger unanswered = new AtomicInteger();
    private ActorRef<ShardingEnvelope<AccountProtocol>> accounts;
    private ActorRef<ShardingEnvelope<BusyAccountsProtocol>> lists;

    /**
     * The way to the accounts of a cluster that this node is a member of; {@link #start} makes the node one of those that
     * run them, and comes before anything is asked.
     */
    public ShardedAccounts(ActorSystem<?> system, AccountSettings settings) {
        this.system = system;
        this.settings = settings;
    }

    /**
     * Lets this node run its share of the accounts.
     *
     * @param clock event time and timers of the node
     * @param board the newest view of the markets
     * @param listener hears of every durable change on this node
     * @param drivers makes the driver of a liquidation
     */
    public void start(NodeClock clock, MarketBoard board, AccountListener listener, LiquidationDrivers drivers) {
        ClusterSharding sharding = ClusterSharding.get(system);
        ClusterShardingSettings shards = ClusterShardingSettings.create(system).withNoPassivationStrategy();
        AccountSurroundings surroundings =
                new AccountSurroundings(clock, board, this, this, listener, drivers, settings);
        accounts = sharding.init(Entity.of(ACCOUNT, context -> account(context, surroundings))
                .withSettings(shards)
                .withMessageExtractor(new HashCodeMessageExtractor<>(SHARDS))
                .withStopMessage(AccountProtocol.Own.STOP));
        lists = sharding.init(
                Entity.of(LIST, context -> BusyAccountsEntity.create(context.getEntityId(), this, settings))
                        .withSettings(shards)
                        .withMessageExtractor(new HashCodeMessageExtractor<>(LISTS))
                        .withStopMessage(BusyAccountsProtocol.Own.STOP));
        system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO, settings.busyRound(), this::wakeLists, system.executionContext());
    }

    private static Behavior<AccountProtocol> account(
            EntityContext<AccountProtocol> context, AccountSurroundings surroundings) {
        return AccountEntity.create(
                context.getEntityId(),
                surroundings,
                entity -> context.getShard().tell(new ClusterSharding.Passivate<>(entity)));
    }

    private void wakeLists() {
        for (int list = 0; list < LISTS; list++) {
            tellList(Integer.toString(list), new BusyAccountsProtocol.Wake());
        }
    }

    @Override
    public void tell(String accountId, AccountProtocol message) {
        accounts.tell(new ShardingEnvelope<>(accountId, message));
    }

    @Override
    public CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
        return ask(accountId, replyTo -> new AccountProtocol.Execute(command, replyTo));
    }

    @Override
    public CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
        return ask(settlement.first().account(), replyTo -> new AccountProtocol.Clear(settlement, replyTo));
    }

    @Override
    public CompletionStage<Account> read(String accountId) {
        return ask(accountId, AccountProtocol.Read::new);
    }

    private <T> CompletionStage<T> ask(String accountId, Function<ActorRef<T>, AccountProtocol> question) {
        unanswered.incrementAndGet();
        return AskPattern.ask(
                        accounts,
                        (ActorRef<T> replyTo) -> new ShardingEnvelope<>(accountId, question.apply(replyTo)),
                        settings.askTimeout(),
                        system.scheduler())
                .whenComplete((answer, failure) -> unanswered.decrementAndGet());
    }

    /** Questions of this node to accounts that are not answered yet; any thread may read. */
    public int unanswered() {
        return unanswered.get();
    }

    @Override
    public void list(String accountId, ActorRef<AccountProtocol> entity) {
        tellList(listOf(accountId), new BusyAccountsProtocol.Enlist(accountId, entity));
    }

    @Override
    public void idle(String accountId, long round) {
        tellList(listOf(accountId), new BusyAccountsProtocol.Idle(accountId, round));
    }

    static String listOf(String accountId) {
        return Integer.toString(Math.floorMod(accountId.hashCode(), LISTS));
    }

    private void tellList(String listId, BusyAccountsProtocol message) {
        lists.tell(new ShardingEnvelope<>(listId, message));
    }
}
