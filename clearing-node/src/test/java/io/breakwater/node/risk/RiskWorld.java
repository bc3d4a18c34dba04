package io.breakwater.node.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.SeenIds;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.node.QuietActors;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketBoard.Posting;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.market.PublishedPrice.OwnMarket;
import io.breakwater.node.time.ReplayClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** A node that has a board, a clock that a test moves, accounts in memory, and a risk book over them. */
final class RiskWorld implements AutoCloseable {

    static final Instrument BTC = new Instrument.Perpetual("BTC");
    static final long START = 1_760_097_600_000L;
    static final int SHARDS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final QuietActors actors = new QuietActors("risk", ConfigFactory.empty());
    final ActorTestKit kit = actors.kit;
    final ReplayClock clock = new ReplayClock(START);
    final RiskSettings settings = RiskSettings.of(ConfigFactory.parseString("""
            breakwater.risk {nominations-in-flight = 10, wakes-in-flight = 2, answer-millis = 2000,
              longest-answer-millis = 4000}""")
            .withFallback(ConfigFactory.parseResources("risk.conf"))
            .resolve());
    final RiskGauges gauges = new RiskGauges();
    final MarketBoard board = new MarketBoard(posting("60000", FeedState.LIVE, System.nanoTime()));
    final MemoryAccounts accounts = new MemoryAccounts(board);
    final ActorRef<RiskProtocol> book;
    private long sequence = 1;
    private long now = START;

    RiskWorld() {
        book = actors.spawn(RiskBookActor.create(clock, board, accounts, RiskWorld::shardOf, settings, gauges, "here"));
        accounts.listeners.add(new RiskBookFeed(book));
        assertThat(gauges.rounds()).isEqualTo(1);
    }

    static int shardOf(String accountId) {
        return Math.floorMod(accountId.hashCode(), SHARDS);
    }

    /** BTC stands at a price from now on, and the book has dealt with it. */
    RiskWorld price(String btc) {
        return price(btc, FeedState.LIVE);
    }

    RiskWorld price(String btc, FeedState state) {
        post(btc, state);
        return settled();
    }

    void post(String btc, FeedState state) {
        board.post(posting(btc, state, System.nanoTime()));
    }

    /** Nothing that the book has heard is left to be done, and nothing it has asked is left unanswered. */
    RiskWorld settled() {
        heard();
        assertThat(gauges.pendingNominations()).isZero();
        return this;
    }

    /** Everything that was said before was heard, and everything that it leads to is done. */
    RiskWorld heard() {
        actors.awaitQuiet();
        return this;
    }

    /** Time passes. */
    RiskWorld pass(long millis) {
        now += millis;
        actors.together(() -> clock.advanceTo(now));
        return this;
    }

    static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(holds.getAsBoolean()).as("in time").isTrue();
    }

    private Posting posting(String btc, FeedState state, long acceptedNanos) {
        return posting(published(btc, state, Optional.empty()), acceptedNanos);
    }

    Posting posting(PublishedPrice price, long acceptedNanos) {
        ValidatedPrice index = price.price().price();
        InstrumentMarket live = InstrumentMarket.live(index.id(), price.mark());
        InstrumentMarket market = live.at(live.id(), index.state(), live.mark(), live.mark(), live.mark());
        MarketView view =
                new MarketView(now, DefaultParameters.epochOne(), Map.of(BTC, market), Map.of("BTC", price.mark()));
        MarketDefinitions definitions = new MarketDefinitions(
                1,
                view.parameters(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Set.of(),
                new TreeMap<>());
        return new Posting(view, definitions, Map.of("BTC", price), acceptedNanos);
    }

    PublishedPrice published(String btc, FeedState state, Optional<OwnMarket> own) {
        Price price = Price.of(btc);
        PriceId id = new PriceId(1, ++sequence);
        ValidatedPrice validated = new ValidatedPrice(
                "BTC", id, now, state, price, Price.ZERO, price, price, price, Rate.ONE, List.of("venue"));
        return new PublishedPrice(
                new AggregatorPrice(validated, Rate.ZERO, Rate.ZERO, Rate.ONE, Rate.ONE), price, Rate.of("0.001"), own);
    }

    /** An account in margin call that bought one BTC at 60,000 and is liquidated where 0.99*p is below 58,806.0495. */
    static Account longUntil59400(String id) {
        return holder(id, AccountRole.TRADER, HealthState.MARGIN_CALL, "1193.9505", "1");
    }

    /** An account that traded BTC at 60,000. */
    static Account holder(String id, AccountRole role, HealthState state, String cash, String quantity) {
        Quantity held = Quantity.of(quantity);
        TreeMap<Instrument, Position> positions = new TreeMap<>();
        if (held.signum() != 0) {
            Money quote = Price.of("60000").times(held, Rounding.HALF_EVEN).negate();
            positions.put(BTC, new Position(held, quote, Price.ZERO, 0));
        }
        return new Account(
                id,
                Account.Status.OPEN,
                role,
                MarginMode.CROSS,
                1,
                START,
                Money.of(cash),
                Collections.emptySortedMap(),
                positions,
                Collections.emptySortedMap(),
                0,
                state,
                1,
                Optional.empty(),
                0,
                Collections.emptySortedMap(),
                SeenIds.none(),
                SeenIds.none(),
                Money.of(cash),
                Collections.emptySortedMap());
    }

    @Override
    public void close() {
        actors.close();
    }
}
