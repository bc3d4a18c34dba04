package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import java.util.concurrent.CompletionStage;

/**
 * What the waterfall says to the whole market; the directory of markets makes it durable and tells every node. Each stage
 * ends when it is durable, and repeating it changes nothing.
 */
public interface LossPublications {

    /** Notes whether an underlying has a loss that is not covered yet. */
    CompletionStage<Void> deficit(String underlying, boolean open);

    /**
     * Publishes a haircut of every gain in an instrument.
     *
     * @param instrument of which
     * @param epoch the haircut's place among the instrument's haircuts, from 0: repeated under the same epoch it is the
     *     same haircut, and the first one stands
     * @param haircut price, funding index and share
     */
    CompletionStage<Void> haircut(Instrument instrument, int epoch, MarketFacts.LossHaircut haircut);

    /** Halts an underlying: gains could not carry its loss. */
    CompletionStage<Void> halt(String underlying);
}
