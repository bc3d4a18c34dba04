package io.breakwater.core.ledger;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Price;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the facts of each instrument had come when the second party booked. The first party's leg counts from that
 * moment, so it accrues funding and haircuts from there, however much later it is booked (architecture section 2).
 *
 * @param byInstrument the facts reached, by instrument of the settlement
 */
public record CommitFacts(SortedMap<Instrument, Reached> byInstrument) {

    /**
     * How far one instrument's facts had come.
     *
     * @param fundingIndex cumulative funding index
     * @param haircutEpoch number of loss haircuts
     */
    public record Reached(Price fundingIndex, int haircutEpoch) {

        /** Refuses a negative epoch. */
        public Reached {
            if (haircutEpoch < 0) {
                throw new IllegalArgumentException("haircut epoch " + haircutEpoch + " is below 0");
            }
        }

        /** The newest facts. */
        public static Reached of(MarketFacts facts) {
            return new Reached(facts.fundingIndex(), facts.haircutEpoch());
        }
    }

    /** Copies the map. */
    public CommitFacts {
        byInstrument = Collections.unmodifiableSortedMap(new TreeMap<>(byInstrument));
    }

    /** A movement as the position it is since the commit. */
    public Position position(Leg.Movement movement) {
        Reached reached = byInstrument.get(movement.instrument());
        return new Position(movement.quantity(), movement.quote(), reached.fundingIndex(), reached.haircutEpoch());
    }
}
