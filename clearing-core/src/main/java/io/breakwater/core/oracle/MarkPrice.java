package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The mark price of a perpetual with the three inputs it is the median of (risk model B.9, G26).
 *
 * <pre>
 *   mark = median(index + basis average, own book, outside perpetuals)
 * </pre>
 *
 * <p>An input that is absent is replaced by the index: with one left, the mark lies between the index and the index with
 * its basis, so neither our book alone nor one outside venue alone can carry it away; with none left it is the index.
 * Only the mark reads the own book; index and collateral prices never do.
 *
 * @param index the index
 * @param indexPlusBasis index plus the average basis, exact to 12 decimals
 * @param ownBook median of bid, ask and last, if there is a book
 * @param outside median of outside perpetuals, if it is near enough to the index to count
 * @param exact the mark, not rounded
 */
public record MarkPrice(
        Price index, BigDecimal indexPlusBasis, Optional<Price> ownBook, Optional<Price> outside, BigDecimal exact) {

    /**
     * The best prices of the own book.
     *
     * @param bid highest bid
     * @param ask lowest ask
     * @param last price of the last trade
     */
    public record OwnBook(Price bid, Price ask, Price last) {

        /** The median of the three: a last trade outside the spread is cut to it. */
        public Price median() {
            return bid.min(ask).max(bid.max(ask).min(last));
        }
    }

    /** The mark of an index, its average basis, and what else there is. */
    public static MarkPrice of(
            Price index,
            BasisAverage basis,
            Optional<OwnBook> book,
            Optional<Price> outside,
            MarkParameters parameters) {
        BigDecimal withBasis = index.exact().add(basis.average());
        Optional<Price> own = book.map(OwnBook::median);
        Optional<Price> counted = outside.filter(price -> counts(price, index, parameters));
        BigDecimal exact = median(
                withBasis, own.orElse(index).exact(), counted.orElse(index).exact());
        return new MarkPrice(index, withBasis, own, counted, exact);
    }

    private static boolean counts(Price outside, Price index, MarkParameters parameters) {
        Price scale = parameters.referenceScale().orElse(index.abs());
        long distance = outside.minus(index).abs().units();
        return !Limit.isExceeded(distance, parameters.outsideWithin(), scale.units());
    }

    private static BigDecimal median(BigDecimal a, BigDecimal b, BigDecimal c) {
        return a.min(b).max(a.max(b).min(c));
    }

    /** The mark, rounded half even to the unit: it is shown and compared, never booked. */
    public Price price() {
        return Price.rounded(exact, Rounding.HALF_EVEN);
    }
}
