package io.breakwater.core.risk;

import io.breakwater.core.margin.HealthState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.risk.HeatMap.Bucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes a {@link HeatMap} from the columns, on demand.
 *
 * <p>Every account's slack is taken from its own threshold to that of liquidation, E - MM, by taking its contributions off
 * and putting them back on the other lines. A row with slope g micros for a doubling of the price is liquidated by a
 * relative move of slack/|g|, within its present tier.
 */
final class LiquidationDistances {

    private static final int LIQUIDATION = Watches.worse(HealthState.MARGIN_CALL);
    private static final long BASIS_POINTS = 10_000;
    private static final long SKIPPED = Long.MAX_VALUE;

    private final List<Symbol> symbols;
    private final Watches watches;
    private final int[] upToBasisPoints;
    private final Money[] falls;
    private final Money[] rises;

    LiquidationDistances(List<Symbol> symbols, Watches watches, List<Integer> upToBasisPoints) {
        this.symbols = symbols;
        this.watches = watches;
        this.upToBasisPoints = upToBasisPoints.stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
        this.falls = new Money[this.upToBasisPoints.length];
        this.rises = new Money[this.upToBasisPoints.length];
        Arrays.fill(falls, Money.ZERO);
        Arrays.fill(rises, Money.ZERO);
    }

    /** Adds the holders of a symbol in one segment. */
    void add(Segment segment, Symbol symbol) {
        Rows rows = segment.rowsOrNull(symbol);
        if (rows == null) {
            return;
        }
        long[] slackMicros = slackToLiquidation(segment);
        LineTable table = symbol.table();
        for (int row = 0; row < rows.size(); row++) {
            long q = rows.quantity(row);
            int slot = rows.watch(row);
            if (slot < segment.slots() && slackMicros[slot] != SKIPPED) {
                long slope = table.gainOfDoubling(q, table.lineOf(LIQUIDATION, q));
                add(slackMicros[slot], slope, new Price(table.price()), new Quantity(q));
            }
        }
    }

    private void add(long slackMicros, long slope, Price price, Quantity held) {
        long slopeABasisPoint = Math.max(1, Math.abs(slope) / BASIS_POINTS);
        long distance = Math.max(0, slackMicros) / slopeABasisPoint;
        Money[] side = slope > 0 ? falls : rises;
        for (int i = 0; i < side.length; i++) {
            if (distance <= upToBasisPoints[i]) {
                side[i] = side[i].plus(price.times(held, Rounding.UP).abs());
                return;
            }
        }
    }

    private long[] slackToLiquidation(Segment segment) {
        long[] slackMicros = Arrays.copyOf(segment.slackMicros(), segment.slots());
        addContributions(segment, slackMicros, false);
        for (int slot = 0; slot < slackMicros.length; slot++) {
            HealthState state = segment.state(slot);
            if (state != null && !state.isLiquidation()) {
                long funds = slackMicros[slot] / watches.equity(Watches.worse(state));
                slackMicros[slot] = funds * watches.equity(LIQUIDATION);
            }
        }
        addContributions(segment, slackMicros, true);
        for (int slot = 0; slot < slackMicros.length; slot++) {
            HealthState state = segment.state(slot);
            slackMicros[slot] = state == null || state.isLiquidation() ? SKIPPED : slackMicros[slot];
        }
        return slackMicros;
    }

    /** Takes every contribution off its own line, or puts it on the line of liquidation. */
    private void addContributions(Segment segment, long[] slackMicros, boolean toLiquidation) {
        for (Symbol symbol : symbols) {
            Rows rows = segment.rowsOrNull(symbol);
            LineTable table = symbol.table();
            for (int row = 0; rows != null && row < rows.size(); row++) {
                long q = rows.quantity(row);
                if (rows.watch(row) < segment.slots()) {
                    slackMicros[rows.watch(row)] += toLiquidation
                            ? table.contribution(q, table.lineOf(LIQUIDATION, q))
                            : -table.contribution(q, rows.line(row));
                }
            }
        }
    }

    HeatMap map() {
        return new HeatMap(buckets(falls), buckets(rises));
    }

    private List<Bucket> buckets(Money[] notionals) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < notionals.length; i++) {
            buckets.add(new Bucket(upToBasisPoints[i], notionals[i]));
        }
        return buckets;
    }
}
