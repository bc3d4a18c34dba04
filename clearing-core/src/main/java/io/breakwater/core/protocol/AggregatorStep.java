package io.breakwater.core.protocol;

import io.breakwater.core.oracle.DropReason;
import io.breakwater.core.oracle.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an aggregator does on a message: persist the events, and only then broadcast, answer, set the timer, and take the
 * next message. So an epoch is durable before the first price that carries it.
 *
 * @param state the state after the message, the events applied
 * @param events to persist; may be empty
 * @param broadcast to every node
 * @param refused to the source that quoted
 * @param tickAfterMillis when to say {@link AggregatorMessage.Ticked}
 */
public record AggregatorStep(
        AggregatorState state,
        List<AggregatorEvent> events,
        Optional<AggregatorPrice> broadcast,
        Optional<RefusedQuote> refused,
        OptionalLong tickAfterMillis) {

    /**
     * A quote that was not taken.
     *
     * @param quote which
     * @param reason why
     */
    public record RefusedQuote(Quote quote, DropReason reason) {}

    /** Copies the list. */
    public AggregatorStep {
        events = List.copyOf(events);
    }

    static AggregatorStep to(AggregatorState state) {
        return new AggregatorStep(state, List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    static AggregatorStep refusing(AggregatorState state, Quote quote, DropReason reason) {
        return new AggregatorStep(
                state, List.of(), Optional.empty(), Optional.of(new RefusedQuote(quote, reason)), OptionalLong.empty());
    }

    /** This step with a further event, applied to its state. */
    AggregatorStep persisting(AggregatorEvent event) {
        List<AggregatorEvent> all = new ArrayList<>(events);
        all.add(event);
        return new AggregatorStep(event.applyTo(state), all, broadcast, refused, tickAfterMillis);
    }

    AggregatorStep broadcasting(Optional<AggregatorPrice> price) {
        return new AggregatorStep(state, events, price, refused, tickAfterMillis);
    }

    AggregatorStep tickingAfter(long millis) {
        return new AggregatorStep(state, events, broadcast, refused, OptionalLong.of(millis));
    }
}
