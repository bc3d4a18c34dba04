package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.PublishedPrice.OwnMarket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How backstops get rid of what they took: each lot once, whatever answers are lost, and at the prices of the book. */
class BackstopUnwinderTest {

    private final LiquidationWorld world = new LiquidationWorld();
    private final Queue<SettlementId> asked = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        world.close();
    }

    private void unwinding() {
        unwinding(world.board);
    }

    private void unwinding(MarketBoard board) {
        world.actors.spawn(BackstopUnwinder.of(
                world.clock,
                board,
                world.accounts,
                world.velocity,
                new MarketMakerVenue(world.accounts, world.board, "maker"),
                LiquidationWorld.SETTINGS));
        holding();
    }

    private void holding() {
        world.trader("maker", "10000000")
                .deposit(LiquidationWorld.BACKSTOP, "5000000")
                .buy(LiquidationWorld.BACKSTOP, "maker", "5", "60000");
    }

    /** Every movement of the backstop since it took 5 BTC. */
    private List<Quantity> unwound() {
        return world.booked(Settlement.Kind.TRADE).stream()
                .skip(1)
                .map(trade -> trade.legOf(LiquidationWorld.BACKSTOP))
                .flatMap(leg -> leg.movements().stream())
                .map(Leg.Movement::quantity)
                .toList();
    }

    @Test
    @DisplayName("a trade that is late is asked for again under its id, whatever is booked meanwhile: sold once")
    void late() {
        unwinding();
        world.accounts.delay(trade -> asked.add(trade.id()));
        world.until("asked", () -> asked.size() >= 1);
        world.deposit(LiquidationWorld.BACKSTOP, "1");
        world.until("asked again", () -> asked.size() >= 2);
        assertThat(asked.stream().distinct()).hasSize(1);

        world.arrive();
        world.until("unwound", () -> world.held(LiquidationWorld.BACKSTOP).signum() == 0);
        world.pass(10_000);

        assertThat(unwound()).isNotEmpty().allMatch(part -> part.signum() < 0);
        assertThat(unwound().stream().reduce(Quantity.ZERO, Quantity::plus)).isEqualTo(Quantity.of("-5"));
        world.assertBalanced();
    }

    @Test
    @DisplayName("a backstop whose market is not on the board yet is unwound as soon as it is")
    void beforeTheFirstPrice() {
        MarketBoard.Posting full = world.board.newest();
        MarketView known = full.view();
        MarketView unpriced = new MarketView(
                known.timeMillis(), known.parameters(), Map.of(), known.collateral(), known.openDeficits());
        MarketBoard young = new MarketBoard(new MarketBoard.Posting(unpriced, full.definitions(), Map.of(), 0));
        unwinding(young);
        world.pass(5_000);
        assertThat(world.held(LiquidationWorld.BACKSTOP)).isEqualTo(Quantity.of("5"));

        young.post(full);
        world.until("unwound", () -> world.held(LiquidationWorld.BACKSTOP).signum() == 0);
    }

    @Test
    @DisplayName("a trade that is under way over midnight is asked for again, and no other with it")
    void overMidnight() {
        holding();
        MarketMakerVenue venue = new MarketMakerVenue(world.accounts, world.board, "maker");
        world.beforeMidnight(0);
        Leg sells = Leg.of(
                LiquidationWorld.BACKSTOP,
                false,
                List.of(Leg.Movement.at(LiquidationWorld.BTC, Quantity.of("-2"), Price.of("60000"))));
        SettlementId yesterday = new SettlementId(
                OperationIds.date(world.board.view()).minusDays(1),
                "unwind:" + LiquidationWorld.BACKSTOP + ":" + LiquidationWorld.BTC + ":1");
        Settlement underWay = Settlement.of(yesterday, Settlement.Kind.TRADE, sells, sells.opposite("maker", false));
        assertThat(world.accounts.apply(underWay.first().account(), new SettlementCommand.Reserve(underWay)))
                .isEmpty();

        venue.trade(LiquidationWorld.BACKSTOP, LiquidationWorld.BTC, Quantity.of("-3"))
                .toCompletableFuture()
                .join();
        assertThat(unwound()).containsExactly(Quantity.of("-2"));
    }

    @Test
    @DisplayName("it sells at the bid and buys at the ask of the own book, and at the mark where that does not quote")
    void prices() {
        world.trader("maker", "10000000").deposit(LiquidationWorld.BACKSTOP, "5000000");
        MarketMakerVenue venue = new MarketMakerVenue(world.accounts, world.board, "maker");

        trades(venue, "1", "60000");
        world.ownBook(new OwnMarket(Price.of("59990"), Price.of("60010"), Price.of("60000"), Money.of("50000")));
        trades(venue, "1", "60010");
        trades(venue, "-2", "59990");
    }

    private void trades(MarketMakerVenue venue, String quantity, String price) {
        Leg.Movement expected = Leg.Movement.at(LiquidationWorld.BTC, Quantity.of(quantity), Price.of(price));
        venue.trade(LiquidationWorld.BACKSTOP, LiquidationWorld.BTC, expected.quantity())
                .toCompletableFuture()
                .join();

        List<Settlement> trades = world.booked(Settlement.Kind.TRADE);
        assertThat(trades.get(trades.size() - 1)
                        .legOf(LiquidationWorld.BACKSTOP)
                        .movements())
                .containsExactly(expected);
    }
}
