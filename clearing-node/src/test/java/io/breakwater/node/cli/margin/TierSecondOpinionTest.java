package io.breakwater.node.cli.margin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
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

    /** A row of a table: lower bound, initial rate, maintenance rate. */
    private record Row(BigDecimal lower, BigDecimal initial, BigDecimal maintenance) {}

    private record Market(String underlying, BigDecimal lot, BigDecimal tick, List<Row> rows) {

        BigDecimal requirement(BigDecimal notional, boolean initial) {
            BigDecimal best = ZERO;
            BigDecimal deduction = ZERO;
            BigDecimal before = ZERO;
            for (Row row : rows) {
                BigDecimal rate = initial ? row.initial : row.maintenance;
                deduction = deduction.add(row.lower.multiply(rate.subtract(before)));
                best = best.max(rate.multiply(notional).subtract(deduction));
                before = rate;
            }
            return best;
        }

        BigDecimal marginalRate(BigDecimal notional) {
            BigDecimal rate = rows.get(0).maintenance;
            for (Row row : rows) {
                rate = notional.compareTo(row.lower) > 0 ? row.maintenance : rate;
            }
            return rate;
        }
    }

    private record Held(
            String name, Market market, BigDecimal quantity, BigDecimal entry, BigDecimal mark, BigDecimal funding) {

        BigDecimal notional() {
            return quantity.abs().multiply(mark);
        }

        BigDecimal maintenance() {
            return market.requirement(notional(), false);
        }

        String json() {
            return "{\"instrument\":\"" + name + "\",\"quantity\":\"" + quantity.toPlainString()
                    + "\",\"entry_price\":\"" + entry.toPlainString() + "\",\"mark_price\":\"" + mark.toPlainString()
                    + "\",\"funding\":\"" + funding.toPlainString() + "\"}";
        }
    }

    private record Case(BigDecimal cash, List<Held> positions, JsonNode answer) {

        BigDecimal profit() {
            return positions.stream()
                    .map(p -> p.quantity.multiply(p.mark.subtract(p.entry)).add(p.funding))
                    .reduce(ZERO, BigDecimal::add);
        }

        BigDecimal equity() {
            return cash.add(profit());
        }

        BigDecimal maintenance() {
            return positions.stream().map(Held::maintenance).reduce(ZERO, BigDecimal::add);
        }

        JsonNode position(int i) {
            return answer.get("positions").get(i);
        }
    }

    @Test
    @DisplayName("money, health and state are those of the plain formulas")
    void numbers() {
        RandomRequests.holds("answer-numbers", 1_500, rng -> {
            Case c = random(rng);
            assertMoney(c.answer, "collateral_value", c.cash, RoundingMode.FLOOR);
            assertMoney(c.answer, "unrealised_pnl", c.profit(), RoundingMode.FLOOR);
            assertMoney(c.answer, "option_value", ZERO, RoundingMode.FLOOR);
            assertMoney(c.answer, "equity", c.equity(), RoundingMode.FLOOR);
            assertMoney(c.answer, "maintenance_margin", c.maintenance(), RoundingMode.CEILING);
            BigDecimal initial = c.positions.stream()
                    .map(p -> p.market.requirement(p.notional(), true))
                    .reduce(ZERO, BigDecimal::add);
            assertMoney(c.answer, "initial_margin", initial, RoundingMode.CEILING);
            for (int i = 0; i < c.positions.size(); i++) {
                assertMoney(c.position(i), "notional", c.positions.get(i).notional(), RoundingMode.CEILING);
                assertMoney(
                        c.position(i), "maintenance_margin", c.positions.get(i).maintenance(), RoundingMode.CEILING);
            }
            BigDecimal health = c.equity().divide(c.maintenance(), 12, RoundingMode.HALF_EVEN);
            assertThat(decimal(c.answer, "health")).isEqualByComparingTo(health);
            assertThat(c.answer.get("state").textValue()).isEqualTo(state(c.equity(), c.maintenance()));
        });
    }

    @Test
    @DisplayName("a tick nearer to the mark than the liquidation price the account still stands, at it or past it not")
    void liquidationPrices() {
        RandomRequests.holds("answer-liquidation-price", 1_500, rng -> {
            Case c = random(rng);
            for (int i = 0; i < c.positions.size(); i++) {
                assertLiquidationPrice(c, c.positions.get(i), c.position(i).get("liquidation_price"));
                assertBankruptcyPrice(c, c.positions.get(i), c.position(i).get("bankruptcy_price"));
            }
        });
    }

    @Test
    @DisplayName("the slices are those of the shortfall worked out edge by edge")
    void slices() {
        int[] kinds = new int[3];
        RandomRequests.holds("answer-slices", 1_500, rng -> {
            Case c = random(rng);
            List<String> expected = expectedSlices(c);
            List<String> answered = new ArrayList<>();
            c.answer
                    .get("liquidation")
                    .get("slices")
                    .forEach(s -> answered.add(s.get("instrument").textValue() + " "
                            + s.get("quantity").textValue()));
            assertThat(answered).isEqualTo(expected);
            String kind = c.answer.get("liquidation").get("kind").textValue();
            assertThat(kind).isEqualTo(expectedKind(c, expected));
            kinds[List.of("PARTIAL", "FULL", "NONE", "BACKSTOP").indexOf(kind) % 3]++;
        });
        assertThat(kinds).doesNotContain(0);
    }

    private static void assertLiquidationPrice(Case c, Held held, JsonNode shown) {
        BigDecimal tick = held.market.tick;
        if (shown == null) {
            // A long falls below maintenance only under 0, or a short already under one tick.
            BigDecimal nearest = held.quantity.signum() > 0 ? ZERO : tick;
            assertThat(slackAt(c, held, nearest).signum()).isEqualTo(held.quantity.signum() > 0 ? 1 : -1);
            return;
        }
        BigDecimal price = new BigDecimal(shown.textValue());
        BigDecimal worse = held.quantity.signum() > 0 ? price.subtract(tick) : price.add(tick);
        assertThat(price).isPositive();
        assertThat(price.remainder(tick)).isEqualByComparingTo(ZERO);
        assertThat(slackAt(c, held, price)).isGreaterThanOrEqualTo(ZERO);
        assertThat(slackAt(c, held, worse)).isLessThan(ZERO);
    }

    /** Equity less maintenance with one mark moved. */
    private static BigDecimal slackAt(Case c, Held held, BigDecimal price) {
        BigDecimal equity = c.equity().add(held.quantity.multiply(price.subtract(held.mark)));
        BigDecimal own = held.market.requirement(held.quantity.abs().multiply(price), false);
        return equity.subtract(c.maintenance()).add(held.maintenance()).subtract(own);
    }

    private static void assertBankruptcyPrice(Case c, Held held, JsonNode shown) {
        BigDecimal tick = held.market.tick;
        boolean isLong = held.quantity.signum() > 0;
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
    private static BigDecimal shareAt(Case c, Held held, BigDecimal price) {
        return held.quantity
                .multiply(price.subtract(held.mark))
                .multiply(c.maintenance())
                .add(c.equity().multiply(held.maintenance()));
    }

    private static List<String> expectedSlices(Case c) {
        String state = state(c.equity(), c.maintenance());
        if (state.equals("BACKSTOP") || state.equals("BANKRUPT")) {
            return c.positions.stream()
                    .map(p -> p.name + " " + plain(p.quantity.abs()))
                    .toList();
        }
        List<String> closed = new ArrayList<>();
        if (state.equals("LIQUIDATING")) {
            close(c, closed);
        }
        List<String> names = c.positions.stream().map(Held::name).toList();
        closed.sort(Comparator.comparingInt(slice -> names.indexOf(slice.substring(0, slice.indexOf(' ')))));
        return closed;
    }

    private static void close(Case c, List<String> closed) {
        BigDecimal equity = c.equity();
        BigDecimal maintenance = c.maintenance();
        List<Held> order = new ArrayList<>(c.positions);
        order.sort(Comparator.comparing((Held p) -> p.market.marginalRate(p.notional()))
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
                BigDecimal lots = y.divide(held.mark.multiply(held.market.lot), PRECISE)
                        .setScale(0, RoundingMode.CEILING)
                        .multiply(held.market.lot);
                closed.add(held.name + " " + plain(lots.min(held.quantity.abs())));
                return;
            }
            closed.add(held.name + " " + plain(held.quantity.abs()));
            equity = equity.subtract(PHI.multiply(held.notional()));
            maintenance = maintenance.subtract(held.maintenance());
        }
    }

    /** The y of the first edge interval in which the shortfall ends, by interpolation; null when it does not. */
    private static BigDecimal closingNotional(Held held, BigDecimal equity, BigDecimal maintenance) {
        List<BigDecimal> edges = new ArrayList<>();
        edges.add(ZERO);
        for (int i = held.market.rows.size() - 1; i >= 0; i--) {
            BigDecimal y = held.notional().subtract(held.market.rows.get(i).lower);
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
                .add(held.market.requirement(held.notional().subtract(y), false));
        return equity.subtract(PHI.multiply(y)).subtract(TARGET.multiply(after));
    }

    private static String expectedKind(Case c, List<String> slices) {
        if (slices.isEmpty()) {
            return "NONE";
        }
        if (!state(c.equity(), c.maintenance()).equals("LIQUIDATING")) {
            return "BACKSTOP";
        }
        List<String> whole = c.positions.stream()
                .map(p -> p.name + " " + plain(p.quantity.abs()))
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

    /** An account whose health lies mostly between 0.5 and 1.4, so that every state is met. */
    private static Case random(SplittableRandom rng) {
        boolean isolated = rng.nextBoolean();
        List<Market> markets = List.of(market(rng, "AAA"), market(rng, "BBB"));
        List<Held> positions = new ArrayList<>();
        for (int i = 0; i < rng.nextInt(1, 5) + 1; i++) {
            Market market = markets.get(isolated ? 0 : rng.nextInt(2));
            positions.add(held(rng, market, market.underlying + (i == 0 ? "-PERP" : "-2026120" + i)));
        }
        BigDecimal maintenance = positions.stream().map(Held::maintenance).reduce(ZERO, BigDecimal::add);
        BigDecimal profit = new Case(ZERO, positions, null).profit();
        BigDecimal health = BigDecimal.valueOf(rng.nextInt(10) == 0 ? rng.nextInt(-20, 500) : rng.nextInt(60, 130), 2);
        BigDecimal cash = maintenance.multiply(health).subtract(profit).setScale(8, RoundingMode.HALF_EVEN);
        Request request = Request.account(
                        isolated ? "ISOLATED" : "CROSS",
                        cash.toPlainString(),
                        positions.stream().map(Held::json).toArray(String[]::new))
                .with("/parameters", parameters(markets));
        return new Case(cash, positions, request.answer().get(0));
    }

    private static Held held(SplittableRandom rng, Market market, String name) {
        BigDecimal mark = RandomRequests.decimal(rng, -3, 11, 8);
        BigDecimal notional = RandomRequests.decimal(rng, 5, 17, 2);
        BigDecimal quantity = notional.divide(mark, rng.nextInt(9), RoundingMode.UP);
        BigDecimal entry =
                mark.multiply(BigDecimal.valueOf(rng.nextInt(90, 110), 2)).setScale(8, RoundingMode.UP);
        return new Held(
                name,
                market,
                RandomRequests.signed(rng, quantity),
                entry,
                mark,
                RandomRequests.signed(rng, RandomRequests.decimal(rng, -5, 5, 6)));
    }

    private static Market market(SplittableRandom rng, String underlying) {
        List<Row> rows = new ArrayList<>();
        long lower = 0;
        long maintenance = rng.nextLong(20, 200);
        long initial = maintenance + rng.nextLong(300);
        int count = rng.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            rows.add(new Row(
                    BigDecimal.valueOf(lower), BigDecimal.valueOf(initial, 4), BigDecimal.valueOf(maintenance, 4)));
            lower += rng.nextLong(1, 2_000_000);
            maintenance += rng.nextLong(300);
            initial = Math.max(initial, maintenance) + rng.nextLong(300);
        }
        BigDecimal lot = BigDecimal.valueOf(rng.nextLong(1, 20), rng.nextInt(1, 5));
        BigDecimal tick = BigDecimal.valueOf(rng.nextLong(1, 20), rng.nextInt(2, 6));
        return new Market(underlying, lot, tick, rows);
    }

    private static String parameters(List<Market> markets) {
        List<String> tiers = new ArrayList<>();
        List<String> increments = new ArrayList<>();
        for (Market market : markets) {
            List<String> rows = market.rows.stream()
                    .map(r -> "{\"lower\":\"" + r.lower.toPlainString() + "\",\"imr\":\"" + r.initial.toPlainString()
                            + "\",\"mmr\":\"" + r.maintenance.toPlainString() + "\"}")
                    .toList();
            tiers.add("\"" + market.underlying + "\":[" + String.join(",", rows) + "]");
            increments.add("\"" + market.underlying + "\":{\"lot\":\"" + market.lot.toPlainString() + "\",\"tick\":\""
                    + market.tick.toPlainString() + "\"}");
        }
        return "{\"tiers\":{" + String.join(",", tiers) + "},\"increments\":{" + String.join(",", increments) + "}}";
    }
}
