package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationMessage;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An account that would be bankrupt before velocity comes: its driver is told so and goes to the backstop at once. */
class DriverAndBackstopTest {

    private final LiquidationWorld world = new LiquidationWorld();
    private final TestProbe<VelocityProtocol> velocity = world.kit.createTestProbe();

    @AfterEach
    void close() {
        world.close();
    }

    /** The debtor holds 10 BTC with 15,000 and its driver asks for velocity. */
    private VelocityProtocol.Ask asked() {
        return asked(world.desks.backstops);
    }

    private VelocityProtocol.Ask asked(ActorRef<BackstopProtocol> backstops) {
        world.accounts.host(
                world.kit.system(),
                LiquidationDriverActor.drivers(new LiquidationDriverActor.Surroundings(
                        world.clock,
                        world.board,
                        AccountLimits.defaults(),
                        LiquidationWorld.SETTINGS.timing(),
                        LiquidationWorld.SETTINGS.auction().rampMillis(),
                        velocity.ref(),
                        backstops)));
        world.trader("maker", "10000000")
                .trader("debtor", "15000")
                .buy("debtor", "maker", "10", "60000")
                .mark("59000");
        return velocity.expectMessageClass(VelocityProtocol.Ask.class);
    }

    private void tooLate(VelocityProtocol.Ask ask) {
        ask.replyTo().tell(new LiquidationMessage.TooLate(ask.request().requestId()));
    }

    @Test
    @DisplayName("what is too late for the market is taken by the backstop at the mark, without an auction")
    void tooLateForTheMarket() {
        world.deposit(LiquidationWorld.BACKSTOP, "5000000");
        tooLate(asked());
        world.until("taken", () -> world.held(LiquidationWorld.BACKSTOP).signum() > 0);

        assertThat(world.booked(Settlement.Kind.BACKSTOP_TAKEOVER))
                .singleElement()
                .satisfies(takeover -> assertThat(
                                takeover.legOf(LiquidationWorld.BACKSTOP).movements())
                        .singleElement()
                        .satisfies(taken ->
                                assertThat(taken.quantity()).isEqualTo(world.held(LiquidationWorld.BACKSTOP))));
        assertThat(world.held("debtor")).isBetween(Quantity.of("1"), Quantity.of("9"));
        assertThat(world.account("debtor").liquidation()).isEmpty();
        world.assertBalanced();
    }

    @Test
    @DisplayName("a backstop without room takes nothing, and velocity is asked for again under another number")
    void withoutRoom() {
        VelocityProtocol.Ask first = asked();
        tooLate(first);
        world.pass(LiquidationWorld.SETTINGS.timing().requestTimeoutMillis() + 1_000);

        VelocityProtocol.Ask second = velocity.expectMessageClass(VelocityProtocol.Ask.class);
        assertThat(second.request().requestId()).isGreaterThan(first.request().requestId());
        assertThat(world.held(LiquidationWorld.BACKSTOP)).isEqualTo(Quantity.ZERO);
        assertThat(world.held("debtor")).isEqualTo(Quantity.of("10"));
    }

    @Test
    @DisplayName("a slice that the backstop has left out is brought to it again, until it is no longer open")
    void leftOut() {
        TestProbe<BackstopProtocol> busy = world.kit.createTestProbe();
        VelocityProtocol.Ask ask = asked(busy.ref());
        ask.replyTo().tell(new LiquidationMessage.Granted(ask.request().requestId(), Money.of("1000000"), 1));
        world.pass(LiquidationWorld.SETTINGS.auction().rampMillis());
        BackstopProtocol.TakeSlice first = busy.expectMessageClass(BackstopProtocol.TakeSlice.class);
        world.pass(LiquidationWorld.SETTINGS.timing().retryMillis());

        assertThat(busy.expectMessageClass(BackstopProtocol.TakeSlice.class)).isEqualTo(first);
        assertThat(world.accounts.apply("debtor", new RiskCommand.ReturnSlice(first.sliceId())))
                .isEmpty();
        world.pass(LiquidationWorld.SETTINGS.timing().retryMillis());
        busy.expectNoMessage(Duration.ZERO);
    }

    @Test
    @DisplayName("an answer to a request that nobody waits for takes nothing")
    void anotherRequest() {
        world.deposit(LiquidationWorld.BACKSTOP, "5000000");
        VelocityProtocol.Ask ask = asked();
        ask.replyTo().tell(new LiquidationMessage.TooLate(ask.request().requestId() + 1));
        world.pass(1_000);

        assertThat(world.held(LiquidationWorld.BACKSTOP)).isEqualTo(Quantity.ZERO);
    }
}
