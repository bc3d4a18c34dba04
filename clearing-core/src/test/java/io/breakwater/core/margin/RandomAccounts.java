package io.breakwater.core.margin;

import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.margin.MarginAccount.Collateral;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Accounts of every shape on BTC, ETH and SOL, for properties. */
final class RandomAccounts {

    private static final Map<String, Integer> PRICES = Map.of("BTC", 60000, "ETH", 3000, "SOL", 150);

    private RandomAccounts() {}

    static MarginAccount any(SplittableRandom rng) {
        return of(rng.nextBoolean() ? MarginMode.CROSS : MarginMode.PORTFOLIO, rng);
    }

    static MarginAccount of(MarginMode mode, SplittableRandom rng) {
        List<Position> positions = new ArrayList<>();
        Map<String, Conditions> conditions = new HashMap<>();
        for (String underlying : List.of("BTC", "ETH", "SOL")) {
            if (rng.nextInt(3) > 0) {
                positions.add(with(perpetual(underlying, rng), underlying, rng));
            }
            if (mode == MarginMode.PORTFOLIO && rng.nextInt(3) > 0) {
                positions.add(with(option(underlying, rng), underlying, rng));
            }
            if (rng.nextBoolean()) {
                conditions.put(underlying, conditions(rng));
            }
        }
        List<Collateral> collateral = List.of(Holdings.cash(decimal(rng, -100_000_00, 1_000_000_00, 2)), coin(rng));
        BigDecimal feesDue = BigDecimal.valueOf(rng.nextLong(0, 10_000), 2);
        return new MarginAccount(mode, collateral, positions, feesDue, conditions);
    }

    private static Collateral coin(SplittableRandom rng) {
        HaircutCurve curve = new HaircutCurve(List.of(
                new HaircutCurve.Step(BigDecimal.ZERO, new BigDecimal("0.1")),
                new HaircutCurve.Step(new BigDecimal("5000"), new BigDecimal("0.2"))));
        return new Collateral("ETH", new BigDecimal(decimal(rng, -1000, 1000, 2)), BigDecimal.valueOf(3000), curve);
    }

    static Conditions conditions(SplittableRandom rng) {
        return new Conditions(
                BigDecimal.valueOf(rng.nextLong(0, 30), 1),
                BigDecimal.valueOf(rng.nextLong(0, 30), 1),
                rng.nextBoolean() ? BigDecimal.ZERO : BigDecimal.valueOf(rng.nextLong(0, 101), 2),
                BigDecimal.valueOf(rng.nextLong(0, 3) * 5, 1));
    }

    static Position perpetual(String underlying, SplittableRandom rng) {
        String entry = around(PRICES.get(underlying), rng);
        return Holdings.perpetual(
                underlying, decimal(rng, -100_000, 100_000, 3), entry, around(PRICES.get(underlying), rng));
    }

    static Position option(String underlying, SplittableRandom rng) {
        int price = PRICES.get(underlying);
        String strike = Long.toString(rng.nextLong(price / 2, price * 2));
        return Holdings.option(
                underlying + "-20261225-" + strike + (rng.nextBoolean() ? "-C" : "-P"),
                decimal(rng, -100_000, 100_000, 3),
                around(price, rng),
                decimal(rng, 10, 200, 2),
                decimal(rng, 1, 2000, 3));
    }

    private static Position with(Position position, String underlying, SplittableRandom rng) {
        return Holdings.with(
                position,
                around(PRICES.get(underlying), rng),
                rng.nextBoolean() ? "0" : decimal(rng, 0, 50_000, 3),
                rng.nextBoolean() ? "0" : decimal(rng, 0, 50_000, 3));
    }

    private static String around(int price, SplittableRandom rng) {
        return decimal(rng, price * 80L, price * 125L, 2);
    }

    static String decimal(SplittableRandom rng, long least, long most, int scale) {
        return BigDecimal.valueOf(rng.nextLong(least, most), scale).toPlainString();
    }
}
