package io.breakwater.core.oracle;

import io.breakwater.core.oracle.OracleParameters.Source;

/** Whether a source's newest quote can take part in a price at all (risk model B.9, step 1). */
final class QuoteCheck {

    private QuoteCheck() {}

    /** The first fault of a source's newest quote, null being no quote; null when it is live. */
    static DropReason fault(OracleParameters parameters, Source source, Quote quote, long now) {
        if (quote == null) {
            return DropReason.MISSING;
        }
        if (now - quote.timeMillis() > source.staleMillis()) {
            return DropReason.STALE;
        }
        if (quote.timeMillis() - now > parameters.clockToleranceMillis()) {
            return DropReason.EARLY;
        }
        long price = quote.price().units();
        if (price <= 0 && !parameters.mayBeNegative()) {
            return DropReason.NON_POSITIVE;
        }
        boolean isWide =
                Limit.isExceeded(quote.confidence().units(), parameters.widestConfidence(), parameters.scaleAt(price));
        return isWide ? DropReason.UNCERTAIN : null;
    }
}
