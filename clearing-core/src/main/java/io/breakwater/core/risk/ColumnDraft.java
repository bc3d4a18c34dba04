package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.List;

/**
 * An exposure as columns take it: checked to fit before anything is written.
 *
 * @param version its version
 * @param state its health state
 * @param cashMicros cash less fees due
 * @param rows its holdings
 */
record ColumnDraft(long version, HealthState state, long cashMicros, List<Row> rows) {

    /** Price units times quantity units in one micro of the settlement currency. */
    static final long PRODUCT_PER_MICRO = 10_000_000_000L;

    /** Bits of one quote, and of cash. */
    private static final int PART_BITS = 55;

    /** Bits of all funds, so that they fit 61 times the largest part of a threshold. */
    private static final int FUNDS_BITS = 51;

    /** Bits of {@link #PRODUCT_PER_MICRO}, less those of the low half of a product. */
    private static final int HIGH_HALF_BITS = 33 - 64;

    /** Two roundings are still to come against the holder: of funding and of a settlement. */
    private static final long ROUNDINGS_TO_COME = 2;

    /**
     * One holding.
     *
     * @param symbol what is held
     * @param units signed quantity in 1e-8
     * @param quoteDown quote at funding index 0 in micros, never above what the account will have
     * @param quoteUp the same, never below
     */
    record Row(Symbol symbol, long units, long quoteDown, long quoteUp) {

        /** The bound that errs towards nomination. */
        long quote(boolean isBetter) {
            return isBetter ? quoteUp : quoteDown;
        }

        /** A position with the facts of its market applied. */
        static Row of(Symbol symbol, Position accrued) {
            Int128 funded = accrued.fundingIndex().product(accrued.quantity());
            long quote = accrued.quote().units();
            return new Row(
                    symbol,
                    accrued.quantity().units(),
                    quote + funded.dividedBy(PRODUCT_PER_MICRO, Rounding.AGAINST_HOLDER) - ROUNDINGS_TO_COME,
                    quote + funded.dividedBy(PRODUCT_PER_MICRO, Rounding.UP));
        }

        private boolean fits() {
            long limit = symbol.table().sizeLimit(LineTable.ADMIT_BITS);
            return units >= -limit && units <= limit && isWithin(quoteDown, PART_BITS) && isWithin(quoteUp, PART_BITS);
        }
    }

    /**
     * Whether columns can take an account like this at all: no scenarios, no options, no reservations, and each
     * instrument once.
     */
    static boolean isPlain(Exposure exposure) {
        List<Holding> holdings = exposure.positions();
        return exposure.mode() != MarginMode.PORTFOLIO
                && holdings.stream().allMatch(ColumnDraft::isPlain)
                && holdings.stream().map(Holding::instrument).distinct().count() == holdings.size();
    }

    private static boolean isPlain(Holding holding) {
        return !(holding.instrument() instanceof EuropeanOption)
                && holding.reservedBuy().signum() == 0
                && holding.reservedSell().signum() == 0
                && holding.reservedQuote().signum() == 0;
    }

    /** Whether a position can be brought to funding index 0 without overflow. */
    static boolean isNormalisable(Position position, MarketFacts facts) {
        return isModest(position.fundingIndex(), position.quantity())
                && isModest(facts.fundingIndex(), position.quantity())
                && isWithin(position.quote().units(), PART_BITS);
    }

    private static boolean isModest(Price index, Quantity quantity) {
        long high = Math.multiplyHigh(index.units(), quantity.units());
        return isWithin(high, PART_BITS + HIGH_HALF_BITS);
    }

    /** Whether every column can hold it. */
    boolean fits() {
        return isWithin(cashMicros, PART_BITS)
                && rows.stream().allMatch(Row::fits)
                && isWithin(funds(false), FUNDS_BITS)
                && isWithin(funds(true), FUNDS_BITS);
    }

    private static boolean isWithin(long value, int bits) {
        return value < 1L << bits && value > -(1L << bits);
    }

    /** Cash and quotes, bounded against or for the holder. */
    long funds(boolean isBetter) {
        long funds = cashMicros;
        for (Row row : rows) {
            funds += row.quote(isBetter);
        }
        return funds;
    }
}
