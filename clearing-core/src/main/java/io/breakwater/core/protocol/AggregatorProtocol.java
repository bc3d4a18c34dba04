package io.breakwater.core.protocol;

import io.breakwater.core.margin.VolatilityRange;
import io.breakwater.core.oracle.DropReason;
import io.breakwater.core.oracle.PriceAggregator;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.oracle.WarmState;
import java.util.Optional;

/**
 * The oracle aggregator of one symbol as a pure state machine: it begins an epoch, takes quotes, and broadcasts a
 * validated price every tick (architecture section 3).
 *
 * <p>Each incarnation begins an epoch higher than every durable one, and publishes nothing before that is durable; so an
 * older incarnation that is still publishing somewhere is dropped wherever the newer one has been heard. A restart goes
 * on from the warm state kept last: its averages, its doubts and its volatility, not its quotes.
 */
public final class AggregatorProtocol {

    private static final long MINUTE_MILLIS = 60_000;

    private AggregatorProtocol() {}

    /**
     * What an aggregator does on a message.
     *
     * @param state of the message before
     * @param now UTC epoch milliseconds
     */
    public static AggregatorStep step(AggregatorState state, AggregatorMessage message, long now) {
        return message.step(state, now);
    }

    static AggregatorStep started(AggregatorState state, long now) {
        if (state.feed().isPresent()) {
            return AggregatorStep.to(state);
        }
        AggregatorParameters parameters = state.parameters();
        long epoch = state.epoch() + 1;
        Optional<WarmState> warm = state.warm().filter(kept -> isUsable(kept, parameters, now));
        PriceAggregator feed = warm.map(kept -> PriceAggregator.warm(parameters.oracle(), epoch, kept))
                .orElseGet(() -> PriceAggregator.cold(parameters.oracle(), epoch));
        VolatilityRange range = warm.flatMap(kept -> state.range())
                .map(kept -> kept.under(parameters.volatility()))
                .orElseGet(() -> VolatilityRange.startingAt(parameters.volatility(), now));
        AggregatorState running = state.running(state.isHalted() ? feed.halt() : feed.resume(), range);
        return AggregatorStep.to(running)
                .persisting(new AggregatorEvent.EpochBegun(epoch))
                .tickingAfter(parameters.oracle().tickMillis());
    }

    /** Warm state from the future, by a clock that was ahead, would keep the feed mute until then. */
    private static boolean isUsable(WarmState kept, AggregatorParameters parameters, long now) {
        return kept.last().timeMillis() - now <= parameters.oracle().clockToleranceMillis();
    }

    static AggregatorStep quoted(AggregatorState state, Quote quote) {
        if (state.feed().isEmpty()) {
            return AggregatorStep.to(state);
        }
        PriceAggregator.Receipt receipt = state.feed().get().onQuote(quote);
        Optional<DropReason> refused = receipt.refused();
        return refused.isPresent()
                ? AggregatorStep.refusing(state, quote, refused.get())
                : AggregatorStep.to(state.running(receipt.next(), state.range().orElseThrow()));
    }

    static AggregatorStep ticked(AggregatorState state, long now) {
        if (state.feed().isEmpty()) {
            return AggregatorStep.to(state);
        }
        AggregatorStep step = hasTimeRisen(state, now) ? published(state, now) : AggregatorStep.to(state);
        return step.tickingAfter(state.parameters().oracle().tickMillis());
    }

    private static boolean hasTimeRisen(AggregatorState state, long now) {
        return now > state.feed().orElseThrow().tickMillis();
    }

    private static AggregatorStep published(AggregatorState state, long now) {
        PriceAggregator.Tick tick = state.feed().orElseThrow().onTick(now);
        VolatilityRange range = state.range().orElseThrow();
        if (tick.published().isEmpty()) {
            return AggregatorStep.to(state.running(tick.next(), range));
        }
        ValidatedPrice price = tick.published().get();
        VolatilityRange observed = now - range.timeMillis() < MINUTE_MILLIS
                ? range
                : range.next(price.price(), price.state(), state.isThrottled(), now);
        AggregatorStep step = AggregatorStep.to(state.running(tick.next(), observed))
                .broadcasting(Optional.of(broadcast(price, observed)));
        boolean isDue = state.warm().isEmpty()
                || now - state.keptMillis() >= state.parameters().keepMillis();
        return isDue
                ? step.persisting(new AggregatorEvent.WarmStateKept(
                        tick.next().warmState().orElseThrow(), observed))
                : step;
    }

    private static AggregatorPrice broadcast(ValidatedPrice price, VolatilityRange range) {
        return new AggregatorPrice(
                price,
                range.figures().initial(),
                range.figures().maintenance(),
                range.initialScale(),
                range.maintenanceScale());
    }

    static AggregatorStep halt(AggregatorState state, String reason) {
        return state.isHalted()
                ? AggregatorStep.to(state)
                : AggregatorStep.to(state).persisting(new AggregatorEvent.Halted(reason));
    }

    static AggregatorStep resume(AggregatorState state) {
        return state.isHalted()
                ? AggregatorStep.to(state).persisting(new AggregatorEvent.Resumed())
                : AggregatorStep.to(state);
    }
}
