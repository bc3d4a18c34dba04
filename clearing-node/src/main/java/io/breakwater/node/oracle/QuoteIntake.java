package io.breakwater.node.oracle;

import io.breakwater.core.oracle.DropReason;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.protocol.AggregatorMessage;
import io.breakwater.core.protocol.AggregatorProtocol;
import io.breakwater.core.protocol.AggregatorState;
import io.breakwater.core.protocol.AggregatorStep;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import io.breakwater.node.oracle.OracleProtocol.Receipt;
import io.breakwater.node.oracle.OracleProtocol.RefusedQuote;
import io.breakwater.node.oracle.SourceQuote.DerivativeQuote;
import io.breakwater.node.oracle.SourceQuote.IndexQuote;
import io.breakwater.node.oracle.SourceQuote.OwnBookQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a batch of quotes one by one: each goes to the index or to the mark, or is refused alone. */
final class QuoteIntake {

    private AggregatorState aggregator;
    private MarkFeed mark;
    private int accepted;
    private final List<RefusedQuote> refused = new ArrayList<>();

    private QuoteIntake(AggregatorState aggregator, MarkFeed mark) {
        this.aggregator = aggregator;
        this.mark = mark;
    }

    /**
     * What a batch leaves.
     *
     * @param aggregator after it
     * @param mark after it
     * @param receipt for who sent it
     */
    record Taken(AggregatorState aggregator, MarkFeed mark, Receipt receipt) {}

    /**
     * Takes what can be taken.
     *
     * @param now UTC epoch milliseconds
     */
    static Taken take(List<SourceQuote> quotes, AggregatorState aggregator, MarkFeed mark, long now) {
        QuoteIntake intake = new QuoteIntake(aggregator, mark);
        for (SourceQuote quote : quotes) {
            intake.take(quote, now);
        }
        return new Taken(intake.aggregator, intake.mark, new Receipt(intake.accepted, intake.refused));
    }

    /** Refuses a whole batch for one reason. */
    static Receipt refuseAll(List<SourceQuote> quotes, Reason reason, String detail) {
        return new Receipt(
                0,
                quotes.stream()
                        .map(quote -> new RefusedQuote(quote.source(), quote.sequence(), reason, detail))
                        .toList());
    }

    private void take(SourceQuote quote, long now) {
        Optional<Reason> reason;
        if (quote instanceof IndexQuote index) {
            reason = takeIndex(index.quote(), now);
        } else if (quote instanceof DerivativeQuote derivative) {
            reason = mark.refusal(derivative.quote());
            mark = reason.isPresent() ? mark : mark.with(derivative.quote());
        } else {
            OwnBookQuote book = (OwnBookQuote) quote;
            reason = mark.refusal(book);
            mark = reason.isPresent() ? mark : mark.with(book);
        }
        if (reason.isPresent()) {
            refused.add(new RefusedQuote(quote.source(), quote.sequence(), reason.get(), ""));
        } else {
            accepted++;
        }
    }

    private Optional<Reason> takeIndex(Quote quote, long now) {
        AggregatorStep step = AggregatorProtocol.step(aggregator, new AggregatorMessage.QuoteArrived(quote), now);
        aggregator = step.state();
        return step.refused()
                .map(AggregatorStep.RefusedQuote::reason)
                .map(reason -> reason == DropReason.UNKNOWN_SOURCE ? Reason.UNKNOWN_SOURCE : Reason.SEQUENCE);
    }
}
