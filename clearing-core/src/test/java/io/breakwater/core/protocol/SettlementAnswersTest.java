package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the second party answers: "booked" only for what it booked, "never" only for what it has promised never to book. */
class SettlementAnswersTest {

    private final Books books = new Books();
    private Settlement trade;
    private String first;
    private String second;

    @BeforeEach
    void aReservedTrade() {
        books.open("alice", AccountRole.TRADER, "5000");
        books.open("bob", AccountRole.TRADER, "5000");
        trade = books.trade("alice", "bob", Books.BTC, "1", "60000");
        first = trade.first().account();
        second = trade.second().account();
        books.accept(first, new SettlementCommand.Reserve(trade));
    }

    private SettlementStep step(SettlementMessage message) {
        return SettlementProtocol.step(books.get(second), message, books.context());
    }

    private SettlementMessage.Resolve question() {
        return new SettlementMessage.Resolve(trade.id(), trade.fingerprint(), first);
    }

    private static Class<?> said(SettlementStep step) {
        return step.sends().get(0).message().getClass();
    }

    /** The second party books, trades out of it again, pays everything out and closes; only then comes a late copy. */
    @Test
    void anAskThatArrivesAfterTheSecondPartyHasClosedIsStillAnsweredBooked() {
        books.accept(second, new SettlementCommand.Book(trade));
        books.open("maker", AccountRole.TRADER, "100000");
        boolean sold = books.get(second).quantity(Books.BTC).signum() < 0;
        books.buy(sold ? second : "maker", sold ? "maker" : second, Books.BTC, "1", "60000");
        books.accept(second, new LifecycleCommand.Withdraw(books.id("out"), "USDC", Quantity.of("5000")));
        books.accept(second, new LifecycleCommand.Close());
        assertThat(books.get(second).status()).isEqualTo(Account.Status.CLOSED);
        assertThat(said(step(new SettlementMessage.Ask(trade)))).isEqualTo(SettlementMessage.Booked.class);
        assertThat(said(step(question()))).isEqualTo(SettlementMessage.Booked.class);
        assertThat(books.balances()).isTrue();
    }

    @Test
    void aSecondPartyWithAnOldViewSaysNothingUntilItHasANewerOne() {
        books.nextEpoch();
        books.accept(second, new LifecycleCommand.Deposit(books.id("in"), "USDC", Quantity.of("1")));
        books.adopt(newer -> DefaultParameters.epochOne());
        assertThat(step(new SettlementMessage.Ask(trade))).isEqualTo(SettlementStep.nothing());
        assertThat(step(question())).as("no promise was persisted").isEqualTo(SettlementStep.nothing());
        books.nextEpoch();
        SettlementStep promise = step(question());
        assertThat(promise.events()).isNotEmpty();
        assertThat(said(promise)).isEqualTo(SettlementMessage.Declined.class);
    }

    @Test
    void anotherPayloadBookedUnderTheIdIsNotThisOne() {
        Leg one = trade.first();
        Leg two = Leg.of(
                one.account(), false, List.of(Leg.Movement.at(Books.BTC, Quantity.of("0.5"), Price.of("60000"))));
        Settlement other = Settlement.of(trade.id(), Settlement.Kind.TRADE, two, two.opposite(second, false));
        books.accept(second, new SettlementCommand.Book(other));
        assertThat(said(step(question()))).isEqualTo(SettlementMessage.Declined.class);
        assertThat(said(step(new SettlementMessage.Ask(trade)))).isEqualTo(SettlementMessage.Declined.class);
    }

    @Test
    void whatMayHaveBeenForgottenIsNeitherPromisedNorDenied() {
        books.accept(second, new SettlementCommand.Book(trade));
        books.pass(Duration.ofDays(5).toMillis());
        books.accept(second, new LifecycleCommand.ForgetIds(Books.DAY.plusDays(5)));
        assertThat(books.get(second).committed(trade.id())).isEmpty();
        assertThat(step(question())).isEqualTo(SettlementStep.nothing());
        assertThat(step(new SettlementMessage.Ask(trade))).isEqualTo(SettlementStep.nothing());
    }

    @Test
    void aDayAfterTheWindowTheSecondPartyStillKnowsHowItEnded() {
        books.accept(second, new SettlementCommand.Book(trade));
        books.pass(Duration.ofDays(4).toMillis());
        books.accept(second, new LifecycleCommand.ForgetIds(Books.DAY.plusDays(4)));
        assertThat(said(step(question()))).isEqualTo(SettlementMessage.Booked.class);
    }

    @Test
    void theFirstPartyWithAnOldViewKeepsItsReservationAndAsksAgain() {
        books.accept(second, new SettlementCommand.Book(trade));
        books.nextEpoch();
        books.accept(first, new LifecycleCommand.Deposit(books.id("in"), "USDC", Quantity.of("1")));
        books.adopt(newer -> DefaultParameters.epochOne());
        SettlementMessage booked = new SettlementMessage.Booked(
                trade.id(), books.get(second).committed(trade.id()).orElseThrow());
        assertThat(SettlementProtocol.step(books.get(first), booked, books.context()))
                .isEqualTo(SettlementStep.nothing());
        SettlementStep overdue =
                SettlementProtocol.step(books.get(first), new SettlementMessage.Overdue(trade.id()), books.context());
        assertThat(said(overdue)).isEqualTo(SettlementMessage.Resolve.class);
        books.nextEpoch();
        books.confirm(trade);
        books.accept(first, new RiskCommand.CatchUp());
        assertThat(books.balances()).isTrue();
    }
}
