package io.breakwater.core.protocol;

/**
 * How long a node trusts what it has heard.
 *
 * @param staleAfterMillis age above which a price is STALE
 * @param longestPauseMillis a longer pause of the node itself makes every price STALE
 * @param mostSymbols how many symbols a node keeps
 */
public record NodePricesParameters(long staleAfterMillis, long longestPauseMillis, int mostSymbols) {

    /** Refuses values that are not positive. */
    public NodePricesParameters {
        if (staleAfterMillis <= 0 || longestPauseMillis <= 0 || mostSymbols <= 0) {
            throw new IllegalArgumentException("staleAfterMillis " + staleAfterMillis + ", longestPauseMillis "
                    + longestPauseMillis + " and mostSymbols " + mostSymbols + " must be positive");
        }
    }

    /** 3 s and 1 s (architecture section 3), 1,000 symbols. */
    public static NodePricesParameters defaults() {
        return new NodePricesParameters(3_000, 1_000, 1_000);
    }
}
