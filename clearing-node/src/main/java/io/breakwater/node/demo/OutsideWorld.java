package io.breakwater.node.demo;

import io.breakwater.clearing.v1.Auction;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private final ExecutorService keepers = Executors.newFixedThreadPool(KEEPERS_AT_ONCE);
    private final Queue<Leg.Movement> passedOn = new ConcurrentLinkedQueue<>();
    private TapeQuote ahead;
    private long nextLookMillis;
    private boolean hasInventory;

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
                instrument -> honest.feed(instrument).book(),
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
        honest.tick(nowMillis);
        passOn(nowMillis);
        witness.saw(honest.view());
        for (Feed feed : honest.feeds()) {
            if (feed.index().isPresent()) {
                venues.quote(feed.perpetual().underlying(), feed.book(), nowMillis);
            }
        }
        venues.publish().toCompletableFuture().join();
        return quotes;
    }

    /** Keepers look and take, and whoever holds something unloads; returns when all of it is answered. */
    void act(long nowMillis) throws InterruptedException {
        if (nowMillis < nextLookMillis) {
            return;
        }
        nextLookMillis = nowMillis + LOOK_MILLIS;
        List<Auction> open = auctions.open();
        if (open.isEmpty() && !hasInventory) {
            return;
        }
        for (Future<Void> look : keepers.invokeAll(desk.looks(open, nowMillis))) {
            try {
                look.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a keeper failed", failed.getCause());
            }
        }
        hasInventory = unloading.tick(nowMillis).toCompletableFuture().join();
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
