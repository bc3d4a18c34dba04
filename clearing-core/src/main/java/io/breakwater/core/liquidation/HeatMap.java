package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * Where liquidation prices lie ahead of a price: the notional that becomes liquidatable in each further step of a fall
 * (or rise, for the other side).
 *
 * @param width step as a fraction of price, positive
 * @param notionals liquidatable in the first step, the second and so on; each at least 0
 */
public record HeatMap(BigDecimal width, List<Money> notionals) {

    /** Copies the list; refuses a width that is not positive and negative notionals. */
    public HeatMap {
        if (width.signum() <= 0) {
            throw new IllegalArgumentException("width " + width.toPlainString() + " is not positive");
        }
        notionals = List.copyOf(notionals);
        notionals.forEach(notional -> {
            if (notional.signum() < 0) {
                throw new IllegalArgumentException("liquidatable notional " + notional + " is negative");
            }
        });
    }

    /**
     * Liquidatable notional per unit of fall over the steps that begin before a horizon; beyond the last step there is
     * none.
     *
     * @param horizon how far our own sales may move the price, positive
     * @throws IllegalArgumentException when the horizon is not positive
     */
    public Ratio perUnitFall(BigDecimal horizon) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal reached = BigDecimal.ZERO;
        for (int i = 0; reached.compareTo(horizon) < 0; i++) {
            total = i < notionals.size() ? total.add(notionals.get(i).exact()) : total;
            reached = i < notionals.size() ? reached.add(width) : horizon.max(reached);
        }
        return new Ratio(total, reached);
    }
}
