package io.breakwater.core.margin;

import io.breakwater.core.instrument.OpenInterestCaps;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * The initial rate as a function of open interest: {@code base + clamp((OI-lo)/(hi-lo))*(1-base)} (risk model B.5, G06).
 *
 * <p>A crowded market must be entered with more of one's own money; who is in already keeps the maintenance rate.
 */
public final class OpenInterestRate {

    private static final int SHARE_DECIMALS = 12;

    private OpenInterestRate() {}

    /** How far open interest is between its caps, in [0, 1]; rounded up to 12 decimals, for it raises a requirement. */
    public static BigDecimal share(BigDecimal openInterest, OpenInterestCaps caps) {
        BigDecimal width = caps.upper().subtract(caps.lower());
        BigDecimal above =
                openInterest.subtract(caps.lower()).max(BigDecimal.ZERO).min(width);
        return above.divide(width, SHARE_DECIMALS, Rounding.REQUIREMENT.mode());
    }

    /** The rate between {@code base} (share 0) and 1 (share 1), exact; a base above 1 stays as it is. */
    public static BigDecimal initialRate(BigDecimal base, BigDecimal share) {
        return raised(base, BigDecimal.ONE, share);
    }

    /** The same for amounts: {@code amount + share*(whole - amount)}, never below the amount. */
    static BigDecimal raised(BigDecimal amount, BigDecimal whole, BigDecimal share) {
        return whole.subtract(amount).max(BigDecimal.ZERO).multiply(share).add(amount);
    }
}
