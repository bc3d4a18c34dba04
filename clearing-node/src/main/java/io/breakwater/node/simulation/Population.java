package io.breakwater.node.simulation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.List;

/**
 * Everybody in a run: traders, the makers who hold the other side, and who stands by. The quantities of each instrument
 * sum to zero over {@code accounts} (invariant 1); {@code openings} are the same holdings as trades of two accounts each.
 *
 * @param accounts in a fixed order, traders first
 * @param openings how the holdings come about, in a fixed order
 */
public record Population(List<AccountPlan> accounts, List<OpeningTrade> openings) {

    /** Copies the lists. */
    public Population {
        accounts = List.copyOf(accounts);
        openings = List.copyOf(openings);
    }

    /**
     * One opening trade.
     *
     * @param trader who asks
     * @param maker who takes the other side
     * @param instrument of what
     * @param quantity signed, as the trader sees it, in whole lots
     * @param price the first price
     */
    public record OpeningTrade(String trader, String maker, Instrument instrument, Quantity quantity, Price price) {}

    /** The accounts of one kind, in order. */
    public List<AccountPlan> ofKind(Participant kind) {
        return accounts.stream().filter(plan -> plan.participant() == kind).toList();
    }

    /** Open interest of an instrument: the notional of all longs at a price. */
    public Money openInterest(Instrument instrument, Price price) {
        Quantity longs = accounts.stream()
                .flatMap(plan -> plan.trades().stream())
                .filter(trade -> trade.instrument().equals(instrument)
                        && trade.quantity().signum() > 0)
                .map(AccountPlan.PlannedTrade::quantity)
                .reduce(Quantity.ZERO, Quantity::plus);
        return price.times(longs, Rounding.HALF_EVEN);
    }
}
