package io.breakwater.node.desk;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.BackstopCapacity;
import io.breakwater.core.liquidation.BackstopParameters;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/**
 * How much more of an instrument a backstop may hold: its capital over the initial rate, at most a tenth of open interest
 * (risk model B.13).
 *
 * @param room notional it may add, at least 0
 * @param held signed quantity it holds
 * @param mark of the instrument
 * @param lot of the instrument
 */
public record BackstopSpace(Money room, Quantity held, Price mark, Quantity lot) {

    /** The space of a backstop at a view. */
    public static BackstopSpace of(Account backstop, Instrument instrument, MarketView view, Money openInterest) {
        UnderlyingParameters terms =
                view.parameters().underlying(instrument.underlying()).orElseThrow();
        BigDecimal initialRate =
                terms.tiers().orElseThrow().pieces().get(0).tier().initialRate();
        BigDecimal capital = HealthAssessment.margin(backstop, view).equity();
        Price mark = view.instruments().get(instrument).mark();
        Quantity held = backstop.quantity(instrument);
        Money room = BackstopCapacity.of(
                        Money.rounded(capital, Rounding.DOWN), initialRate, openInterest, BackstopParameters.defaults())
                .room(mark.times(held.abs(), Rounding.UP));
        return new BackstopSpace(
                room, held, mark, Quantity.of(terms.increments().lot()));
    }

    /**
     * The part of a signed quantity that it may add, in whole lots or all of it: what makes it smaller always, and what is
     * worth nothing as well.
     */
    public Quantity fitting(Quantity added) {
        if (mark.signum() == 0) {
            return added;
        }
        Quantity offsets = held.signum() * added.signum() < 0 ? held.abs().min(added.abs()) : Quantity.ZERO;
        Quantity byRoom = Quantity.rounded(
                room.exact().divide(mark.exact(), Quantity.SCALE, Rounding.DOWN.mode()), Rounding.DOWN);
        Quantity fits = offsets.plus(byRoom);
        if (fits.compareTo(added.abs()) >= 0) {
            return added;
        }
        Quantity whole = fits.toLots(lot, Rounding.DOWN);
        return added.signum() < 0 ? whole.negate() : whole;
    }

    /** Whether all of a signed quantity fits. */
    public boolean fits(Quantity added) {
        return fitting(added).equals(added);
    }
}
