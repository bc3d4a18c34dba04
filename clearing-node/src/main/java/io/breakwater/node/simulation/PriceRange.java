package io.breakwater.node.simulation;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.util.Arrays;

/** How far apart the highest and the lowest price of a sliding window are, in buckets of equal length. */
final class PriceRange {

    private static final long EMPTY = Long.MIN_VALUE;

    private final long bucketMillis;
    private final long[] bucket;
    private final long[] high;
    private final long[] low;
    private long newest = EMPTY;

    PriceRange(long windowMillis, int buckets) {
        this.bucketMillis = Math.max(1, windowMillis / buckets);
        this.bucket = new long[buckets];
        this.high = new long[buckets];
        this.low = new long[buckets];
        Arrays.fill(bucket, EMPTY);
    }

    void add(long timeMillis, Price price) {
        newest = Math.floorDiv(timeMillis, bucketMillis);
        int at = Math.floorMod(newest, bucket.length);
        boolean fresh = bucket[at] != newest;
        bucket[at] = newest;
        high[at] = fresh ? price.units() : Math.max(high[at], price.units());
        low[at] = fresh ? price.units() : Math.min(low[at], price.units());
    }

    /** (highest - lowest)/lowest of the window that ends with the newest price; 0 before any. */
    Rate width() {
        long highest = Long.MIN_VALUE;
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < bucket.length; i++) {
            if (bucket[i] != EMPTY && bucket[i] > newest - bucket.length) {
                highest = Math.max(highest, high[i]);
                lowest = Math.min(lowest, low[i]);
            }
        }
        return highest <= lowest
                ? Rate.ZERO
                : new Rate(Int128.product(highest - lowest, Rate.ONE.units()).dividedBy(lowest, Rounding.HALF_EVEN));
    }
}
