package io.breakwater.core.oracle;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.util.List;
import java.util.Optional;

/**
 * The price feed of one symbol as a state machine: it takes quotes, and on each tick publishes a price and how far to
 * trust it (risk model B.9).
 *
 * <p>Of each source it holds the quote with the highest sequence, so quotes of different sources may arrive in any order
 * between two ticks without changing anything. The state of a published price is the first of these that holds:
 *
 * <ol>
 *   <li>HALTED: stopped.
 *   <li>STALE: no quorum, and the newest quote of the last quorum is older than 3 s.
 *   <li>WARMUP: less than 30 s after the first quorum since the start, STALE or HALTED.
 *   <li>SUSPECT: a jump is not confirmed, or at most half of the configured weight is fresh and near the price.
 *   <li>LIVE when there is a quorum and every source is live, otherwise DEGRADED.
 * </ol>
 *
 * <p>Without a quorum the last price is published again. Immutable; bounded by the number of sources and the windows.
 */
public final class PriceAggregator {

    private final OracleParameters parameters;
    private final PriceId lastId;
    private final Quote[] quotes;
    private final FeedClock clock;
    private final JumpGuard guard;
    private final Optional<StablePrice> stable;
    private final Optional<ValidatedPrice> last;

    private PriceAggregator(
            OracleParameters parameters,
            PriceId lastId,
            Quote[] quotes,
            FeedClock clock,
            JumpGuard guard,
            Optional<StablePrice> stable,
            Optional<ValidatedPrice> last) {
        this.parameters = parameters;
        this.lastId = lastId;
        this.quotes = quotes;
        this.clock = clock;
        this.guard = guard;
        this.stable = stable;
        this.last = last;
    }

    /**
     * What became of a quote.
     *
     * @param next the feed after it
     * @param refused why it was not taken, if it was not; then {@code next} is the feed before it
     */
    public record Receipt(PriceAggregator next, Optional<DropReason> refused) {}

    /**
     * What a tick gave.
     *
     * @param next the feed after it
     * @param published absent only before the first quorum
     */
    public record Tick(PriceAggregator next, Optional<ValidatedPrice> published) {}

    /**
     * A feed that has heard nothing yet.
     *
     * @param epoch of its prices; durable before the first tick
     */
    public static PriceAggregator cold(OracleParameters parameters, long epoch) {
        return new PriceAggregator(
                parameters,
                new PriceId(epoch, 0),
                new Quote[parameters.sources().size()],
                FeedClock.NEVER,
                JumpGuard.unused(parameters),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A feed that goes on from what an earlier incarnation kept.
     *
     * @param epoch of its prices, higher than the earlier one's; durable before the first tick
     */
    public static PriceAggregator warm(OracleParameters parameters, long epoch, WarmState warm) {
        ValidatedPrice last = warm.last();
        return new PriceAggregator(
                parameters,
                new PriceId(epoch, 0),
                new Quote[parameters.sources().size()],
                new FeedClock(
                        last.timeMillis(),
                        warm.heardMillis(),
                        warm.warmUntilMillis(),
                        warm.isSilent(),
                        warm.isHalted()),
                JumpGuard.restored(parameters, warm.supported(), warm.published(), warm.suspicion()),
                Optional.of(StablePrice.restored(parameters, warm.stableHistory(), warm.stableNewest())),
                Optional.of(last));
    }

    /** What a later incarnation goes on from; absent before the first quorum. */
    public Optional<WarmState> warmState() {
        return last.map(price -> new WarmState(
                price,
                clock.heardMillis(),
                clock.warmUntilMillis(),
                clock.isSilent(),
                clock.isHalted(),
                guard.suspicion(),
                guard.supportedSamples(),
                guard.publishedSamples(),
                stable.orElseThrow().newest(),
                stable.orElseThrow().history()));
    }

    /**
     * Takes a quote, which counts from the next tick on. It is refused when its source is unknown, or when its sequence
     * is not higher than one already taken. A source that restarts its sequence is heard again once its new quotes are
     * later, by its own staleness, than the last one taken; so it is not locked out, and nothing old can be repeated.
     */
    public Receipt onQuote(Quote quote) {
        int source = parameters.indexOf(quote.source());
        if (source < 0) {
            return new Receipt(this, Optional.of(DropReason.UNKNOWN_SOURCE));
        }
        Quote held = quotes[source];
        if (held != null && !isLater(quote, held, source)) {
            return new Receipt(this, Optional.of(DropReason.SEQUENCE));
        }
        Quote[] taken = quotes.clone();
        taken[source] = quote;
        return new Receipt(
                new PriceAggregator(parameters, lastId, taken, clock, guard, stable, last), Optional.empty());
    }

    private boolean isLater(Quote quote, Quote held, int source) {
        long silence = quote.timeMillis() - held.timeMillis();
        return quote.sequence() > held.sequence()
                || silence > parameters.sources().get(source).staleMillis();
    }

    /**
     * Publishes the price of this moment.
     *
     * @param now UTC epoch milliseconds, later than the tick before
     * @throws IllegalArgumentException when time does not rise
     */
    public Tick onTick(long now) {
        if (now <= clock.tickMillis()) {
            throw new IllegalArgumentException(
                    parameters.symbol() + " ticked at " + clock.tickMillis() + " and cannot tick at " + now);
        }
        PriceAggregation aggregation = PriceAggregation.ofNewest(parameters, quotes, now);
        if (!clock.isHalted() && aggregation.hasQuorum()) {
            return publish(aggregation, heard(aggregation, now), now);
        }
        FeedClock ticked = clock.withoutQuorum(now, parameters);
        if (last.isEmpty()) {
            return new Tick(with(ticked), Optional.empty());
        }
        ValidatedPrice kept = last.get();
        Moment moment = new Moment(ticked, guard, stable.orElseThrow(), kept.price(), kept.raw(), kept.confidence());
        return publish(aggregation, moment, now);
    }

    /** What a tick decided: the feed's parts after it and the figures to publish. */
    private record Moment(
            FeedClock clock, JumpGuard guard, StablePrice stable, Price price, Price raw, Price confidence) {}

    private Moment heard(PriceAggregation aggregation, long now) {
        Price raw = aggregation.price();
        JumpGuard.Passage passage = guard.pass(raw, isSupported(aggregation.supportWeight(raw)), now);
        Price price = passage.published();
        StablePrice followed =
                stable.isPresent() ? stable.get().toward(price, now) : StablePrice.startingAt(parameters, price, now);
        FeedClock ticked = clock.withQuorum(now, aggregation.newestMillis(), parameters);
        return new Moment(ticked, passage.next(), followed, price, raw, aggregation.confidence());
    }

    private Tick publish(PriceAggregation aggregation, Moment moment, long now) {
        long support = aggregation.supportWeight(moment.price());
        ValidatedPrice published = new ValidatedPrice(
                parameters.symbol(),
                new PriceId(lastId.epoch(), lastId.sequence() + 1),
                now,
                state(aggregation, moment, isSupported(support), now),
                moment.price(),
                moment.confidence(),
                moment.guard().average(now, moment.price()),
                moment.stable().price(),
                moment.raw(),
                share(support),
                aggregation.hasQuorum() ? aggregation.kept() : List.of());
        PriceAggregator next = new PriceAggregator(
                parameters,
                published.id(),
                quotes,
                moment.clock(),
                moment.guard(),
                Optional.of(moment.stable()),
                Optional.of(published));
        return new Tick(next, Optional.of(published));
    }

    private static FeedState state(PriceAggregation aggregation, Moment moment, boolean isSupported, long now) {
        if (moment.clock().isHalted()) {
            return FeedState.HALTED;
        }
        if (moment.clock().isSilent()) {
            return FeedState.STALE;
        }
        if (moment.clock().isWarmingUp(now)) {
            return FeedState.WARMUP;
        }
        if (moment.guard().suspicion().isPresent() || !isSupported) {
            return FeedState.SUSPECT;
        }
        return aggregation.hasQuorum() && aggregation.isComplete() ? FeedState.LIVE : FeedState.DEGRADED;
    }

    private boolean isSupported(long weight) {
        return Limit.isProductGreater(
                weight, Rate.ONE.units(), parameters.supportShare().units(), parameters.totalWeight());
    }

    private Rate share(long weight) {
        return new Rate(Int128.product(weight, Rate.ONE.units()).dividedBy(parameters.totalWeight(), Rounding.DOWN));
    }

    /** Stops the feed: it publishes its last price as HALTED until it is resumed. */
    public PriceAggregator halt() {
        return with(clock.halted(true));
    }

    /** Lets a stopped feed return: STALE until there is a quorum, then WARMUP. Nothing happens to one not stopped. */
    public PriceAggregator resume() {
        return clock.isHalted() ? with(clock.halted(false)) : this;
    }

    private PriceAggregator with(FeedClock newClock) {
        return new PriceAggregator(parameters, lastId, quotes, newClock, guard, stable, last);
    }

    /** The quotes of this moment, judged: what a price is explained by. */
    public PriceAggregation aggregation(long now) {
        return PriceAggregation.ofNewest(parameters, quotes.clone(), now);
    }

    /** The last published price; absent before the first quorum. */
    public Optional<ValidatedPrice> last() {
        return last;
    }

    /** When it last ticked: the next tick must be later. */
    public long tickMillis() {
        return clock.tickMillis();
    }

    /** What the feed is configured with. */
    public OracleParameters parameters() {
        return parameters;
    }
}
