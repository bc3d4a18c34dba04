package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.desk.SliceTerms;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Liquidations through all the actors: sold by keepers, taken by the backstop, paused, lost and begun again. */
class LiquidationStoriesTest {

    private final LiquidationWorld world = new LiquidationWorld();

    @AfterEach
    void close() {
        world.close();
    }

    /** The debtor holds 10 BTC with 15,000 and is below maintenance at 59,000. */
    private LiquidationWorld belowMaintenance() {
        return world.trader("maker", "10000000")
                .trader("debtor", "15000")
                .open("keeper", AccountRole.KEEPER, "2000000")
                .deposit(LiquidationWorld.FUND, "10000")
                .buy("debtor", "maker", "10", "60000")
                .mark("59000");
    }

    private boolean isOver() {
        return world.account("debtor").liquidation().isEmpty();
    }

    private OpenSlice openSlice() {
        return world.account("debtor")
                .liquidation()
                .orElseThrow()
                .slices()
                .values()
                .iterator()
                .next();
    }

    private boolean hasOpenSlice() {
        return world.account("debtor")
                .liquidation()
                .filter(liquidation -> !liquidation.slices().isEmpty())
                .isPresent();
    }

    @Test
    @DisplayName("an account below maintenance is sold slice by slice to keepers until it is not, and no further")
    void soldByKeepers() {
        belowMaintenance();
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.LIQUIDATING);

        world.untilWithKeeper("keeper", "liquidation over", this::isOver);

        assertThat(world.account("debtor").health()).isEqualTo(HealthState.MARGIN_CALL);
        assertThat(world.held("debtor")).isBetween(Quantity.of("1"), Quantity.of("9"));
        assertThat(world.held("keeper")).isEqualTo(Quantity.of("10").minus(world.held("debtor")));
        assertThat(world.booked(Settlement.Kind.LIQUIDATION)).isNotEmpty();
        assertThat(world.held(LiquidationWorld.BACKSTOP)).isEqualTo(Quantity.ZERO);
        world.assertBalanced();
    }

    @Test
    @DisplayName("what nobody takes goes to the backstop when the auction is over, where it has room")
    void takenByBackstop() {
        belowMaintenance().deposit(LiquidationWorld.BACKSTOP, "5000000");

        world.until("liquidation over", this::isOver);

        assertThat(world.held(LiquidationWorld.BACKSTOP).signum()).isPositive();
        assertThat(world.held(LiquidationWorld.BACKSTOP))
                .isEqualTo(Quantity.of("10").minus(world.held("debtor")));
        assertThat(world.booked(Settlement.Kind.LIQUIDATION)).isNotEmpty();
        world.assertBalanced();
    }

    @Test
    @DisplayName("where the backstop is full the slice is withdrawn, and planned and offered again")
    void backstopFull() {
        belowMaintenance();
        world.until("a slice on offer", this::hasOpenSlice);
        String first = openSlice().id();
        world.until("it is withdrawn", () -> !slices().containsKey(first));
        world.until("another is offered", () -> slices().keySet().stream().anyMatch(id -> !id.equals(first)));

        assertThat(world.held("debtor")).isEqualTo(Quantity.of("10"));
        assertThat(world.booked(Settlement.Kind.LIQUIDATION)).isEmpty();
        assertThat(slices().values().stream().map(slice -> slice.left().abs()).reduce(Quantity.ZERO, Quantity::plus))
                .isLessThanOrEqualTo(Quantity.of("10"));
        world.assertBalanced();
    }

    private SortedMap<String, OpenSlice> slices() {
        return world.account("debtor").liquidation().orElseThrow().slices();
    }

    @Test
    @DisplayName("while the feed is STALE nothing is offered, sold or taken over; afterwards it goes on")
    void stalePauses() {
        belowMaintenance();
        world.until("a slice on offer", this::hasOpenSlice);
        int offered = world.account("debtor").liquidation().orElseThrow().sliceCount();
        world.feed(FeedState.STALE);
        OpenSlice slice = openSlice();
        SettlementId operation = world.id("stale");

        world.take(
                operation,
                "keeper",
                world.account("debtor"),
                slice,
                slice.left().abs());
        world.until("an answer", () -> !world.answers.isEmpty());
        world.pass(5_000);

        assertThat(world.answers.poll()).isInstanceOf(AuctionProtocol.Refused.class);
        assertThat(world.held("debtor")).isEqualTo(Quantity.of("10"));
        assertThat(world.account("debtor").liquidation().orElseThrow().sliceCount())
                .isEqualTo(offered);

        world.feed(FeedState.LIVE).untilWithKeeper("keeper", "liquidation over", this::isOver);
        assertThat(world.held("keeper").signum()).isPositive();
        world.assertBalanced();
    }

    @Test
    @DisplayName("a driver that starts again withdraws what was on offer and sells no more than was needed")
    void driverRestarts() {
        belowMaintenance();
        world.until("a slice on offer", this::hasOpenSlice);
        String before = openSlice().id();

        world.restartDrivers();
        world.until("withdrawn", () -> !hasOpenSlice() || !openSlice().id().equals(before));
        world.untilWithKeeper("keeper", "liquidation over", this::isOver);

        assertThat(world.held("debtor")).isBetween(Quantity.of("1"), Quantity.of("9"));
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.MARGIN_CALL);
        world.assertBalanced();
    }

    @Test
    @DisplayName("a take asked twice is booked once and answered twice alike; with another limit its id is refused")
    void takeIsIdempotent() {
        belowMaintenance();
        world.until("a slice on offer", this::hasOpenSlice);
        OpenSlice slice = openSlice();
        SettlementId operation = world.id("once");
        Quantity half = slice.left().abs();

        world.actors.together(() -> {
            world.take(operation, "keeper", world.account("debtor"), slice, half);
            world.take(operation, "keeper", world.account("debtor"), slice, half);
        });
        world.until("two answers", () -> world.answers.size() == 2);

        AuctionProtocol.TakeAnswer first = world.answers.poll();
        assertThat(first).isInstanceOf(AuctionProtocol.Taken.class).isEqualTo(world.answers.poll());
        assertThat(world.held("keeper")).isEqualTo(half);
        world.take(operation, "keeper", "debtor", slice.id(), half, Price.of("60000"));
        world.until("a third", () -> world.answers.size() == 1);
        assertThat(world.answers.poll()).isInstanceOf(AuctionProtocol.Refused.class);
        assertThat(world.held("keeper")).isEqualTo(half);
        world.assertBalanced();
    }

    @Test
    @DisplayName("an answer that is lost is asked for again under the same id: booked once")
    void lostAnswer() {
        belowMaintenance();
        world.until("a slice on offer", this::hasOpenSlice);
        world.accounts.lose(settlement -> settlement.kind() == Settlement.Kind.LIQUIDATION);
        SettlementId operation = world.id("lost");
        OpenSlice slice = openSlice();

        world.take(
                operation,
                "keeper",
                world.account("debtor"),
                slice,
                slice.left().abs());
        world.until("an answer", () -> !world.answers.isEmpty());
        assertThat(world.answers.poll()).isEqualTo(new AuctionProtocol.Undecided(operation));
        world.accounts.lose(settlement -> false);
        world.take(
                operation,
                "keeper",
                world.account("debtor"),
                slice,
                slice.left().abs());
        world.until("an answer", () -> !world.answers.isEmpty());

        assertThat(world.answers.poll()).isInstanceOf(AuctionProtocol.Taken.class);
        assertThat(world.held("keeper")).isEqualTo(slice.left().abs());
        world.assertBalanced();
    }

    @Test
    @DisplayName("a keeper's limit holds to the unit: a price one unit above it is not met, the price itself is")
    void limit() {
        belowMaintenance();
        world.until("a slice on offer", this::hasOpenSlice);
        OpenSlice slice = openSlice();
        Quantity all = slice.left().abs();
        Price price = priceNow(slice);

        world.take(world.id("limit"), "keeper", "debtor", slice.id(), all, new Price(price.units() - 1));
        world.awaitAnswers(1);
        assertThat(world.answers.poll())
                .isEqualTo(new AuctionProtocol.LimitNotMet(price, new Price(price.units() - 1)));
        world.take(world.id("limit"), "keeper", "debtor", slice.id(), all, price);
        world.awaitAnswers(1);

        assertThat(world.answers.poll()).isInstanceOf(AuctionProtocol.Taken.class);
        assertThat(world.held("keeper")).isEqualTo(all);
        world.assertBalanced();
    }

    /** What the slice costs at the newest view. */
    private Price priceNow(OpenSlice slice) {
        return SliceTerms.of(
                        world.account("debtor"),
                        slice,
                        world.board.view(),
                        world.board.view().timeMillis(),
                        LiquidationWorld.SETTINGS.auction())
                .orElseThrow()
                .price();
    }

    @Test
    @DisplayName(
            "a coordinator lost between grant and fill: nothing is granted before its term has ended and one lease "
                    + "time has passed, and nothing is sold twice")
    void coordinatorLost() {
        belowMaintenance();
        world.until("a slice on offer", this::hasOpenSlice);
        world.desks.stopCoordinator();
        long lost = world.clock.nowMillis();
        long leaseMillis = LiquidationWorld.SETTINGS.coordinator().leaseMillis();
        long termEnd = world.terms.untilMillis();
        assertThat(termEnd).isGreaterThan(lost);
        world.until("what it had granted is spent or dead", () -> world.clock.nowMillis() >= lost + leaseMillis);
        long lastFence = fence();
        world.desks.startCoordinator("node-2");

        world.until("what nobody took is granted again", () -> fence() > lastFence);
        assertThat(world.clock.nowMillis()).isGreaterThanOrEqualTo(termEnd + leaseMillis);
        world.untilWithKeeper("keeper", "liquidation over", this::isOver);

        assertThat(world.held("keeper").plus(world.held("debtor"))).isEqualTo(Quantity.of("10"));
        assertThat(world.account("debtor").health()).isEqualTo(HealthState.MARGIN_CALL);
        world.assertBalanced();
    }

    private long fence() {
        return world.account("debtor").liquidation().orElseThrow().lastFence();
    }
}
