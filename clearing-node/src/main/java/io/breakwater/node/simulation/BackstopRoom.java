package io.breakwater.node.simulation;

import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.desk.BackstopSpace;

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
        return space(instrument).room();
    }

    /** The part of a signed quantity that a backstop may add, in whole lots or all of it: what makes it smaller always. */
    Quantity fitting(Instrument instrument, Quantity added) {
        return space(instrument).fitting(added);
    }

    private BackstopSpace space(Instrument instrument) {
        Price mark = markets.view().instruments().get(instrument).mark();
        return BackstopSpace.of(
                house.account(HouseAccounts.backstop(instrument.underlying())),
                instrument,
                markets.view(),
                openInterest.at(instrument, mark));
    }
}
