package io.breakwater.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.FactEvent;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The books balance at every instant, and an imbalance of one unit of anything is seen. */
class ConservationTest {

    private final Books books = new Books();

    @BeforeEach
    void twoPartiesOfATrade() {
        books.open("alice", AccountRole.TRADER, "10000");
        books.open("bob", AccountRole.TRADER, "10000");
        books.accept("bob", new LifecycleCommand.Deposit(books.id("coins"), "ETH", Quantity.of("3")));
        books.buy("alice", "bob", Books.BTC, "1", "60000.01");
        assertThat(books.balances()).isTrue();
    }

    private void plant(AccountEvent event) {
        books.accounts.put("alice", books.get("alice").evolve(event));
    }

    private void plantPosition(Position position) {
        plant(new FactEvent.FactsApplied(Books.NOON, Books.BTC, position, Money.ZERO, 0));
    }

    @Test
    void seesOneUnitOfQuantity() {
        Position held = books.get("alice").positions().get(Books.BTC);
        plantPosition(new Position(
                held.quantity().plus(new Quantity(1)), held.quote(), held.fundingIndex(), held.haircutEpoch()));
        assertThat(books.audit().positionsBalance()).isFalse();
        assertThat(books.audit().quantities()).containsEntry(Books.BTC, BigInteger.ONE);
        assertThat(books.audit().cashBalances()).isTrue();
    }

    @Test
    void seesOneUnitOfQuote() {
        Position held = books.get("alice").positions().get(Books.BTC);
        plantPosition(new Position(
                held.quantity(), held.quote().plus(new Money(1)), held.fundingIndex(), held.haircutEpoch()));
        assertThat(books.audit().positionsBalance()).isTrue();
        assertThat(books.audit().money()).isEqualTo(BigInteger.valueOf(Position.RESIDUE_PER_MONEY_UNIT));
    }

    @Test
    void seesOneUnitOfCashDuesAndResidue() {
        plant(new FactEvent.PositionExpired(Books.NOON, Books.ETH, Price.ZERO, new Money(-1), 0));
        assertThat(books.audit().money()).isEqualTo(BigInteger.valueOf(-Position.RESIDUE_PER_MONEY_UNIT));
        Position held = books.get("alice").positions().get(Books.BTC);
        plant(new FactEvent.FactsApplied(Books.NOON, Books.BTC, held, new Money(1), 0));
        assertThat(books.audit().cashBalances())
                .as("a due makes up for the cash")
                .isTrue();
        plant(new FactEvent.FactsApplied(Books.NOON, Books.BTC, held, Money.ZERO, 1));
        assertThat(books.audit().money()).isOne();
    }

    @Test
    void seesOneUnitOfAnAsset() {
        Leg gives = Leg.ofCash("bob", false, Money.ZERO).withAssets(new TreeMap<>(Map.of("ETH", new Quantity(-1))));
        Settlement half =
                Settlement.of(books.id("half"), Settlement.Kind.TRADE, gives, gives.opposite("nobody", false));
        books.accounts.put(
                "bob",
                books.get("bob")
                        .evolve(new SettlementEvent.LegBooked(
                                Books.NOON, half, new CommitFacts(new TreeMap<>()), List.of(), 0)));
        assertThat(books.audit().assets()).containsEntry("ETH", BigInteger.ONE.negate());
        assertThat(books.audit().cashBalances()).isFalse();
        assertThat(books.audit().money()).isZero();
    }

    @Test
    void balancesWhileOnePartyHasAppliedTheFactsAndTheOtherHasNot() {
        books.facts(
                Books.BTC,
                new MarketFacts(
                        Price.of("0.00000007"),
                        List.of(new MarketFacts.LossHaircut(Price.of("61000"), Price.ZERO, Rate.of("0.1"))),
                        Optional.empty()));
        assertThat(books.balances()).as("neither").isTrue();
        books.accept("alice", new RiskCommand.CatchUp());
        assertThat(books.get("alice").positions()).isNotEqualTo(books.get("bob").positions());
        assertThat(books.balances()).as("one of two").isTrue();
        books.accept("bob", new RiskCommand.CatchUp());
        assertThat(books.balances()).as("both").isTrue();
    }

    @Test
    void balancesWhileOnePartyIsClosedByExpiryAndTheOtherIsNot() {
        books.facts(Books.BTC, new MarketFacts(Price.ZERO, List.of(), Optional.of(Price.of("60123.456789"))));
        assertThat(books.balances()).isTrue();
        books.accept("bob", new RiskCommand.CatchUp());
        assertThat(books.get("bob").positions()).isEmpty();
        assertThat(books.get("alice").positions()).isNotEmpty();
        assertThat(books.balances()).isTrue();
    }

    @Test
    void countsTheFirstLegFromTheCommitOfTheSecond() {
        Settlement trade = books.trade("alice", "bob", Books.ETH, "1", "3000");
        Account before = books.get(trade.first().account());
        books.accept(trade.first().account(), new SettlementCommand.Reserve(trade));
        assertThat(books.balances()).as("reserved only").isTrue();
        books.accept(trade.second().account(), new SettlementCommand.Book(trade));
        assertThat(books.get(trade.first().account()).positions()).isEqualTo(before.positions());
        assertThat(books.balances()).as("committed, not booked by the first").isTrue();
        books.facts(Books.ETH, new MarketFacts(Price.of("1.23456789"), List.of(), Optional.empty()));
        assertThat(books.balances()).as("funding after the commit").isTrue();
        books.confirm(trade);
        assertThat(books.balances()).as("booked by both").isTrue();
    }

    @Test
    void doesNotCountAReservationWhoseIdTheOtherPartyBookedForSomethingElse() {
        Settlement reserved = books.trade("alice", "bob", Books.ETH, "1", "3000");
        Settlement booked = Settlement.of(
                reserved.id(),
                Settlement.Kind.TRADE,
                Leg.of(
                        reserved.first().account(),
                        false,
                        List.of(Leg.Movement.at(Books.ETH, Quantity.of("2"), Price.of("3000")))),
                Leg.of(
                        reserved.second().account(),
                        false,
                        List.of(Leg.Movement.at(Books.ETH, Quantity.of("-2"), Price.of("3000")))));
        books.accept(reserved.first().account(), new SettlementCommand.Reserve(reserved));
        books.accept(reserved.second().account(), new SettlementCommand.Book(booked));
        assertThat(books.audit().quantities())
                .as("one side of the other payload, and nothing of the reserved one")
                .containsEntry(Books.ETH, BigInteger.valueOf(-200_000_000L));
    }
}
