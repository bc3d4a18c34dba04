package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import java.util.concurrent.CompletionStage;

/**
 * What the waterfall says to the whole market; the directory of markets makes it durable and tells every node. Each stage
 * ends when it is durable, and repeating it changes nothing.
 */
public interface LossPublications {

    /** Notes whether the loss of an account in an underlying's market is not covered yet. */
    CompletionStage<Void> deficit(String underlying, String account, boolean open);

    /**
     * Publishes a haircut of every gain in an instrument.
     *
     * @param instrument of which
     * @param epoch the haircut's place among the instrument's haircuts, from 0
     * @param haircut price, funding index and share
     * @return whether this haircut has that place; false when another one has taken it
     */
    CompletionStage<Boolean> haircut(Instrument instrument, int epoch, MarketFacts.LossHaircut haircut);

    /** Halts an underlying: gains could not carry its loss. */
    CompletionStage<Void> halt(String underlying);
}
