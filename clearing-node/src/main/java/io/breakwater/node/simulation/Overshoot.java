package io.breakwater.node.simulation;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How far the own mark ever stood away from the path the market took, as shares of the path.
 *
 * @param below the deepest, at least 0
 * @param above the highest, at least 0
 */
public record Overshoot(Rate below, Rate above) {

    /** Never apart. */
    public static final Overshoot NONE = new Overshoot(Rate.ZERO, Rate.ZERO);

    /**
     * With one more observation.
     *
     * @throws IllegalArgumentException when the path is not positive
     */
    public Overshoot including(Price mark, Price path) {
        if (path.signum() <= 0) {
            throw new IllegalArgumentException("path " + path + " is not positive");
        }
        BigDecimal apart = mark.minus(path).exact().divide(path.exact(), MathContext.DECIMAL64);
        Rate share = Rate.rounded(apart, Rounding.HALF_EVEN);
        return new Overshoot(below.max(share.negate()), above.max(share));
    }
}
