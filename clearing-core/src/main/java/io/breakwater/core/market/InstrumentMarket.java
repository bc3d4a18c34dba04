package io.breakwater.core.market;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.Optional;

/**
 * The market of one instrument at one moment.
 *
 * @param id identity of the price
 * @param feed how far it can be trusted
 * @param mark mark price; of an option, the forward of its expiry
 * @param average five-minute average of the mark, the second price that SUSPECT and WARMUP ask for
 * @param stable slow price for init equity (B.4)
 * @param confidence half-width of the price, at least 0
 * @param impliedVolatility of an option
 * @param maintenanceScale range over base range for existing positions (B.6)
 * @param initialScale range over base range for new risk (B.6)
 * @param openInterestShare how far open interest is between its caps, in [0, 1] (B.5)
 * @param facts funding, haircuts and expiry of this instrument
 */
public record InstrumentMarket(
        PriceId id,
        FeedState feed,
        Price mark,
        Price average,
        Price stable,
        Price confidence,
        Optional<Rate> impliedVolatility,
        Rate maintenanceScale,
        Rate initialScale,
        Rate openInterestShare,
        MarketFacts facts) {

    /** Refuses a negative confidence or scale, and an open-interest share outside [0, 1]. */
    public InstrumentMarket {
        requireAtLeastZero("confidence", confidence.signum(), confidence);
        requireAtLeastZero("maintenanceScale", maintenanceScale.signum(), maintenanceScale);
        requireAtLeastZero("initialScale", initialScale.signum(), initialScale);
        if (!openInterestShare.isFraction()) {
            throw new IllegalArgumentException("openInterestShare " + openInterestShare + " is not in [0, 1]");
        }
    }

    private static void requireAtLeastZero(String field, int sign, Object value) {
        if (sign < 0) {
            throw new IllegalArgumentException(field + " " + value + " is below 0");
        }
    }

    /** A LIVE market at one price, without scaling, add-on or facts. */
    public static InstrumentMarket live(PriceId id, Price mark) {
        return new InstrumentMarket(
                id,
                FeedState.LIVE,
                mark,
                mark,
                mark,
                Price.ZERO,
                Optional.empty(),
                Rate.ONE,
                Rate.ONE,
                Rate.ZERO,
                MarketFacts.NONE);
    }

    /** The same market at another price. */
    public InstrumentMarket at(PriceId newId, FeedState newFeed, Price newMark, Price newAverage, Price newStable) {
        return new InstrumentMarket(
                newId,
                newFeed,
                newMark,
                newAverage,
                newStable,
                confidence,
                impliedVolatility,
                maintenanceScale,
                initialScale,
                openInterestShare,
                facts);
    }

    /** The same market with other facts. */
    public InstrumentMarket with(MarketFacts newFacts) {
        return new InstrumentMarket(
                id,
                feed,
                mark,
                average,
                stable,
                confidence,
                impliedVolatility,
                maintenanceScale,
                initialScale,
                openInterestShare,
                newFacts);
    }
}
