package io.breakwater.node.feed;

/** Counts the gaps of one source by length, so that any percentile below the ceiling is exact in bounded memory. */
final class GapCounter {

    private final int[] countByMillis;
    private long quotes;
    private long gaps;
    private long lastMillis;

    GapCounter(int ceilingMillis) {
        this.countByMillis = new int[ceilingMillis + 1];
    }

    void quoteAt(long timeMillis) {
        if (quotes > 0 && timeMillis > lastMillis) {
            countByMillis[(int) Math.min(timeMillis - lastMillis, countByMillis.length - 1)]++;
            gaps++;
        }
        lastMillis = timeMillis;
        quotes++;
    }

    long quotes() {
        return quotes;
    }

    /** The least length that at least this share of gaps does not exceed; the ceiling when there is no gap. */
    long percentile(int percent) {
        long seen = 0;
        for (int millis = 0; millis < countByMillis.length && gaps > 0; millis++) {
            seen += countByMillis[millis];
            if (seen * 100 >= gaps * percent) {
                return millis;
            }
        }
        return countByMillis.length - 1L;
    }
}
