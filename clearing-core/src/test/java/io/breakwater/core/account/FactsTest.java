package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.FactEvent.FactsApplied;
import io.breakwater.core.account.FactEvent.ParametersAdopted;
import io.breakwater.core.account.FactEvent.PositionExpired;
import io.breakwater.core.account.LifecycleCommand.Deposit;
import io.breakwater.core.account.LifecycleEvent.Transferred;
import io.breakwater.core.account.RiskCommand.Assess;
import io.breakwater.core.account.RiskCommand.CatchUp;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Facts of a market reach an account lazily, before any other event of its own, and each of them once. */
class FactsTest {

    private final Books books = new Books();

    @BeforeEach
    void aLongAndAShort() {
        books.open("alice", AccountRole.TRADER, "5000");
        books.open("bob", AccountRole.TRADER, "5000");
        books.buy("alice", "bob", Books.BTC, "1", "60000");
    }

    private Deposit deposit() {
        return new Deposit(books.id("in"), "USDC", Quantity.of("1"));
    }

    private Position held(String id) {
        return books.get(id).positions().get(Books.BTC);
    }

    @Test
    void factsComeBeforeTheEventThatBringsThem() {
        books.nextEpoch();
        books.funding(Books.BTC, "12.5");
        List<AccountEvent> events = books.accept("alice", deposit());
        assertThat(events).hasExactlyElementsOfTypes(ParametersAdopted.class, FactsApplied.class, Transferred.class);
        assertThat(held("alice").quote()).isEqualTo(Money.of("-60012.5"));
        assertThat(books.get("alice").parameterEpoch()).isEqualTo(2);
        assertThat(books.accept("alice", deposit())).hasExactlyElementsOfTypes(Transferred.class);
        assertThat(books.balances()).isTrue();
    }

    @Test
    void anAssessmentThatChangesNothingDoesNotWriteThemAndACatchUpDoes() {
        books.funding(Books.BTC, "1");
        assertThat(books.accept("alice", new Assess())).isEmpty();
        assertThat(books.accept("alice", new CatchUp())).hasExactlyElementsOfTypes(FactsApplied.class);
        assertThat(books.accept("alice", new CatchUp())).isEmpty();
    }

    @Test
    void aRefusalLeavesEvenTheFactsUnwritten() {
        books.funding(Books.BTC, "1");
        Account before = books.get("alice");
        books.refusal("alice", new Deposit(books.id("in"), "DOGE", Quantity.of("1")));
        assertThat(books.get("alice")).isEqualTo(before);
    }

    @Test
    void aHaircutChargesTheGainToTheSymbolFundAndTheLoserNothing() {
        books.market(Books.BTC, "61000");
        books.haircut(Books.BTC, "0.25");
        books.accept("alice", new CatchUp());
        books.accept("bob", new CatchUp());
        assertThat(books.get("alice").feesDue()).containsEntry("fund:BTC", Money.of("250"));
        assertThat(held("alice").quote()).isEqualTo(Money.of("-60250"));
        assertThat(books.get("bob").feesDue()).isEmpty();
        assertThat(books.accept("alice", new CatchUp())).as("charged once").isEmpty();
        assertThat(books.balances()).isTrue();
    }

    @Test
    void residuesAddUpToWholeUnitsForTheGlobalFund() {
        // bob pays (index falls), alice receives a hundredth of a unit, rounded down to nothing
        for (int i = 1; i <= 100; i++) {
            books.funding(
                    Books.BTC,
                    "-"
                            + Price.of("0.00000001")
                                    .exact()
                                    .multiply(BigDecimal.valueOf(i))
                                    .toPlainString());
            books.accept("alice", new CatchUp());
            books.accept("bob", new CatchUp());
            assertThat(books.balances()).isTrue();
        }
        assertThat(books.get("alice").feesDue()).containsEntry("fund:global", Money.of("0.000001"));
        assertThat(books.get("alice").residue()).isZero();
        assertThat(books.get("bob").feesDue()).containsEntry("fund:global", Money.of("0.000099"));
    }

    @Test
    void expiryClosesThePositionAtItsPriceAndNoTradeReopensIt() {
        books.expire(Books.BTC, "61000.5");
        assertThat(books.accept("alice", new CatchUp())).hasExactlyElementsOfTypes(PositionExpired.class);
        assertThat(books.get("alice").cash()).isEqualTo(Money.of("6000.5"));
        assertThat(books.get("alice").positions()).isEmpty();
        assertThat(books.balances()).isTrue();
        var trade = books.trade("alice", "bob", Books.BTC, "1", "61000");
        assertThat(books.refusal(trade.first().account(), new SettlementCommand.Reserve(trade))
                        .code())
                .isEqualTo(RefusalCode.INSTRUMENT_EXPIRED);
    }

    @Test
    void anAccountNeverDecidesOnOlderParametersThanItHasUsed() {
        books.nextEpoch();
        books.accept("alice", deposit());
        books.adopt(newer -> DefaultParameters.epochOne());
        assertThat(books.refusal("alice", deposit())).hasToString("BEHIND_MARKET_EPOCH: view 1, account 2");
        books.accept("bob", deposit());
    }

    @Test
    void anAccountNeverDecidesOnFewerHaircutsThanItHasPaid() {
        books.market(Books.BTC, "61000");
        MarketFacts before = books.at(Books.BTC).facts();
        books.haircut(Books.BTC, "0.25");
        books.accept("alice", new CatchUp());
        books.facts(Books.BTC, before);
        assertThat(books.refusal("alice", deposit()).code()).isEqualTo(RefusalCode.BEHIND_MARKET_EPOCH);
        books.accept("bob", deposit());
    }

    @Test
    void anEventTimeNeverDecreasesWhateverTheView() {
        long latest = books.get("alice").lastEventMillis();
        books.pass(-1_000);
        books.accept("alice", deposit());
        assertThat(books.get("alice").lastEventMillis()).isEqualTo(latest);
    }

    @Test
    void fundingThatDoesNotFitIsRefusedWithItsNumbers() {
        books.funding(Books.BTC, "92233720368.54775807");
        books.accept("alice", deposit());
        books.funding(Books.BTC, "-92233720368.54775807");
        assertThat(books.refusal("alice", deposit()))
                .hasToString(
                        "VALUE_OVERFLOW: what price units -9223372036854775807 - 9223372036854775807 exceed 64 bits");
    }
}
