package io.breakwater.node.simulation;

import io.breakwater.core.money.Price;
import java.util.List;
import java.util.function.Predicate;

/**
 * The options of a generated crash: calm, a common fall, a partial rebound, and venues that see it each in its own way.
 * Moments are milliseconds after the start.
 *
 * @param seed the same seed gives the same bytes
 * @param startMillis when it begins, UTC epoch milliseconds
 * @param durationMillis how long it lasts, at most seven days
 * @param fall when everything falls, and how it comes back
 * @param symbols what is quoted
 * @param venues who quotes
 * @param lies quotes that are wrong
 * @param silences quotes that are missing
 */
public record CrashScenario(
        long seed,
        long startMillis,
        long durationMillis,
        Fall fall,
        List<Symbol> symbols,
        List<Venue> venues,
        List<Lie> lies,
        List<Silence> silences) {

    /** 1 January 2026, 00:00 UTC: a moment to count from, it means nothing. */
    private static final long DEFAULT_START_MILLIS = 1_767_225_600_000L;

    private static final long MAX_DURATION_MILLIS = 604_800_000L;

    /** Copies the lists; refuses a duration outside its limits, no symbol, no venue, and lies or silences of nobody. */
    public CrashScenario {
        symbols = List.copyOf(symbols);
        venues = List.copyOf(venues);
        lies = List.copyOf(lies);
        silences = List.copyOf(silences);
        require(durationMillis >= 1_000 && durationMillis <= MAX_DURATION_MILLIS, "duration ms", durationMillis);
        require(!symbols.isEmpty() && symbols.size() <= 1_000, "number of symbols", symbols.size());
        require(!venues.isEmpty() && venues.size() <= 100, "number of venues", venues.size());
        for (Lie lie : lies) {
            require(named(venues, venue -> venue.name.equals(lie.venue)), "venue of a lie", lie.venue);
            require(named(symbols, s -> s.underlying.equals(lie.underlying)), "underlying of a lie", lie.underlying);
        }
        for (Silence silence : silences) {
            require(named(venues, venue -> venue.name.equals(silence.venue)), "venue of a silence", silence.venue);
        }
    }

    private static <T> boolean named(List<T> list, Predicate<T> isNamed) {
        return list.stream().anyMatch(isNamed);
    }

    private static void require(boolean holds, String field, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("crash scenario: " + field + " " + value + " is not possible");
        }
    }

    /**
     * The common fall.
     *
     * @param fromMillis when it begins
     * @param lengthMillis how long it takes, at least a second
     * @param rebound share of the fall, in logarithms, that comes back in the end, in [0, 1]
     * @param reboundMillis time constant of the rebound, at least a second
     */
    public record Fall(long fromMillis, long lengthMillis, double rebound, long reboundMillis) {

        /** Refuses lengths below a second and shares outside [0, 1]. */
        public Fall {
            require(fromMillis >= 0, "start of the fall in ms", fromMillis);
            require(lengthMillis >= 1_000, "length of the fall in ms", lengthMillis);
            require(rebound >= 0 && rebound <= 1, "rebound", rebound);
            require(reboundMillis >= 1_000, "time constant of the rebound in ms", reboundMillis);
        }

        /** When it ends. */
        public long toMillis() {
            return fromMillis + lengthMillis;
        }
    }

    /**
     * What falls.
     *
     * @param underlying its name
     * @param price at the start
     * @param tick of the outside venues
     * @param depth how far it falls, as a share of its price, in [0, 0.95]
     * @param volatility a year, in calm, in [0, 5]
     */
    public record Symbol(String underlying, Price price, Price tick, double depth, double volatility) {

        /** Refuses prices that are not positive and shares outside their limits. */
        public Symbol {
            require(price.signum() > 0, "price of " + underlying, price);
            require(tick.signum() > 0, "tick of " + underlying, tick);
            require(depth >= 0 && depth <= 0.95, "depth of " + underlying, depth);
            require(volatility >= 0 && volatility <= 5, "volatility of " + underlying, volatility);
        }
    }

    /**
     * Who quotes.
     *
     * @param name its name
     * @param bias deviation of its lasting distance from the path, as a share
     * @param noise deviation of each quote, as a share, in calm
     * @param latencyMillis how old the path is that it quotes
     * @param intervalMillis mean time between two quotes of a symbol, at least 50
     */
    public record Venue(String name, double bias, double noise, long latencyMillis, long intervalMillis) {

        /** Refuses intervals below 50 ms, latencies outside a minute and shares outside [0, 0.1]. */
        public Venue {
            require(bias >= 0 && bias <= 0.1, "bias of " + name, bias);
            require(noise >= 0 && noise <= 0.1, "noise of " + name, noise);
            require(latencyMillis >= 0 && latencyMillis <= 60_000, "latency ms of " + name, latencyMillis);
            require(intervalMillis >= 50 && intervalMillis <= 3_600_000, "interval ms of " + name, intervalMillis);
        }
    }

    /**
     * A venue that prints what nobody else sees.
     *
     * @param venue who
     * @param underlying of what
     * @param fromMillis when it begins
     * @param toMillis when it ends
     * @param deviation what it adds, as a share of the price; above -1
     */
    public record Lie(String venue, String underlying, long fromMillis, long toMillis, double deviation) {

        /** Refuses deviations that would leave no positive price. */
        public Lie {
            require(deviation > -1 && deviation <= 10, "deviation of a lie", deviation);
        }
    }

    /**
     * A venue that says nothing.
     *
     * @param venue who
     * @param fromMillis when it begins
     * @param toMillis when it ends
     */
    public record Silence(String venue, long fromMillis, long toMillis) {}

    /** Two hours: six symbols that fall by 25 to 45 % within twenty minutes, five venues, of which one lies and two pause. */
    public static CrashScenario defaults(long seed) {
        return defaults(seed, 7_200_000);
    }

    /** The default crash in a run of another length: pressed into a shorter one, followed by calm in a longer one. */
    public static CrashScenario defaults(long seed, long durationMillis) {
        SeededNumbers numbers = SeededNumbers.of(seed, "scenario");
        long minute = Math.min(durationMillis / 120, 60_000);
        List<Symbol> symbols = List.of(
                new Symbol("BTC", Price.of("60000"), Price.of("0.1"), numbers.between(0.26, 0.30), 0.5),
                new Symbol("ETH", Price.of("3000"), Price.of("0.01"), numbers.between(0.28, 0.34), 0.6),
                new Symbol("SOL", Price.of("150"), Price.of("0.01"), numbers.between(0.32, 0.38), 0.8),
                new Symbol("AVAX", Price.of("28"), Price.of("0.001"), numbers.between(0.36, 0.42), 0.9),
                new Symbol("LINK", Price.of("22"), Price.of("0.001"), numbers.between(0.34, 0.40), 0.8),
                new Symbol("DOGE", Price.of("0.25"), Price.of("0.00001"), numbers.between(0.36, 0.42), 0.9));
        List<Venue> venues = List.of(
                new Venue("east", 0.0001, 0.0001, 120, 1_000),
                new Venue("north", 0.0002, 0.0001, 80, 900),
                new Venue("south", 0.0003, 0.0002, 250, 1_100),
                new Venue("strait", 0.0003, 0.0003, 400, 1_300),
                new Venue("west", 0.0002, 0.0002, 150, 1_000));
        String victim = symbols.get(numbers.below(symbols.size())).underlying();
        return new CrashScenario(
                seed,
                DEFAULT_START_MILLIS,
                durationMillis,
                new Fall(30 * minute, Math.max(1_000, 20 * minute), 0.4, Math.max(1_000, 10 * minute)),
                symbols,
                venues,
                List.of(
                        new Lie("strait", "BTC", 12 * minute, 15 * minute, -0.6),
                        new Lie("strait", victim, 36 * minute, 41 * minute, -0.6)),
                List.of(new Silence("south", 33 * minute, 39 * minute), new Silence("west", 62 * minute, 66 * minute)));
    }
}
