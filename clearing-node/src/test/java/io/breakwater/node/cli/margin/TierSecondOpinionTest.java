package io.breakwater.node.cli.margin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.Property;
import io.breakwater.node.cli.margin.TierCase.Held;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A second, plainer implementation of cross and isolated accounts, which knows nothing of the first: requirements as the
 * greatest of all lines, prices by the equation they must satisfy, slices from the shortfall at each edge of the tiers.
 */
class TierSecondOpinionTest {

    private static final BigDecimal PHI = new BigDecimal("0.0045");
    private static final BigDecimal TARGET = new BigDecimal("1.15");
    private static final BigDecimal ZERO = BigDecimal.ZERO;
    private static final MathContext PRECISE = new MathContext(80);

    @Test
    @DisplayName("money, health and state are those of the plain formulas")
    void numbers() {
        Property.holds("answer-numbers", 1_500, rng -> {
            TierCase c = TierCase.random(rng);
            assertMoney(c.answer(), "collateral_value", c.cash(), RoundingMode.FLOOR);
            assertMoney(c.answer(), "unrealised_pnl", c.profit(), RoundingMode.FLOOR);
            assertMoney(c.answer(), "option_value", ZERO, RoundingMode.FLOOR);
            assertMoney(c.answer(), "equity", c.equity(), RoundingMode.FLOOR);
            assertMoney(c.answer(), "maintenance_margin", c.maintenance(), RoundingMode.CEILING);
            BigDecimal initial = c.positions().stream()
                    .map(p -> p.market().requirement(p.notional(), true))
                    .reduce(ZERO, BigDecimal::add);
            assertMoney(c.answer(), "initial_margin", initial, RoundingMode.CEILING);
            for (int i = 0; i < c.positions().size(); i++) {
                assertMoney(c.position(i), "notional", c.positions().get(i).notional(), RoundingMode.CEILING);
                assertMoney(
                        c.position(i),
                        "maintenance_margin",
                        c.positions().get(i).maintenance(),
                        RoundingMode.CEILING);
            }
            BigDecimal health = c.equity().divide(c.maintenance(), 12, RoundingMode.HALF_EVEN);
            assertThat(decimal(c.answer(), "health")).isEqualByComparingTo(health);
            assertThat(c.answer().get("state").textValue()).isEqualTo(state(c.equity(), c.maintenance()));
        });
    }

    @Test
    @DisplayName("a tick nearer to the mark than the liquidation price the account still stands, at it or past it not")
    void liquidationPrices() {
        Property.holds("answer-liquidation-price", 1_500, rng -> {
            TierCase c = TierCase.random(rng);
            for (int i = 0; i < c.positions().size(); i++) {
                assertLiquidationPrice(c, c.positions().get(i), c.position(i).get("liquidation_price"));
                assertBankruptcyPrice(c, c.positions().get(i), c.position(i).get("bankruptcy_price"));
            }
        });
    }

    @Test
    @DisplayName("the slices are those of the shortfall worked out edge by edge")
    void slices() {
        int[] kinds = new int[3];
        Property.holds("answer-slices", 1_500, rng -> {
            TierCase c = TierCase.random(rng);
            List<String> expected = expectedSlices(c);
            List<String> answered = new ArrayList<>();
            c.answer()
                    .get("liquidation")
                    .get("slices")
                    .forEach(s -> answered.add(s.get("instrument").textValue() + " "
                            + s.get("quantity").textValue()));
            assertThat(answered).isEqualTo(expected);
            String kind = c.answer().get("liquidation").get("kind").textValue();
            assertThat(kind).isEqualTo(expectedKind(c, expected));
            kinds[List.of("PARTIAL", "FULL", "NONE", "BACKSTOP").indexOf(kind) % 3]++;
        });
        assertThat(kinds).doesNotContain(0);
    }

    private static void assertLiquidationPrice(TierCase c, Held held, JsonNode shown) {
        BigDecimal tick = held.market().tick();
        if (shown == null) {
            // A long falls below maintenance only under 0, or a short already under one tick.
            BigDecimal nearest = held.quantity().signum() > 0 ? ZERO : tick;
            assertThat(slackAt(c, held, nearest).signum())
                    .isEqualTo(held.quantity().signum() > 0 ? 1 : -1);
            return;
        }
        BigDecimal price = new BigDecimal(shown.textValue());
        BigDecimal worse = held.quantity().signum() > 0 ? price.subtract(tick) : price.add(tick);
        assertThat(price).isPositive();
        assertThat(price.remainder(tick)).isEqualByComparingTo(ZERO);
        assertThat(slackAt(c, held, price)).isGreaterThanOrEqualTo(ZERO);
        assertThat(slackAt(c, held, worse)).isLessThan(ZERO);
    }

    /** Equity less maintenance with one mark moved. */
    private static BigDecimal slackAt(TierCase c, Held held, BigDecimal price) {
        BigDecimal equity = c.equity().add(held.quantity().multiply(price.subtract(held.mark())));
        BigDecimal own = held.market().requirement(held.quantity().abs().multiply(price), false);
        return equity.subtract(c.maintenance()).add(held.maintenance()).subtract(own);
    }

    private static void assertBankruptcyPrice(TierCase c, Held held, JsonNode shown) {
        BigDecimal tick = held.market().tick();
        boolean isLong = held.quantity().signum() > 0;
        if (shown == null) {
            assertThat(shareAt(c, held, isLong ? ZERO : tick).signum()).isEqualTo(isLong ? 1 : -1);
            return;
        }
        BigDecimal price = new BigDecimal(shown.textValue());
        assertThat(price).isPositive();
        assertThat(price.remainder(tick)).isEqualByComparingTo(ZERO);
        assertThat(shareAt(c, held, price)).isGreaterThanOrEqualTo(ZERO);
        assertThat(shareAt(c, held, isLong ? price.subtract(tick) : price.add(tick)))
                .isLessThan(ZERO);
    }

    /** What is left of the position's share of the equity at a price, times MM. */
    private static BigDecimal shareAt(TierCase c, Held held, BigDecimal price) {
        return held.quantity()
                .multiply(price.subtract(held.mark()))
                .multiply(c.maintenance())
                .add(c.equity().multiply(held.maintenance()));
    }

    private static List<String> expectedSlices(TierCase c) {
        String state = state(c.equity(), c.maintenance());
        if (state.equals("BACKSTOP") || state.equals("BANKRUPT")) {
            return c.positions().stream()
                    .map(p -> p.name() + " " + plain(p.quantity().abs()))
                    .toList();
        }
        List<String> closed = new ArrayList<>();
        if (state.equals("LIQUIDATING")) {
            close(c, closed);
        }
        List<String> names = c.positions().stream().map(Held::name).toList();
        closed.sort(Comparator.comparingInt(slice -> names.indexOf(slice.substring(0, slice.indexOf(' ')))));
        return closed;
    }

    private static void close(TierCase c, List<String> closed) {
        BigDecimal equity = c.equity();
        BigDecimal maintenance = c.maintenance();
        List<Held> order = new ArrayList<>(c.positions());
        order.sort(Comparator.comparing((Held p) -> p.market().marginalRate(p.notional()))
                .reversed()
                .thenComparing(Held::name));
        for (Held held : order) {
            if (equity.compareTo(TARGET.multiply(maintenance)) >= 0) {
                return;
            }
            BigDecimal y = closingNotional(held, equity, maintenance);
            boolean whole = y == null
                    || y.compareTo(new BigDecimal("0.8").multiply(held.notional())) >= 0
                    || held.notional().subtract(y).compareTo(new BigDecimal("1000")) < 0;
            if (!whole) {
                BigDecimal lots = y.divide(held.mark().multiply(held.market().lot()), PRECISE)
                        .setScale(0, RoundingMode.CEILING)
                        .multiply(held.market().lot());
                closed.add(held.name() + " " + plain(lots.min(held.quantity().abs())));
                return;
            }
            closed.add(held.name() + " " + plain(held.quantity().abs()));
            equity = equity.subtract(PHI.multiply(held.notional()));
            maintenance = maintenance.subtract(held.maintenance());
        }
    }

    /** The y of the first edge interval in which the shortfall ends, by interpolation; null when it does not. */
    private static BigDecimal closingNotional(Held held, BigDecimal equity, BigDecimal maintenance) {
        List<BigDecimal> edges = new ArrayList<>();
        edges.add(ZERO);
        for (int i = held.market().rows().size() - 1; i >= 0; i--) {
            BigDecimal y = held.notional().subtract(held.market().rows().get(i).lower());
            if (y.signum() > 0) {
                edges.add(y);
            }
        }
        for (int i = 1; i < edges.size(); i++) {
            BigDecimal from = gained(held, equity, maintenance, edges.get(i - 1));
            BigDecimal to = gained(held, equity, maintenance, edges.get(i));
            if (to.compareTo(from) <= 0) {
                return null;
            }
            if (to.signum() >= 0) {
                BigDecimal width = edges.get(i).subtract(edges.get(i - 1));
                return edges.get(i - 1).add(width.multiply(from.negate()).divide(to.subtract(from), PRECISE));
            }
        }
        return null;
    }

    private static BigDecimal gained(Held held, BigDecimal equity, BigDecimal maintenance, BigDecimal y) {
        BigDecimal after = maintenance
                .subtract(held.maintenance())
                .add(held.market().requirement(held.notional().subtract(y), false));
        return equity.subtract(PHI.multiply(y)).subtract(TARGET.multiply(after));
    }

    private static String expectedKind(TierCase c, List<String> slices) {
        if (slices.isEmpty()) {
            return "NONE";
        }
        if (!state(c.equity(), c.maintenance()).equals("LIQUIDATING")) {
            return "BACKSTOP";
        }
        List<String> whole = c.positions().stream()
                .map(p -> p.name() + " " + plain(p.quantity().abs()))
                .toList();
        return slices.equals(whole) ? "FULL" : "PARTIAL";
    }

    private static String state(BigDecimal equity, BigDecimal maintenance) {
        if (equity.signum() < 0) {
            return "BANKRUPT";
        }
        if (equity.multiply(new BigDecimal("3")).compareTo(maintenance.multiply(new BigDecimal("2"))) < 0) {
            return "BACKSTOP";
        }
        if (equity.compareTo(maintenance) < 0) {
            return "LIQUIDATING";
        }
        if (equity.compareTo(maintenance.multiply(new BigDecimal("1.10"))) < 0) {
            return "MARGIN_CALL";
        }
        return equity.compareTo(maintenance.multiply(new BigDecimal("1.25"))) < 0 ? "WARNING" : "HEALTHY";
    }

    private static void assertMoney(JsonNode entry, String field, BigDecimal exact, RoundingMode mode) {
        assertThat(entry.get(field).textValue())
                .as(field)
                .isEqualTo(exact.setScale(2, mode).toPlainString());
    }

    private static BigDecimal decimal(JsonNode entry, String field) {
        return new BigDecimal(entry.get(field).textValue());
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
