package io.breakwater.core.margin;

import io.breakwater.core.margin.MarginAccount.Position;

/**
 * Where risk arrays come from: computed on the spot by {@link FullRevaluation}, or taken from what was computed for this
 * tick already.
 */
@FunctionalInterface
public interface RiskArraySource {

    /**
     * The risk array of what a position holds, at the position's market.
     *
     * @param position its instrument, mark and option inputs are read; its quantity is not
     * @param grid the scenarios, one entry each
     * @throws IllegalArgumentException when the instrument cannot be valued; the message names it
     */
    RiskArray arrayOf(Position position, ScenarioGrid grid);
}
