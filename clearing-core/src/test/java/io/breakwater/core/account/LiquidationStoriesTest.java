package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.LifecycleCommand.Deposit;
import io.breakwater.core.account.RiskCommand.Assess;
import io.breakwater.core.account.RiskCommand.OfferSlice;
import io.breakwater.core.account.RiskCommand.ReturnSlice;
import io.breakwater.core.account.RiskEvent.LiquidationEnded;
import io.breakwater.core.account.RiskEvent.SliceOffered;
import io.breakwater.core.account.RiskEvent.SliceReturned;
import io.breakwater.core.account.SettlementCommand.Book;
import io.breakwater.core.account.SettlementCommand.Reserve;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long of 10 BTC from 60,000 with 20,000: at 58,500 it has 5,000 of 5,850 and is liquidated slice by slice. */
class LiquidationStoriesTest {

    private static final long LEASE = 2_000;

    private final Books books = new Books();

    @BeforeEach
    void anAccountBelowMaintenance() {
        books.open("alice", AccountRole.TRADER, "20000");
        books.open("maker", AccountRole.TRADER, "10000000");
        books.open("keeper", AccountRole.KEEPER, "100000");
        books.open(HouseAccounts.backstop("BTC"), AccountRole.BACKSTOP, "1000000");
        books.buy("alice", "maker", Books.BTC, "10", "60000");
        books.market(Books.BTC, "58500");
        books.accept("alice", new Assess());
        assertThat(alice().health()).isEqualTo(HealthState.LIQUIDATING);
    }

    private Account alice() {
        return books.get("alice");
    }

    private OfferSlice offer(String quantity, long fence) {
        return new OfferSlice(Books.BTC, Quantity.of(quantity), fence, books.now() + LEASE);
    }

    private OpenSlice offered(String quantity, long fence) {
        SliceOffered event =
                (SliceOffered) books.accept("alice", offer(quantity, fence)).get(0);
        return slice(event.sliceId());
    }

    private OpenSlice slice(String id) {
        return alice().liquidation().orElseThrow().slices().get(id);
    }

    private Settlement take(OpenSlice slice, String quantity, String price) {
        return LiquidationSettlements.take(
                books.id("take"),
                alice(),
                slice,
                Quantity.of(quantity),
                Price.of(price),
                "keeper",
                false,
                Money.of("10"),
                Money.of("5"));
    }

    /** A take in which alice reserves, and waits for the keeper. */
    private Settlement reservedTake(OpenSlice slice, String quantity) {
        while (true) {
            Settlement take = take(slice, quantity, "58480");
            if (take.isFirst("alice")) {
                books.accept("alice", new Reserve(take));
                return take;
            }
        }
    }

    private RefusalCode refused(AccountCommand command) {
        return books.refusal("alice", command).code();
    }

    private RefusalCode refused(Settlement settlement) {
        return refused(settlement.isFirst("alice") ? new Reserve(settlement) : new Book(settlement));
    }

    @Test
    void aSliceIsOfferedBeforeItsLeaseExpiresAndNotAtThatMoment() {
        OfferSlice offer = offer("-1", 7);
        books.pass(LEASE - 1);
        books.accept("alice", offer);
        OfferSlice late = new OfferSlice(Books.BTC, Quantity.of("-1"), 8, books.now());
        assertThat(refused(late)).isEqualTo(RefusalCode.LEASE_EXPIRED);
    }

    @Test
    void aFenceIsUsedOnceAndNeverAfterANewerOne() {
        offered("-1", 7);
        assertThat(refused(offer("-1", 7))).isEqualTo(RefusalCode.FENCE_OUTDATED);
        assertThat(refused(offer("-1", 6))).isEqualTo(RefusalCode.FENCE_OUTDATED);
        offered("-1", 8);
    }

    @Test
    void offersCloseWhatIsHeldAndNothingMore() {
        offered("-9.999", 1);
        assertThat(refused(offer("-0.002", 2))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThat(refused(offer("0.001", 2))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThat(refused(offer("0", 2))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThat(refused(new OfferSlice(Books.ETH, Quantity.of("-1"), 2, books.now() + LEASE)))
                .isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThat(refused(offer("-0.0005", 2))).isEqualTo(RefusalCode.NOT_WHOLE_LOTS);
        offered("-0.001", 2);
    }

    @Test
    void anOfferPausesWhileThePriceIsNotTrusted() {
        books.feed(Books.BTC, FeedState.STALE, "58500", "58500");
        assertThat(refused(offer("-1", 1))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
        books.feed(Books.BTC, FeedState.SUSPECT, "58500", "60000");
        assertThat(refused(offer("-1", 1))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
        books.feed(Books.BTC, FeedState.SUSPECT, "58500", "58500");
        books.accept("alice", offer("-1", 1));
    }

    @Test
    void aTakePausesWhileThePriceIsNotTrusted() {
        OpenSlice slice = offered("-1", 1);
        books.feed(Books.BTC, FeedState.STALE, "58500", "58500");
        assertThat(refused(take(slice, "-1", "58480"))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
    }

    @Test
    void aSliceIsTakenInPartsAndSoldOnce() {
        OpenSlice slice = offered("-2", 1);
        books.settle(take(slice, "-1.5", "58480"));
        assertThat(slice(slice.id()).left()).isEqualTo(Quantity.of("-0.5"));
        assertThat(refused(take(slice, "-0.501", "58480"))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
        books.settle(take(slice, "-0.5", "58480"));
        assertThat(refused(take(slice, "-0.001", "58480"))).isEqualTo(RefusalCode.SLICE_UNKNOWN);
        assertThat(alice().quantity(Books.BTC)).isEqualTo(Quantity.of("8"));
        assertThat(alice().liquidation().orElseThrow().closedNotional()).isEqualTo(Money.of("116960"));
        assertThat(books.balances()).isTrue();
    }

    @Test
    void aTakeInFlightIsNotSoldAgainAndItsSliceNotWithdrawn() {
        OpenSlice slice = offered("-2", 1);
        reservedTake(slice, "-1.5");
        assertThat(refused(take(slice, "-0.501", "58480"))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThat(refused(new ReturnSlice(slice.id()))).isEqualTo(RefusalCode.SLICE_IN_USE);
    }

    @Test
    void aWithdrawnSliceReturnsWhatItHadLeftOnce() {
        OpenSlice slice = offered("-2", 1);
        books.settle(take(slice, "-0.5", "58480"));
        SliceReturned returned = (SliceReturned)
                books.accept("alice", new ReturnSlice(slice.id())).get(0);
        assertThat(returned.unfilled()).isEqualTo(Quantity.of("-1.5"));
        assertThat(refused(new ReturnSlice(slice.id()))).isEqualTo(RefusalCode.SLICE_UNKNOWN);
        assertThat(refused(take(slice, "-0.5", "58480"))).isEqualTo(RefusalCode.SLICE_UNKNOWN);
        offered("-9.5", 2);
    }

    /** Selling 1 of 10 at 58,500 - d with 15 of costs leaves 4,985 - d of 5,265: health stays at 0.8547 for d = 485. */
    @Test
    void aTakeThatDoesNotRaiseHealthIsRefused() {
        OpenSlice slice = offered("-1", 1);
        assertThat(refused(take(slice, "-1", "58015"))).isEqualTo(RefusalCode.HEALTH_NOT_RAISED);
        books.settle(take(slice, "-1", "58015.01"));
    }

    @Test
    void theTakerNeedsMarginOfItsOwn() {
        books.open("poor", AccountRole.KEEPER, "100");
        OpenSlice slice = offered("-1", 1);
        Settlement take = LiquidationSettlements.take(
                books.id("take"),
                alice(),
                slice,
                Quantity.of("-1"),
                Price.of("58480"),
                "poor",
                false,
                Money.of("10"),
                Money.of("5"));
        AccountCommand step = take.isFirst("poor") ? new Reserve(take) : new Book(take);
        assertThat(books.refusal("poor", step).code()).isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
    }

    @Test
    void endsWhenCuredAndSellsNothingAfterThat() {
        OpenSlice slice = offered("-1", 1);
        books.accept("alice", new Deposit(books.id("in"), "USDC", Quantity.of("5000")));
        assertThat(alice().health().isLiquidation()).isFalse();
        assertThat(alice().liquidation()).as("a slice is still open").isPresent();
        assertThat(refused(take(slice, "-1", "58480"))).isEqualTo(RefusalCode.NOT_IN_LIQUIDATION);
        assertThat(refused(offer("-1", 2))).isEqualTo(RefusalCode.NOT_IN_LIQUIDATION);
        assertThat(books.accept("alice", new ReturnSlice(slice.id())))
                .hasExactlyElementsOfTypes(SliceReturned.class, LiquidationEnded.class);
    }

    @Test
    void aTakeInFlightIsBookedAlsoAfterTheCure() {
        OpenSlice slice = offered("-1", 1);
        Settlement take = reservedTake(slice, "-1");
        books.accept("alice", new Deposit(books.id("in"), "USDC", Quantity.of("5000")));
        books.accept("keeper", new Book(take));
        books.confirm(take);
        assertThat(alice().liquidation()).isEmpty();
        assertThat(alice().quantity(Books.BTC)).isEqualTo(Quantity.of("9"));
        assertThat(books.balances()).isTrue();
    }

    private Settlement takeover(String quantity, String cash) {
        return LiquidationSettlements.takeover(
                books.id("takeover"),
                alice(),
                "BTC",
                new TreeMap<>(Map.of(Books.BTC, Quantity.of(quantity))),
                Map.of(Books.BTC, Price.of("58300")),
                LiquidationSettlements.noAssets(),
                Money.of(cash));
    }

    @Test
    void belowTwoThirdsTheBackstopTakesAllForItsFeeAndTheRestIsTheOwners() {
        books.market(Books.BTC, "58300");
        books.accept("alice", new Assess());
        assertThat(alice().health()).isEqualTo(HealthState.BACKSTOP);
        books.settle(takeover("-10", "-2915"));
        assertThat(alice().positions()).isEmpty();
        assertThat(alice().cash()).isEqualTo(Money.of("85"));
        assertThat(alice().health()).isEqualTo(HealthState.HEALTHY);
        assertThat(alice().liquidation()).isEmpty();
        assertThat(books.get(HouseAccounts.backstop("BTC")).quantity(Books.BTC)).isEqualTo(Quantity.of("10"));
        assertThat(books.balances()).isTrue();
    }

    @Test
    void theBackstopTakesNothingOfAHealthyAccount() {
        books.accept("alice", new Deposit(books.id("in"), "USDC", Quantity.of("50000")));
        assertThat(refused(takeover("-10", "0"))).isEqualTo(RefusalCode.NOT_IN_LIQUIDATION);
    }

    @Test
    void aTakeoverAndATakeInFlightTogetherNeverFlipTheSide() {
        OpenSlice slice = offered("-4", 1);
        Settlement take = reservedTake(slice, "-3");
        assertThat(refused(takeover("-7.001", "0"))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
        books.settle(takeover("-7", "-2400"));
        assertThat(alice().health()).as("equity 1,200 of 1,755").isEqualTo(HealthState.LIQUIDATING);
        assertThat(refused(take(slice, "-0.5", "58480"))).isEqualTo(RefusalCode.SLICE_EXCEEDED);
        books.accept("keeper", new Book(take));
        books.confirm(take);
        assertThat(alice().positions()).isEmpty();
        assertThat(books.balances()).isTrue();
    }

    @Test
    void aTakeoverPausesWhileThePriceIsStale() {
        books.feed(Books.BTC, FeedState.STALE, "58500", "58500");
        assertThat(refused(takeover("-10", "0"))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
    }

    @Test
    void theBackstopTakesWhatIsLessThanALot() {
        books.adopt(before -> new RiskParameters(
                before.epoch() + 1,
                Map.of("BTC", DefaultParameters.underlying("BTC", DefaultParameters.btcTiers(), "100", "0.1")),
                before.collateral(),
                before.health(),
                before.liquidation(),
                before.portfolio()));
        books.settle(takeover("-10", "0"));
        assertThat(alice().positions()).isEmpty();
    }

    /** A keeper that is itself in liquidation with a slice of the same number keeps it. */
    @Test
    void aTakerDoesNotFillItsOwnSliceOfTheSameNumber() {
        books.market(Books.BTC, "60000");
        books.buy("keeper", "maker", Books.BTC, "2", "60000");
        books.market(Books.BTC, "58500");
        OpenSlice slice = offered("-1", 1);
        Settlement take = takeWithKeeperFirst(slice);
        books.accept("keeper", new Reserve(take));
        books.market(Books.BTC, "1000");
        books.accept("keeper", new Assess());
        books.accept("keeper", offer("-0.5", 1));
        assertThat(keeperSlices()).containsExactly(slice.id());
        books.market(Books.BTC, "58500");
        books.accept("alice", new Book(take));
        books.confirm(take);
        assertThat(keeperSlices()).containsExactly(slice.id());
        assertThat(books.balances()).isTrue();
    }

    private Settlement takeWithKeeperFirst(OpenSlice slice) {
        while (true) {
            Settlement take = take(slice, "-1", "58480");
            if (take.isFirst("keeper")) {
                return take;
            }
        }
    }

    private List<String> keeperSlices() {
        return List.copyOf(
                books.get("keeper").liquidation().orElseThrow().slices().keySet());
    }
}
