package io.breakwater.core.liquidation;

import java.math.BigDecimal;

/**
 * Who is served first, and what nobody may take from the others (risk model B.13).
 *
 * @param moves standard deviations of a minute that the time to bankruptcy is measured by
 * @param urgentMinutes an account with less time than this is urgent
 * @param urgentShare share of the bucket's capacity that only urgent accounts may use, in [0, 1]
 * @param accountShare most of a grant that one account gets while others wait, in (0, 1]
 */
public record FairnessParameters(
        BigDecimal moves, BigDecimal urgentMinutes, BigDecimal urgentShare, BigDecimal accountShare) {

    /** Refuses values outside their ranges. */
    public FairnessParameters {
        if (moves.signum() <= 0 || urgentMinutes.signum() < 0) {
            throw new IllegalArgumentException("moves " + moves.toPlainString() + " must be positive, urgentMinutes "
                    + urgentMinutes.toPlainString() + " at least 0");
        }
        if (urgentShare.signum() < 0 || urgentShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("urgentShare " + urgentShare.toPlainString() + " is not in [0, 1]");
        }
        if (accountShare.signum() <= 0 || accountShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("accountShare " + accountShare.toPlainString() + " is not in (0, 1]");
        }
    }

    /** The defaults of risk model B.15: 3 sigma, under 1 minute, 30 % of tokens, 25 % of a grant. */
    public static FairnessParameters defaults() {
        return new FairnessParameters(
                BigDecimal.valueOf(3), BigDecimal.ONE, new BigDecimal("0.30"), new BigDecimal("0.25"));
    }
}
