package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How long an account's equity lasts against a diffusing price, as an exact fraction.
 *
 * <p>{@code minutes = ((E/|delta|) / (3*sigma_1m))^2} (risk model B.13, G29). Kept is the root {@code E / (|delta|*3*sigma)}:
 * squares of numbers that are not negative are ordered as they are. A bankrupt account has no time, an account without
 * delta has all of it.
 *
 * @param numerator at least 0
 * @param denominator at least 0, and not 0 when the numerator is; 0 means never
 */
public record TimeToBankruptcy(BigDecimal numerator, BigDecimal denominator) implements Comparable<TimeToBankruptcy> {

    private static final int SHOWN_DECIMALS = 12;
    private static final BigDecimal SECONDS_PER_MINUTE = BigDecimal.valueOf(60);

    /** Refuses negative parts, and 0/0. */
    public TimeToBankruptcy {
        if (numerator.signum() < 0 || denominator.signum() < 0 || numerator.signum() + denominator.signum() == 0) {
            throw new IllegalArgumentException("time to bankruptcy " + numerator.toPlainString() + "/"
                    + denominator.toPlainString() + " is not a root of minutes");
        }
    }

    /**
     * The time an account has.
     *
     * @param equity E
     * @param delta notional that moves with the price, signed
     * @param minuteVolatility standard deviation of a minute's return, at least 0
     */
    public static TimeToBankruptcy of(
            Money equity, Money delta, BigDecimal minuteVolatility, FairnessParameters parameters) {
        if (equity.signum() <= 0) {
            return new TimeToBankruptcy(BigDecimal.ZERO, BigDecimal.ONE);
        }
        BigDecimal move = delta.exact().abs().multiply(parameters.moves()).multiply(minuteVolatility);
        return new TimeToBankruptcy(equity.exact(), move);
    }

    /** Whether it is less than a number of minutes, exact. */
    public boolean isUnder(BigDecimal minutes) {
        return square(numerator).compareTo(minutes.multiply(square(denominator))) < 0;
    }

    /**
     * Whether it ends before an amount is sold at a speed, exact.
     *
     * @param amount notional, at least 0
     * @param perSecond notional a second, at least 0
     */
    public boolean endsBefore(BigDecimal amount, BigDecimal perSecond) {
        BigDecimal perMinute = perSecond.multiply(SECONDS_PER_MINUTE);
        return amount.signum() > 0
                && square(numerator).multiply(perMinute).compareTo(amount.multiply(square(denominator))) < 0;
    }

    /** Minutes to 12 decimals, half even, to be shown; empty for never. */
    public Optional<BigDecimal> minutes() {
        return denominator.signum() == 0
                ? Optional.empty()
                : Optional.of(square(numerator).divide(square(denominator), SHOWN_DECIMALS, Rounding.HALF_EVEN.mode()));
    }

    /** Less time first; unlike {@code equals}, two spellings of one time compare as 0. */
    @Override
    public int compareTo(TimeToBankruptcy other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    private static BigDecimal square(BigDecimal value) {
        return value.multiply(value);
    }
}
