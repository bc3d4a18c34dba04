package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.LiquidationMessage;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An account with something to bring to an end: listed before, driven meanwhile, and never out of memory. */
class BusyAccountTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ActorTestKit KIT = ActorTestKit.create(
            "busy-account",
            PersistenceTestKitPlugin.getInstance()
                    .config()
                    .withFallback(PersistenceTestKitSnapshotPlugin.config())
                    .withFallback(AccountWorld.serialization()));
    private static int nextAccount = 1;

    private final AccountWorld world = new AccountWorld();
    private final String id = "dora-" + nextAccount++;
    private final TestProbe<ActorRef<AccountProtocol>> lists = KIT.createTestProbe();
    private final TestProbe<Long> idle = KIT.createTestProbe();
    private final TestProbe<String> passivated = KIT.createTestProbe();
    private final TestProbe<DriverProtocol> driven = KIT.createTestProbe();
    private final TestProbe<AccountProtocol> others = KIT.createTestProbe();
    private final TestProbe<AccountProtocol.Reply> replies = KIT.createTestProbe();
    private final TestProbe<SettlementStep.Answer> answers = KIT.createTestProbe();
    private volatile ActorRef<DriverProtocol> lastDriver;
    private volatile int started;
    private Settlement trade;
    private ActorRef<AccountProtocol> entity = start();

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    private ActorRef<AccountProtocol> start() {
        AccountSettings settings = AccountWorld.settings("idle-timeout = 150 ms, ask-timeout = 300 ms");
        AccountSurroundings surroundings = new AccountSurroundings(
                world.clock, world.board, new OneProbe(), new Lists(), world.listener(), this::driver, settings);
        return KIT.spawn(
                AccountEntity.create(id, surroundings, self -> passivated.ref().tell(id)));
    }

    @Test
    @DisplayName("nothing is reserved before the list has the account; a lost answer is asked for again")
    void listedFirst() {
        open();
        clear();

        ActorRef<AccountProtocol> listed = lists.receiveMessage();
        others.expectNoMessage(Duration.ofMillis(100));
        lists.receiveMessage();
        listed.tell(new AccountProtocol.Listed());

        assertThat(((AccountProtocol.Settle) others.receiveMessage()).message())
                .isInstanceOf(SettlementMessage.Ask.class);
    }

    @Test
    @DisplayName("commands that come while the list is asked are decided after it, in their order")
    void waitingInOrder() {
        open();
        clear();
        ActorRef<AccountProtocol> listed = lists.receiveMessage();
        entity.tell(new AccountProtocol.Execute(world.deposit("1"), replies.ref()));
        entity.tell(new AccountProtocol.Execute(world.deposit("1"), replies.ref()));
        replies.expectNoMessage(Duration.ofMillis(100));

        listed.tell(new AccountProtocol.Listed());

        long first = replies.receiveMessage().version();
        assertThat(replies.receiveMessage().version()).isEqualTo(first + 1);
    }

    @Test
    @DisplayName("an account that has nothing open says so when the list asks; one with a reservation is silent")
    void stillBusy() {
        open();
        clear();
        lists.receiveMessage().tell(new AccountProtocol.Listed());
        others.receiveMessage();

        entity.tell(new AccountProtocol.StillBusy(1));
        idle.expectNoMessage(Duration.ofMillis(100));
        entity.tell(declined());
        entity.tell(new AccountProtocol.StillBusy(2));

        assertThat(answers.receiveMessage().isBooked()).isFalse();
        assertThat(idle.receiveMessage()).isEqualTo(2);
    }

    @Test
    @DisplayName("idle and healthy it leaves memory; with a reservation it stays")
    void passivation() {
        open();
        passivated.receiveMessage();
        clear();
        lists.receiveMessage().tell(new AccountProtocol.Listed());
        others.receiveMessage();
        entity.tell(new AccountProtocol.Read(KIT.<Account>createTestProbe().ref()));
        drainPassivated();

        passivated.expectNoMessage(SHORT);
        entity.tell(declined());
        answers.receiveMessage();
        entity.tell(new AccountProtocol.StillBusy(1));
        passivated.receiveMessage();
    }

    @Test
    @DisplayName("a liquidation has a driver, told every change; one that fails is followed by another")
    void driver() {
        liquidated();

        DriverProtocol.Begin begin = driven.expectMessageClass(DriverProtocol.Begin.class);
        assertThat(begin.afterRestart()).isFalse();
        assertThat(begin.account().liquidation()).isPresent();
        entity.tell(new AccountProtocol.Execute(world.deposit("1"), replies.ref()));
        assertThat(driven.expectMessageClass(DriverProtocol.AccountChanged.class)
                        .events())
                .isNotEmpty();

        lastDriver.tell(new DriverProtocol.Hears(new LiquidationMessage.Woken()));
        driven.expectNoMessage(Duration.ofMillis(100));
        advanceUntilDriven();
        assertThat(driven.expectMessageClass(DriverProtocol.Begin.class).afterRestart())
                .isTrue();
    }

    @Test
    @DisplayName("an account that starts in liquidation has a driver again")
    void driverAfterRestart() {
        liquidated();
        driven.receiveMessage();
        KIT.stop(entity);

        entity = start();

        DriverProtocol.Begin begin = driven.expectMessageClass(DriverProtocol.Begin.class);
        assertThat(begin.afterRestart()).isTrue();
        assertThat(begin.account().liquidation()).isPresent();
    }

    @Test
    @DisplayName("a write that fails is not answered; the account starts again from its journal and goes on")
    void writeFails() {
        open();
        PersistenceTestKit.create(KIT.system()).failNextPersisted("account|" + id);
        entity.tell(new AccountProtocol.Execute(world.deposit("1"), replies.ref()));
        entity.tell(new AccountProtocol.Execute(world.deposit("2"), replies.ref()));

        assertThat(replies.receiveMessage().isAccepted()).isTrue();
        TestProbe<Account> read = KIT.createTestProbe();
        entity.tell(new AccountProtocol.Read(read.ref()));
        assertThat(read.receiveMessage().cash()).isEqualTo(Books.money("5002"));
        replies.expectNoMessage(Duration.ofMillis(100));
    }

    private void open() {
        execute(AccountWorld.open());
        execute(world.deposit("5000"));
    }

    private void execute(AccountCommand command) {
        entity.tell(new AccountProtocol.Execute(command, replies.ref()));
        assertThat(replies.receiveMessage().isAccepted()).isTrue();
    }

    private void clear() {
        trade = world.books.trade(id, "else", Books.BTC, "0.1", "60000");
        while (!trade.isFirst(id)) {
            trade = world.books.trade(id, "else", Books.BTC, "0.1", "60000");
        }
        entity.tell(new AccountProtocol.Clear(trade, answers.ref()));
    }

    private AccountProtocol declined() {
        world.books.open("else", AccountRole.TRADER, "0");
        return new AccountProtocol.Settle(new SettlementMessage.Declined(
                trade.id(), world.books.refusal("else", new SettlementCommand.Book(trade))));
    }

    private void liquidated() {
        open();
        Settlement buys = world.books.trade(id, "else", Books.BTC, "0.5", "60000");
        while (buys.isFirst(id)) {
            buys = world.books.trade(id, "else", Books.BTC, "0.5", "60000");
        }
        entity.tell(new AccountProtocol.Settle(new SettlementMessage.Ask(buys)));
        others.receiveMessage();
        world.books.market(Books.BTC, "50100");
        world.post();
        TestProbe<AccountProtocol.Assessed> assessed = KIT.createTestProbe();
        world.heard.clear();
        entity.tell(new AccountProtocol.Nominated(1, assessed.ref()));
        lists.receiveMessage().tell(new AccountProtocol.Listed());
        assertThat(assessed.receiveMessage().result()).isEqualTo(AccountProtocol.Assessed.Result.CHANGED);
        assertThat(world.heard.poll().events()).hasAtLeastOneElementOfType(RiskEvent.LiquidationStarted.class);
    }

    /** The wait for another driver begins when the entity has heard of the end of the last. */
    private void advanceUntilDriven() {
        KIT.createTestProbe().awaitAssert(() -> {
            world.clock.advanceTo(world.clock.nowMillis() + 100);
            assertThat(started).isEqualTo(2);
            return null;
        });
    }

    private void drainPassivated() {
        TestProbe<Account> read = KIT.createTestProbe();
        entity.tell(new AccountProtocol.Read(read.ref()));
        assertThat(read.receiveMessage().reservations()).isNotEmpty();
        passivated.ref().tell("drained");
        while (!passivated.receiveMessage().equals("drained")) {
            assertThat(id).isNotEmpty();
        }
    }

    /** Repeats what it is told, and fails when it is woken. */
    private Behavior<DriverProtocol> driver(String accountId, ActorRef<AccountProtocol> account) {
        return Behaviors.setup(context -> {
            lastDriver = context.getSelf();
            started = started + 1;
            return Behaviors.receiveMessage(message -> {
                if (message instanceof DriverProtocol.Hears) {
                    throw new IllegalStateException("a driver that fails");
                }
                driven.ref().tell(message);
                return Behaviors.same();
            });
        });
    }

    private final class Lists implements BusyAccounts {
        @Override
        public void list(String accountId, ActorRef<AccountProtocol> account) {
            lists.ref().tell(account);
        }

        @Override
        public void idle(String accountId, long round) {
            idle.ref().tell(round);
        }
    }

    private final class OneProbe implements Accounts {
        @Override
        public void tell(String accountId, AccountProtocol message) {
            others.ref().tell(message);
        }

        @Override
        public CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Account> read(String accountId) {
            return new CompletableFuture<>();
        }
    }
}
