package io.breakwater.node.demo;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeQuote;
import io.breakwater.node.local.GatewayClients;
import io.breakwater.node.local.OperationKeys;
import io.breakwater.node.simulation.AccountPlan;
import io.breakwater.node.simulation.Feed;
import io.breakwater.node.simulation.Keeper;
import io.breakwater.node.simulation.Markets;
import io.breakwater.node.simulation.OwnBook;
import io.breakwater.node.simulation.Participant;
import io.breakwater.node.simulation.Setups;
import io.breakwater.node.simulation.SimulationSetup;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/**
 * Everybody outside the cluster during a crash, all of them clients of the gateway: venues that quote what is on the tape,
 * the own book and its makers, keepers, and who unloads.
 *
 * <p>The makers of the own book know who lies: the book follows the honest venues, and so do the prices at which the world
 * values what it holds.
 */
final class OutsideWorld implements AutoCloseable {

    private static final int KEEPERS_AT_ONCE = 8;

    private static final long LOOK_MILLIS = 1_000;

    private final QuoteTape tape;
    private final Markets honest;
    private final Witness witness;
    private final Venues venues;
    private final AuctionBoard auctions = new AuctionBoard();
    private final KeeperDesk desk;
    private final Unloading unloading;
    private final GatewayTrades trades;
    private final ExecutorService keepers = Executors.newFixedThreadPool(1 + KEEPERS_AT_ONCE);
    private final Queue<Leg.Movement> passedOn = new ConcurrentLinkedQueue<>();
    private TapeQuote ahead;
    private long nextLookMillis;
    private volatile boolean hasInventory;
    private volatile CompletableFuture<Void> acting = CompletableFuture.completedFuture(null);

    /**
     * The world of a run.
     *
     * @param pair the run, and without its liars
     * @param tape at its beginning
     * @param venues that quote
     * @param clients of the gateway
     * @param keys of what it asks for
     * @param witness told what the honest venues say
     */
    OutsideWorld(
            Setups.Pair pair,
            QuoteTape tape,
            Venues venues,
            GatewayClients clients,
            OperationKeys keys,
            Witness witness) {
        SimulationSetup setup = pair.setup();
        this.tape = tape;
        this.venues = venues;
        this.witness = witness;
        this.honest = new Markets(
                setup.parameters(),
                pair.honest().orElse(setup).outside(),
                tape,
                market -> OwnBook.Parameters.defaults(setup.depth(market)),
                setup.fromMillis());
        Materializer materializer = SystemMaterializer.get(clients.system()).materializer();
        this.trades = new GatewayTrades(clients, keys, ids(setup, Participant.MARKET_MAKER));
        List<Keeper> roster =
                Keeper.roster(setup.input().seed(), ids(setup, Participant.KEEPER), setup.keeperParameters());
        this.desk = new KeeperDesk(
                roster,
                setup.parameters(),
                this::book,
                keeper -> KeeperAccount.read(clients, keeper).free(),
                trades);
        this.unloading = new Unloading(honest, roster, id -> KeeperAccount.read(clients, id), trades::trade);
        auctions.watch(clients.liquidation(), materializer);
        ahead = tape.hasNext() ? tape.next() : null;
    }

    private static List<String> ids(SimulationSetup setup, Participant kind) {
        return setup.population().ofKind(kind).stream().map(AccountPlan::id).toList();
    }

    /** Everybody says what the tape holds up to a moment; returns when the gateway has acknowledged it. */
    long quoteTo(long nowMillis) {
        long quotes = 0;
        while (ahead != null && ahead.timeMillis() <= nowMillis) {
            venues.quote(ahead);
            honest.quote(ahead);
            quotes++;
            ahead = tape.hasNext() ? tape.next() : null;
        }
        tick(nowMillis);
        venues.publish().toCompletableFuture().join();
        return quotes;
    }

    /** The own books follow; keepers look at them and sell on them beside. */
    private void tick(long nowMillis) {
        synchronized (honest) {
            honest.tick(nowMillis);
            passOn(nowMillis);
            witness.saw(honest.view());
            for (Feed feed : honest.feeds()) {
                if (feed.index().isPresent()) {
                    venues.quote(feed.perpetual().underlying(), feed.book(), nowMillis);
                }
            }
        }
    }

    private KeeperDesk.Book book(Instrument instrument) {
        synchronized (honest) {
            OwnBook book = honest.feed(instrument).book();
            return new KeeperDesk.Book(book.depth(), book.displacement());
        }
    }

    /**
     * Keepers look and take, and then unload, while time goes on; who is not done yet with the last look makes no new one.
     *
     * @throws CompletionException when a keeper failed
     */
    void act(long nowMillis) {
        if (nowMillis < nextLookMillis || !acting.isDone()) {
            return;
        }
        acting.join();
        nextLookMillis = nowMillis + LOOK_MILLIS;
        List<Auction> open = auctions.open();
        if (!open.isEmpty() || hasInventory) {
            acting = CompletableFuture.runAsync(() -> takeAndUnload(open, nowMillis), keepers);
        }
    }

    private void takeAndUnload(List<Auction> open, long nowMillis) {
        CompletableFuture.allOf(desk.looks(open, nowMillis).stream()
                        .map(look -> CompletableFuture.runAsync(look, keepers))
                        .toArray(CompletableFuture[]::new))
                .join();
        hasInventory = unloading.tick().toCompletableFuture().join();
    }

    /** Whether keepers are at it: their last look is not over. */
    boolean isActing() {
        return !acting.isDone();
    }

    /** A backstop has traded with a maker, who passes it on to the own book; any thread. */
    void backstopTraded(Leg.Movement movement) {
        passedOn.add(movement);
    }

    private void passOn(long nowMillis) {
        for (Leg.Movement movement = passedOn.poll(); movement != null; movement = passedOn.poll()) {
            Feed feed = honest.feed(movement.instrument());
            if (feed.index().isPresent()) {
                feed.book().trade(nowMillis, movement.quantity());
            }
        }
    }

    /** Calls that were refused so far, by call and code. */
    Map<String, Long> refused() {
        return trades.refused();
    }

    @Override
    public void close() {
        keepers.shutdownNow();
        auctions.close();
    }
}
