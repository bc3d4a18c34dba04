package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.OptionKind;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How an option is valued from its forward: by {@link Black76}, or by {@link Bachelier} where prices may be negative.
 *
 * <p>Where volatility or time is zero the value is the payoff, exactly; the models only see what is uncertain. The
 * discount factor is 1 (risk model B.2).
 */
public abstract sealed class OptionModel permits Black76, Bachelier {

    /** Decimals to which option values and risk-array entries are rounded, half even (risk model B.1, G08). */
    public static final int DECIMALS = 8;

    /** Decimals kept of a value until it is rounded where it is used. */
    private static final int WORKING_DECIMALS = 20;

    private static final MathContext SENSITIVITY = MathContext.DECIMAL64;

    /** The model of an underlying: normal where its price may be zero or negative, else lognormal (risk model B.6). */
    public static OptionModel of(boolean mayBeNegative) {
        return mayBeNegative ? new Bachelier() : new Black76();
    }

    /**
     * The value of one option, within 1e-15 for forwards and strikes up to 1e12.
     *
     * @param option strike and kind
     * @param inputs forward, volatility (at least 0) and years (at least 0)
     * @throws IllegalArgumentException when an input is out of range; the message names the option and the field
     */
    public final BigDecimal value(EuropeanOption option, OptionInputs inputs) {
        check(option, inputs);
        if (isCertain(inputs)) {
            return payoff(option, inputs.forward());
        }
        return uncertainValue(option, inputs).toBigDecimal().setScale(WORKING_DECIMALS, Rounding.HALF_EVEN.mode());
    }

    /** A value as positions count it: half even to {@link #DECIMALS}. */
    public static BigDecimal rounded(BigDecimal value) {
        return value.setScale(DECIMALS, Rounding.HALF_EVEN.mode());
    }

    /**
     * The sensitivities of one option, to 16 digits; of a certain one, those of the payoff.
     *
     * @throws IllegalArgumentException as {@link #value}
     */
    public final Greeks greeks(EuropeanOption option, OptionInputs inputs) {
        check(option, inputs);
        if (isCertain(inputs)) {
            int moneyness = payoff(option, inputs.forward()).signum();
            int delta = option.kind() == OptionKind.CALL ? moneyness : -moneyness;
            return new Greeks(BigDecimal.valueOf(delta), BigDecimal.ZERO, BigDecimal.ZERO);
        }
        return uncertainGreeks(option, inputs);
    }

    /** The value where volatility and time are positive. */
    abstract DoubleDouble uncertainValue(EuropeanOption option, OptionInputs inputs);

    /** The sensitivities where volatility and time are positive. */
    abstract Greeks uncertainGreeks(EuropeanOption option, OptionInputs inputs);

    /** Whether nothing can happen before expiry any more. */
    boolean isCertain(OptionInputs inputs) {
        return inputs.impliedVolatility().signum() == 0 || inputs.years().signum() == 0;
    }

    /** Refuses what the model is not defined for. */
    void check(EuropeanOption option, OptionInputs inputs) {
        requireAtLeastZero(option, "impliedVolatility", inputs.impliedVolatility());
        requireAtLeastZero(option, "years", inputs.years());
    }

    static void requireAtLeastZero(EuropeanOption option, String field, BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(option + "." + field + " " + value.toPlainString() + " is below 0");
        }
    }

    static DoubleDouble rootOfTime(OptionInputs inputs) {
        return DoubleDouble.of(inputs.years()).sqrt();
    }

    /** The standard deviation at expiry: volatility times the root of time. */
    static DoubleDouble deviation(OptionInputs inputs) {
        return DoubleDouble.of(inputs.impliedVolatility()).times(rootOfTime(inputs));
    }

    static Greeks rounded(DoubleDouble delta, DoubleDouble gamma, DoubleDouble vega) {
        return new Greeks(
                delta.toBigDecimal().round(SENSITIVITY),
                gamma.toBigDecimal().round(SENSITIVITY),
                vega.toBigDecimal().round(SENSITIVITY));
    }

    private static BigDecimal payoff(EuropeanOption option, BigDecimal forward) {
        BigDecimal gain = forward.subtract(option.strike());
        return (option.kind() == OptionKind.CALL ? gain : gain.negate()).max(BigDecimal.ZERO);
    }
}
