package io.breakwater.core.margin;

import java.math.BigDecimal;

/**
 * What one position adds to equity, and what it adds to init equity (risk model B.4).
 *
 * <p>Init equity takes the worse of mark and stable price, and only the share u of what is then positive. Both steps
 * only lower the contribution, for u in [0, 1]: {@code initialProfit <= profit}, hence init equity is at most equity
 * (invariant of B.12.3).
 *
 * @param profit contribution to maintenance equity
 * @param initialProfit contribution to init equity
 */
record PositionValue(BigDecimal profit, BigDecimal initialProfit) {

    /**
     * The value of a position.
     *
     * @param profit at the mark
     * @param changeAtStable what the profit would change by at the stable price; only a loss counts
     * @param positiveProfitWeight u of its market, in [0, 1]
     */
    static PositionValue of(BigDecimal profit, BigDecimal changeAtStable, BigDecimal positiveProfitWeight) {
        BigDecimal worse = profit.add(changeAtStable.min(BigDecimal.ZERO));
        return new PositionValue(profit, worse.signum() > 0 ? worse.multiply(positiveProfitWeight) : worse);
    }
}
