package io.breakwater.node.simulation;

import io.breakwater.core.money.Price;
import io.breakwater.node.simulation.CrashScenario.Fall;
import io.breakwater.node.simulation.CrashScenario.Symbol;
import java.util.List;

/**
 * The true prices of a generated crash, which no venue and no account sees: what marks are measured against afterwards.
 *
 * <p>The logarithm of a price is {@code ln(start) + fallen(t)*ln(1 - depth) + noise(t)}. The fall comes in waves, each a
 * ramp of under a minute at a random moment, as liquidations come in waves. Noise is a common and an own part, each
 * pulled back to zero with a time constant of ten minutes so that the depth stays what the scenario says; its
 * volatility is six times that of calm during the fall and fades with the rebound. One value a second is kept, between
 * them the path is straight.
 */
public final class CrashPath {

    private static final int WAVES = 24;
    private static final double PULL_PER_SECOND = 1.0 / 600;
    private static final double STRESS_FACTOR = 5;
    private static final double COMMON_SHARE = 0.8;
    private static final double SECONDS_A_YEAR = 31_536_000;

    private final long startMillis;
    private final double[] stress;
    private final long[][] unitsBySecond;

    private CrashPath(long startMillis, double[] stress, long[][] unitsBySecond) {
        this.startMillis = startMillis;
        this.stress = stress;
        this.unitsBySecond = unitsBySecond;
    }

    /** The path of a scenario; the same scenario gives the same path. */
    public static CrashPath of(CrashScenario scenario) {
        int seconds = (int) (scenario.durationMillis() / 1_000) + 2;
        double[] fallen = fallen(scenario, seconds);
        double[] stress = stress(scenario.fall(), seconds);
        double[] common = noise(SeededNumbers.of(scenario.seed(), "path"), stress);
        List<Symbol> symbols = scenario.symbols();
        long[][] units = new long[symbols.size()][];
        for (int i = 0; i < units.length; i++) {
            Symbol symbol = symbols.get(i);
            double[] own = noise(SeededNumbers.of(scenario.seed(), "path " + symbol.underlying()), stress);
            units[i] = units(symbol, fallen, common, own);
        }
        return new CrashPath(scenario.startMillis(), stress, units);
    }

    /** The share of the fall that has happened, by second: rises to 1 in waves, then returns toward 1 - rebound. */
    private static double[] fallen(CrashScenario scenario, int seconds) {
        Fall fall = scenario.fall();
        double[] ramps = waves(SeededNumbers.of(scenario.seed(), "waves"), fall);
        double[] fallen = new double[seconds];
        for (int t = 0; t < seconds; t++) {
            long millis = t * 1_000L;
            if (millis >= fall.toMillis()) {
                double back = 1 - StrictMath.exp((double) (fall.toMillis() - millis) / fall.reboundMillis());
                fallen[t] = 1 - fall.rebound() * back;
            } else if (millis > fall.fromMillis()) {
                fallen[t] = ramps[(int) ((millis - fall.fromMillis()) / 1_000)];
            }
        }
        return fallen;
    }

    /** By second of the fall, from 0 to 1. */
    private static double[] waves(SeededNumbers numbers, Fall fall) {
        int length = (int) ((fall.lengthMillis() + 999) / 1_000);
        double[] ramps = new double[length + 1];
        for (int i = 0; i < WAVES; i++) {
            int ramp = Math.min(length, 10 + numbers.below(50));
            int begin = numbers.below(length - ramp + 1);
            double perSecond = numbers.exponential() / ramp;
            for (int t = begin + 1; t <= begin + ramp; t++) {
                ramps[t] += perSecond;
            }
        }
        for (int t = 1; t <= length; t++) {
            ramps[t] += ramps[t - 1];
        }
        double total = ramps[length];
        for (int t = 1; t <= length; t++) {
            ramps[t] /= total;
        }
        return ramps;
    }

    /** 0 in calm, 1 during the fall, fading after it. */
    private static double[] stress(Fall fall, int seconds) {
        double[] stress = new double[seconds];
        for (int t = 0; t < seconds; t++) {
            long millis = t * 1_000L;
            if (millis >= fall.toMillis()) {
                stress[t] = StrictMath.exp((double) (fall.toMillis() - millis) / fall.reboundMillis());
            } else if (millis >= fall.fromMillis()) {
                stress[t] = 1;
            }
        }
        return stress;
    }

    /** Noise of unit yearly volatility in calm. */
    private static double[] noise(SeededNumbers numbers, double[] stress) {
        double perSecond = 1 / StrictMath.sqrt(SECONDS_A_YEAR);
        double[] noise = new double[stress.length];
        for (int t = 1; t < noise.length; t++) {
            double volatility = perSecond * (1 + STRESS_FACTOR * stress[t]);
            noise[t] = noise[t - 1] * (1 - PULL_PER_SECOND) + volatility * numbers.gaussian();
        }
        return noise;
    }

    private static long[] units(Symbol symbol, double[] fallen, double[] common, double[] own) {
        double depth = StrictMath.log(1 - symbol.depth());
        double ownShare = StrictMath.sqrt(1 - COMMON_SHARE * COMMON_SHARE);
        long[] units = new long[fallen.length];
        for (int t = 0; t < units.length; t++) {
            double noise = symbol.volatility() * (COMMON_SHARE * common[t] + ownShare * own[t]);
            double exact = symbol.price().units() * StrictMath.exp(fallen[t] * depth + noise);
            units[t] = Math.max(1, (long) StrictMath.rint(exact));
        }
        return units;
    }

    /**
     * The true price at a moment; before the start the first one, after the end the last.
     *
     * @param symbol index in the scenario's symbols
     * @param timeMillis UTC epoch milliseconds
     */
    public Price at(int symbol, long timeMillis) {
        long[] units = unitsBySecond[symbol];
        long millis = Math.max(0, timeMillis - startMillis);
        int second = (int) Math.min(units.length - 2L, millis / 1_000);
        long within = Math.min(1_000, millis - second * 1_000L);
        long from = units[second];
        return new Price(from + (long) StrictMath.rint((units[second + 1] - from) * (within / 1_000.0)));
    }

    /** How stressed the market is at a moment, 0 to 1. */
    double stressAt(long timeMillis) {
        long second = Math.max(0, timeMillis - startMillis) / 1_000;
        return stress[(int) Math.min(stress.length - 1L, second)];
    }
}
