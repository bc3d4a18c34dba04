package io.breakwater.core.risk;

/**
 * How far the quote of a row may be off once loss haircuts were charged on it in the book.
 *
 * <p>A quote starts within w0 = 3 micros of the true one. Charging the j-th haircut takes the gain A_j = 8^j micros too
 * far, which is sound while w_(j-1) &lt;= A_j/2; then {@code w_j <= 2*w_(j-1) + A_j + 2 <= A_(j+1)/2}, so it stays sound.
 * An account's own next event ends it: its exposure comes with every fact applied.
 */
final class HaircutAllowance {

    /** Haircuts of one symbol that a book can bound; with one more its holders must send their exposures again. */
    static final int MOST_CHARGES = 12;

    private static final int BITS_A_CHARGE = 3;

    private HaircutAllowance() {}

    /** The allowance in micros after a number of charges: 8^charges. */
    static long after(int charges) {
        return 1L << BITS_A_CHARGE * charges;
    }
}
