package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.BookState;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.node.oracle.SourceQuote;
import java.math.BigDecimal;

/** Reads the quotes of a batch; one at fault is refused alone. */
final class QuoteReader {

    private QuoteReader() {}

    /**
     * What a source says.
     *
     * @param path of the quote in its batch
     * @throws org.apache.pekko.grpc.GrpcServiceException naming the field at fault
     */
    static SourceQuote read(String path, String source, Quote quote) {
        Fields.underlying(path + ".underlying", quote.getUnderlying());
        String perpetual = quote.getUnderlying() + "-PERP";
        boolean isPerpetual =
                quote.getInstrument().isEmpty() || quote.getInstrument().equals(perpetual);
        Fields.require(isPerpetual, path + ".instrument", quote.getInstrument(), "empty or " + perpetual);
        Fields.require(
                quote.getImpliedVolatility().isEmpty(),
                path + ".implied_volatility",
                quote.getImpliedVolatility(),
                "empty, since no option is quoted");
        return switch (quote.getKind()) {
            case KIND_UNSPECIFIED, SPOT -> new SourceQuote.IndexQuote(priced(path, source, quote));
            case DERIVATIVE -> new SourceQuote.DerivativeQuote(priced(path, source, quote));
            case OWN_BOOK -> ownBook(path, quote);
            case UNRECOGNIZED -> throw Fields.invalid(path + ".kind", quote.getKindValue(), "a kind of the contract");
        };
    }

    private static io.breakwater.core.oracle.Quote priced(String path, String source, Quote quote) {
        Price price = price(path + ".price", quote.getPrice());
        Price confidence =
                quote.getConfidence().isEmpty() ? Price.ZERO : price(path + ".confidence", quote.getConfidence());
        try {
            return new io.breakwater.core.oracle.Quote(
                    source, price, confidence, quote.getQuoteMillis(), quote.getSequence());
        } catch (IllegalArgumentException e) {
            throw Fields.invalid(path, quote.getPrice(), e.getMessage());
        }
    }

    /** A price that every sum over quotes can carry. */
    private static Price price(String field, String value) {
        BigDecimal price = Fields.decimal(field, value, Price.SCALE);
        boolean isCarried = price.abs().compareTo(SourceQuote.LARGEST_PRICE.exact()) <= 0;
        Fields.require(isCarried, field, value, "of a magnitude of at most " + SourceQuote.LARGEST_PRICE);
        return Price.of(price);
    }

    private static SourceQuote ownBook(String path, Quote quote) {
        Fields.require(quote.hasBook(), path + ".book", "", "present for an OWN_BOOK");
        BookState book = quote.getBook();
        String at = path + ".book";
        Money bids = Fields.moneyNotNegative(at + ".bid_depth", book.getBidDepth());
        Money asks = Fields.moneyNotNegative(at + ".ask_depth", book.getAskDepth());
        Fields.require(quote.getSequence() >= 0, path + ".sequence", quote.getSequence(), "at least 0");
        Fields.require(quote.getQuoteMillis() >= 0, path + ".quote_millis", quote.getQuoteMillis(), "at least 0");
        Price bid = price(at + ".bid", book.getBid());
        Price ask = price(at + ".ask", book.getAsk());
        Fields.require(ask.compareTo(bid) >= 0, at + ".ask", book.getAsk(), "at least the bid " + book.getBid());
        return new SourceQuote.OwnBookQuote(
                bid,
                ask,
                price(at + ".last", book.getLast()),
                bids.min(asks),
                quote.getQuoteMillis(),
                quote.getSequence());
    }
}
