package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.SettlementCommand.Book;
import io.breakwater.core.account.SettlementCommand.Reserve;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the mode of a sub-account lets it hold. */
class ModeRulesTest {

    private static final Instrument CALL = InstrumentNames.parse("BTC-20251226-60000-C");
    private static final Instrument FUTURE = InstrumentNames.parse("BTC-20251226");

    private final Books books = new Books();

    @BeforeEach
    void aMakerInPortfolioMode() {
        books.open("maker", AccountRole.TRADER, MarginMode.PORTFOLIO, "1000000");
        books.market(FUTURE, "60100");
        books.market(CALL, "60100");
        books.change(CALL, at -> volatility(at, Optional.of(Rate.of("0.5"))));
    }

    private static InstrumentMarket volatility(InstrumentMarket at, Optional<Rate> volatility) {
        return new InstrumentMarket(
                at.id(),
                at.feed(),
                at.mark(),
                at.average(),
                at.stable(),
                at.confidence(),
                volatility,
                at.maintenanceScale(),
                at.initialScale(),
                at.openInterestShare(),
                at.facts());
    }

    private Decision asked(String buyer, Instrument instrument, String quantity, String price) {
        Settlement trade = books.trade(buyer, "maker", instrument, quantity, price);
        return books.decide(buyer, trade.isFirst(buyer) ? new Reserve(trade) : new Book(trade));
    }

    private static void assertNotAllowed(Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.INSTRUMENT_NOT_ALLOWED));
    }

    @Test
    void optionsAreHeldInPortfolioModeOnly() {
        books.open("cross", AccountRole.TRADER, MarginMode.CROSS, "100000");
        books.open("isolated", AccountRole.TRADER, MarginMode.ISOLATED, "100000");
        books.open("portfolio", AccountRole.TRADER, MarginMode.PORTFOLIO, "100000");
        assertNotAllowed(asked("cross", CALL, "1", "6000"));
        assertNotAllowed(asked("isolated", CALL, "1", "6000"));
        assertThat(asked("portfolio", CALL, "1", "6000")).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void anOptionWithoutAVolatilityCannotBeTaken() {
        books.open("portfolio", AccountRole.TRADER, MarginMode.PORTFOLIO, "100000");
        books.change(CALL, at -> volatility(at, Optional.empty()));
        assertThat(asked("portfolio", CALL, "1", "6000"))
                .isEqualTo(new Decision.Refused(
                        Refusal.of(RefusalCode.MARKET_UNKNOWN, "missing", "implied volatility of " + CALL)));
    }

    @Test
    void anIsolatedAccountHoldsOneUnderlyingWhateverItsInstruments() {
        books.open("isolated", AccountRole.TRADER, MarginMode.ISOLATED, "100000");
        books.buy("isolated", "maker", Books.BTC, "1", "60000");
        assertThat(asked("isolated", FUTURE, "1", "60100")).isInstanceOf(Decision.Accepted.class);
        assertNotAllowed(asked("isolated", Books.ETH, "1", "3000"));
        books.buy("maker", "isolated", Books.BTC, "1", "60000");
        assertThat(asked("isolated", Books.ETH, "1", "3000")).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void anIsolatedAccountDoesNotBeginWithTwoAtOnce() {
        books.open("isolated", AccountRole.TRADER, MarginMode.ISOLATED, "100000");
        Leg both = Leg.of(
                "isolated",
                false,
                List.of(
                        Leg.Movement.at(Books.BTC, Quantity.of("1"), Price.of("60000")),
                        Leg.Movement.at(Books.ETH, Quantity.of("1"), Price.of("3000"))));
        Settlement trade = Settlement.of(books.id("both"), Settlement.Kind.TRADE, both, both.opposite("maker", false));
        assertNotAllowed(books.decide("isolated", trade.isFirst("isolated") ? new Reserve(trade) : new Book(trade)));
    }

    @Test
    void anIsolatedAccountIsBoundByWhatItHasReserved() {
        books.open("isolated", AccountRole.TRADER, MarginMode.ISOLATED, "100000");
        Settlement trade = books.trade("isolated", "maker", Books.BTC, "1", "60000");
        while (!trade.isFirst("isolated")) {
            trade = books.trade("isolated", "maker", Books.BTC, "1", "60000");
        }
        books.accept("isolated", new Reserve(trade));
        assertNotAllowed(asked("isolated", Books.ETH, "1", "3000"));
    }
}
