package io.breakwater.node.simulation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An account as a run begins.
 *
 * @param id whose
 * @param participant what it is for
 * @param mode how its positions share margin
 * @param deposit cash in the settlement currency
 * @param collateral other collateral by asset
 * @param trades what it holds, opened at the first prices; at most one an instrument
 */
public record AccountPlan(
        String id,
        Participant participant,
        MarginMode mode,
        Money deposit,
        SortedMap<String, Quantity> collateral,
        List<PlannedTrade> trades) {

    /** Copies the collections. */
    public AccountPlan {
        collateral = Collections.unmodifiableSortedMap(new TreeMap<>(collateral));
        trades = List.copyOf(trades);
    }

    /** An account with cash alone. */
    static AccountPlan ofCash(String id, Participant participant, Money deposit) {
        return new AccountPlan(id, participant, MarginMode.CROSS, deposit, new TreeMap<>(), List.of());
    }

    /**
     * A holding to begin with.
     *
     * @param instrument what
     * @param quantity signed, in whole lots
     */
    public record PlannedTrade(Instrument instrument, Quantity quantity) {}
}
