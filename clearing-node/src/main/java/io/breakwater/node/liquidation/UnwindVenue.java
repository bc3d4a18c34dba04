package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Quantity;
import java.util.concurrent.CompletionStage;

/** Where a backstop gets rid of what it took, as far as it was granted velocity. */
@FunctionalInterface
public interface UnwindVenue {

    /**
     * Trades a quantity for a backstop, or less, or nothing.
     *
     * @param backstop account
     * @param instrument which
     * @param quantity signed movement of the backstop, whole lots
     */
    CompletionStage<Void> trade(String backstop, Instrument instrument, Quantity quantity);
}
