package io.breakwater.core.instrument;

import java.math.BigDecimal;
import java.util.List;

/**
 * How much of a collateral's market value counts, as a piecewise linear function of the value held.
 *
 * <p>Each step applies its rate to the part of the value above its lower bound. Rates never fall, so the value that
 * counts is concave: {@code min over pieces of (1-h_n)*V + offset_n}. A debt counts {@code V*(1+h)} with the rate of the
 * first step (risk model B.2).
 *
 * @param steps by rising lower bound, the first at 0
 */
public record HaircutCurve(List<Step> steps) {

    /**
     * One step.
     *
     * @param lower value held, in the settlement currency, above which the rate applies
     * @param rate the haircut on that part, in [0, 1]
     */
    public record Step(BigDecimal lower, BigDecimal rate) {}

    /** Refuses an empty curve, one that does not begin at 0, bounds that do not rise, and rates outside [0, 1] or falling. */
    public HaircutCurve {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.get(0).lower.signum() != 0) {
            throw new IllegalArgumentException("a haircut curve begins with a step at 0");
        }
        Step before = null;
        for (Step step : steps) {
            boolean outside = step.rate.signum() < 0 || step.rate.compareTo(BigDecimal.ONE) > 0;
            boolean falls =
                    before != null && (step.lower.compareTo(before.lower) <= 0 || step.rate.compareTo(before.rate) < 0);
            if (outside || falls) {
                throw new IllegalArgumentException("haircut step " + step + " after " + before
                        + ": bounds must rise, rates must not fall and lie in [0, 1]");
            }
            before = step;
        }
    }

    /** One rate whatever the value held. */
    public static HaircutCurve flat(BigDecimal rate) {
        return new HaircutCurve(List.of(new Step(BigDecimal.ZERO, rate)));
    }

    /** What a signed market value counts for: an asset less its haircut, a debt plus it; exact. */
    public BigDecimal counted(BigDecimal marketValue) {
        if (marketValue.signum() <= 0) {
            return marketValue.multiply(BigDecimal.ONE.add(steps.get(0).rate));
        }
        BigDecimal counted = BigDecimal.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            BigDecimal upper = i + 1 < steps.size() ? steps.get(i + 1).lower.min(marketValue) : marketValue;
            BigDecimal part = upper.subtract(steps.get(i).lower);
            if (part.signum() > 0) {
                counted = counted.add(part.multiply(BigDecimal.ONE.subtract(steps.get(i).rate)));
            }
        }
        return counted;
    }
}
