package io.breakwater.core.risk;

import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;

/**
 * What a loss haircut takes from the quote of a row: more than the account will be charged on the way down, less on the way
 * up (risk model B.11).
 *
 * <p>The quotes in rows are bounds. One starts within w0 = 3 micros of the true quote. Charging the j-th haircut of a book
 * takes the gain A_j = 8^j micros too far, which is sound while {@code w_(j-1) <= A_j/2}; then
 * {@code w_j <= 2*w_(j-1) + A_j + 2 <= A_(j+1)/2}, so it stays sound. An account's own next event ends it: its exposure
 * comes with every fact applied.
 *
 * @param haircut the fact
 * @param number which haircut of its symbol in this book, from 1
 */
record HaircutCharge(LossHaircut haircut, int number) {

    /** Haircuts of one symbol that a book can bound; with one more its holders must send their exposures again. */
    static final int MOST_CHARGES = 12;

    private static final int BITS_A_CHARGE = 3;

    /** How far a quote may be off once so many haircuts were charged: 8^charges micros. */
    static long allowanceMicros(int charges) {
        return 1L << BITS_A_CHARGE * charges;
    }

    /**
     * The charge in micros; on the way down at least 1, because applying a haircut also rounds the funding before it.
     *
     * @param units signed quantity
     * @param quoteMicros quote at funding index 0, as the row keeps it
     * @param isBetter whether the row looks for recovery
     */
    long micros(long units, long quoteMicros, boolean isBetter) {
        Rounding rounding = isBetter ? Rounding.DOWN : Rounding.UP;
        long allowance = isBetter ? -allowanceMicros(number) : allowanceMicros(number);
        long perUnit = haircut.price().units() - haircut.fundingIndex().units();
        long value = Int128.product(perUnit, units).dividedBy(ColumnDraft.PRODUCT_PER_MICRO, rounding);
        long gain = value + quoteMicros + allowance;
        long charge =
                gain > 0 ? Int128.product(haircut.share().units(), gain).dividedBy(Rate.ONE.units(), rounding) : 0;
        return isBetter ? charge : charge + 1;
    }
}
