package io.breakwater.node.simulation;

/**
 * Random numbers that are the same on every JDK: one stream for each seed and purpose, so that one more venue or account
 * does not change what the others draw.
 *
 * <p>SplitMix64 (Steele, Lea, Flood 2014), written out because the JDK does not promise the numbers of its own classes.
 */
final class SeededNumbers {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    private SeededNumbers(long state) {
        this.state = state;
    }

    /** The stream of a purpose. */
    static SeededNumbers of(long seed, String purpose) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
        }
        return new SeededNumbers(mixed(seed + GOLDEN_GAMMA) ^ mixed(hash));
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** In [0, 1). */
    double uniform() {
        state += GOLDEN_GAMMA;
        return (mixed(state) >>> 11) * UNIT;
    }

    /** In [low, high). */
    double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** In [low, high), each factor equally likely; low is positive. */
    double logBetween(double low, double high) {
        return StrictMath.exp(between(StrictMath.log(low), StrictMath.log(high)));
    }

    /** In 0..bound-1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** True with a probability. */
    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Mean 0, deviation 1, within -6 and 6: the sum of twelve uniform numbers, so that no outlier breaks a scenario. */
    double gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += uniform();
        }
        return sum;
    }

    /** Mean 1. */
    double exponential() {
        return -StrictMath.log(1 - uniform());
    }
}
