package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BackstopCapacity;
import io.breakwater.core.liquidation.BackstopParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/** How much more each backstop may hold: its capital over the initial rate, at most a tenth of open interest. */
final class BackstopRoom {

    private final House house;
    private final Markets markets;
    private final OpenInterest openInterest;

    BackstopRoom(House house, Markets markets, OpenInterest openInterest) {
        this.house = house;
        this.markets = markets;
        this.openInterest = openInterest;
    }

    /** The notional a backstop may still add to what it holds. */
    Money of(Instrument instrument) {
        Account backstop = house.account(HouseAccounts.backstop(instrument.underlying()));
        BigDecimal initialRate = markets.feed(instrument)
                .terms()
                .tiers()
                .orElseThrow()
                .pieces()
                .get(0)
                .tier()
                .initialRate();
        BigDecimal capital = HealthAssessment.margin(backstop, markets.view()).equity();
        Price mark = markets.view().instruments().get(instrument).mark();
        return BackstopCapacity.of(
                        Money.rounded(capital, Rounding.DOWN),
                        initialRate,
                        openInterest.at(instrument, mark),
                        BackstopParameters.defaults())
                .room(mark.times(backstop.quantity(instrument).abs(), Rounding.UP));
    }

    /** The part of a signed quantity that a backstop may add, in whole lots or all of it: what makes it smaller always. */
    Quantity fitting(Instrument instrument, Quantity added) {
        Quantity held =
                house.account(HouseAccounts.backstop(instrument.underlying())).quantity(instrument);
        Quantity offsets = held.signum() * added.signum() < 0 ? held.abs().min(added.abs()) : Quantity.ZERO;
        Price mark = markets.view().instruments().get(instrument).mark();
        Quantity byRoom = Quantity.rounded(
                of(instrument).exact().divide(mark.exact(), Quantity.SCALE, Rounding.DOWN.mode()), Rounding.DOWN);
        Quantity fits = offsets.plus(byRoom);
        if (fits.compareTo(added.abs()) >= 0) {
            return added;
        }
        Quantity lot = Quantity.of(markets.feed(instrument).terms().increments().lot());
        Quantity whole = fits.toLots(lot, Rounding.DOWN);
        return added.signum() < 0 ? whole.negate() : whole;
    }
}
