package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.OptionKind;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Option values in 150 digits by other formulas than the models': the alternating series of the error function, the
 * exponential and logarithm from their series. Slow, and right to 1e-60.
 */
final class ReferenceNormal {

    private static final MathContext DIGITS = new MathContext(150);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-140");
    private static final BigDecimal PI = pi();

    private ReferenceNormal() {}

    static BigDecimal black(EuropeanOption option, OptionInputs inputs) {
        BigDecimal deviation = deviation(inputs);
        BigDecimal moneyness = log(inputs.forward().divide(option.strike(), DIGITS));
        BigDecimal d1 = moneyness.divide(deviation, DIGITS).add(deviation.divide(TWO, DIGITS));
        BigDecimal d2 = d1.subtract(deviation);
        BigDecimal call = inputs.forward()
                .multiply(cumulative(d1), DIGITS)
                .subtract(option.strike().multiply(cumulative(d2), DIGITS));
        return byParity(option, inputs, call);
    }

    static BigDecimal bachelier(EuropeanOption option, OptionInputs inputs) {
        BigDecimal deviation = deviation(inputs);
        BigDecimal gain = inputs.forward().subtract(option.strike());
        BigDecimal d = gain.divide(deviation, DIGITS);
        BigDecimal density = exp(d.multiply(d).divide(TWO, DIGITS).negate()).divide(root2Pi(), DIGITS);
        BigDecimal call = gain.multiply(cumulative(d), DIGITS).add(deviation.multiply(density));
        return byParity(option, inputs, call);
    }

    /** Put = call - (F - K). */
    private static BigDecimal byParity(EuropeanOption option, OptionInputs inputs, BigDecimal call) {
        return option.kind() == OptionKind.CALL
                ? call
                : call.subtract(inputs.forward()).add(option.strike());
    }

    private static BigDecimal deviation(OptionInputs inputs) {
        return inputs.impliedVolatility().multiply(inputs.years().sqrt(DIGITS), DIGITS);
    }

    /** 1/2 + (1/sqrt(2 pi)) * sum (-1)^k x^(2k+1) / (2^k k! (2k+1)); 150 digits outlast its cancellation to |x| = 15. */
    static BigDecimal cumulative(BigDecimal x) {
        if (x.abs().compareTo(BigDecimal.valueOf(15)) > 0) {
            return x.signum() > 0 ? ONE : BigDecimal.ZERO;
        }
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int k = 1; power.abs().compareTo(NEGLIGIBLE) > 0; k++) {
            power = power.multiply(x).multiply(x).negate().divide(BigDecimal.valueOf(2L * k), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS));
        }
        return sum.divide(root2Pi(), DIGITS).add(new BigDecimal("0.5"));
    }

    private static BigDecimal root2Pi() {
        return PI.multiply(TWO).sqrt(DIGITS);
    }

    static BigDecimal exp(BigDecimal x) {
        BigDecimal reduced = x.divide(BigDecimal.valueOf(1024), DIGITS);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int n = 1; term.abs().compareTo(NEGLIGIBLE) > 0; n++) {
            term = term.multiply(reduced).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term);
        }
        return sum.pow(1024, DIGITS);
    }

    /** 2 atanh((y-1)/(y+1)) after taking roots until y is near 1. */
    static BigDecimal log(BigDecimal x) {
        BigDecimal near = x;
        BigDecimal factor = TWO;
        while (near.subtract(ONE).abs().compareTo(new BigDecimal("0.1")) > 0) {
            near = near.sqrt(DIGITS);
            factor = factor.multiply(TWO);
        }
        BigDecimal ratio = near.subtract(ONE).divide(near.add(ONE), DIGITS);
        BigDecimal power = ratio;
        BigDecimal sum = ratio;
        for (int n = 3; power.abs().compareTo(NEGLIGIBLE) > 0; n += 2) {
            power = power.multiply(ratio).multiply(ratio, DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS));
        }
        return sum.multiply(factor, DIGITS);
    }

    /** Machin: 16 atan(1/5) - 4 atan(1/239). */
    private static BigDecimal pi() {
        return atanOfInverse(5)
                .multiply(BigDecimal.valueOf(16))
                .subtract(atanOfInverse(239).multiply(BigDecimal.valueOf(4)));
    }

    private static BigDecimal atanOfInverse(long n) {
        BigDecimal square = BigDecimal.valueOf(n * n);
        BigDecimal power = ONE.divide(BigDecimal.valueOf(n), DIGITS);
        BigDecimal sum = power;
        for (int k = 3; power.abs().compareTo(NEGLIGIBLE) > 0; k += 2) {
            power = power.divide(square, DIGITS).negate();
            sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS));
        }
        return sum;
    }
}
