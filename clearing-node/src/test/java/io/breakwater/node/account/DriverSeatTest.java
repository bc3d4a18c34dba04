package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.RiskEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether an account in liquidation has a driver, however the last one came to stop. */
class DriverSeatTest {

    private static final AccountEvent FIRST_STARTS = new RiskEvent.LiquidationStarted(Books.NOON, 1);
    private static final AccountEvent FIRST_ENDS = new RiskEvent.LiquidationEnded(Books.NOON, 1);
    private static final AccountEvent SECOND_STARTS = new RiskEvent.LiquidationStarted(Books.NOON, 2);

    private final AccountWorld world = new AccountWorld();
    private BehaviorTestKit<AccountProtocol> entity;
    private DriverSeat seat;
    private Runnable turn = () -> {};
    private Account account = Account.unopened("alice");

    @BeforeEach
    void anEmptySeat() {
        AtomicReference<ActorContext<AccountProtocol>> context = new AtomicReference<>();
        entity = BehaviorTestKit.create(Behaviors.setup(own -> {
            context.set(own);
            return Behaviors.receiveMessage(message -> {
                turn.run();
                return Behaviors.same();
            });
        }));
        seat = new DriverSeat(context.get(), world.surroundings(null));
    }

    /** A context is open to its actor alone, and only while that has a message. */
    private void inTurn(Runnable whatTheEntityDoes) {
        turn = whatTheEntityDoes;
        entity.run(AccountProtocol.Own.FLUSH);
    }

    private void happens(AccountEvent... events) {
        Account before = account;
        account = account.evolve(List.of(events));
        inTurn(() -> seat.changed(before, account, List.of(events)));
    }

    /** The drivers that were started since this was asked last. */
    private List<ActorRef<DriverProtocol>> started() {
        return entity.getAllEffects().stream()
                .filter(Effect.SpawnedAnonymous.class::isInstance)
                .map(effect -> ((Effect.SpawnedAnonymous<?>) effect).ref().<DriverProtocol>unsafeUpcast())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private void stops(ActorRef<DriverProtocol> driver) {
        inTurn(() -> assertThat(seat.stopped((ActorRef<Void>) (ActorRef<?>) driver, account))
                .isTrue());
    }

    private DriverProtocol firstWord(ActorRef<DriverProtocol> driver) {
        return entity.childInbox(driver).receiveMessage();
    }

    private void passes(long millis) {
        world.clock.advanceTo(world.clock.nowMillis() + millis);
    }

    @Test
    @DisplayName("a liquidation that begins before the driver of the last one has stopped gets its own at once")
    void nextLiquidationOnTheHeelsOfTheLast() {
        happens(FIRST_STARTS);
        ActorRef<DriverProtocol> first = started().get(0);
        happens(FIRST_ENDS);
        happens(SECOND_STARTS);
        assertThat(started()).as("one driver at a time").isEmpty();
        stops(first);

        assertThat(started())
                .singleElement()
                .satisfies(second -> assertThat(firstWord(second)).isEqualTo(new DriverProtocol.Begin(account, false)));
        passes(60_000);
        assertThat(entity.selfInbox().hasMessages())
                .as("nothing to start again")
                .isFalse();
    }

    @Test
    @DisplayName("an end and a beginning in one write change drivers as well")
    void endAndBeginningInOneWrite() {
        happens(FIRST_STARTS);
        ActorRef<DriverProtocol> first = started().get(0);
        happens(FIRST_ENDS, SECOND_STARTS);
        stops(first);

        assertThat(started()).hasSize(1);
    }

    @Test
    @DisplayName("a driver that stops in the middle of a liquidation is started again after a wait, and told so")
    void failedDriver() {
        happens(FIRST_STARTS);
        stops(started().get(0));
        assertThat(started()).isEmpty();
        passes(world.surroundings(null).settings().driverRestart().firstMillis());

        assertThat(entity.selfInbox().receiveMessage()).isEqualTo(AccountProtocol.Own.START_DRIVER);
        inTurn(() -> seat.restart(account));
        assertThat(started())
                .singleElement()
                .satisfies(second -> assertThat(firstWord(second)).isEqualTo(new DriverProtocol.Begin(account, true)));
    }

    @Test
    @DisplayName("after the last liquidation has ended nobody is started")
    void ended() {
        happens(FIRST_STARTS);
        ActorRef<DriverProtocol> first = started().get(0);
        happens(FIRST_ENDS);
        stops(first);

        assertThat(started()).isEmpty();
        assertThat(seat.isEmpty()).isTrue();
    }
}
