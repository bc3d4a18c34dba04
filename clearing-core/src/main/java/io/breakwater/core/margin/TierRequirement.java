package io.breakwater.core.margin;

import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.margin.MarginAccount.Conditions;
import java.math.BigDecimal;
import java.util.List;

/**
 * The requirement of one position by size: its underlying's tiers under the market's conditions (risk model B.5, B.6).
 *
 * <p>The range scales the tier rates, so a scaled requirement is {@code scale * max_n(rate_n*N - ded_n)}. Open interest
 * then moves each initial rate toward 1; because {@code r + s*(1-r)} is affine in r, that is the same as moving the
 * initial requirement toward the notional. The initial requirement is never below maintenance, also while the range of
 * existing positions decays more slowly than that of new risk: nobody opens what would be liquidated at once.
 *
 * @param tiers size tiers
 * @param conditions scales and open-interest share
 */
public record TierRequirement(MarginTiers tiers, Conditions conditions) {

    /**
     * One affine piece of the maintenance requirement, {@code rate*N - deduction} for N above {@code lower} up to the next.
     *
     * @param lower notional above which it holds
     * @param rate scaled maintenance rate
     * @param deduction scaled deduction
     */
    public record Line(BigDecimal lower, BigDecimal rate, BigDecimal deduction) {}

    /** Maintenance requirement of a notional, exact. */
    public BigDecimal maintenance(BigDecimal notional) {
        return tiers.maintenance(notional).multiply(conditions.maintenanceScale());
    }

    /** Initial requirement of a notional, exact; at least the maintenance requirement. */
    public BigDecimal initial(BigDecimal notional) {
        BigDecimal scaled = tiers.initial(notional).multiply(conditions.initialScale());
        return OpenInterestRate.raised(scaled, notional, conditions.openInterestShare())
                .max(maintenance(notional));
    }

    /** The pieces of the maintenance requirement, by rising lower bound. */
    public List<Line> maintenanceLines() {
        return tiers.pieces().stream().map(this::line).toList();
    }

    /** The piece of the maintenance requirement that a notional lies in; at an exact edge the lower one. */
    public Line maintenanceLineAt(BigDecimal notional) {
        return line(tiers.pieceAt(notional));
    }

    private Line line(MarginTiers.Piece piece) {
        BigDecimal scale = conditions.maintenanceScale();
        return new Line(
                piece.tier().lower(),
                piece.tier().maintenanceRate().multiply(scale),
                piece.maintenanceDeduction().multiply(scale));
    }
}
