package io.breakwater.node.grpc;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A board with one perpetual and one collateral asset at given prices. */
final class MarketAt {

    static final long NOW_MILLIS = 1_795_000_000_000L;
    static final Instrument BTC = new Instrument.Perpetual("BTC");

    private MarketAt() {}

    static MarketView view(String btc, String eth) {
        return new MarketView(
                NOW_MILLIS,
                DefaultParameters.epochOne(),
                Map.of(BTC, InstrumentMarket.live(new PriceId(1, 7), Price.of(btc))),
                Map.of("ETH", Price.of(eth)));
    }

    static MarketBoard board(String btc, String eth) {
        MarketView view = view(btc, eth);
        MarketDefinitions definitions = new MarketDefinitions(
                1, view.parameters(), new TreeMap<>(), new TreeMap<>(), Set.of(), new TreeMap<>());
        return new MarketBoard(new MarketBoard.Posting(view, definitions, Map.of(), 0));
    }
}
