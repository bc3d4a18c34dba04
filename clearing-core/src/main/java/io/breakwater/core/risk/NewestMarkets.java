package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import java.util.HashMap;
import java.util.Map;

/** Keeps prices from going back: of two views of an instrument the one with the later identity counts. */
final class NewestMarkets {

    private NewestMarkets() {}

    /** The later view, with the earlier one's market wherever that has the later price identity. */
    static MarketView of(MarketView earlier, MarketView later) {
        Map<Instrument, InstrumentMarket> kept = new HashMap<>();
        later.instruments()
                .forEach((instrument, market) -> earlier.instrument(instrument)
                        .filter(known -> known.id().compareTo(market.id()) > 0)
                        .ifPresent(known -> kept.put(instrument, known)));
        long timeMillis = Math.max(earlier.timeMillis(), later.timeMillis());
        if (kept.isEmpty() && timeMillis == later.timeMillis()) {
            return later;
        }
        Map<Instrument, InstrumentMarket> newest = new HashMap<>(later.instruments());
        newest.putAll(kept);
        return new MarketView(timeMillis, later.parameters(), newest, later.collateral());
    }
}
