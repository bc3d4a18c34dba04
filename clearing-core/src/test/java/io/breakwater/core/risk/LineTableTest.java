package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.money.ValueOverflowException;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a symbol's lines at a price")
class LineTableTest {

    private static final Watches WATCHES = new Watches(HealthThresholds.defaults());
    private static final MarginTiers TIERS = DefaultParameters.btcTiers();

    @Test
    @DisplayName("a contribution is at most the exact one and at most three micros below it, at prices of either sign")
    void contributionsAreTightLowerBounds() {
        Property.holds("contribution is a tight lower bound", 20_000, rng -> {
            BigDecimal scale = rng.nextBoolean()
                    ? BigDecimal.ONE
                    : BigDecimal.valueOf(rng.nextLong(1_000_000_000_000L, 3_000_000_000_000L), 12);
            long price = rng.nextInt(20) == 0 ? 0 : spread(rng, 50);
            long funding = rng.nextBoolean() ? 0 : spread(rng, 38);
            LineTable table = new LineTable();
            table.fill(new Lines(Schedule.ofTiers(TIERS, scale), WATCHES, price < 0 ? -1 : 1), price, funding);
            long limit = table.sizeLimit(LineTable.EVICT_BITS);
            long quantity = rng.nextLong(-limit, limit + 1) >> (rng.nextBoolean() ? 0 : rng.nextInt(50));
            int watch = rng.nextInt(Watches.COUNT);
            BigDecimal exact = exact(watch, quantity, price, funding, scale);
            BigDecimal kept = BigDecimal.valueOf(table.contribution(quantity, table.lineOf(watch, quantity)), 6);
            assertThat(kept).isLessThanOrEqualTo(exact);
            assertThat(exact.subtract(kept)).isLessThanOrEqualTo(new BigDecimal("0.000003"));
        });
    }

    private static long spread(SplittableRandom rng, int bits) {
        long magnitude = rng.nextLong(1, 1L << 1 + rng.nextInt(bits));
        return rng.nextBoolean() ? magnitude : -magnitude;
    }

    private static BigDecimal exact(int watch, long quantity, long price, long funding, BigDecimal scale) {
        BigDecimal value = BigDecimal.valueOf(quantity, 8).multiply(BigDecimal.valueOf(price, 8));
        BigDecimal paid = BigDecimal.valueOf(quantity, 8).multiply(BigDecimal.valueOf(funding, 8));
        BigDecimal requirement = TIERS.maintenance(value.abs()).multiply(scale);
        return value.subtract(paid)
                .multiply(BigDecimal.valueOf(WATCHES.equity(watch)))
                .subtract(requirement.multiply(BigDecimal.valueOf(WATCHES.requirement(watch))));
    }

    @Test
    @DisplayName("a size whose notional is exactly an edge lies on the lower piece, one unit more on the upper")
    void edgesBelongToTheLowerPiece() {
        LineTable table = new LineTable();
        table.fill(new Lines(Schedule.ofTiers(TIERS, BigDecimal.ONE), WATCHES, 1), 5_000_000_000_000L, 0);

        int lower = table.lineOf(0, 2_000_000_000L);
        int upper = table.lineOf(0, 2_000_000_001L);

        assertThat(table.lineOf(0, 1)).isEqualTo(lower);
        assertThat(upper).isNotEqualTo(lower);
        assertThat(table.lineOf(0, 9_999_999_999L)).isEqualTo(upper);
    }

    @Test
    @DisplayName("a price of 62 bits is taken, one of 63 is refused by name")
    void refusesPricesBeyondTheColumns() {
        Lines lines = new Lines(Schedule.settled(), WATCHES, 1);
        new LineTable().fill(lines, (1L << 62) - 1, 0);

        assertThatThrownBy(() -> new LineTable().fill(lines, 1L << 62, 0))
                .isInstanceOf(ValueOverflowException.class)
                .hasMessageContaining("price");
        assertThatThrownBy(() -> new LineTable().fill(lines, 1, 1L << 52))
                .isInstanceOf(ValueOverflowException.class)
                .hasMessageContaining("funding index");
    }
}
