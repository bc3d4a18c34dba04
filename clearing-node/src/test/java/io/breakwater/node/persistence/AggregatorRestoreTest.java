package io.breakwater.node.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.protocol.AggregatorEvent;
import io.breakwater.core.protocol.AggregatorMessage;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.core.protocol.AggregatorProtocol;
import io.breakwater.core.protocol.AggregatorState;
import io.breakwater.core.protocol.AggregatorStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A feed that restarts from its snapshot goes on as one that restarts from its journal. */
class AggregatorRestoreTest {

    private static final long START = 1_760_097_600_000L;
    private static final long TICK = 250;

    private final List<AggregatorEvent> journal = new ArrayList<>();
    private AggregatorState state = AggregatorState.unborn(MarketSamples.aggregator());
    private long sequence;

    private Optional<AggregatorPrice> say(AggregatorMessage message, long now) {
        AggregatorMessage arrived = (AggregatorMessage) throughBytes(message);
        AggregatorStep step = AggregatorProtocol.step(state, arrived, now);
        step.events().forEach(event -> journal.add((AggregatorEvent) throughBytes(event)));
        state = step.state();
        return step.broadcast();
    }

    private Optional<AggregatorPrice> tick(String price, long now) {
        for (String source : List.of("venue-a", "venue-b", "venue-c")) {
            Quote quote = new Quote(source, Price.of(price), Price.ZERO, now, ++sequence);
            say(new AggregatorMessage.QuoteArrived(quote), now);
        }
        return say(new AggregatorMessage.Ticked(), now);
    }

    private static Object throughBytes(Object value) {
        Sample sample = Sample.of(value);
        return sample.wireType().fromBytes(sample.bytes());
    }

    private AggregatorPrice firstPriceFrom(AggregatorState recovered, long now) {
        state = recovered;
        say(new AggregatorMessage.Started(), now);
        return tick("60010", now + TICK).orElseThrow();
    }

    /** Ticks until the warm state was kept; the time of that tick. */
    private long runUntilKept() {
        long now = START;
        say(new AggregatorMessage.Started(), now);
        while (journal.stream().noneMatch(AggregatorEvent.WarmStateKept.class::isInstance)) {
            now += TICK;
            assertThat(now).as("keeps its warm state").isLessThan(START + 60_000);
            tick("60000", now);
        }
        return now;
    }

    @Test
    @DisplayName("from the snapshot and from the journal it publishes the same price under the same new epoch")
    void snapshotAndJournal() {
        long kept = runUntilKept();
        AggregatorState snapshot = (AggregatorState) throughBytes(state);
        AggregatorState replayed = AggregatorState.unborn(MarketSamples.aggregator());
        for (AggregatorEvent event : journal) {
            replayed = event.applyTo(replayed);
        }
        assertThat(snapshot).isEqualTo(replayed);

        AggregatorPrice fromJournal = firstPriceFrom(replayed, kept + TICK);
        AggregatorPrice fromSnapshot = firstPriceFrom(snapshot, kept + TICK);
        assertThat(fromSnapshot).isEqualTo(fromJournal);
        assertThat(fromSnapshot.price().id().epoch()).isEqualTo(2);
    }

    @Test
    @DisplayName("a feed that was stopped before the snapshot is stopped after it")
    void halted() {
        long kept = runUntilKept();
        say(new AggregatorMessage.HaltAsked("operator"), kept);
        AggregatorPrice price = firstPriceFrom((AggregatorState) throughBytes(state), kept + TICK);
        assertThat(price.price().state()).isEqualTo(FeedState.HALTED);
    }
}
