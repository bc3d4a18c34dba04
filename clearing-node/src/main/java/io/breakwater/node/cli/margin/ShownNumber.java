package io.breakwater.node.cli.margin;

import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/** How an exact number is shown: rounded once, in a named direction, without an exponent. */
final class ShownNumber {

    private static final int MONEY_DECIMALS = 2;
    private static final int HEALTH_DECIMALS = 12;

    private ShownNumber() {}

    /** Money with two decimals: requirements round up, what is in the holder's favour down. */
    static String money(BigDecimal value, Rounding rounding) {
        return value.setScale(MONEY_DECIMALS, rounding.mode()).toPlainString();
    }

    /** Equity over maintenance margin, 12 decimals at most. */
    static String health(BigDecimal equity, BigDecimal maintenance) {
        return plain(equity.divide(maintenance, HEALTH_DECIMALS, Rounding.HALF_EVEN.mode()));
    }

    /** All digits and no more: no exponent, no trailing zeros. */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
