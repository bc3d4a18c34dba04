package io.breakwater.core.risk;

import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.MarginTiers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a unit of market value counts for in equity and requires in margin, as affine pieces by notional.
 *
 * <p>A holding of notional N on piece k adds {@code equityRate*N + equityOffset} to equity when its value is positive,
 * {@code -negativeRate*N} when it is negative, and {@code requirementRate*N - deduction} to the requirement. Size tiers
 * and piecewise haircuts are the same thing here (risk model B.2, B.5).
 *
 * @param edges notionals where the next piece begins, rising; an exact edge belongs to the lower piece
 * @param pieces one more than edges
 * @param negativeRate what a unit of negative value counts for: 1, or 1+h of a collateral debt
 */
record Schedule(List<BigDecimal> edges, List<Piece> pieces, BigDecimal negativeRate) {

    /**
     * One affine piece.
     *
     * @param equityRate share of the notional that counts in equity
     * @param equityOffset what its line leaves off, added to equity
     * @param requirementRate share of the notional required
     * @param deduction what its line leaves off, subtracted from the requirement
     */
    record Piece(BigDecimal equityRate, BigDecimal equityOffset, BigDecimal requirementRate, BigDecimal deduction) {}

    /** The size tiers of an instrument, scaled by its volatility range (risk model B.6). */
    static Schedule ofTiers(MarginTiers tiers, BigDecimal scale) {
        List<Piece> pieces = tiers.pieces().stream()
                .map(p -> new Piece(
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        p.tier().maintenanceRate().multiply(scale),
                        p.maintenanceDeduction().multiply(scale)))
                .toList();
        List<BigDecimal> edges =
                tiers.pieces().stream().skip(1).map(p -> p.tier().lower()).toList();
        return new Schedule(edges, pieces, BigDecimal.ONE);
    }

    /** An expired instrument: its fixed price, and no requirement. */
    static Schedule settled() {
        Piece only = new Piece(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        return new Schedule(List.of(), List.of(only), BigDecimal.ONE);
    }

    /** A collateral asset: {@code (1-h_n)*V + offset_n}, {@code offset_n = offset_(n-1) + L_n*(h_n - h_(n-1))}. */
    static Schedule ofHaircut(HaircutCurve curve) {
        List<Piece> pieces = new ArrayList<>();
        List<BigDecimal> edges = new ArrayList<>();
        BigDecimal offset = BigDecimal.ZERO;
        BigDecimal before = curve.steps().get(0).rate();
        for (HaircutCurve.Step step : curve.steps()) {
            offset = offset.add(step.lower().multiply(step.rate().subtract(before)));
            before = step.rate();
            pieces.add(new Piece(BigDecimal.ONE.subtract(before), offset, BigDecimal.ZERO, BigDecimal.ZERO));
            edges.add(step.lower());
        }
        edges.remove(0);
        BigDecimal debtRate = BigDecimal.ONE.add(curve.steps().get(0).rate());
        return new Schedule(edges, pieces, debtRate);
    }
}
