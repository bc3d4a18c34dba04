package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.OptionKind;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import java.math.BigDecimal;

/**
 * The normal model of a forward that may be zero or negative: call {@code (F-K)*N(d) + s*n(d)}, put
 * {@code (K-F)*N(-d) + s*n(d)}, with {@code d = (F-K)/s}, {@code s = iv*sqrt(T)}, iv in price units (risk model B.6).
 */
public final class Bachelier extends OptionModel {

    @Override
    DoubleDouble uncertainValue(EuropeanOption option, OptionInputs inputs) {
        DoubleDouble gain = gain(option, inputs);
        DoubleDouble deviation = deviation(inputs);
        DoubleDouble d = gain.dividedBy(deviation);
        return gain.times(NormalDistribution.cumulative(d)).plus(deviation.times(NormalDistribution.density(d)));
    }

    @Override
    Greeks uncertainGreeks(EuropeanOption option, OptionInputs inputs) {
        DoubleDouble deviation = deviation(inputs);
        DoubleDouble d = gain(option, inputs).dividedBy(deviation);
        DoubleDouble density = NormalDistribution.density(d);
        DoubleDouble share = NormalDistribution.cumulative(d);
        DoubleDouble delta = option.kind() == OptionKind.CALL ? share : share.negate();
        return rounded(delta, density.dividedBy(deviation), density.times(rootOfTime(inputs)));
    }

    /** How far the forward is in the money, signed. */
    private static DoubleDouble gain(EuropeanOption option, OptionInputs inputs) {
        BigDecimal above = inputs.forward().subtract(option.strike());
        return DoubleDouble.of(option.kind() == OptionKind.CALL ? above : above.negate());
    }
}
