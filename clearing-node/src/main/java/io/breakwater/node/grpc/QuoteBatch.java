package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.FieldViolation;
import io.breakwater.clearing.v1.LastSequence;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.Quote;
import io.breakwater.clearing.v1.QuoteRefusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.node.oracle.OracleProtocol;
import io.breakwater.node.oracle.SourceQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.pekko.grpc.GrpcServiceException;

/** One batch of quotes on its way to the aggregators of its underlyings, and the acknowledgement that it becomes. */
final class QuoteBatch {

    private final PublishQuotesResponse.Builder answer;
    private final Map<String, List<SourceQuote>> byUnderlying = new LinkedHashMap<>();

    private QuoteBatch(long number) {
        this.answer = PublishQuotesResponse.newBuilder().setBatch(number);
    }

    /**
     * Reads a batch.
     *
     * @throws GrpcServiceException when it has no source or is too long
     */
    static QuoteBatch of(PublishQuotesRequest request, int mostQuotes) {
        Fields.accountId("source", request.getSource());
        Fields.require(
                request.getQuotesCount() <= mostQuotes,
                "quotes",
                request.getQuotesCount() + " quotes",
                "at most " + mostQuotes);
        QuoteBatch batch = new QuoteBatch(request.getBatch());
        for (int i = 0; i < request.getQuotesCount(); i++) {
            batch.add("quotes[" + i + "]", request.getSource(), request.getQuotes(i));
        }
        return batch;
    }

    private void add(String path, String source, Quote quote) {
        try {
            SourceQuote read = QuoteReader.read(path, source, quote);
            byUnderlying
                    .computeIfAbsent(quote.getUnderlying(), name -> new ArrayList<>())
                    .add(read);
        } catch (GrpcServiceException fault) {
            FieldViolation violation = RefusalStatus.of(fault)
                    .map(refusal -> refusal.getViolations(0))
                    .orElseThrow(() -> fault);
            answer.addRefused(QuoteRefusal.newBuilder()
                    .setUnderlying(quote.getUnderlying())
                    .setSequence(quote.getSequence())
                    .setReason(QuoteRefusal.Reason.INVALID)
                    .setViolation(violation));
        }
    }

    /** What each aggregator gets. */
    Map<String, List<SourceQuote>> byUnderlying() {
        return byUnderlying;
    }

    /** Counts what an aggregator took. */
    void taken(String underlying, OracleProtocol.Receipt receipt) {
        for (OracleProtocol.RefusedQuote quote : receipt.refused()) {
            answer.addRefused(QuoteRefusal.newBuilder()
                    .setUnderlying(underlying)
                    .setSequence(quote.sequence())
                    .setReason(reason(quote)));
        }
        answer.setAccepted(answer.getAccepted() + receipt.accepted());
        lastTaken(byUnderlying.get(underlying), receipt.refused())
                .ifPresent(highest -> answer.addLastSequences(
                        LastSequence.newBuilder().setUnderlying(underlying).setSequence(highest)));
    }

    /** The highest number of which fewer quotes were refused than sent: a number is used for each kind of quote. */
    private static OptionalLong lastTaken(List<SourceQuote> sent, List<OracleProtocol.RefusedQuote> refused) {
        Map<Long, Integer> taken = new HashMap<>();
        sent.forEach(quote -> taken.merge(quote.sequence(), 1, Integer::sum));
        refused.forEach(quote -> taken.merge(quote.sequence(), -1, Integer::sum));
        return taken.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .mapToLong(Map.Entry::getKey)
                .max();
    }

    private static QuoteRefusal.Reason reason(OracleProtocol.RefusedQuote quote) {
        return switch (quote.reason()) {
            case UNKNOWN_SOURCE -> QuoteRefusal.Reason.UNKNOWN_SOURCE;
            case SEQUENCE -> QuoteRefusal.Reason.SEQUENCE;
            case NON_POSITIVE -> QuoteRefusal.Reason.NON_POSITIVE;
            case UNDEFINED -> QuoteRefusal.Reason.UNKNOWN_UNDERLYING;
            case TOO_MANY -> throw Refusals.refused(RefusalCode.OVERLOADED, "quotes", quote.detail());
            case UNAVAILABLE -> throw Refusals.refused(RefusalCode.NODE_UNAVAILABLE, "quotes", quote.detail());
        };
    }

    PublishQuotesResponse acknowledgement() {
        return answer.build();
    }
}
