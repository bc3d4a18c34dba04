package io.breakwater.load.bench;

/**
 * The same accounts in columns without an index: every round values every position of every account again. What the risk
 * book is compared with.
 */
final class PlainColumns {

    private static final long[] TIER_LOWER_MICROS = {
        0, 1_000_000_000_000L, 5_000_000_000_000L, 20_000_000_000_000L, 50_000_000_000_000L
    };
    private static final long[] RATE_BASIS_POINTS = {100, 200, 400, 800, 1500};
    private static final int PRICE_BITS = 40;
    private static final double PRODUCT_PER_MICRO = 1e10;

    private final int positions;
    private final int[] symbol;
    private final long[] quantity;
    private final long[] fundsMicros;
    private final long[] priceFactor;
    private final long[] deductionMicros = new long[TIER_LOWER_MICROS.length];

    PlainColumns(int accounts, int positions, int symbols) {
        this.positions = positions;
        symbol = new int[accounts * positions];
        quantity = new long[accounts * positions];
        fundsMicros = new long[accounts];
        priceFactor = new long[symbols];
        for (int i = 1; i < deductionMicros.length; i++) {
            deductionMicros[i] = deductionMicros[i - 1]
                    + TIER_LOWER_MICROS[i] / 10_000 * (RATE_BASIS_POINTS[i] - RATE_BASIS_POINTS[i - 1]);
        }
    }

    void add(int account, int position, int ofSymbol, long units, long quoteMicros) {
        symbol[account * positions + position] = ofSymbol;
        quantity[account * positions + position] = units;
        fundsMicros[account] += quoteMicros;
    }

    void addCash(int account, long micros) {
        fundsMicros[account] += micros;
    }

    void setPrice(int ofSymbol, long units) {
        priceFactor[ofSymbol] = Math.round(units / PRODUCT_PER_MICRO * (1L << PRICE_BITS));
    }

    /** Values every account and counts those below 1.25 of their requirement. */
    int round() {
        int below = 0;
        for (int account = 0; account < fundsMicros.length; account++) {
            if (slackMicros(account) < 0) {
                below++;
            }
        }
        return below;
    }

    private long slackMicros(int account) {
        long equity = fundsMicros[account];
        long requirement = 0;
        for (int i = account * positions; i < (account + 1) * positions; i++) {
            long value = Math.multiplyHigh(quantity[i] << (64 - PRICE_BITS), priceFactor[symbol[i]]);
            equity += value;
            requirement += requirementMicros(Math.abs(value));
        }
        return 4 * equity - 5 * requirement;
    }

    private long requirementMicros(long notionalMicros) {
        int tier = 0;
        while (tier + 1 < TIER_LOWER_MICROS.length && notionalMicros > TIER_LOWER_MICROS[tier + 1]) {
            tier++;
        }
        return notionalMicros / 10_000 * RATE_BASIS_POINTS[tier] - deductionMicros[tier];
    }
}
