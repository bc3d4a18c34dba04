package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.OptionKind;
import io.breakwater.core.margin.MarginAccount.OptionInputs;

/**
 * The lognormal model of a forward: call {@code F*N(d1) - K*N(d2)}, put {@code K*N(-d2) - F*N(-d1)}, with
 * {@code d1 = ln(F/K)/s + s/2}, {@code d2 = d1 - s}, {@code s = iv*sqrt(T)} (risk model B.2).
 */
public final class Black76 extends OptionModel {

    @Override
    DoubleDouble uncertainValue(EuropeanOption option, OptionInputs inputs) {
        DoubleDouble forward = DoubleDouble.of(inputs.forward());
        DoubleDouble strike = DoubleDouble.of(option.strike());
        DoubleDouble deviation = deviation(inputs);
        DoubleDouble d1 = d1(forward, strike, deviation);
        DoubleDouble d2 = d1.minus(deviation);
        return option.kind() == OptionKind.CALL
                ? expected(forward, d1).minus(expected(strike, d2))
                : expected(strike, d2.negate()).minus(expected(forward, d1.negate()));
    }

    @Override
    Greeks uncertainGreeks(EuropeanOption option, OptionInputs inputs) {
        DoubleDouble forward = DoubleDouble.of(inputs.forward());
        DoubleDouble deviation = deviation(inputs);
        DoubleDouble d1 = d1(forward, DoubleDouble.of(option.strike()), deviation);
        DoubleDouble density = NormalDistribution.density(d1);
        DoubleDouble delta = option.kind() == OptionKind.CALL
                ? NormalDistribution.cumulative(d1)
                : NormalDistribution.cumulative(d1.negate()).negate();
        return rounded(
                delta,
                density.dividedBy(forward.times(deviation)),
                forward.times(density).times(rootOfTime(inputs)));
    }

    /** A forward of zero stays there. */
    @Override
    boolean isCertain(OptionInputs inputs) {
        return super.isCertain(inputs) || inputs.forward().signum() == 0;
    }

    @Override
    void check(EuropeanOption option, OptionInputs inputs) {
        super.check(option, inputs);
        requireAtLeastZero(option, "forward", inputs.forward());
    }

    private static DoubleDouble d1(DoubleDouble forward, DoubleDouble strike, DoubleDouble deviation) {
        return forward.dividedBy(strike).log().dividedBy(deviation).plus(deviation.times(0.5));
    }

    private static DoubleDouble expected(DoubleDouble amount, DoubleDouble d) {
        return amount.times(NormalDistribution.cumulative(d));
    }
}
