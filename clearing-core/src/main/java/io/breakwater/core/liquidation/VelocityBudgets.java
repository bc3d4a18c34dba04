package io.breakwater.core.liquidation;

import java.math.BigDecimal;

/**
 * The budgets that bound how much of one symbol and side is sold (risk model B.13).
 *
 * @param displacement how far our sales may move the own mark from the outside index, as a fraction of price
 * @param capacityOfDepth tokens at most, as a share of depth
 * @param refillOfDepthPerSecond tokens added a second, as a share of depth
 * @param impact greatest predicted impact of one impact window, as a fraction of price
 * @param impactOfMaintenance the same as a share of the top maintenance rate; the lesser holds
 * @param impactConstant Y of the square-root law
 * @param impactWindowMillis length of that window
 * @param openInterestShare share of open interest sold in one open-interest window; a sanity cap only
 * @param openInterestWindowMillis length of that window
 * @param spacingMillis what is sold within one such step counts as sold together
 */
public record VelocityBudgets(
        BigDecimal displacement,
        BigDecimal capacityOfDepth,
        BigDecimal refillOfDepthPerSecond,
        BigDecimal impact,
        BigDecimal impactOfMaintenance,
        BigDecimal impactConstant,
        long impactWindowMillis,
        BigDecimal openInterestShare,
        long openInterestWindowMillis,
        long spacingMillis) {

    /** Refuses budgets, windows and constants that are not positive. */
    public VelocityBudgets {
        requirePositive("displacement", displacement);
        requirePositive("capacityOfDepth", capacityOfDepth);
        requirePositive("refillOfDepthPerSecond", refillOfDepthPerSecond);
        requirePositive("impact", impact);
        requirePositive("impactOfMaintenance", impactOfMaintenance);
        requirePositive("impactConstant", impactConstant);
        requirePositive("openInterestShare", openInterestShare);
        if (spacingMillis <= 0 || impactWindowMillis < spacingMillis || openInterestWindowMillis < spacingMillis) {
            throw new IllegalArgumentException("windows of " + impactWindowMillis + " and " + openInterestWindowMillis
                    + " ms must be at least spacingMillis " + spacingMillis + ", and that positive");
        }
    }

    private static void requirePositive(String field, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(field + " " + value.toPlainString() + " is not positive");
        }
    }

    /** The defaults of risk model B.15. */
    public static VelocityBudgets defaults() {
        return new VelocityBudgets(
                new BigDecimal("0.01"),
                new BigDecimal("0.25"),
                new BigDecimal("0.05"),
                new BigDecimal("0.003"),
                new BigDecimal("0.5"),
                BigDecimal.ONE,
                10_000,
                new BigDecimal("0.10"),
                60_000,
                100);
    }

    /** How long what was sold is remembered. */
    public long longestWindowMillis() {
        return Math.max(impactWindowMillis, openInterestWindowMillis);
    }
}
