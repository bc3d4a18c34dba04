package io.breakwater.core.liquidation;

import io.breakwater.core.ledger.Position;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;

/**
 * A loss spread over every positive unrealised profit of a market by one number that each holder applies alone.
 *
 * <p>{@code index = ceil(loss / sum of gains)} to the published places. Index and charge both round up, so the charges
 * never fall short of the loss; the surplus goes to the fund (risk model B.11, G22). The charge itself is
 * {@link Position#chargeOn}.
 *
 * @param share of each gain that is charged, in [0, 1]
 * @param unpaid what all gains together could not carry: it halts the market
 */
public record HaircutIndex(Rate share, Money unpaid) {

    /**
     * The index of a loss.
     *
     * @param loss what the funds and deleveraging have left, at least 0
     * @param gains sum of the positive unrealised profits at one price, at least 0
     * @throws IllegalArgumentException when one of them is negative
     */
    public static HaircutIndex of(Money loss, Money gains, WaterfallParameters parameters) {
        if (loss.signum() < 0 || gains.signum() < 0) {
            throw new IllegalArgumentException("loss " + loss + " and gains " + gains + " must be at least 0");
        }
        if (loss.compareTo(gains) >= 0) {
            return new HaircutIndex(loss.signum() == 0 ? Rate.ZERO : Rate.ONE, loss.minus(gains));
        }
        Ratio exact = new Ratio(loss.exact(), gains.exact());
        return new HaircutIndex(Rate.of(exact.rounded(parameters.haircutPlaces(), Rounding.REQUIREMENT)), Money.ZERO);
    }

    /** Whether the gains do not cover the loss, so that the market is halted and settled. */
    public boolean haltsMarket() {
        return unpaid.signum() > 0;
    }
}
