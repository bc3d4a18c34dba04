package io.breakwater.core.market;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.List;
import java.util.Optional;

/**
 * What has happened to every holder of an instrument: funding as a cumulative index, loss haircuts in order, and its
 * expiry. An account applies them lazily, before any other event of its own (architecture section 2).
 *
 * @param fundingIndex cumulative funding: what one unit of long quantity has paid since the beginning, in currency
 * @param haircuts loss haircuts by rising epoch; never shortened
 * @param settlement the price at which the instrument has expired, if it has; nothing happens to it afterwards, as some
 *     holders are closed already
 */
public record MarketFacts(Price fundingIndex, List<LossHaircut> haircuts, Optional<Price> settlement) {

    /** Nothing has happened. */
    public static final MarketFacts NONE = new MarketFacts(Price.ZERO, List.of(), Optional.empty());

    /** Copies the list. */
    public MarketFacts {
        haircuts = List.copyOf(haircuts);
    }

    /** How many haircuts there were: the epoch an account must have reached. */
    public int haircutEpoch() {
        return haircuts.size();
    }

    /**
     * A haircut of every positive unrealised profit at one price (risk model B.11, G22).
     *
     * @param price the mark at which gains were summed
     * @param fundingIndex the funding index at that moment
     * @param share of the gain that is charged, rounded up when it was published
     */
    public record LossHaircut(Price price, Price fundingIndex, Rate share) {

        /** Refuses a share outside [0, 1]: nobody loses more than the gain. */
        public LossHaircut {
            if (!share.isFraction()) {
                throw new IllegalArgumentException("haircut share " + share + " is not in [0, 1]");
            }
        }
    }
}
