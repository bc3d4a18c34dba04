package io.breakwater.core.margin;

import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.margin.TierRequirement.Line;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The two prices at which a position ends: where its account falls below maintenance, and where its share of the equity
 * is used up.
 *
 * <p>The liquidation price is the positive P with {@code E + q*(P - mark) = MM - MM_i + MM_i(w*P)}, w the quantity that
 * counts for margin, every other mark and all collateral fixed. On a line {@code r*N - d} of the tiers it is
 * {@code P = (MM - MM_i - d - E + q*mark) / (q - r*w)}; it counts where w*P lies on that line. The denominator must have the
 * position's sign: only there does health fall as the price moves against the holder. With rates below 1 it always does
 * and the solution is the only one.
 *
 * <p>The bankruptcy price is {@code mark - side*E*(MM_i/MM)/|q|} (risk model B.11, G18), MM the sum of the positions' own
 * requirements; of an option, mark is its value. Both prices are exact fractions, rounded once when shown: a long's up, a
 * short's down, toward the earlier trigger and so that a fill there needs no money of a fund.
 */
public final class PositionPrices {

    private static final int SHOWN_DECIMALS = 12;

    private PositionPrices() {}

    /** As the other, under tiers that nothing scales. */
    public static Optional<BigDecimal> liquidationPrice(
            MarginResult result, Position position, MarginTiers tiers, BigDecimal tick) {
        return liquidationPrice(result, position, new TierRequirement(tiers, Conditions.NONE), tick);
    }

    /**
     * The liquidation price of a position of a cross or isolated account, to the tick; it may already be passed.
     *
     * @param result the account's margin, of which the position is part
     * @param position the position
     * @param requirement its underlying's tiers under the conditions that made {@code result}
     * @param tick positive price step
     * @return empty when no positive price is one, or it rounds to zero
     */
    public static Optional<BigDecimal> liquidationPrice(
            MarginResult result, Position position, TierRequirement requirement, BigDecimal tick) {
        return liquidation(result, position, requirement).flatMap(price -> price.toTick(tick, position));
    }

    /** The liquidation price before the tick, half even to 12 decimals. */
    public static Optional<BigDecimal> exactLiquidationPrice(
            MarginResult result, Position position, TierRequirement requirement) {
        return liquidation(result, position, requirement).map(Fraction::shown);
    }

    /**
     * The bankruptcy price of a position, to the tick, also when equity is negative.
     *
     * @return empty when it is not positive, or nothing is required
     */
    public static Optional<BigDecimal> bankruptcyPrice(MarginResult result, Position position, BigDecimal tick) {
        return bankruptcy(result, position).flatMap(price -> price.toTick(tick, position));
    }

    /** The bankruptcy price before the tick, half even to 12 decimals; it may be negative. Empty when nothing is required. */
    public static Optional<BigDecimal> exactBankruptcyPrice(MarginResult result, Position position) {
        return bankruptcy(result, position).map(Fraction::shown);
    }

    private static Optional<Fraction> liquidation(MarginResult result, Position position, TierRequirement requirement) {
        BigDecimal quantity = position.quantity();
        BigDecimal counted = position.worstQuantity();
        BigDecimal others = result.maintenance()
                .subtract(result.partOf(position.instrument()).maintenance());
        BigDecimal fixed = others.subtract(result.equity()).add(quantity.multiply(position.mark()));
        List<Line> lines = requirement.maintenanceLines();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            BigDecimal slope = quantity.subtract(line.rate().multiply(counted));
            if (slope.signum() != quantity.signum() || quantity.signum() == 0) {
                continue;
            }
            Fraction price = Fraction.of(fixed.subtract(line.deduction()), slope);
            boolean below = i + 1 == lines.size()
                    || !price.times(counted).exceeds(lines.get(i + 1).lower());
            if (below && price.times(counted).exceeds(line.lower())) {
                return Optional.of(price);
            }
        }
        return Optional.empty();
    }

    private static Optional<Fraction> bankruptcy(MarginResult result, Position position) {
        PositionResult own = result.partOf(position.instrument());
        BigDecimal total = Sums.of(result.positions(), PositionResult::maintenance);
        BigDecimal quantity = position.quantity();
        if (total.signum() == 0 || quantity.signum() == 0) {
            return Optional.empty();
        }
        // mark - side*E*(MM_i/MM)/|q| = (q*mark*MM - E*MM_i) / (q*MM): side and |q| together are q.
        BigDecimal valueAtMark = position.option().isPresent()
                ? own.profit().subtract(position.profit())
                : quantity.multiply(position.mark());
        BigDecimal share = result.equity().multiply(own.maintenance());
        return Optional.of(Fraction.of(valueAtMark.multiply(total).subtract(share), quantity.multiply(total)));
    }

    /** An exact quotient with a positive denominator. */
    private record Fraction(BigDecimal numerator, BigDecimal denominator) {

        static Fraction of(BigDecimal numerator, BigDecimal denominator) {
            return denominator.signum() < 0
                    ? new Fraction(numerator.negate(), denominator.negate())
                    : new Fraction(numerator, denominator);
        }

        Fraction times(BigDecimal factor) {
            return new Fraction(numerator.multiply(factor), denominator);
        }

        boolean exceeds(BigDecimal limit) {
            return numerator.compareTo(limit.multiply(denominator)) > 0;
        }

        BigDecimal shown() {
            return numerator.divide(denominator, SHOWN_DECIMALS, Rounding.HALF_EVEN.mode());
        }

        Optional<BigDecimal> toTick(BigDecimal tick, Position position) {
            Rounding earlier = position.quantity().signum() > 0 ? Rounding.UP : Rounding.DOWN;
            BigDecimal price = numerator
                    .divide(denominator.multiply(tick), 0, earlier.mode())
                    .multiply(tick);
            return Optional.of(price).filter(p -> p.signum() > 0);
        }
    }
}
