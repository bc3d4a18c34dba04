package io.breakwater.node.oracle;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.Quote;

/** What a source says of an underlying at one moment: for the index, for the mark, or of our own book. */
public sealed interface SourceQuote {

    /** The largest magnitude of a price that a source may say. */
    Price LARGEST_PRICE = new Price(Quote.LARGEST_UNITS);

    /** The name under which the own book quotes. */
    String OWN_BOOK = "own-book";

    /** Who says it. */
    String source();

    /** Rising number within the source and the kind of its quotes. */
    long sequence();

    /** When it was said, UTC epoch milliseconds. */
    long timeMillis();

    /**
     * An input of the index.
     *
     * @param quote of a source of the aggregator
     */
    record IndexQuote(Quote quote) implements SourceQuote {
        @Override
        public String source() {
            return quote.source();
        }

        @Override
        public long sequence() {
            return quote.sequence();
        }

        @Override
        public long timeMillis() {
            return quote.timeMillis();
        }
    }

    /**
     * A perpetual elsewhere: an input of the mark. A venue that is an input of the index as well says both.
     *
     * @param quote of an outside perpetual of the symbol's definition
     */
    record DerivativeQuote(Quote quote) implements SourceQuote {
        @Override
        public String source() {
            return quote.source();
        }

        @Override
        public long sequence() {
            return quote.sequence();
        }

        @Override
        public long timeMillis() {
            return quote.timeMillis();
        }
    }

    /**
     * Our own book of the perpetual: an input of the mark and of the velocity of liquidation, never of the index.
     *
     * @param bid best bid, at most {@link Quote#LARGEST_UNITS} in magnitude, as the others
     * @param ask best ask, at least the bid
     * @param last last trade
     * @param depth notional within 1 % of mid on the thinner side, at least 0
     * @param timeMillis when it was so, UTC epoch milliseconds
     * @param sequence rising
     */
    record OwnBookQuote(Price bid, Price ask, Price last, Money depth, long timeMillis, long sequence)
            implements SourceQuote {

        /**
         * Refuses a crossed book, a price that the arithmetic cannot carry, and a negative depth.
         *
         * @throws IllegalArgumentException naming the field, its value and its limit
         */
        public OwnBookQuote {
            if (ask.compareTo(bid) < 0) {
                throw new IllegalArgumentException("ask is " + ask + ", below bid " + bid);
            }
            requireCarried("bid", bid);
            requireCarried("ask", ask);
            requireCarried("last", last);
            if (depth.signum() < 0) {
                throw new IllegalArgumentException("depth is " + depth + ", below 0");
            }
        }

        private static void requireCarried(String field, Price price) {
            if (price.units() < -Quote.LARGEST_UNITS || price.units() > Quote.LARGEST_UNITS) {
                throw new IllegalArgumentException(field + " is " + price + ", magnitude above " + LARGEST_PRICE);
            }
        }

        @Override
        public String source() {
            return OWN_BOOK;
        }
    }
}
