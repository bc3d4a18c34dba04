package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.Accounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Fees reach their funds, holders catch up, backstops unwind, and whoever follows sees it all. */
class SweepsAndRegisterTest {

    private final LiquidationWorld world = new LiquidationWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private LiquidationWorld belowMaintenance() {
        return world.trader("maker", "10000000")
                .trader("debtor", "15000")
                .open("keeper", AccountRole.KEEPER, "2000000")
                .buy("debtor", "maker", "10", "60000")
                .mark("59000");
    }

    private boolean isOver() {
        return world.account("debtor").liquidation().isEmpty();
    }

    @Test
    @DisplayName("fees due are swept to the last unit, by threshold or by time, each once")
    void fees() {
        ActorRef<FeeSweeper.Message> sweeper =
                world.actors.spawn(FeeSweeper.of(world.clock, world.board, world.accounts, LiquidationWorld.SETTINGS));
        world.accounts.listen(FeeSweeper.listener(sweeper, LiquidationWorld.SETTINGS));
        belowMaintenance().untilWithKeeper("keeper", "liquidation over", this::isOver);
        world.until("swept", () -> world.account("debtor").feesDue().isEmpty());

        Money swept = world.booked(Settlement.Kind.FEE_SWEEP).stream()
                .map(settlement -> settlement.legOf(LiquidationWorld.FUND).cash())
                .reduce(Money.ZERO, Money::plus);
        assertThat(swept).isGreaterThan(Money.ZERO);
        assertThat(world.cash(LiquidationWorld.FUND)).isEqualTo(swept.minus(world.paidBy(LiquidationWorld.FUND)));
        world.assertBalanced();
    }

    @Test
    @DisplayName("after a haircut every holder catches up, also who does nothing")
    void holdersCatchUp() {
        world.actors.spawn(
                FactSweeper.of(world.clock, world.board, world.accounts, world.holders, LiquidationWorld.SETTINGS));
        world.trader("maker", "10000000").trader("sleeper", "100000").buy("sleeper", "maker", "1", "59000");
        world.pass(300);

        world.market.haircut(
                LiquidationWorld.BTC, 0, new MarketFacts.LossHaircut(Price.of("60000"), Price.ZERO, Rate.of("0.1")));
        world.until(
                "caught up",
                () -> world.account("sleeper")
                                .positions()
                                .get(LiquidationWorld.BTC)
                                .haircutEpoch()
                        == 1);

        assertThat(world.account("sleeper").feesDue()).containsEntry(HouseAccounts.symbolFund("BTC"), Money.of("100"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("a holder that does not answer holds up nobody, and catches up when it answers again")
    void holderThatDoesNotAnswer() {
        AtomicInteger asked = new AtomicInteger();
        Accounts firstIsSilent = new ForwardingAccounts(world.accounts) {
            @Override
            public CompletionStage<AccountProtocol.Reply> execute(String id, AccountCommand command) {
                return asked.getAndIncrement() == 0
                        ? CompletableFuture.failedFuture(new TimeoutException(id + " is silent"))
                        : super.execute(id, command);
            }
        };
        world.actors.spawn(
                FactSweeper.of(world.clock, world.board, firstIsSilent, world.holders, LiquidationWorld.SETTINGS));
        world.trader("maker", "10000000").trader("sleeper", "100000").buy("sleeper", "maker", "1", "59000");
        world.market.haircut(
                LiquidationWorld.BTC, 0, new MarketFacts.LossHaircut(Price.of("60000"), Price.ZERO, Rate.of("0.1")));
        world.pass(5_000);

        assertThat(List.of("maker", "sleeper"))
                .allSatisfy(holder -> assertThat(world.account(holder)
                                .positions()
                                .get(LiquidationWorld.BTC)
                                .haircutEpoch())
                        .isEqualTo(1));
    }

    @Test
    @DisplayName("the register shows a liquidation from its beginning to its end, and lists it by pages and filters")
    void register() {
        TestProbe<LiquidationsProtocol.Update> follower = world.kit.createTestProbe();
        world.register.tell(new LiquidationsProtocol.Follow("f", LiquidationsProtocol.Filter.ALL, follower.getRef()));
        belowMaintenance().untilWithKeeper("keeper", "liquidation over", this::isOver);

        LiquidationsProtocol.Liquidation seen;
        do {
            LiquidationsProtocol.Changes changes = follower.expectMessageClass(LiquidationsProtocol.Changes.class);
            seen = changes.liquidations().get(0);
            world.register.tell(new LiquidationsProtocol.Ready("f"));
        } while (seen.phase() != LiquidationsProtocol.Phase.ENDED);

        assertThat(seen.closedNotional()).isGreaterThan(Money.ZERO);
        assertThat(seen.underlyings()).containsExactly("BTC");
        assertThat(list(LiquidationsProtocol.Filter.ALL, Optional.empty(), 1).liquidations())
                .containsExactly(seen);
        assertThat(list(LiquidationsProtocol.Filter.ALL, Optional.of(seen.key()), 1)
                        .liquidations())
                .isEmpty();
        assertThat(list(new LiquidationsProtocol.Filter(true, Optional.empty(), Set.of()), Optional.empty(), 1)
                        .liquidations())
                .isEmpty();
    }

    private LiquidationsProtocol.Page list(
            LiquidationsProtocol.Filter filter, Optional<LiquidationsProtocol.Key> after, int limit) {
        TestProbe<LiquidationsProtocol.Page> probe = world.kit.createTestProbe();
        world.register.tell(new LiquidationsProtocol.ListPage(filter, after, limit, probe.getRef()));
        return probe.receiveMessage();
    }

    @Test
    @DisplayName("a follower of auctions sees one open, change its price and close")
    void auctions() {
        TestProbe<AuctionProtocol.Update> follower = world.kit.createTestProbe();
        world.floor.tell(new AuctionProtocol.Follow("f", Set.of("BTC"), follower.getRef()));
        belowMaintenance();
        world.until(
                "offered",
                () -> world.account("debtor")
                        .liquidation()
                        .filter(liquidation -> !liquidation.slices().isEmpty())
                        .isPresent());
        world.pass(3_000);
        assertThat(next(follower)).first().isInstanceOf(AuctionProtocol.Opened.class);
        world.pass(1_000);
        assertThat(next(follower)).hasAtLeastOneElementOfType(AuctionProtocol.Changed.class);

        world.untilWithKeeper("keeper", "liquidation over", this::isOver);

        boolean isClosed = false;
        while (!isClosed) {
            isClosed = next(follower).stream().anyMatch(AuctionProtocol.Closed.class::isInstance);
        }
    }

    private List<AuctionProtocol.Change> next(TestProbe<AuctionProtocol.Update> follower) {
        List<AuctionProtocol.Change> changes =
                follower.expectMessageClass(AuctionProtocol.Changes.class).changes();
        world.floor.tell(new AuctionProtocol.Ready("f"));
        return changes;
    }

    @Test
    @DisplayName("a backstop unwinds what it took, with velocity of the same bucket, until it holds nothing")
    void unwinds() {
        world.actors.spawn(BackstopUnwinder.of(
                world.clock,
                world.board,
                world.accounts,
                world.velocity,
                new MarketMakerVenue(world.accounts, world.board, "maker"),
                LiquidationWorld.SETTINGS));
        belowMaintenance().deposit(LiquidationWorld.BACKSTOP, "5000000");
        world.until("taken over", () -> world.held(LiquidationWorld.BACKSTOP).signum() > 0);

        world.until(
                "unwound",
                () -> isOver() && world.held(LiquidationWorld.BACKSTOP).equals(Quantity.ZERO));

        assertThat(world.held("debtor").plus(world.held("maker"))).isEqualTo(Quantity.ZERO);
        world.assertBalanced();
    }
}
