package io.breakwater.node.demo;

import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.core.account.Account;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Price;
import io.breakwater.node.ClearingNode;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.local.GatewayClients;
import io.breakwater.node.local.MarketSetup;
import io.breakwater.node.local.MarketTerms;
import io.breakwater.node.local.OperationKeys;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.simulation.Audit;
import io.breakwater.node.simulation.Setups;
import io.breakwater.node.simulation.Simulation;
import io.breakwater.node.simulation.SimulationProgress;
import io.breakwater.node.simulation.SimulationReport;
import io.breakwater.node.simulation.SimulationSetup;
import io.breakwater.node.simulation.Tally;
import io.breakwater.node.time.ReplayClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.pekko.stream.SystemMaterializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one crash to a real node behind a real gateway: markets are defined, accounts brought to life and traded into
 * position over gRPC, the tape is played under a replayed clock, the books are audited on the way, and what happened is
 * reported beside the simulation of the same input.
 */
public final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final long AUDIT_MILLIS = 60_000;
    /** Within which the node of a demo renews its view: what time waits for has to be what the node does. */
    static final long VIEW_RENEWAL_MILLIS = 250;

    /** While nobody is liquidated prices are looked at once a second: a calm day of quarters would take half an hour. */
    private static final long CALM_TICK_MILLIS = 1_000;

    private static final long SLEEP_PATIENCE_MILLIS = 5_000;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * What a demo is played with.
     *
     * @param speed market seconds in a second while anybody is being liquidated
     * @param commandsInFlight client commands at a time while accounts are brought to life
     */
    public record Pace(int speed, int commandsInFlight) {}

    /** How the same input went in one process. */
    record Simulated(Simulation.Outcome outcome, Set<String> honestlyLiquidated) {}

    private final Setups.Pair pair;
    private final SimulationSetup setup;
    private final Pace pace;
    private final ReplayClock clock;
    private final Witness witness = new Witness();
    private final AccountsSeen seen;
    private volatile MarketBoard board;
    private volatile BooleanSupplier keepersAct = () -> false;

    /** A demo of a run; its clock stands before the run's begin, so that there is time to open accounts. */
    Demo(Setups.Pair pair, Pace pace) {
        this.pair = pair;
        this.setup = pair.setup();
        this.pace = pace;
        this.clock = new ReplayClock(setup.fromMillis() - Preparation.LONGEST_MILLIS);
        this.seen = new AccountsSeen(witness, this::mark);
    }

    /** The clock that the node lives by. */
    ReplayClock clock() {
        return clock;
    }

    /** To be told of every account of the node. */
    AccountListener listener() {
        return seen;
    }

    private Price mark(Instrument instrument) {
        return board.view().instrument(instrument).map(InstrumentMarket::mark).orElse(Price.ZERO);
    }

    /**
     * Plays all of it.
     *
     * @param node that serves, under the demo's clock, telling the demo's listener
     * @param clients of a gateway in front of it
     * @throws io.breakwater.node.simulation.InvariantBrokenException when an invariant does not hold
     */
    DemoReport play(ClearingNode.Parts node, GatewayClients clients, SimulationProgress progress, Comparing comparing)
            throws InterruptedException {
        board = node.board();
        OperationKeys keys = new OperationKeys("demo", clock::nowMillis);
        new MarketSetup(clients.admin(), keys).define(terms(), MarketTerms.common(setup.parameters()));
        Pacing pacing = new Pacing(
                new Pacing.Paced(
                        clock::advanceTo, () -> board.view().timeMillis(), () -> pending(node), seen::liquidating),
                Pacing.Limits.of(pace.speed(), VIEW_RENEWAL_MILLIS),
                Pacing.Machine.REAL,
                clock.nowMillis());
        LiveAudit audit = new LiveAudit(seen::accounts, board, SLEEP_PATIENCE_MILLIS);
        try (QuoteTape tape = setup.tape().get();
                Venues venues = venues(tape, clients)) {
            long commandsPerSecond = prepare(venues, clients, keys, pacing);
            try (OutsideWorld world = new OutsideWorld(pair, tape, venues, clients, keys, witness)) {
                seen.tellBackstopTrades(world::backstopTraded);
                keepersAct = world::isActing;
                crash(world, pacing, audit, progress);
                LOG.info("refused calls: {}", world.refused());
            }
            return report(node, pacing, commandsPerSecond, comparing.simulated());
        }
    }

    /** What the node was asked, by prices, by its own parts or by clients, and has not answered yet. */
    private int pending(ClearingNode.Parts node) {
        return node.gauges().pendingNominations() + node.unanswered().getAsInt() + (keepersAct.getAsBoolean() ? 1 : 0);
    }

    private static Venues venues(QuoteTape tape, GatewayClients clients) {
        return new Venues(
                tape.sources(),
                tape.underlyings(),
                clients.oracle(),
                SystemMaterializer.get(clients.system()).materializer());
    }

    /** Where the simulation of the same input comes from. */
    @FunctionalInterface
    interface Comparing {
        /** Its outcome; blocks until it is known. */
        Simulated simulated();
    }

    private List<UnderlyingTerms> terms() {
        List<UnderlyingTerms> terms = new ArrayList<>();
        for (OutsideMarket market : setup.outside()) {
            terms.add(MarketTerms.of(
                    setup.parameters().underlying(market.underlying()).orElseThrow(),
                    Venues.terms(market),
                    market.quorum(),
                    MarketTerms.UNSCALED,
                    setup.throttle()));
        }
        return terms;
    }

    /** Brings the accounts to life before the tape begins; says how many commands a second that took. */
    private long prepare(Venues venues, GatewayClients clients, OperationKeys keys, Pacing pacing)
            throws InterruptedException {
        Preparation calm = new Preparation(setup, venues, pacing, clock.nowMillis());
        calm.warmUp();
        long begin = System.nanoTime();
        Seeding seeding = new Seeding(clients, keys, pace.commandsInFlight());
        long commands = calm.during(() -> seeding.seed(setup.population()));
        long nanos = Math.max(1, System.nanoTime() - begin);
        calm.passTo(setup.fromMillis());
        return commands * NANOS_PER_SECOND / nanos;
    }

    private void crash(OutsideWorld world, Pacing pacing, LiveAudit audit, SimulationProgress progress) {
        long nextAuditMillis = setup.fromMillis() + AUDIT_MILLIS;
        for (long now = setup.fromMillis(); now < setup.toMillis(); ) {
            now += seen.liquidating() > 0 ? setup.tickMillis() : Math.max(setup.tickMillis(), CALM_TICK_MILLIS);
            long quotes = world.quoteTo(now);
            pacing.advanceTo(now);
            world.act(now);
            long at = now;
            seen.tell(tally -> measure(tally, quotes, at));
            if (now >= nextAuditMillis || audit.isSuspicious()) {
                nextAuditMillis = now >= nextAuditMillis ? now + AUDIT_MILLIS : nextAuditMillis;
                audit.check();
            }
            if (progress.isDue(now)) {
                progress.at(now, seen.liquidating(), seen.read(Tally::started));
            }
        }
        audit.check();
    }

    /** Counts prices by state, and how far the own mark stands from the path. */
    private void measure(Tally tally, long quotes, long now) {
        tally.quotes(quotes);
        for (PublishedPrice price : board.newest().prices().values()) {
            tally.price(price.symbol(), price.price().price().state());
            Price truth = setup.path()
                    .map(path -> path.at(price.symbol(), now))
                    .orElse(price.price().price().price());
            tally.apart(price.symbol(), price.mark(), truth);
        }
    }

    private DemoReport report(ClearingNode.Parts node, Pacing pacing, long commandsPerSecond, Simulated simulated) {
        List<String> ids = seen.accounts().stream().map(Account::id).toList();
        Audit last = new Recount(node.accounts(), node.board()).of(ids);
        long open = last.accounts().stream()
                .filter(account -> account.liquidation().isPresent())
                .count();
        Tally.Ending ending = new Tally.Ending(open, Audit.unpaid(last.accounts()), last.imbalance());
        SimulationReport run = seen.read(tally -> tally.report(setup, ending));
        if (pair.honest().isPresent()) {
            run = run.withWronglyLiquidated(wrongly(simulated));
        }
        return new DemoReport(
                run,
                new DemoReport.Lags(
                        node.gauges().detectionLag().lag(),
                        node.gauges().decisionLag().lag()),
                node.gauges().unwatchedMax(),
                commandsPerSecond,
                pacing.impatient(),
                seen.read(tally -> new Comparison(
                        Comparison.Counts.of(tally.called(), simulated.outcome().called()),
                        Comparison.Counts.of(
                                tally.liquidated(), simulated.outcome().liquidated()))));
    }

    /** Whose liquidation began on prices that only a liar vouches for, and who is not liquidated without the liar. */
    private long wrongly(Simulated simulated) {
        return seen.withoutWitness().stream()
                .filter(account -> !simulated.honestlyLiquidated().contains(account))
                .count();
    }
}
