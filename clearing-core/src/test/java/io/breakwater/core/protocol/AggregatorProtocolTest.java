package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.DropReason;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.oracle.OracleParameters.Source;
import io.breakwater.core.oracle.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregatorProtocolTest {

    private static final long START = 1_760_000_000_000L;
    private static final long TICK = 250;
    private static final AggregatorParameters PARAMETERS = AggregatorParameters.defaults(
            OracleParameters.defaults(
                    "BTC", List.of(new Source("A", 1, 3_000), new Source("B", 1, 3_000), new Source("C", 1, 3_000))),
            VolatilityParameters.defaults(new BigDecimal("0.04"), new BigDecimal("0.12")));

    /** One process: it executes steps and appends to a journal that outlives it. */
    private static final class Incarnation {

        private final List<AggregatorEvent> journal;
        private AggregatorState state;
        private long sequence = 1;

        Incarnation(List<AggregatorEvent> journal, long now) {
            this.journal = journal;
            state = recovered(journal);
            say(new AggregatorMessage.Started(), now);
        }

        static AggregatorState recovered(List<AggregatorEvent> journal) {
            AggregatorState state = AggregatorState.unborn(PARAMETERS);
            for (AggregatorEvent event : journal) {
                state = event.applyTo(state);
            }
            return state;
        }

        AggregatorStep say(AggregatorMessage message, long now) {
            AggregatorStep step = AggregatorProtocol.step(state, message, now);
            journal.addAll(step.events());
            state = step.state();
            return step;
        }

        AggregatorStep quote(String source, String price, long now) {
            return say(
                    new AggregatorMessage.QuoteArrived(new Quote(source, Price.of(price), Price.ZERO, now, sequence++)),
                    now);
        }

        Optional<AggregatorPrice> tick(String price, long now) {
            for (String source : List.of("A", "B", "C")) {
                quote(source, price, now);
            }
            return say(new AggregatorMessage.Ticked(), now).broadcast();
        }
    }

    private final List<AggregatorEvent> journal = new ArrayList<>();

    @Test
    void theEpochIsPersistedBeforeAnythingIsPublished() {
        AggregatorStep started =
                AggregatorProtocol.step(AggregatorState.unborn(PARAMETERS), new AggregatorMessage.Started(), START);
        assertThat(started.events()).containsExactly(new AggregatorEvent.EpochBegun(1));
        assertThat(started.broadcast()).isEmpty();
        assertThat(started.tickAfterMillis()).hasValue(TICK);

        AggregatorStep again = AggregatorProtocol.step(started.state(), new AggregatorMessage.Started(), START);
        assertThat(again.events()).as("started twice").isEmpty();
    }

    @Test
    void beforeItStartsItNeitherTakesQuotesNorPublishes() {
        AggregatorState unborn = AggregatorState.unborn(PARAMETERS);
        Quote quote = new Quote("A", Price.of("1"), Price.ZERO, START, 1);
        assertThat(AggregatorProtocol.step(unborn, new AggregatorMessage.QuoteArrived(quote), START))
                .isEqualTo(AggregatorStep.to(unborn));
        assertThat(AggregatorProtocol.step(unborn, new AggregatorMessage.Ticked(), START))
                .isEqualTo(AggregatorStep.to(unborn));
    }

    @Test
    void aTickPublishesAndSetsTheNextTimer() {
        Incarnation first = new Incarnation(journal, START);
        for (String source : List.of("A", "B", "C")) {
            first.quote(source, "60000", START);
        }
        AggregatorStep step = first.say(new AggregatorMessage.Ticked(), START + TICK);
        AggregatorPrice price = step.broadcast().orElseThrow();
        assertThat(price.price().id()).isEqualTo(new PriceId(1, 1));
        assertThat(price.price().state()).isEqualTo(FeedState.WARMUP);
        assertThat(price.maintenanceScale()).isEqualTo(Rate.ONE);
        assertThat(step.tickAfterMillis()).hasValue(TICK);
    }

    @Test
    void aTickWhoseTimeHasNotRisenPublishesNothingAndTicksOn() {
        Incarnation first = new Incarnation(journal, START);
        first.tick("60000", START + TICK);
        AggregatorStep step = first.say(new AggregatorMessage.Ticked(), START + TICK);
        assertThat(step.broadcast()).isEmpty();
        assertThat(step.tickAfterMillis()).hasValue(TICK);
    }

    @Test
    void aRefusedQuoteIsAnswered() {
        Incarnation first = new Incarnation(journal, START);
        AggregatorStep step = first.quote("Z", "1", START);
        assertThat(step.refused().orElseThrow().reason()).isEqualTo(DropReason.UNKNOWN_SOURCE);
    }

    @Test
    void theWarmStateIsKeptAtMostEveryThirtySeconds() {
        Incarnation first = new Incarnation(journal, START);
        for (long now = START + TICK; now <= START + 65_000; now += TICK) {
            first.tick("60000", now);
        }
        assertThat(journal).hasSize(4);
        assertThat(journal.subList(1, 4)).hasOnlyElementsOfType(AggregatorEvent.WarmStateKept.class);
    }

    @Test
    void aRestartKeepsItsAveragesAndSequencesBeginAgainInAHigherEpoch() {
        Incarnation first = new Incarnation(journal, START);
        long now = START;
        while (now < START + 60_250) {
            first.tick("60000", now += TICK);
        }
        Incarnation second = new Incarnation(journal, now += TICK);
        AggregatorPrice price = second.tick("61000", now += TICK).orElseThrow();
        assertThat(price.price().id()).isEqualTo(new PriceId(2, 1));
        assertThat(price.price().state()).as("silent for less than 3 s").isEqualTo(FeedState.LIVE);
        assertThat(price.price().average()).isBetween(Price.of("60000"), Price.of("60100"));
        assertThat(price.price().stable()).isLessThan(Price.of("60020"));
    }

    @Test
    void aHaltSurvivesARestart() {
        Incarnation first = new Incarnation(journal, START);
        first.tick("60000", START + TICK);
        first.say(new AggregatorMessage.HaltAsked("drill"), START + TICK);
        assertThat(first.say(new AggregatorMessage.HaltAsked("again"), START + TICK)
                        .events())
                .isEmpty();

        Incarnation second = new Incarnation(journal, START + 1_000);
        assertThat(second.tick("60000", START + 1_250).orElseThrow().price().state())
                .isEqualTo(FeedState.HALTED);
        second.say(new AggregatorMessage.ResumeAsked(), START + 1_250);

        Incarnation third = new Incarnation(journal, START + 2_000);
        assertThat(third.tick("60000", START + 2_250).orElseThrow().price().state())
                .isEqualTo(FeedState.WARMUP);
        assertThat(third.say(new AggregatorMessage.ResumeAsked(), START + 2_250).events())
                .isEmpty();
    }

    @Test
    void aWarmStateFromAClockFarAheadIsNotUsed() {
        Incarnation ahead = new Incarnation(journal, START + 10_000_000);
        ahead.tick("60000", START + 10_000_250);
        Incarnation right = new Incarnation(journal, START);
        assertThat(right.tick("60000", START + TICK).orElseThrow().price().id()).isEqualTo(new PriceId(2, 1));
    }

    @Test
    void theRangeDoesNotRiseWhileTheThrottleIsActive() {
        Incarnation first = new Incarnation(journal, START);
        long now = START;
        while (now < START + 120_000) {
            first.tick("60000", now += TICK);
        }
        first.say(new AggregatorMessage.ThrottleReported(Rate.of("0.9")), now);
        Rate held = first.tick("60000", now += TICK).orElseThrow().maintenanceScale();
        AggregatorPrice throttled = null;
        for (int i = 0; i < 480; i++) {
            throttled = first.tick(i % 2 == 0 ? "60600" : "60000", now += TICK).orElseThrow();
        }
        assertThat(throttled.maintenanceScale()).isLessThanOrEqualTo(held);
        first.say(new AggregatorMessage.ThrottleReported(Rate.ONE), now);
        AggregatorPrice released = throttled;
        for (int i = 0; i < 480; i++) {
            released = first.tick(i % 2 == 0 ? "60600" : "60000", now += TICK).orElseThrow();
        }
        assertThat(released.maintenanceScale()).isGreaterThan(throttled.maintenanceScale());
    }

    @Test
    void whereTwoIncarnationsOverlapNoReceiverGoesBack() {
        Property.holds("overlapping incarnations, receivers never go back", 300, random -> {
            List<AggregatorEvent> durable = new ArrayList<>();
            long now = START;
            Incarnation older = new Incarnation(durable, now);
            List<AggregatorPrice> wire = new ArrayList<>();
            NodePrices node = new NodePrices(NodePricesParameters.defaults(), 0);
            PriceId newest = PriceId.NONE;
            Incarnation newer = null;
            for (int tick = 1; tick < 60; tick++) {
                now += TICK;
                older.tick("60000", now).ifPresent(wire::add);
                if (newer == null && random.nextInt(10) == 0) {
                    newer = new Incarnation(durable, now);
                }
                if (newer != null) {
                    newer.tick("60001", now).ifPresent(wire::add);
                }
                for (int i = random.nextInt(4); i > 0 && !wire.isEmpty(); i--) {
                    AggregatorPrice price = wire.get(random.nextInt(wire.size()));
                    node.receive(price, tick);
                    PriceId held =
                            node.newest("BTC", tick).orElseThrow().price().id();
                    assertThat(held)
                            .isGreaterThanOrEqualTo(newest)
                            .isGreaterThanOrEqualTo(price.price().id());
                    newest = held;
                }
            }
        });
    }
}
