package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.node.QuietActors;
import io.breakwater.node.account.InMemoryAccounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.PublishedPrice.OwnMarket;
import io.breakwater.node.time.ReplayClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A node's liquidation over accounts in memory: BTC at 60,000, every actor of the package, time that a test moves, and a
 * journal in memory. What a test does here is done, with all that it causes, when the call returns: a story has one outcome.
 */
final class LiquidationWorld implements AutoCloseable {

    static final Instrument BTC = new Instrument.Perpetual("BTC");
    static final String FUND = HouseAccounts.symbolFund("BTC");
    static final String BACKSTOP = HouseAccounts.backstop("BTC");
    static final long START = 1_760_097_600_000L;
    static final Config CONFIG =
            ConfigFactory.parseResources("liquidation.conf").resolve();
    static final LiquidationSettings SETTINGS = LiquidationSettings.of(CONFIG);
    private static final long STEP_MILLIS = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    final QuietActors actors = LiquidationDesks.actors();
    final ActorTestKit kit = actors.kit;
    final ReplayClock clock = new ReplayClock(START);
    final PostedMarket market = new PostedMarket(clock);
    final MarketBoard board = market.board;
    final InMemoryAccounts accounts = new InMemoryAccounts(AccountLimits.defaults(), board::view);
    final LocalHolders holders = new LocalHolders();
    final MemoryTermStore terms = new MemoryTermStore(clock::nowMillis, SETTINGS);
    final List<String> halted = market.halted;
    final ActorRef<VelocityProtocol> velocity;
    final ActorRef<AuctionProtocol.Message> floor;
    final ActorRef<LiquidationsProtocol.Message> register;
    final ConcurrentLinkedQueue<AuctionProtocol.TakeAnswer> answers;
    final ConcurrentLinkedQueue<Rate> gains;
    private final FixedConditions conditions = new FixedConditions();
    final LiquidationDesks desks;
    private final Keepers keepers;
    private long nextId = 1;

    LiquidationWorld() {
        this(SETTINGS);
    }

    /** With other settings of the desk that covers losses. */
    LiquidationWorld(LiquidationSettings lossSettings) {
        accounts.listen(holders);
        desks = new LiquidationDesks(new LiquidationDesks.Surroundings(
                actors, clock, market, accounts, conditions, terms, holders, lossSettings));
        velocity = desks.velocity;
        floor = desks.floor;
        register = desks.register;
        gains = desks.gains;
        keepers = new Keepers(actors, floor);
        answers = keepers.answers;
        open(FUND, AccountRole.FUND, "0");
        open(BACKSTOP, AccountRole.BACKSTOP, "0");
        open(HouseAccounts.GLOBAL_FUND, AccountRole.FUND, "0");
        open(HouseAccounts.TRANCHE, AccountRole.TRANCHE, "0");
    }

    /** The drivers of all liquidations begin another life. */
    void restartDrivers() {
        actors.together(accounts::restartDrivers);
    }

    /** What was delayed arrives. */
    void arrive() {
        actors.together(accounts::arrive);
    }

    LiquidationWorld open(String id, AccountRole role, String deposit) {
        require(id, new LifecycleCommand.Open(role, MarginMode.CROSS));
        if (!deposit.equals("0")) {
            deposit(id, deposit);
        }
        return this;
    }

    LiquidationWorld deposit(String id, String amount) {
        require(id, new LifecycleCommand.Deposit(id("deposit"), "USDC", Quantity.of(amount)));
        return this;
    }

    LiquidationWorld trader(String id, String deposit) {
        return open(id, AccountRole.TRADER, deposit);
    }

    LiquidationWorld buy(String buyer, String seller, String quantity, String price) {
        Leg buys = Leg.of(buyer, false, List.of(Leg.Movement.at(BTC, Quantity.of(quantity), Price.of(price))));
        Settlement trade = Settlement.of(id("trade"), Settlement.Kind.TRADE, buys, buys.opposite(seller, false));
        actors.together(() -> assertThat(accounts.settle(trade).refusal()).isEmpty());
        return this;
    }

    SettlementId id(String prefix) {
        return new SettlementId(OperationIds.date(board.view()), prefix + "-" + nextId++);
    }

    private void require(String id, AccountCommand command) {
        actors.together(() ->
                assertThat(accounts.apply(id, command)).as("%s %s", id, command).isEmpty());
    }

    /** The mark goes to a price at once, and every client looks at its health. */
    LiquidationWorld mark(String price) {
        market.mark(price);
        return look();
    }

    /** The mark goes to a price, and one client looks at its health. */
    LiquidationWorld only(String id, String price) {
        market.mark(price);
        actors.together(market::post);
        require(id, new RiskCommand.Assess());
        return this;
    }

    /** So much notional would be liquidated by a unit fall; by a rise, none. */
    LiquidationWorld liquidatable(String notional) {
        conditions.liquidatable(notional);
        return this;
    }

    private LiquidationWorld look() {
        actors.together(() -> {
            market.post();
            assess();
        });
        return this;
    }

    /** Keepers' takes are answered while the clock stands. */
    void awaitAnswers(int count) {
        actors.awaitQuiet();
        assertThat(answers).hasSize(count);
    }

    LiquidationWorld feed(FeedState state) {
        market.feed(state);
        return look();
    }

    /** The own book quotes. */
    LiquidationWorld ownBook(OwnMarket book) {
        market.ownBook(book);
        actors.together(market::post);
        return this;
    }

    LiquidationWorld assess() {
        actors.together(() -> accounts.all().stream()
                .filter(account -> account.role().isMargined())
                .forEach(account -> require(account.id(), new RiskCommand.Assess())));
        return this;
    }

    Account account(String id) {
        return accounts.get(id);
    }

    Money cash(String id) {
        return account(id).cash();
    }

    Quantity held(String id) {
        return account(id).quantity(BTC);
    }

    /** Time goes on to so long before the next midnight, at once. */
    LiquidationWorld beforeMidnight(long millis) {
        long day = Duration.ofDays(1).toMillis();
        long midnight = (Math.floorDiv(clock.nowMillis(), day) + 1) * day;
        actors.together(() -> {
            clock.advanceTo(midnight - millis);
            market.post();
        });
        return this;
    }

    /** Time passes in small steps. */
    LiquidationWorld pass(long millis) {
        for (long passed = 0; passed < millis; passed += STEP_MILLIS) {
            step();
        }
        return this;
    }

    /** Actors end what a step causes before the next one. */
    private void step() {
        actors.together(() -> {
            clock.advanceTo(clock.nowMillis() + STEP_MILLIS);
            market.post();
        });
    }

    /** Time passes until something is so; fails when it is not within a minute of real time. */
    LiquidationWorld until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        actors.awaitQuiet();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for: %s", what).isLessThan(deadline);
            step();
        }
        return this;
    }

    /** Time passes until something is so, and meanwhile a keeper takes what is on offer at any price. */
    LiquidationWorld untilWithKeeper(String keeper, String what, BooleanSupplier condition) {
        return until(what, () -> {
            keepers.takeAll(accounts.all(), keeper, () -> id("take"));
            return condition.getAsBoolean();
        });
    }

    void take(SettlementId operation, String keeper, Account account, OpenSlice slice, Quantity quantity) {
        keepers.take(operation, keeper, account, slice, quantity);
    }

    void take(SettlementId operation, String keeper, String account, String sliceId, Quantity quantity, Price limit) {
        keepers.take(operation, keeper, account, sliceId, quantity, limit);
    }

    /** Slices that keepers and backstops have booked. */
    List<Settlement> booked(Settlement.Kind kind) {
        return accounts.booked().stream()
                .filter(settlement -> settlement.kind() == kind)
                .toList();
    }

    Money paidBy(String payer) {
        return booked(Settlement.Kind.FUND_PAYMENT).stream()
                .filter(settlement -> settlement.first().account().equals(payer)
                        || settlement.second().account().equals(payer))
                .map(settlement -> settlement.legOf(payer).cash().negate())
                .reduce(Money.ZERO, Money::plus);
    }

    /** Nothing was made or lost, and no fund owes (invariants 1 and 7). */
    void assertBalanced() {
        Conservation.Imbalance imbalance = Conservation.audit(accounts.all(), Map.of(BTC, market.facts()));
        assertThat(imbalance.positionsBalance()).as("positions %s", imbalance).isTrue();
        assertThat(imbalance.cashBalances()).as("cash %s", imbalance).isTrue();
        accounts.all().stream()
                .filter(account -> account.role().isFund())
                .forEach(fund -> assertThat(fund.cash().signum()).as(fund.id()).isNotNegative());
    }

    MarketFacts facts() {
        return market.facts();
    }

    Set<String> deficits() {
        return market.deficits();
    }

    @Override
    public void close() {
        actors.close();
    }
}
