package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.SettlementCommand.Abandon;
import io.breakwater.core.account.SettlementCommand.Book;
import io.breakwater.core.account.SettlementCommand.Confirm;
import io.breakwater.core.account.SettlementCommand.Release;
import io.breakwater.core.account.SettlementCommand.Reserve;
import io.breakwater.core.account.SettlementEvent.LegBooked;
import io.breakwater.core.account.SettlementEvent.LegReserved;
import io.breakwater.core.account.SettlementEvent.ReservationReleased;
import io.breakwater.core.account.SettlementEvent.SettlementRefused;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A settlement seen by its two accounts: reserved, booked, confirmed or released, and never twice. */
class SettlementLifeTest {

    private final Books books = new Books();
    private Settlement trade;
    private String first;
    private String second;

    @BeforeEach
    void aTradeOfOneBitcoin() {
        books.open("alice", AccountRole.TRADER, "5000");
        books.open("bob", AccountRole.TRADER, "5000");
        trade = books.trade("alice", "bob", Books.BTC, "1", "60000");
        first = trade.first().account();
        second = trade.second().account();
    }

    private RefusalCode refused(String id, AccountCommand command) {
        return books.refusal(id, command).code();
    }

    /** The same parties and id, another quantity. */
    private Settlement otherPayload() {
        Leg buys = Leg.of("alice", false, List.of(Leg.Movement.at(Books.BTC, Quantity.of("2"), Price.of("60000"))));
        return Settlement.of(trade.id(), Settlement.Kind.TRADE, buys, buys.opposite("bob", false));
    }

    private CommitFacts commit() {
        return books.get(second).committed(trade.id()).orElseThrow();
    }

    @Test
    void isReservedBookedAndConfirmedWithOneWriteEach() {
        assertThat(books.accept(first, new Reserve(trade))).hasExactlyElementsOfTypes(LegReserved.class);
        assertThat(books.get(first).positions()).isEmpty();
        assertThat(books.accept(second, new Book(trade))).hasExactlyElementsOfTypes(LegBooked.class);
        assertThat(books.accept(first, new Confirm(trade.id(), commit()))).hasExactlyElementsOfTypes(LegBooked.class);
        assertThat(books.get("alice").quantity(Books.BTC)).isEqualTo(Quantity.of("1"));
        assertThat(books.get("bob").quantity(Books.BTC)).isEqualTo(Quantity.of("-1"));
        assertThat(books.get(first).reservations()).isEmpty();
        assertThat(books.balances()).isTrue();
    }

    @Test
    void everyStepRepeatedChangesNothing() {
        books.accept(first, new Reserve(trade));
        assertThat(books.accept(first, new Reserve(trade))).isEmpty();
        books.accept(second, new Book(trade));
        assertThat(books.accept(second, new Book(trade))).isEmpty();
        books.confirm(trade);
        assertThat(books.accept(first, new Confirm(trade.id(), commit()))).isEmpty();
        assertThat(books.accept(first, new Reserve(trade))).isEmpty();
        assertThat(books.accept(second, new Abandon(trade.id(), trade.fingerprint())))
                .isEmpty();
        assertThat(books.accept(first, new Release(trade.id()))).isEmpty();
        assertThat(books.get("alice").quantity(Books.BTC)).isEqualTo(Quantity.of("1"));
    }

    @Test
    void anotherPayloadUnderTheIdIsRefusedAtEveryStep() {
        books.accept(first, new Reserve(trade));
        assertThat(refused(first, new Reserve(otherPayload()))).isEqualTo(RefusalCode.ID_REUSED);
        assertThat(refused(first, new Abandon(trade.id(), otherPayload().fingerprint())))
                .as("held here for something else")
                .isEqualTo(RefusalCode.ID_REUSED);
        books.accept(second, new Book(trade));
        assertThat(refused(second, new Book(otherPayload()))).isEqualTo(RefusalCode.ID_REUSED);
        assertThat(refused(second, new Abandon(trade.id(), otherPayload().fingerprint())))
                .isEqualTo(RefusalCode.ID_REUSED);
        books.confirm(trade);
        assertThat(refused(first, new Reserve(otherPayload()))).isEqualTo(RefusalCode.ID_REUSED);
    }

    @Test
    void whatIsReservedUnderAnIdIsNotBookedUnderItAsWell() {
        books.accept(first, new Reserve(trade));
        Settlement asSecond = anyTradeUnder(trade.id(), first);
        assertThat(refused(first, new Book(asSecond))).isEqualTo(RefusalCode.ID_REUSED);
    }

    /** A trade under an id in which an account is the second party. */
    private static Settlement anyTradeUnder(SettlementId id, String second) {
        for (String other : List.of("aaron", "zoe")) {
            Leg buys = Leg.of(second, false, List.of(Leg.Movement.at(Books.BTC, Quantity.of("1"), Price.of("60000"))));
            Settlement settlement = Settlement.of(id, Settlement.Kind.TRADE, buys, buys.opposite(other, false));
            if (!settlement.isFirst(second)) {
                return settlement;
            }
        }
        throw new AssertionError("one of two names comes first");
    }

    @Test
    void eachStepIsForItsOwnParty() {
        assertThat(refused(second, new Reserve(trade))).isEqualTo(RefusalCode.NOT_A_PARTY);
        assertThat(refused(first, new Book(trade))).isEqualTo(RefusalCode.NOT_A_PARTY);
        books.open("carol", AccountRole.TRADER, "5000");
        assertThat(refused("carol", new Reserve(trade))).isEqualTo(RefusalCode.NOT_A_PARTY);
        assertThat(refused(first, new Confirm(trade.id(), new CommitFacts(new TreeMap<>()))))
                .isEqualTo(RefusalCode.NOTHING_RESERVED);
    }

    @Test
    void aTombstoneRefusesForGoodAndTheFirstPartyIsReleased() {
        books.accept(first, new Reserve(trade));
        assertThat(books.accept(second, new Abandon(trade.id(), trade.fingerprint())))
                .hasExactlyElementsOfTypes(SettlementRefused.class);
        assertThat(books.accept(second, new Abandon(trade.id(), trade.fingerprint())))
                .isEmpty();
        assertThat(refused(second, new Book(trade))).isEqualTo(RefusalCode.ID_ABANDONED);
        assertThat(books.accept(first, new Release(trade.id()))).hasExactlyElementsOfTypes(ReservationReleased.class);
        assertThat(refused(first, new Reserve(trade))).isEqualTo(RefusalCode.ID_ABANDONED);
        assertThat(books.balances()).isTrue();
    }

    @Test
    void anAccountThatWasNeverOpenedCanPromiseNeverToBook() {
        books.accounts.put("late", Account.unopened("late"));
        books.accept("late", new Abandon(trade.id(), trade.fingerprint()));
        books.accept("late", new LifecycleCommand.Open(AccountRole.TRADER, MarginMode.CROSS));
        assertThat(books.get("late").outcomes().get(trade.id())).isPresent();
    }

    @Test
    void nobodyPromisesWhatMayHaveBeenForgotten() {
        SettlementId edge = new SettlementId(Books.DAY.minusDays(4), "edge");
        SettlementId older = new SettlementId(Books.DAY.minusDays(5), "older");
        assertThat(refused(second, new Abandon(older, trade.fingerprint()))).isEqualTo(RefusalCode.ID_TOO_OLD);
        books.accept(second, new Abandon(edge, trade.fingerprint()));
    }

    @Test
    void anIdOutsideTheWindowIsNeitherReservedNorBooked() {
        books.pass(Duration.ofDays(4).toMillis());
        assertThat(refused(first, new Reserve(trade))).isEqualTo(RefusalCode.ID_TOO_OLD);
        assertThat(refused(second, new Book(trade))).isEqualTo(RefusalCode.ID_TOO_OLD);
    }

    @Test
    void aConfirmationWaitsForAViewAsNewAsTheCommit() {
        books.accept(first, new Reserve(trade));
        InstrumentMarket before = books.at(Books.BTC);
        books.haircut(Books.BTC, "0.5");
        books.accept(second, new Book(trade));
        InstrumentMarket newest = books.at(Books.BTC);
        books.change(Books.BTC, at -> before);
        assertThat(refused(first, new Confirm(trade.id(), commit()))).isEqualTo(RefusalCode.BEHIND_MARKET_EPOCH);
        books.forget(Books.BTC);
        assertThat(refused(first, new Confirm(trade.id(), commit()))).isEqualTo(RefusalCode.MARKET_UNKNOWN);
        books.market(Books.BTC, "60000");
        books.change(Books.BTC, at -> newest);
        books.confirm(trade);
        assertThat(books.balances()).isTrue();
    }

    @Test
    void fundingAndHaircutsSinceTheCommitReachTheFirstLegWhenItBooks() {
        books.accept(first, new Reserve(trade));
        books.accept(second, new Book(trade));
        books.funding(Books.BTC, "3.00000001");
        books.market(Books.BTC, "61000");
        books.haircut(Books.BTC, "0.1");
        books.confirm(trade);
        books.accept(second, new RiskCommand.CatchUp());
        assertThat(books.get("alice").feesDue()).containsEntry("fund:BTC", Money.of("99.7"));
        assertThat(books.get("alice").positions().get(Books.BTC).quote()).isEqualTo(Money.of("-60102.700001"));
        assertThat(books.balances()).isTrue();
    }

    @Test
    void quantitiesAreWholeLotsExceptToCloseAll() {
        Settlement odd = books.trade("alice", "bob", Books.BTC, "0.0005", "60000");
        assertThat(refused(odd.first().account(), new Reserve(odd))).isEqualTo(RefusalCode.NOT_WHOLE_LOTS);
        books.settle(books.trade("alice", "bob", Books.BTC, "0.001", "60000"));
        books.adopt(before -> withLot(before, "0.01"));
        Settlement closes = books.trade("bob", "alice", Books.BTC, "0.001", "60000");
        books.settle(closes);
        assertThat(books.get("alice").positions()).isEmpty();
    }

    private static RiskParameters withLot(RiskParameters before, String lot) {
        return new RiskParameters(
                before.epoch() + 1,
                Map.of("BTC", DefaultParameters.underlying("BTC", DefaultParameters.btcTiers(), lot, "0.1")),
                before.collateral(),
                before.health(),
                before.liquidation(),
                before.portfolio());
    }

    @Test
    void aMarketMustBeKnownToTradeItAndToValueWhatIsHeld() {
        books.settle(trade);
        books.forget(Books.BTC);
        Settlement eth = books.trade("alice", "bob", Books.ETH, "1", "3000");
        assertThat(books.refusal(eth.first().account(), new Reserve(eth)))
                .hasToString("MARKET_UNKNOWN: missing market of BTC-PERP");
        Settlement btc = books.trade("bob", "alice", Books.BTC, "1", "60000");
        assertThat(refused(btc.first().account(), new Reserve(btc))).isEqualTo(RefusalCode.MARKET_UNKNOWN);
        assertThat(books.accept("alice", new RiskCommand.Assess())).isEmpty();
        Instrument unlisted = InstrumentNames.parse("DOGE-PERP");
        books.market(unlisted, "1");
        Settlement doge = books.trade("alice", "bob", unlisted, "1", "1");
        assertThat(refused(doge.first().account(), new Reserve(doge))).isEqualTo(RefusalCode.MARKET_UNKNOWN);
    }

    @Test
    void anAssetOfALegMustHaveParametersAndAPrice() {
        for (String asset : List.of("DOGE", "USDC")) {
            Leg gives =
                    Leg.ofCash("alice", false, Money.ZERO).withAssets(new TreeMap<>(Map.of(asset, Quantity.of("1"))));
            Settlement moves =
                    Settlement.of(books.id("asset"), Settlement.Kind.TRADE, gives, gives.opposite("bob", false));
            assertThat(refused(moves.first().account(), new Reserve(moves))).isEqualTo(RefusalCode.ASSET_UNKNOWN);
        }
    }

    @Test
    void newRiskNeedsATrustedPriceAndReducingNever() {
        books.settle(trade);
        for (FeedState feed :
                new FeedState[] {FeedState.SUSPECT, FeedState.WARMUP, FeedState.STALE, FeedState.HALTED}) {
            books.feed(Books.BTC, feed, "60000", "60000");
            Settlement more = books.trade("alice", "bob", Books.BTC, "0.001", "60000");
            assertThat(refused(more.first().account(), new Reserve(more))).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
            books.buy("bob", "alice", Books.BTC, "0.001", "60000");
        }
        assertThat(books.get("alice").quantity(Books.BTC)).isEqualTo(Quantity.of("0.996"));
    }

    @Test
    void aTradeNeedsTheInitialRequirementAndNotOneUnitMore() {
        books.open("carol", AccountRole.TRADER, "1200");
        books.open("dan", AccountRole.TRADER, "1199.999999");
        books.buy("carol", "bob", Books.BTC, "1", "60000");
        Settlement tooMuch = books.trade("dan", "alice", Books.BTC, "1", "60000");
        Refusal refusal = tooMuch.isFirst("dan")
                ? books.refusal("dan", new Reserve(tooMuch))
                : books.refusal("dan", new Book(tooMuch));
        assertThat(refusal).hasToString("INSUFFICIENT_INITIAL_MARGIN: needs 1200, has 1199.999999");
    }

    @Test
    void feesOfALegAreSetAsideForTheirFund() {
        Leg buys = trade.legOf("alice").withFee("fund:BTC", Money.of("12"));
        Settlement withFee = Settlement.of(books.id("fee"), Settlement.Kind.TRADE, buys, trade.legOf("bob"));
        books.settle(withFee);
        assertThat(books.get("alice").cash()).isEqualTo(Money.of("4988"));
        assertThat(books.get("alice").feesDue()).containsEntry("fund:BTC", Money.of("12"));
        assertThat(books.balances()).isTrue();
    }

    @Test
    void reservationsAreBoundedForWhoReservesAndNotForWhoBooks() {
        books.limits(new AccountLimits(64, 16, 1, 3));
        books.accept(first, new Reserve(trade));
        Settlement next = tradeWithFirst(first, "ETH-PERP");
        assertThat(refused(first, new Reserve(next))).isEqualTo(RefusalCode.TOO_MANY_RESERVATIONS);
        Settlement asSecond = tradeWithFirst(second, "ETH-PERP");
        books.accept(second, new Reserve(asSecond));
        books.accept(first, new Book(asSecond));
    }

    private Settlement tradeWithFirst(String account, String instrument) {
        while (true) {
            Settlement candidate = books.trade("alice", "bob", InstrumentNames.parse(instrument), "0.01", "3000");
            if (candidate.isFirst(account)) {
                return candidate;
            }
        }
    }

    @Test
    void positionsAreBoundedWithWhatIsReserved() {
        books.limits(new AccountLimits(1, 16, 64, 3));
        books.accept(first, new Reserve(trade));
        Settlement next = tradeWithFirst(first, "ETH-PERP");
        assertThat(refused(first, new Reserve(next))).isEqualTo(RefusalCode.TOO_MANY_POSITIONS);
        books.limits(new AccountLimits(2, 16, 64, 3));
        books.accept(first, new Reserve(next));
    }

    @Test
    void kindsOfCollateralAreBoundedInALegToo() {
        books.limits(new AccountLimits(64, 1, 64, 3));
        books.accept("alice", new LifecycleCommand.Deposit(books.id("in"), "ETH", Quantity.of("1")));
        Leg gets = Leg.ofCash("alice", false, Money.ZERO).withAssets(new TreeMap<>(Map.of("BTC", Quantity.of("0.01"))));
        Settlement moves = Settlement.of(trade.id(), Settlement.Kind.TRADE, gets, gets.opposite("bob", false));
        AccountCommand step = moves.isFirst("alice") ? new Reserve(moves) : new Book(moves);
        assertThat(refused("alice", step)).isEqualTo(RefusalCode.TOO_MANY_ASSETS);
    }

    /** 5,000 carries 4 BTC at 60,000 (4,800); reserved at its worst side, in either direction. */
    @Test
    void openReservationsHoldMarginAtTheirWorstSide() {
        Settlement four = tradeOf(first, "4");
        books.accept(first, new Reserve(four));
        Settlement more = tradeOf(first, "0.2");
        assertThat(refused(first, new Reserve(more))).isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
        Settlement back = tradeOf(first, "-4");
        books.accept(first, new Reserve(back));
        assertThat(HealthAssessment.margin(books.get(first), books.view()).initial())
                .isEqualByComparingTo("4800");
        LifecycleCommand.Withdraw withdraw =
                new LifecycleCommand.Withdraw(books.id("out"), "USDC", Quantity.of("200.000001"));
        assertThat(refused(first, withdraw)).isEqualTo(RefusalCode.INSUFFICIENT_INITIAL_MARGIN);
    }

    /** A trade in which an account reserves first and moves a signed quantity. */
    private Settlement tradeOf(String account, String quantity) {
        String other = account.equals("alice") ? "bob" : "alice";
        Leg leg = Leg.of(account, false, List.of(Leg.Movement.at(Books.BTC, Quantity.of(quantity), Price.of("60000"))));
        while (true) {
            Settlement candidate = Settlement.of(books.id("t"), Settlement.Kind.TRADE, leg, leg.opposite(other, false));
            if (candidate.isFirst(account)) {
                return candidate;
            }
        }
    }
}
