package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long of 10 BTC from 60,000 with 20,000 of collateral: below maintenance at 58,500, below two thirds at 58,300. */
class LiquidationDriverTest {

    private static final LiquidationTiming TIMING = LiquidationTiming.defaults();

    private final Books books = new Books();
    private LiquidationDriver driver = LiquidationDriver.idle(1);

    @BeforeEach
    void anAccountBelowMaintenance() {
        books.open("alice", AccountRole.TRADER, "20000");
        books.open("maker", AccountRole.TRADER, "10000000");
        books.open("keeper", AccountRole.KEEPER, "1000000");
        books.buy("alice", "maker", Books.BTC, "10", "60000");
        books.market(Books.BTC, "58500");
        books.accept("alice", new RiskCommand.Assess());
        assertThat(books.get("alice").health()).isEqualTo(HealthState.LIQUIDATING);
    }

    private LiquidationDriver.Step on(LiquidationMessage message) {
        LiquidationDriver.Step step = driver.step(message, books.get("alice"), books.context(), TIMING);
        driver = step.driver();
        return step;
    }

    private void execute(LiquidationDriver.Step step) {
        for (LiquidationAction action : step.actions()) {
            if (action instanceof LiquidationAction.Command command) {
                books.accept("alice", command.command());
            }
        }
    }

    private LiquidationAction.AskVelocity asked() {
        return (LiquidationAction.AskVelocity)
                on(new LiquidationMessage.Woken()).actions().get(0);
    }

    private OpenSlice onlySlice() {
        return books.get("alice")
                .liquidation()
                .orElseThrow()
                .slices()
                .values()
                .iterator()
                .next();
    }

    private void keeperTakes(OpenSlice slice, Quantity quantity, String price) {
        books.settle(LiquidationSettlements.take(
                books.id("take"),
                books.get("alice"),
                slice,
                quantity,
                Price.of(price),
                "keeper",
                false,
                Money.of("100"),
                Money.of("100")));
    }

    private Settlement takeWithAliceFirst() {
        SettlementId id = books.id("take");
        while (!id.first("alice", "keeper").equals("alice")) {
            id = books.id("take");
        }
        return LiquidationSettlements.take(
                id,
                books.get("alice"),
                onlySlice(),
                onlySlice().quantity(),
                Price.of("58480"),
                "keeper",
                false,
                Money.of("100"),
                Money.of("100"));
    }

    @Test
    void asksForTheClosedFormOnceAndNotAgainWhileItWaits() {
        LiquidationAction.AskVelocity ask = asked();
        assertThat(ask.instrument()).isEqualTo(Books.BTC);
        assertThat(ask.sells()).isTrue();
        // y = (1.15*5850 - 5000)/(1.15*0.01 - 0.0045) = 246,785.71..., 4.219 BTC after the lot
        assertThat(ask.notional()).isEqualTo(Money.of("246811.5"));
        assertThat(on(new LiquidationMessage.Woken()).actions())
                .noneMatch(LiquidationAction.AskVelocity.class::isInstance);
        books.pass(TIMING.requestTimeoutMillis());
        assertThat(asked().requestId()).isGreaterThan(ask.requestId());
    }

    @Test
    void aGrantBecomesASliceOfWhatItPaysForAndTheRestIsAskedForNext() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 7)));
        assertThat(onlySlice().quantity()).isEqualTo(Quantity.of("-1.709"));
        assertThat(asked().notional()).isEqualTo(Money.of("146835"));
    }

    @Test
    void afterTheWholePlanIsTakenTheAccountIsBackAtItsTargetAndTheDriverFinishes() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("1000000"), 7)));
        keeperTakes(onlySlice(), onlySlice().quantity(), "58480");
        Account alice = books.get("alice");
        assertThat(alice.health()).isNotEqualTo(HealthState.LIQUIDATING);
        assertThat(alice.liquidation()).isEmpty();
        assertThat(on(new LiquidationMessage.Woken()).actions()).containsExactly(new LiquidationAction.Finished());
        assertThat(books.balances()).isTrue();
    }

    @Test
    void aLiquidationThatWaitsForASliceInUseKeepsItsDriver() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("1000000"), 7)));
        books.accept("alice", new SettlementCommand.Reserve(takeWithAliceFirst()));
        books.market(Books.BTC, "60000");
        books.accept("alice", new RiskCommand.Assess());
        assertThat(books.get("alice").health().isLiquidation()).isFalse();
        assertThat(books.get("alice").liquidation()).as("a slice is open").isPresent();

        assertThat(on(new LiquidationMessage.Woken()).actions())
                .containsExactly(new LiquidationAction.Wake(TIMING.retryMillis()));
    }

    @Test
    void anExpiredLeaseIsRefusedByTheAccountAndAnOlderFenceToo() {
        LiquidationAction.AskVelocity ask = asked();
        LiquidationDriver.Step step = on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 7));
        RiskCommand offer =
                (RiskCommand) ((LiquidationAction.Command) step.actions().get(0)).command();
        books.pass(TIMING.leaseMillis() - 1);
        books.accept("alice", offer);
        assertThat(books.refusal("alice", offer).code()).isEqualTo(RefusalCode.FENCE_OUTDATED);
        books.pass(1);
        RiskCommand later =
                new RiskCommand.OfferSlice(Books.BTC, Quantity.of("-1"), 8, Books.NOON + TIMING.leaseMillis());
        assertThat(books.refusal("alice", later).code()).isEqualTo(RefusalCode.LEASE_EXPIRED);
    }

    @Test
    void aSliceNobodyTakesGoesToTheBackstopAndATakenOneDoesNot() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 7)));
        String slice = onlySlice().id();
        assertThat(on(new LiquidationMessage.AuctionOver(slice)).actions())
                .containsExactly(new LiquidationAction.SliceToBackstop(slice));
        keeperTakes(onlySlice(), onlySlice().quantity(), "58480");
        assertThat(on(new LiquidationMessage.AuctionOver(slice)).actions()).isEmpty();
    }

    @Test
    void aRestartForgetsRequestsAndWithdrawsOpenSlices() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 7)));
        LiquidationDriver.Step restarted = LiquidationDriver.restarted(100, books.get("alice"), TIMING);
        driver = restarted.driver();
        execute(restarted);
        assertThat(books.get("alice").liquidation().orElseThrow().slices()).isEmpty();
        assertThat(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 8))
                        .actions())
                .as("a grant nobody waits for is ignored")
                .isEmpty();
        assertThat(asked().notional()).isEqualTo(Money.of("246811.5"));
    }

    @Test
    void aStaleFeedPausesAndBelowTwoThirdsTheBackstopTakesAll() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 7)));
        books.feed(Books.BTC, FeedState.STALE, "58300", "58300");
        assertThat(on(new LiquidationMessage.Woken()).actions())
                .containsExactly(new LiquidationAction.Wake(TIMING.retryMillis()));
        books.market(Books.BTC, "58300");
        books.accept("alice", new RiskCommand.Assess());
        assertThat(books.get("alice").health()).isEqualTo(HealthState.BACKSTOP);
        assertThat(on(new LiquidationMessage.Woken()).actions())
                .containsExactly(
                        new LiquidationAction.AllToBackstop(), new LiquidationAction.Wake(TIMING.retryMillis()));
        assertThat(on(new LiquidationMessage.Woken()).actions())
                .as("the backstop had no room: the market is asked as well")
                .anyMatch(LiquidationAction.AskVelocity.class::isInstance);
    }

    @Test
    void belowZeroEverythingIsWithdrawnForTheBackstopAndTheWaterfall() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 7)));
        books.market(Books.BTC, "57000");
        books.accept("alice", new RiskCommand.Assess());
        assertThat(books.get("alice").health()).isEqualTo(HealthState.BANKRUPT);
        assertThat(on(new LiquidationMessage.Woken()).actions())
                .hasSize(3)
                .contains(new LiquidationAction.AllToBackstop());
    }

    @Test
    void whatWouldWaitTooLongGoesToTheBackstopInPart() {
        LiquidationAction.AskVelocity ask = asked();
        assertThat(on(new LiquidationMessage.TooLate(ask.requestId())).actions())
                .containsExactly(new LiquidationAction.PartToBackstop(Books.BTC, Quantity.of("-4.219")));
    }

    @Test
    void closingOnTermsThatDoNotRaiseHealthIsRefused() {
        LiquidationAction.AskVelocity ask = asked();
        execute(on(new LiquidationMessage.Granted(ask.requestId(), Money.of("100000"), 7)));
        var cheap = LiquidationSettlements.take(
                books.id("take"),
                books.get("alice"),
                onlySlice(),
                Quantity.of("-1"),
                Price.of("57900"),
                "keeper",
                false,
                Money.of("100"),
                Money.of("100"));
        String alice = cheap.first().account().equals("alice") ? "first" : "second";
        var command = alice.equals("first")
                ? new io.breakwater.core.account.SettlementCommand.Reserve(cheap)
                : new io.breakwater.core.account.SettlementCommand.Book(cheap);
        assertThat(books.refusal("alice", command).code()).isEqualTo(RefusalCode.HEALTH_NOT_RAISED);
    }
}
