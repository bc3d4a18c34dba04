package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import java.math.BigDecimal;

/**
 * How far each layer of the waterfall goes in one event, and how a haircut is published (risk model B.11).
 *
 * @param globalFundShare greatest share of the global fund that one event may use, in [0, 1]
 * @param tranchePerEvent the operator's own money in one event, at least 0
 * @param haircutPlaces decimals of a published haircut, 1 to 12
 */
public record WaterfallParameters(BigDecimal globalFundShare, Money tranchePerEvent, int haircutPlaces) {

    /** Refuses values outside their ranges. */
    public WaterfallParameters {
        if (globalFundShare.signum() < 0 || globalFundShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "globalFundShare " + globalFundShare.toPlainString() + " is not in [0, 1]");
        }
        if (tranchePerEvent.signum() < 0) {
            throw new IllegalArgumentException("tranchePerEvent " + tranchePerEvent + " is negative");
        }
        if (haircutPlaces < 1 || haircutPlaces > 12) {
            throw new IllegalArgumentException("haircutPlaces " + haircutPlaces + " is not in 1 to 12");
        }
    }

    /** The defaults of risk model B.15: 25 % of the global fund, a tranche of 10,000, nine places. */
    public static WaterfallParameters defaults() {
        return new WaterfallParameters(new BigDecimal("0.25"), Money.of("10000"), 9);
    }
}
