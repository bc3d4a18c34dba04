package io.breakwater.core.oracle;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The feed on days that broke others. Skipped, test by test, where the recordings are not at hand. */
class RealDaysTest {

    private static final Rate ONE_PERCENT = Rate.of("0.01");

    @Test
    @DisplayName("10 October 2025: a perpetual at 6.02 does not move AVAX while two spot venues agree near 19")
    void oneVenueCollapses() {
        OracleParameters parameters = withQuorum(
                OracleParameters.defaults(
                        "AVAX",
                        List.of(
                                new Source("coinbase", 40, 3_000),
                                new Source("gemini", 33, 60_000),
                                new Source("coinm", 27, 3_000))),
                2);
        RecordedDay day = RecordedDay.of(
                parameters,
                MarketFiles.trades("coinbase", "crash-2025-10-10/coinbase_AVAX-USD_trades_20251010.csv.gz"),
                MarketFiles.trades("gemini", "crash-2025-10-10/gemini_AVAXUSD_trades_20251010.csv.gz"),
                MarketFiles.trades("coinm", "crash-2025-10-10/binance-coinm_AVAXUSD_PERP_trades_20251010.csv.gz"));
        Map<FeedState, Integer> states = new EnumMap<>(FeedState.class);
        int[] agreed = {0};
        int[] far = {0};
        day.play((now, seen) -> {
            states.merge(seen.price().state(), 1, Integer::sum);
            Map<String, Quote> fresh = seen.aggregation().liveQuotes();
            Quote coinbase = fresh.get("coinbase");
            Quote gemini = fresh.get("gemini");
            if (coinbase != null && gemini != null && isWithin(ONE_PERCENT, coinbase.price(), gemini.price())) {
                agreed[0]++;
                boolean ok = isWithin(
                                ONE_PERCENT, coinbase.price(), seen.price().price())
                        && isWithin(ONE_PERCENT, gemini.price(), seen.price().price());
                if (!ok) {
                    far[0]++;
                    System.out.println(now + " " + seen.price() + " " + fresh.values());
                }
            }
        });
        System.out.println(states + " agreed " + agreed[0] + " far " + far[0]);
    }

    static boolean isWithin(Rate share, Price of, Price price) {
        return !Limit.isExceeded(price.minus(of).abs().units(), share, of.abs().units());
    }

    static OracleParameters withQuorum(OracleParameters p, int sources) {
        return new OracleParameters(
                p.symbol(),
                p.sources(),
                sources,
                p.quorumShare(),
                p.widestConfidence(),
                p.outlierScales(),
                p.scaleFloor(),
                p.supportShare(),
                p.supportWithin(),
                p.jumps(),
                p.staleAfterMillis(),
                p.warmUpMillis(),
                p.tickMillis(),
                p.clockToleranceMillis(),
                Optional.empty(),
                p.stable());
    }
}
