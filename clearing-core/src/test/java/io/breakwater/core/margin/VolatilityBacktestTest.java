package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.MarketFiles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints how the volatility range would have done from 5 to 12 November 2022: coverage, and the procyclicality figures of
 * risk model B.6. Asserts only what holds by construction.
 */
@Tag("backtest")
class VolatilityBacktestTest {

    private static final long MINUTE_MILLIS = 60_000;
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    /** What a minute ended with. */
    private record Minute(
            double price, double maintenance, double initial, double maintenanceScale, double initialScale) {}

    @ParameterizedTest(name = "{0}: floor {1}, stress {2}")
    @CsvSource({"BTCUSDT,0.02,0.12,0.02", "ETHUSDT,0.025,0.15,0.025"})
    void november2022(String symbol, BigDecimal floor, BigDecimal stress, double initialRate) {
        List<Minute> minutes = replay(symbol, VolatilityParameters.defaults(floor, stress));
        System.out.printf(
                "%n%s, %d minutes from 5 November 2022; floor and base %s, stress %s%n",
                symbol, minutes.size(), floor, stress);
        coverage(minutes);
        procyclicality(minutes);
        marginCalls(minutes, initialRate);
        assertThat(largestRise(minutes, HOUR)).isLessThanOrEqualTo(0.1000001);
    }

    private static List<Minute> replay(String symbol, VolatilityParameters parameters) {
        List<MarketFiles.Row> bars =
                MarketFiles.rows("crash-2022-11-ftx/binance-usdm_" + symbol + "_1m_20221105-20221112.csv.gz");
        VolatilityRange range =
                VolatilityRange.startingAt(parameters, bars.get(0).number("ts_ms"));
        List<Minute> minutes = new ArrayList<>();
        for (MarketFiles.Row bar : bars) {
            Price close = bar.price("close");
            range = range.next(close, FeedState.LIVE, false, bar.number("ts_ms") + MINUTE_MILLIS);
            minutes.add(new Minute(
                    close.exact().doubleValue(),
                    range.figures().maintenance().exact().doubleValue(),
                    range.figures().initial().exact().doubleValue(),
                    range.maintenanceScale().exact().doubleValue(),
                    range.initialScale().exact().doubleValue()));
        }
        return minutes;
    }

    private static void coverage(List<Minute> minutes) {
        int hours = 0;
        int withinMaintenance = 0;
        int withinInitial = 0;
        double worst = 0;
        for (int i = 0; i + HOUR < minutes.size(); i += HOUR) {
            double move = Math.abs(
                    Math.log(minutes.get(i + HOUR).price() / minutes.get(i).price()));
            hours++;
            withinMaintenance += move <= minutes.get(i).maintenance() ? 1 : 0;
            withinInitial += move <= minutes.get(i).initial() ? 1 : 0;
            worst = Math.max(worst, move / minutes.get(i).maintenance());
        }
        System.out.printf(
                "  coverage of hourly moves: maintenance %.2f%%, initial %.2f%% of %d hours; worst move %.2f ranges%n",
                100.0 * withinMaintenance / hours, 100.0 * withinInitial / hours, hours, worst);
    }

    private static void procyclicality(List<Minute> minutes) {
        double high = minutes.stream().mapToDouble(Minute::maintenance).max().orElseThrow();
        double low = minutes.stream().mapToDouble(Minute::maintenance).min().orElseThrow();
        System.out.printf(
                "  maintenance range: peak to trough %.2f, largest rise %.1f%% in 1 h, %.1f%% in 24 h%n",
                high / low, 100 * largestRise(minutes, HOUR), 100 * largestRise(minutes, DAY));
    }

    private static double largestRise(List<Minute> minutes, int span) {
        double largest = 0;
        for (int i = span; i < minutes.size(); i++) {
            double rise = minutes.get(i).maintenance() / minutes.get(i - span).maintenance() - 1;
            largest = Math.max(largest, rise);
        }
        return largest;
    }

    /**
     * Every hour a long and a short open with 1.2 times the initial margin and are watched for a day. A call (equity below
     * 1.10 times maintenance) is the model's when at the scale of the opening there would have been none.
     */
    private static void marginCalls(List<Minute> minutes, double initialRate) {
        int positions = 0;
        int calls = 0;
        int byModel = 0;
        for (int open = HOUR; open + DAY < minutes.size(); open += HOUR) {
            for (int side : new int[] {1, -1}) {
                positions++;
                for (int now = open; now <= open + DAY; now++) {
                    if (isCalled(
                            minutes,
                            open,
                            now,
                            side,
                            initialRate,
                            minutes.get(now).maintenanceScale())) {
                        calls++;
                        double scaleThen = minutes.get(open).maintenanceScale();
                        byModel += isCalled(minutes, open, now, side, initialRate, scaleThen) ? 0 : 1;
                        break;
                    }
                }
            }
        }
        System.out.printf(
                "  %d positions held a day: %d margin calls, %d of them (%.1f%%) by a change of the model%n",
                positions, calls, byModel, calls == 0 ? 0 : 100.0 * byModel / calls);
    }

    private static boolean isCalled(
            List<Minute> minutes, int open, int now, int side, double initialRate, double maintenanceScale) {
        double relative = minutes.get(now).price() / minutes.get(open).price();
        double equity = 1.2 * initialRate * minutes.get(open).initialScale() + side * (relative - 1);
        double maintenance = initialRate / 2 * maintenanceScale * relative;
        return equity < 1.10 * maintenance;
    }
}
