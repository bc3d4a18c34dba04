package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a mark price is made with (risk model B.9).
 *
 * @param basisSeconds time constant of the basis average
 * @param outsideWithin an outside perpetual median further from the index, relative to it, does not count
 * @param referenceScale present where prices may be zero or negative: the size that the limit is taken of
 */
public record MarkParameters(BigDecimal basisSeconds, Rate outsideWithin, Optional<Price> referenceScale) {

    /** Refuses a time constant that is not positive, a limit outside (0, 1) and a scale that is not positive. */
    public MarkParameters {
        if (basisSeconds.signum() <= 0) {
            throw new IllegalArgumentException("basisSeconds is " + basisSeconds + ", not positive");
        }
        OracleParameters.requireProperFraction("outsideWithin", outsideWithin);
        referenceScale.ifPresent(
                scale -> OracleParameters.requireWithin("referenceScale", scale.units(), 1, Quote.LARGEST_UNITS));
    }

    /** 150 s, and 10%. */
    public static MarkParameters defaults() {
        return new MarkParameters(new BigDecimal("150"), Rate.of("0.10"), Optional.empty());
    }
}
