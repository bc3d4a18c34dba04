package io.breakwater.node.cli.margin;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An account with tables of its own, its answer, and the plain formulas of what it holds. */
record TierCase(BigDecimal cash, List<Held> positions, JsonNode answer) {

    private static final BigDecimal ZERO = BigDecimal.ZERO;

    /** A row of a table: lower bound, initial rate, maintenance rate. */
    record Row(BigDecimal lower, BigDecimal initial, BigDecimal maintenance) {}

    record Market(String underlying, BigDecimal lot, BigDecimal tick, List<Row> rows) {

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

    record Held(
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

    /** An account whose health lies mostly between 0.5 and 1.4, so that every state is met. */
    static TierCase random(SplittableRandom rng) {
        boolean isolated = rng.nextBoolean();
        List<Market> markets = List.of(market(rng, "AAA"), market(rng, "BBB"));
        List<Held> positions = new ArrayList<>();
        for (int i = 0; i < rng.nextInt(1, 5) + 1; i++) {
            Market market = markets.get(isolated ? 0 : rng.nextInt(2));
            positions.add(held(rng, market, market.underlying + (i == 0 ? "-PERP" : "-2026120" + i)));
        }
        BigDecimal maintenance = positions.stream().map(Held::maintenance).reduce(ZERO, BigDecimal::add);
        BigDecimal profit = new TierCase(ZERO, positions, null).profit();
        BigDecimal health = BigDecimal.valueOf(rng.nextInt(10) == 0 ? rng.nextInt(-20, 500) : rng.nextInt(60, 130), 2);
        BigDecimal cash = maintenance.multiply(health).subtract(profit).setScale(8, RoundingMode.HALF_EVEN);
        Request request = Request.account(
                        isolated ? "ISOLATED" : "CROSS",
                        cash.toPlainString(),
                        positions.stream().map(Held::json).toArray(String[]::new))
                .with("/parameters", parameters(markets));
        return new TierCase(cash, positions, request.answer().get(0));
    }

    private static Held held(SplittableRandom rng, Market market, String name) {
        BigDecimal mark = RandomDecimals.magnitude(rng, -3, 11, 8);
        BigDecimal notional = RandomDecimals.magnitude(rng, 5, 17, 2);
        BigDecimal quantity = notional.divide(mark, rng.nextInt(9), RoundingMode.UP);
        BigDecimal entry =
                mark.multiply(BigDecimal.valueOf(rng.nextInt(90, 110), 2)).setScale(8, RoundingMode.UP);
        return new Held(
                name,
                market,
                RandomDecimals.signed(rng, quantity),
                entry,
                mark,
                RandomDecimals.signed(rng, RandomDecimals.magnitude(rng, -5, 5, 6)));
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
