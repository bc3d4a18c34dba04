package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.BookState;
import io.breakwater.clearing.v1.LastSequence;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.clearing.v1.QuoteRefusal;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import io.breakwater.node.oracle.OracleProtocol.Receipt;
import io.breakwater.node.oracle.OracleProtocol.RefusedQuote;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A quote at fault is refused alone, and an acknowledgement says up to where a source was heard. */
class QuoteBatchTest {

    private static final String MOST = "90071992.54740992";

    private static Quote.Builder quote(Quote.Kind kind, String price, long sequence) {
        return Quote.newBuilder()
                .setUnderlying("BTC")
                .setKind(kind)
                .setPrice(price)
                .setSequence(sequence)
                .setQuoteMillis(1);
    }

    private static Quote.Builder book(String bid, String ask, String last, long sequence) {
        return quote(Quote.Kind.OWN_BOOK, "", sequence)
                .setBook(BookState.newBuilder()
                        .setBid(bid)
                        .setAsk(ask)
                        .setLast(last)
                        .setBidDepth("1")
                        .setAskDepth("1"));
    }

    private static QuoteBatch batch(Quote.Builder... quotes) {
        PublishQuotesRequest.Builder request = PublishQuotesRequest.newBuilder().setSource("A");
        List.of(quotes).forEach(request::addQuotes);
        return QuoteBatch.of(request.build(), 10);
    }

    @Test
    @DisplayName("a price beyond what a price can be is refused by its field; the quotes beside it are not")
    void tooLarge() {
        QuoteBatch batch = batch(
                quote(Quote.Kind.SPOT, "999999999999", 1),
                quote(Quote.Kind.SPOT, MOST, 2),
                book("1", "90071992.54740993", "1", 3),
                book("1", "2", "999999999999", 4),
                book("1", MOST, MOST, 5));

        assertThat(batch.byUnderlying().get("BTC")).hasSize(2);
        assertThat(batch.acknowledgement().getRefusedList())
                .extracting(QuoteRefusal::getReason)
                .containsOnly(QuoteRefusal.Reason.INVALID);
        assertThat(batch.acknowledgement().getRefusedList())
                .extracting(refused ->
                        refused.getSequence() + " " + refused.getViolation().getField() + " "
                                + refused.getViolation().getValue())
                .containsExactly(
                        "1 quotes[0].price 999999999999",
                        "3 quotes[2].book.ask 90071992.54740993",
                        "4 quotes[3].book.last 999999999999");
    }

    @Test
    @DisplayName("the last sequence taken counts, though another quote of that number was refused")
    void lastSequence() {
        QuoteBatch batch = batch(
                quote(Quote.Kind.SPOT, "1", 5),
                quote(Quote.Kind.SPOT, "1", 5),
                quote(Quote.Kind.SPOT, "1", 6),
                quote(Quote.Kind.DERIVATIVE, "1", 6),
                quote(Quote.Kind.SPOT, "1", 7));

        batch.taken(
                "BTC",
                new Receipt(
                        2,
                        List.of(
                                new RefusedQuote("A", 5, Reason.SEQUENCE, ""),
                                new RefusedQuote("A", 6, Reason.UNKNOWN_SOURCE, ""),
                                new RefusedQuote("A", 7, Reason.UNKNOWN_SOURCE, ""))));

        PublishQuotesResponse answer = batch.acknowledgement();
        assertThat(answer.getAccepted()).isEqualTo(2);
        assertThat(answer.getLastSequencesList())
                .containsExactly(LastSequence.newBuilder()
                        .setUnderlying("BTC")
                        .setSequence(6)
                        .build());
    }

    @Test
    @DisplayName("of a batch of which nothing was taken there is no last sequence")
    void nothingTaken() {
        QuoteBatch batch = batch(quote(Quote.Kind.SPOT, "1", 5));

        batch.taken("BTC", new Receipt(0, List.of(new RefusedQuote("A", 5, Reason.SEQUENCE, ""))));

        assertThat(batch.acknowledgement().getLastSequencesList()).isEmpty();
    }
}
