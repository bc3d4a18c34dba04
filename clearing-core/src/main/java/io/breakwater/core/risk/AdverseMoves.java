package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.util.HashMap;
import java.util.Map;

/**
 * How far each symbol is thought to be able to move while nobody looks, such as three sigma of ten minutes:
 * {@code 3*sigma*sqrt(10)} of one-minute returns. A symbol without one is taken to stand still.
 *
 * @param bySymbol relative move in [0, 1], by instrument name or collateral asset
 */
public record AdverseMoves(Map<String, Rate> bySymbol) {

    private static final long UNITS_A_BASIS_POINT = Rate.ONE.units() / 10_000;

    /** Copies the map; refuses moves outside [0, 1]. */
    public AdverseMoves {
        bySymbol = Map.copyOf(bySymbol);
        bySymbol.forEach((symbol, move) -> {
            if (!move.isFraction()) {
                throw new IllegalArgumentException("move " + move + " of " + symbol + " is not in [0, 1]");
            }
        });
    }

    /** The move of a symbol in basis points, rounded up. */
    long basisPoints(String symbol) {
        Rate move = bySymbol.getOrDefault(symbol, Rate.ZERO);
        return (move.units() + UNITS_A_BASIS_POINT - 1) / UNITS_A_BASIS_POINT;
    }

    /** A view with every price up by its move. */
    MarketView appliedTo(MarketView view) {
        Map<Instrument, InstrumentMarket> instruments = new HashMap<>();
        view.instruments()
                .forEach((instrument, at) -> instruments.put(
                        instrument,
                        at.at(at.id(), at.feed(), moved(at.mark(), instrument.name()), at.average(), at.stable())));
        Map<String, Price> collateral = new HashMap<>();
        view.collateral().forEach((asset, price) -> collateral.put(asset, moved(price, asset)));
        return new MarketView(view.timeMillis(), view.parameters(), instruments, collateral);
    }

    private Price moved(Price price, String symbol) {
        Rate move = bySymbol.getOrDefault(symbol, Rate.ZERO);
        return price.plus(Price.rounded(price.abs().exact().multiply(move.exact()), Rounding.UP));
    }
}
