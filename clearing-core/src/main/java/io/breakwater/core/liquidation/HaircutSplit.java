package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A loss split exactly over known gains: pro rata, each share a whole number of units, the units that rounding leaves by
 * largest remainder and then id (risk model B.11, G21).
 *
 * <p>It is what a haircut comes to when one place knows every gain; {@link HaircutIndex} is the form that needs no such
 * place. An account without a gain pays nothing, and none pays more than its gain.
 *
 * @param charges by account, of those that pay; their sum and {@code unpaid} are the loss
 * @param unpaid what all gains together could not carry
 */
public record HaircutSplit(SortedMap<String, Money> charges, Money unpaid) {

    /** Copies the map. */
    public HaircutSplit {
        charges = Collections.unmodifiableSortedMap(new TreeMap<>(charges));
    }

    /**
     * Splits a loss.
     *
     * @param loss at least 0, a whole number of units
     * @param profits unrealised profit by account, of either sign; what is not a whole unit of a gain is not touched
     * @param unit the smallest charge, such as a cent
     * @throws IllegalArgumentException when the loss is negative or not a whole number of units
     */
    public static HaircutSplit of(Money loss, SortedMap<String, Money> profits, Money unit) {
        if (loss.signum() < 0 || unit.signum() <= 0 || loss.units() % unit.units() != 0) {
            throw new IllegalArgumentException(
                    "loss " + loss + " is not a whole number, at least 0, of the unit " + unit);
        }
        TreeMap<String, Long> gains = new TreeMap<>();
        profits.forEach((id, profit) -> {
            if (profit.compareTo(unit) >= 0) {
                gains.put(id, profit.units() / unit.units());
            }
        });
        long total = gains.values().stream().reduce(0L, Math::addExact);
        long payable = Math.min(loss.units() / unit.units(), total);
        TreeMap<String, Ratio> exact = new TreeMap<>();
        gains.forEach((id, gain) -> exact.put(
                id,
                new Ratio(BigDecimal.valueOf(payable).multiply(BigDecimal.valueOf(gain)), BigDecimal.valueOf(total))));
        TreeMap<String, Money> charges = new TreeMap<>();
        LargestRemainder.round(exact, payable).forEach((id, units) -> {
            if (units > 0) {
                charges.put(id, new Money(Math.multiplyExact(units, unit.units())));
            }
        });
        return new HaircutSplit(charges, loss.minus(new Money(payable * unit.units())));
    }

    /** What is left of each unit of gain, to 12 decimals: {@code 1 - loss/gains}. */
    public static BigDecimal factor(Money loss, Money gains) {
        return Ratio.of(loss.exact().negate())
                .dividedBy(gains.exact())
                .plus(BigDecimal.ONE)
                .rounded(12, Rounding.HALF_EVEN);
    }
}
