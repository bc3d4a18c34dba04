package io.breakwater.node.simulation;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.feed.QuoteSource;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.SourceKind;
import io.breakwater.node.feed.TapeQuote;
import io.breakwater.node.simulation.CrashScenario.Symbol;
import io.breakwater.node.simulation.CrashScenario.Venue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The quotes of a generated crash: each venue quotes each symbol about once an interval, from the path as it was a
 * latency ago, with its own lasting bias and noise of its own that grows with stress. Lies and silences are the
 * scenario's. The true path is {@link #path()}.
 */
public final class CrashTape implements QuoteTape {

    /** How much wider a venue's noise is at full stress. */
    private static final double STRESS_NOISE = 4;

    private static final Comparator<Stream> ORDER =
            Comparator.comparingLong((Stream stream) -> stream.nextMillis).thenComparingInt(stream -> stream.source);

    private final CrashScenario scenario;
    private final CrashPath path;
    private final List<QuoteSource> sources;
    private final List<String> underlyings;
    private final long endMillis;
    private final PriorityQueue<Stream> next = new PriorityQueue<>(ORDER);

    /** The tape of a scenario, from its start. */
    public CrashTape(CrashScenario scenario) {
        this.scenario = scenario;
        this.path = CrashPath.of(scenario);
        this.endMillis = scenario.startMillis() + scenario.durationMillis();
        this.underlyings =
                scenario.symbols().stream().map(Symbol::underlying).sorted().toList();
        List<QuoteSource> unordered = new ArrayList<>();
        scenario.venues().forEach(venue -> scenario.symbols().forEach(symbol -> unordered.add(source(venue, symbol))));
        this.sources = unordered.stream()
                .sorted(Comparator.comparing(QuoteSource::name))
                .toList();
        scenario.venues().forEach(venue -> {
            for (int symbol = 0; symbol < scenario.symbols().size(); symbol++) {
                start(new Stream(venue, symbol));
            }
        });
    }

    private static QuoteSource source(Venue venue, Symbol symbol) {
        return new QuoteSource(venue.name(), symbol.underlying() + "USD", symbol.underlying(), SourceKind.SPOT, 0);
    }

    private void start(Stream stream) {
        stream.schedule();
        if (stream.nextMillis < endMillis) {
            next.add(stream);
        }
    }

    /** The prices that the venues see each in its own way. */
    public CrashPath path() {
        return path;
    }

    @Override
    public List<QuoteSource> sources() {
        return sources;
    }

    @Override
    public List<String> underlyings() {
        return underlyings;
    }

    @Override
    public boolean hasNext() {
        return !next.isEmpty();
    }

    @Override
    public TapeQuote next() {
        Stream stream = next.poll();
        if (stream == null) {
            throw new NoSuchElementException("the tape has ended");
        }
        TapeQuote quote = stream.quote();
        start(stream);
        return quote;
    }

    @Override
    public void close() {
        next.clear();
    }

    /** One venue's quotes of one symbol. */
    private final class Stream {

        private final Venue venue;
        private final int symbol;
        private final Symbol terms;
        private final int source;
        private final int underlying;
        private final SeededNumbers numbers;
        private final double bias;
        private long nextMillis = scenario.startMillis();

        Stream(Venue venue, int symbol) {
            this.venue = venue;
            this.symbol = symbol;
            this.terms = scenario.symbols().get(symbol);
            this.source = sources.indexOf(CrashTape.source(venue, terms));
            this.underlying = underlyings.indexOf(terms.underlying());
            this.numbers = SeededNumbers.of(scenario.seed(), sources.get(source).name());
            this.bias = venue.bias() * numbers.gaussian();
        }

        /** Moves to the next quote, past every silence. */
        void schedule() {
            do {
                nextMillis += Math.max(1, (long) (venue.intervalMillis() * numbers.between(0.8, 1.2)));
            } while (isSilent() && nextMillis < endMillis);
        }

        private boolean isSilent() {
            long at = nextMillis - scenario.startMillis();
            return scenario.silences().stream()
                    .anyMatch(silence -> silence.venue().equals(venue.name())
                            && at >= silence.fromMillis()
                            && at < silence.toMillis());
        }

        TapeQuote quote() {
            double noise = venue.noise() * (1 + STRESS_NOISE * path.stressAt(nextMillis)) * numbers.gaussian();
            double told =
                    path.at(symbol, nextMillis - venue.latencyMillis()).units() * (1 + bias + noise) * (1 + lie());
            long tick = terms.tick().units();
            long ticks = Math.max(1, Int128.of((long) StrictMath.rint(told)).dividedBy(tick, Rounding.HALF_EVEN));
            return new TapeQuote(nextMillis, source, underlying, Math.multiplyExact(ticks, tick));
        }

        private double lie() {
            long at = nextMillis - scenario.startMillis();
            return scenario.lies().stream()
                    .filter(lie -> lie.venue().equals(venue.name())
                            && lie.underlying().equals(terms.underlying())
                            && at >= lie.fromMillis()
                            && at < lie.toMillis())
                    .mapToDouble(CrashScenario.Lie::deviation)
                    .findFirst()
                    .orElse(0);
        }
    }
}
