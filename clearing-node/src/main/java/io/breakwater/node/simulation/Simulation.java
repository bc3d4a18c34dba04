package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.protocol.LiquidationTiming;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeQuote;
import java.util.List;
import java.util.Set;

/**
 * One run of the whole loop in one process: quotes in, validated prices, nominations, margin calls, liquidations at a
 * velocity, keepers, backstops, the waterfall, and a report. Deterministic: the same setup gives the same report.
 */
public final class Simulation {

    private final SimulationSetup setup;
    private final EventLoop loop;
    private final Tally tally = new Tally();
    private final House house;
    private final Watch watch;
    private final LiquidationDesk desk;
    private final FeeSweep sweep;
    private final OpenInterest openInterest = new OpenInterest();
    private final QuoteTape tape;
    private final Markets markets;
    private final KeeperFloor floor;
    private final Velocity velocity;
    private final Unloading unloading;
    private final Waterfall waterfall;
    private TapeQuote ahead;
    private long nextAuditMillis;

    Simulation(SimulationSetup setup) {
        this.setup = setup;
        this.loop = new EventLoop(setup.fromMillis());
        this.tape = setup.tape().get();
        this.markets = new Markets(
                setup.parameters(),
                setup.outside(),
                tape,
                market -> OwnBook.Parameters.defaults(setup.depth(market)),
                setup.fromMillis());
        this.house = new House(AccountLimits.defaults(), markets::view, this::changed);
        this.watch = new Watch(house);
        this.sweep = new FeeSweep(house);
        this.desk = new LiquidationDesk(loop, house, LiquidationTiming.defaults());
        List<Keeper> keepers = Keeper.roster(setup.input().seed(), ids(Participant.KEEPER), setup.keeperParameters());
        this.floor = new KeeperFloor(house, markets, tally, keepers, AuctionParameters.defaults());
        this.waterfall = new Waterfall(house, markets, tally);
        Answering answering = new Answering();
        BackstopRoom room = new BackstopRoom(house, markets, openInterest);
        Conditions conditions = new Conditions(markets, watch, openInterest);
        this.velocity = Velocities.of(setup, loop, house, markets, conditions, room, answering);
        this.unloading = new Unloading(house, markets, keepers, ids(Participant.MARKET_MAKER), velocity);
        this.desk.connect(velocity, floor, new BackstopDesk(loop, house, markets, floor, waterfall, room));
    }

    /** Runs a setup to its end. */
    public static Outcome run(SimulationSetup setup, SimulationProgress progress) {
        return new Simulation(setup).run(progress);
    }

    Outcome run(SimulationProgress progress) {
        try {
            new Opening(house).open(setup.population());
            play(progress);
            return outcome();
        } finally {
            tape.close();
        }
    }

    /** The accounts of the run. */
    House house() {
        return house;
    }

    /** The events of the run that are still to come. */
    EventLoop loop() {
        return loop;
    }

    /**
     * What a run gave.
     *
     * @param report of it
     * @param called accounts called at least once, by id
     * @param liquidated accounts liquidated at least once, by id
     */
    public record Outcome(SimulationReport report, Set<String> called, Set<String> liquidated) {}

    /** Routes the coordinator's answers: to a backstop that unloads, or to the driver of an account. */
    private final class Answering implements Velocity.Answers {
        @Override
        public void granted(String account, long requestId, Money amount, long fence) {
            answersFor(account).granted(account, requestId, amount, fence);
        }

        @Override
        public void tooLate(String account, long requestId) {
            answersFor(account).tooLate(account, requestId);
        }

        private Velocity.Answers answersFor(String account) {
            return unloading.isHouse(account) ? unloading : desk;
        }
    }

    private void changed(Account before, Account after, List<AccountEvent> events) {
        tally.changed(before, after, events);
        watch.changed(after);
        sweep.changed(after);
        openInterest.changed(before, after);
        desk.changed(before, after, events);
    }

    private List<String> ids(Participant kind) {
        return setup.population().ofKind(kind).stream().map(AccountPlan::id).toList();
    }

    /** Tick by tick: quotes, prices, nominations, velocity, keepers, and whatever the loop holds in between. */
    private void play(SimulationProgress progress) {
        nextAuditMillis = setup.fromMillis() + setup.auditMillis();
        ahead = tape.hasNext() ? tape.next() : null;
        long now = setup.fromMillis();
        while (now < setup.toMillis()) {
            now += setup.tickMillis();
            loop.runTo(now - 1);
            tick(now);
            if (progress.isDue(now)) {
                progress.at(now, tally.inLiquidation().size(), tally.started);
            }
        }
        loop.runTo(now);
        audit().check();
    }

    private void tick(long now) {
        quotesTo(now);
        markets.tick(now);
        measure(now);
        loop.runTo(now);
        watch.onPrices(markets.view());
        velocity.tick(now);
        floor.tick(now);
        unloading.tick(now);
        sweep.tick(now);
        if (now >= nextAuditMillis) {
            nextAuditMillis = now + setup.auditMillis();
            watch.onPrices(markets.view());
            audit().check();
        }
    }

    private void quotesTo(long now) {
        while (ahead != null && ahead.timeMillis() <= now) {
            markets.quote(ahead);
            tally.quotes(1);
            ahead = tape.hasNext() ? tape.next() : null;
        }
    }

    /** Counts prices by state, and how far the own mark stands from the path. */
    private void measure(long now) {
        for (Feed feed : markets.feeds()) {
            String underlying = feed.perpetual().underlying();
            feed.index().ifPresent(index -> {
                tally.price(underlying, index.state());
                InstrumentMarket at = markets.view().instruments().get(feed.perpetual());
                Price truth = setup.path().map(path -> path.at(underlying, now)).orElse(index.price());
                tally.apart(underlying, at.mark(), truth);
            });
        }
    }

    private Audit audit() {
        return new Audit(house.accounts(), markets.facts(), markets.view());
    }

    private long openLiquidations() {
        return house.accounts().stream()
                .filter(account -> account.liquidation().isPresent())
                .count();
    }

    private Outcome outcome() {
        SimulationReport report =
                tally.report(setup, new Tally.Ending(openLiquidations(), waterfall.unpaid(), audit().imbalance()));
        return new Outcome(report, tally.called(), tally.liquidated());
    }
}
