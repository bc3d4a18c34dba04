package io.breakwater.core.margin;

import io.breakwater.core.money.Price;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How a volatility range is estimated and kept from following the market up and down (risk model B.6, defaults B.15).
 *
 * @param multiple z, standard deviations that a range covers
 * @param memory lambda, the weight of the past in a minute's variance
 * @param horizonMinutes how far ahead the range looks
 * @param base the range at which the tiers' rates hold unscaled
 * @param floor range of the long lookback, below which no range falls
 * @param stress range of the worst observed week
 * @param stressWeight share of the stress range
 * @param buffer largest addition in calm markets, released when the range is twice its slow median
 * @param cap largest range, in multiples of the base
 * @param risePerHour largest relative rise of the maintenance range in an hour
 * @param halfLifeHours in which an undisturbed maintenance range falls by half
 * @param sampleMinutes distance of the samples of which the slow range is the median
 * @param samples how many of them are kept
 * @param referenceScale present where prices may be zero or negative: returns are absolute differences over this scale,
 *     so a range times the scale is a range in price units
 */
public record VolatilityParameters(
        BigDecimal multiple,
        BigDecimal memory,
        int horizonMinutes,
        BigDecimal base,
        BigDecimal floor,
        BigDecimal stress,
        BigDecimal stressWeight,
        BigDecimal buffer,
        BigDecimal cap,
        BigDecimal risePerHour,
        BigDecimal halfLifeHours,
        int sampleMinutes,
        int samples,
        Optional<Price> referenceScale) {

    private static final int MOST_SAMPLES = 10_000;
    private static final BigDecimal WIDEST_RANGE = new BigDecimal("100");

    /**
     * Refuses values with which a range has no meaning.
     *
     * @throws IllegalArgumentException naming the field, its value and its limit
     */
    public VolatilityParameters {
        requirePositive("multiple", multiple, WIDEST_RANGE);
        requirePositive("memory", memory, BigDecimal.ONE);
        requirePositive("base", base, WIDEST_RANGE);
        requirePositive("floor", floor, WIDEST_RANGE);
        requirePositive("stress", stress, WIDEST_RANGE);
        requirePositive("stressWeight", stressWeight, BigDecimal.ONE);
        requirePositive("buffer", buffer, BigDecimal.ONE);
        requirePositive("cap", cap, WIDEST_RANGE);
        requirePositive("risePerHour", risePerHour, WIDEST_RANGE);
        requirePositive("halfLifeHours", halfLifeHours, new BigDecimal("100000"));
        requirePositive("horizonMinutes", BigDecimal.valueOf(horizonMinutes), BigDecimal.valueOf(1_440));
        requirePositive("sampleMinutes", BigDecimal.valueOf(sampleMinutes), BigDecimal.valueOf(1_440));
        requirePositive("samples", BigDecimal.valueOf(samples), BigDecimal.valueOf(MOST_SAMPLES));
        referenceScale.ifPresent(scale -> requirePositive(
                "referenceScale", scale.exact(), Price.of("90000000").exact()));
    }

    private static void requirePositive(String field, BigDecimal value, BigDecimal largest) {
        if (value.signum() <= 0 || value.compareTo(largest) > 0) {
            throw new IllegalArgumentException(
                    field + " is " + value.toPlainString() + ", outside (0, " + largest.toPlainString() + "]");
        }
    }

    /** The defaults of risk model B.15 around a symbol's own floor, which is its base, and stress range. */
    public static VolatilityParameters defaults(BigDecimal floor, BigDecimal stress) {
        return new VolatilityParameters(
                new BigDecimal("3"),
                new BigDecimal("0.97"),
                60,
                floor,
                floor,
                stress,
                new BigDecimal("0.25"),
                new BigDecimal("0.25"),
                new BigDecimal("3"),
                new BigDecimal("0.10"),
                new BigDecimal("24"),
                60,
                720,
                Optional.empty());
    }
}
