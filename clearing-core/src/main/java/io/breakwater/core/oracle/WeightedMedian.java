package io.breakwater.core.oracle;

/**
 * The weighted median of a few values, exact: it is returned doubled, because at an exact half of the weight it is the
 * mean of the two middle values (risk model B.9, G24).
 */
final class WeightedMedian {

    private WeightedMedian() {}

    /**
     * Twice the weighted median. Sorts both arrays in place by value, which is all the scratch it needs; equal values
     * may come in any order without changing the result.
     *
     * @param values the first {@code count} are used, each below 2^62 in magnitude
     * @param weights positive, with a sum below 2^62
     * @param count at least 1
     */
    static long twice(long[] values, long[] weights, int count) {
        sort(values, weights, count);
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += weights[i];
        }
        int middle = 0;
        long below = weights[0];
        while (2 * below < total) {
            below += weights[++middle];
        }
        boolean isExactHalf = 2 * below == total;
        return values[middle] + values[isExactHalf ? middle + 1 : middle];
    }

    /** Insertion sort: there are a handful of sources, and they arrive nearly sorted. */
    private static void sort(long[] values, long[] weights, int count) {
        for (int i = 1; i < count; i++) {
            long value = values[i];
            long weight = weights[i];
            int hole = i;
            while (hole > 0 && values[hole - 1] > value) {
                values[hole] = values[hole - 1];
                weights[hole] = weights[hole - 1];
                hole--;
            }
            values[hole] = value;
            weights[hole] = weight;
        }
    }
}
