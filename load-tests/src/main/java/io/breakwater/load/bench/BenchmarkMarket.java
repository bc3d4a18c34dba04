package io.breakwater.load.bench;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.Perpetual;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import java.util.HashMap;
import java.util.Map;

/** A market of like perpetuals whose prices swing between two levels, so that a round can be repeated for ever. */
final class BenchmarkMarket {

    private final int symbols;
    private final RiskParameters parameters;
    private final Price[] base;
    private final Price[] fallen;

    BenchmarkMarket(int symbols, int fallBasisPoints) {
        this.symbols = symbols;
        this.base = new Price[symbols];
        this.fallen = new Price[symbols];
        Map<String, UnderlyingParameters> terms = new HashMap<>();
        for (int i = 0; i < symbols; i++) {
            String name = underlying(i);
            terms.put(name, DefaultParameters.underlying(name, DefaultParameters.btcTiers(), "0.001", "0.10"));
            long units = 1_000_000_000L * (i + 1) * (i + 1);
            base[i] = new Price(units);
            fallen[i] = new Price(units - units / 10_000 * fallBasisPoints);
        }
        parameters = new RiskParameters(
                1,
                terms,
                Map.of(),
                HealthThresholds.defaults(),
                LiquidationParameters.defaults(),
                PortfolioParameters.defaults());
    }

    private static String underlying(int symbol) {
        return "U" + symbol;
    }

    Instrument instrument(int symbol) {
        return new Perpetual(underlying(symbol));
    }

    Price basePrice(int symbol) {
        return base[symbol];
    }

    Price price(int symbol, boolean isFallen) {
        return isFallen ? fallen[symbol] : base[symbol];
    }

    /** A round at one of the two levels, for the first so many symbols; the others stay at their base. */
    MarketView round(long sequence, boolean isFallen, int movedSymbols) {
        Map<Instrument, InstrumentMarket> markets = new HashMap<>();
        for (int i = 0; i < symbols; i++) {
            Price price = price(i, isFallen && i < movedSymbols);
            markets.put(instrument(i), InstrumentMarket.live(new PriceId(1, sequence), price));
        }
        return new MarketView(sequence, parameters, markets, Map.of());
    }
}
