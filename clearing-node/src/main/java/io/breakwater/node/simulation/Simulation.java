package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationTiming;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeQuote;
import java.util.List;
import java.util.OptionalLong;
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
    private final Audit audit;
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

    private Simulation(SimulationSetup setup) {
        this.setup = setup;
        this.loop = new EventLoop(setup.fromMillis());
        this.tape = setup.tape().get();
        this.markets = new Markets(
                setup.parameters(),
                setup.outside(),
                tape,
                market -> OwnBook.Parameters.defaults(setup.depth(market)),
                setup.fromMillis());
        this.house = new House(limits(), markets::view, this::changed);
        this.watch = new Watch(house);
        this.sweep = new FeeSweep(house);
        this.desk = new LiquidationDesk(loop, house, LiquidationTiming.defaults());
        List<Keeper> keepers = Keeper.roster(setup.input().seed(), ids(AccountRole.KEEPER), setup.keeperParameters());
        this.floor = new KeeperFloor(house, markets, tally, keepers, AuctionParameters.defaults());
        this.waterfall = new Waterfall(house, markets, tally);
        Answering answering = new Answering();
        BackstopRoom room = new BackstopRoom(house, markets, openInterest);
        Conditions conditions = new Conditions(markets, watch, openInterest);
        this.velocity = Velocities.of(setup, loop, house, markets, conditions, room, answering);
        this.unloading = new Unloading(house, markets, keepers, ids(AccountRole.MARKET_MAKER), velocity);
        this.desk.connect(velocity, floor, new BackstopDesk(loop, house, markets, floor, waterfall, room));
        this.audit = new Audit(house, markets);
    }

    /** Runs a setup to its end. */
    public static Outcome run(SimulationSetup setup, SimulationProgress progress) {
        Simulation simulation = new Simulation(setup);
        try {
            simulation.open();
            simulation.play(progress);
            return simulation.outcome();
        } finally {
            simulation.tape.close();
        }
    }

    /**
     * What a run gave.
     *
     * @param report of it
     * @param liquidated accounts liquidated at least once, by id
     */
    public record Outcome(SimulationReport report, Set<String> liquidated) {}

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

    /** A house's own accounts hold more than a client's may: makers and backstops face everybody. */
    private static AccountLimits limits() {
        return AccountLimits.defaults();
    }

    private List<String> ids(AccountRole role) {
        return setup.population().withRole(role).stream().map(AccountPlan::id).toList();
    }

    /** Opens every account, pays in its deposits, and clears the opening trades. */
    private void open() {
        for (AccountPlan plan : setup.population().accounts()) {
            house.require(plan.id(), new LifecycleCommand.Open(coreRole(plan.role()), plan.mode()));
            deposit(
                    plan.id(),
                    Valuation.SETTLEMENT_CURRENCY,
                    Quantity.of(plan.deposit().exact()));
            plan.collateral().forEach((asset, amount) -> deposit(plan.id(), asset, amount));
        }
        for (Population.OpeningTrade trade : setup.population().openings()) {
            Leg leg = Leg.of(
                    trade.trader(),
                    false,
                    List.of(Leg.Movement.at(trade.instrument(), trade.quantity(), trade.price())));
            house.settle(Settlement.of(
                            house.id("open"), Settlement.Kind.TRADE, leg, leg.opposite(trade.maker(), false)))
                    .ifPresent(refusal -> {
                        throw new IllegalStateException("opening trade " + trade + " refused: " + refusal);
                    });
        }
    }

    private void deposit(String id, String asset, Quantity amount) {
        if (amount.signum() > 0) {
            house.require(id, new LifecycleCommand.Deposit(house.id("deposit"), asset, amount));
        }
    }

    private static io.breakwater.core.account.AccountRole coreRole(AccountRole role) {
        return switch (role) {
            case TRADER, MARKET_MAKER -> io.breakwater.core.account.AccountRole.TRADER;
            case KEEPER -> io.breakwater.core.account.AccountRole.KEEPER;
            case BACKSTOP -> io.breakwater.core.account.AccountRole.BACKSTOP;
            case FUND -> io.breakwater.core.account.AccountRole.FUND;
            case TRANCHE -> io.breakwater.core.account.AccountRole.TRANCHE;
        };
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
        audit.check();
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
            audit.check();
        }
    }

    private void quotesTo(long now) {
        while (ahead != null && ahead.timeMillis() <= now) {
            markets.quote(ahead);
            tally.quotes++;
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
                tally.overshoot.merge(
                        underlying,
                        Overshoot.NONE.including(at.mark(), truth),
                        (before, seen) -> before.including(at.mark(), truth));
            });
        }
    }

    private Outcome outcome() {
        Conservation.Imbalance imbalance = audit.imbalance();
        Money unpaid = waterfall.unpaid();
        SimulationReport report = new SimulationReport(
                setup.input(),
                setup.policy().name().toLowerCase(java.util.Locale.ROOT),
                tally.quotes,
                tally.prices,
                setup.population().withRole(AccountRole.TRADER).size(),
                tally.marginCalls,
                tally.curedCalls,
                new SimulationReport.Liquidations(tally.started, tally.partial, tally.full, tally.backstop),
                tally.liquidatedNotional,
                new SimulationReport.Slices(tally.keeperSlices, tally.backstopSlices),
                tally.badDebt(unpaid),
                new SimulationReport.PaidBy(
                        tally.paidByAccount,
                        tally.paidBySymbolFund,
                        tally.paidByGlobalFund,
                        tally.paidByTranche,
                        tally.paidByDeleveraging,
                        tally.paidByHaircut,
                        unpaid),
                tally.deleveraged,
                tally.overshoot,
                OptionalLong.empty(),
                new SimulationReport.Conservation(imbalance.positionsBalance(), imbalance.cashBalances()),
                tally.restoreMillis(setup.toMillis()),
                setup.toMillis() - setup.fromMillis(),
                setup.onSolTiers());
        return new Outcome(report, tally.liquidated());
    }
}
