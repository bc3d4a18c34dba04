package io.breakwater.core.risk;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A risk book in which BTC stands at 60,000, and exposures to it. */
abstract class RiskBookFixture {

    static final Instrument BTC = InstrumentNames.parse("BTC-PERP");
    static final BookLimits LIMITS = new BookLimits(4, 8, 4, 2);

    final RiskBook book = new RiskBook(LIMITS);
    long sequence;

    @BeforeEach
    void btcStandsAt60000() {
        round("60000");
    }

    List<Nomination> round(String btc) {
        return book.onPrices(view(InstrumentMarket.live(new PriceId(1, ++sequence), Price.of(btc))));
    }

    MarketView view(InstrumentMarket btc) {
        return new MarketView(
                ++sequence, DefaultParameters.epochOne(), Map.of(BTC, btc), Map.of("ETH", Price.of("3000")));
    }

    InstrumentMarket btcAt(String price, FeedState feed) {
        InstrumentMarket live = InstrumentMarket.live(new PriceId(1, ++sequence), Price.of(price));
        return live.at(live.id(), feed, live.mark(), live.mark(), live.mark());
    }

    /** Bought at 60,000. */
    static Exposure holder(String id, long version, HealthState state, String cash, String quantity) {
        Money quote = Price.of("60000")
                .times(Quantity.of(quantity), Rounding.HALF_EVEN)
                .negate();
        Position position = new Position(Quantity.of(quantity), quote, Price.ZERO, 0);
        return Exposure.of(id, version, state, MarginMode.CROSS, Money.of(cash), List.of(Holding.of(BTC, position)));
    }

    /** Liquidated where 0.99*p is below 58,806.0495. */
    static Exposure longUntil59400() {
        return holder("anna", 1, HealthState.MARGIN_CALL, "1193.9505", "1");
    }
}
