package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.account.AccountProtocol.Assessed.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One entity, without a network: it decides, writes, and only then answers; and its journal is all it knows. */
class AccountEntityTest {

    private static final ActorTestKit KIT = ActorTestKit.create(
            "account-entity", EventSourcedBehaviorTestKit.config().withFallback(AccountWorld.serialization()));

    private static int nextAccount = 1;

    private final AccountWorld world = new AccountWorld();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private String id;
    private EventSourcedBehaviorTestKit<AccountProtocol, AccountEvent, Account> entity;

    private record Sent(String to, AccountProtocol message) {}

    @BeforeEach
    void anOpenAccount() {
        // The first party of the trades below, whatever their number.
        id = "alice-" + nextAccount++;
        entity = EventSourcedBehaviorTestKit.create(
                KIT.system(),
                AccountEntity.create(id, world.surroundings(new Recording()), self -> {}),
                EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyCommands(false));
        execute(AccountWorld.open());
        execute(world.deposit("5000"));
        // Already on its list of busy accounts, so that no command waits for it.
        entity.runCommand(new AccountProtocol.Listed());
    }

    @AfterEach
    void nothingStored() {
        entity.clear();
    }

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    private CommandResultWithReply<AccountProtocol, AccountEvent, Account, AccountProtocol.Reply> execute(
            AccountCommand command) {
        return entity.runCommand(replyTo -> new AccountProtocol.Execute(command, replyTo));
    }

    @Test
    @DisplayName("an accepted command is durable when it is answered, and heard of by the listener")
    void accepted() {
        long version = entity.getState().version();
        world.heard.clear();
        var result = execute(world.deposit("7"));

        assertThat(result.events()).singleElement().isInstanceOf(LifecycleEvent.Transferred.class);
        assertThat(result.reply().isAccepted()).isTrue();
        assertThat(result.reply().version())
                .isEqualTo(version + 1)
                .isEqualTo(result.state().version());
        assertThat(result.state().cash()).isEqualTo(Books.money("5007"));
        AccountWorld.Heard heard = world.heard.poll();
        assertThat(heard.before().cash()).isEqualTo(Books.money("5000"));
        assertThat(heard.after()).isEqualTo(result.state());
        assertThat(heard.events()).isEqualTo(result.events());
    }

    @Test
    @DisplayName("a refused command has written nothing and says why; one unit less is accepted")
    void refused() {
        long version = entity.getState().version();
        var result = execute(world.withdraw("5000.000001"));

        assertThat(result.hasNoEvents()).isTrue();
        assertThat(result.reply().refusal().orElseThrow().code()).isEqualTo(RefusalCode.INSUFFICIENT_BALANCE);
        assertThat(result.reply().version()).isEqualTo(version);
        assertThat(execute(world.withdraw("5000")).reply().isAccepted()).isTrue();
    }

    @Test
    @DisplayName("the same transfer again is accepted and writes nothing")
    void repeated() {
        AccountCommand deposit = world.deposit("7");

        assertThat(execute(deposit).events()).hasSize(1);
        var again = execute(deposit);
        assertThat(again.reply().isAccepted()).isTrue();
        assertThat(again.hasNoEvents()).isTrue();
    }

    @Test
    @DisplayName("the journal alone gives the same state again")
    void recovers() {
        Account before = execute(world.deposit("7")).state();
        world.recovered.clear();

        assertThat(entity.restart().state()).isEqualTo(before);
        assertThat(world.recovered).containsExactly(before);
        assertThat(world.stopped).containsExactly(before);
    }

    @Test
    @DisplayName("a decision has the time of the clock, not of the newest price")
    void timeOfDecisions() {
        world.clock.advanceTo(Books.NOON + 777);

        assertThat(execute(world.deposit("7")).events().get(0).timeMillis()).isEqualTo(Books.NOON + 777);
    }

    @Test
    @DisplayName("who clears is answered when the other side has booked, and everybody who asks meanwhile as well")
    void clearing() {
        Settlement trade = tradeReservedHere();
        TestProbe<SettlementStep.Answer> one = KIT.createTestProbe();
        TestProbe<SettlementStep.Answer> other = KIT.createTestProbe();

        var reserved = entity.runCommand(new AccountProtocol.Clear(trade, one.ref()));
        assertThat(reserved.events()).singleElement().isInstanceOf(SettlementEvent.LegReserved.class);
        assertThat(entity.runCommand(new AccountProtocol.Clear(trade, other.ref()))
                        .hasNoEvents())
                .isTrue();
        one.expectNoMessage(Duration.ofMillis(50));
        assertThat(sent).contains(new Sent("bob", new AccountProtocol.Settle(new SettlementMessage.Ask(trade))));

        var booked = entity.runCommand(bookedBy(trade));
        assertThat(booked.events()).singleElement().isInstanceOf(SettlementEvent.LegBooked.class);
        assertThat(one.receiveMessage().isBooked()).isTrue();
        assertThat(other.receiveMessage().isBooked()).isTrue();

        var again = entity.runCommand(new AccountProtocol.Clear(trade, one.ref()));
        assertThat(again.hasNoEvents()).isTrue();
        assertThat(one.receiveMessage().isBooked()).isTrue();
    }

    @Test
    @DisplayName("an id that is reserved already with another payload is refused to who asks, and to nobody else")
    void anotherPayload() {
        Settlement trade = tradeReservedHere();
        Settlement other = Settlement.of(
                trade.id(),
                Settlement.Kind.TRADE,
                world.books.trade(id, "carol", Books.BTC, "0.01", "60000").legOf(id),
                world.books.trade(id, "carol", Books.BTC, "0.01", "60000").legOf("carol"));
        TestProbe<SettlementStep.Answer> one = KIT.createTestProbe();
        TestProbe<SettlementStep.Answer> two = KIT.createTestProbe();

        entity.runCommand(new AccountProtocol.Clear(trade, one.ref()));
        entity.runCommand(new AccountProtocol.Clear(other, two.ref()));

        assertThat(two.receiveMessage().refusal().orElseThrow().code())
                .isIn(RefusalCode.ID_REUSED, RefusalCode.NOT_A_PARTY);
        one.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    @DisplayName("without an answer the other side is asked again, ever later, and never after it has answered")
    void overdue() {
        Settlement trade = tradeReservedHere();
        entity.runCommand(new AccountProtocol.Clear(
                trade, KIT.<SettlementStep.Answer>createTestProbe().ref()));
        sent.clear();

        advance(1_999);
        assertThat(sent).isEmpty();
        advance(1);
        assertThat(sent).singleElement().satisfies(AccountEntityTest::isQuestion);
        advance(3_999);
        assertThat(sent).hasSize(1);
        advance(1);
        assertThat(sent).hasSize(2);
        entity.runCommand(bookedBy(trade));
        advance(600_000);
        assertThat(sent).hasSize(2);
    }

    @Test
    @DisplayName("a restart asks about everything that is reserved")
    void recoveredReservation() {
        Settlement trade = tradeReservedHere();
        entity.runCommand(new AccountProtocol.Clear(
                trade, KIT.<SettlementStep.Answer>createTestProbe().ref()));
        sent.clear();

        entity.restart();

        assertThat(sent).singleElement().satisfies(AccountEntityTest::isQuestion);
    }

    @Test
    @DisplayName("a nomination changes the state once, at the newest view")
    void nominated() {
        hold("0.5");
        price("50100", FeedState.LIVE);

        var first = nominate();
        assertThat(first.reply().result()).isEqualTo(Result.CHANGED);
        assertThat(first.reply().viewTimeMillis()).isEqualTo(world.board.view().timeMillis());
        assertThat(first.reply().acceptedNanos()).isEqualTo(42);
        assertThat(first.events()).hasAtLeastOneElementOfType(RiskEvent.LiquidationStarted.class);
        assertThat(nominate().reply().result()).isEqualTo(Result.UNCHANGED);
    }

    @Test
    @DisplayName("below maintenance on a halted price is blocked, not liquidated")
    void blocked() {
        hold("0.5");
        price("50100", FeedState.HALTED);

        var first = nominate();
        assertThat(first.reply().result()).isEqualTo(Result.BLOCKED);
        assertThat(first.state().liquidation()).isEmpty();
        price("50100", FeedState.LIVE);
        assertThat(nominate().reply().result()).isEqualTo(Result.CHANGED);
    }

    @Test
    @DisplayName("a watcher is told the state at once and then every change")
    void watched() {
        TestProbe<AccountProtocol.Update> watcher = KIT.createTestProbe();
        entity.runCommand(new AccountProtocol.Watch(watcher.ref()));
        assertThat(watcher.receiveMessage().events()).isEmpty();

        var deposited = execute(world.deposit("7"));

        AccountProtocol.Update update = watcher.receiveMessage();
        assertThat(update.events()).isEqualTo(deposited.events());
        assertThat(update.account()).isEqualTo(deposited.state());
    }

    private void hold(String quantity) {
        Settlement trade = world.books.trade(id, "bob", Books.BTC, quantity, "60000");
        if (trade.isFirst(id)) {
            entity.runCommand(new AccountProtocol.Clear(
                    trade, KIT.<SettlementStep.Answer>createTestProbe().ref()));
            entity.runCommand(bookedBy(trade));
        } else {
            entity.runCommand(new AccountProtocol.Settle(new SettlementMessage.Ask(trade)));
        }
        assertThat(entity.getState().positions()).hasSize(1);
    }

    private void price(String price, FeedState feed) {
        world.books.pass(1_000);
        world.books.feed(Books.BTC, feed, price, price);
        world.post();
    }

    private CommandResultWithReply<AccountProtocol, AccountEvent, Account, AccountProtocol.Assessed> nominate() {
        return entity.runCommand(
                (ActorRef<AccountProtocol.Assessed> replyTo) -> new AccountProtocol.Nominated(42, replyTo));
    }

    /** Ids alternate between the parties: one of the next few is reserved here. */
    private Settlement tradeReservedHere() {
        Settlement trade = world.books.trade(id, "bob", Books.BTC, "0.1", "60000");
        return trade.isFirst(id) ? trade : tradeReservedHere();
    }

    /** What the other side says once it has booked, by its own law. */
    private AccountProtocol bookedBy(Settlement trade) {
        Account bob = world.books.open("bob", AccountRole.TRADER, "100000");
        assertThat(bob.id()).isEqualTo(trade.second().account());
        world.books.accept("bob", new SettlementCommand.Book(trade));
        return new AccountProtocol.Settle(new SettlementMessage.Booked(
                trade.id(), world.books.get("bob").committed(trade.id()).orElseThrow()));
    }

    private void advance(long millis) {
        world.clock.advanceTo(world.clock.nowMillis() + millis);
        entity.getState();
    }

    private static void isQuestion(Sent sent) {
        assertThat(((AccountProtocol.Settle) sent.message()).message()).isInstanceOf(SettlementMessage.Resolve.class);
    }

    /** Keeps what the entity tells other accounts. */
    private final class Recording implements Accounts {
        @Override
        public void tell(String accountId, AccountProtocol message) {
            sent.add(new Sent(accountId, message));
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
