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
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.liquidation.BranchingRatio;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.node.QuietActors;
import io.breakwater.node.account.InMemoryAccounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.market.PublishedPrice.OwnMarket;
import io.breakwater.node.time.ReplayClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;

/**
 * A node's liquidation over accounts in memory: BTC at 60,000, every actor of the package, time that a test moves, and a
 * journal in memory.
 */
final class LiquidationWorld implements LossPublications, ConditionsSource, AutoCloseable {

    static final Instrument BTC = new Instrument.Perpetual("BTC");
    static final String FUND = HouseAccounts.symbolFund("BTC");
    static final String BACKSTOP = HouseAccounts.backstop("BTC");
    static final long START = 1_760_097_600_000L;
    static final Config CONFIG =
            ConfigFactory.parseResources("liquidation.conf").resolve();
    static final LiquidationSettings SETTINGS = LiquidationSettings.of(CONFIG);

    private static final long STEP_MILLIS = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Every event goes through its serializer, as in a journal. */
    final QuietActors actors = new QuietActors(
            "liquidation",
            PersistenceTestKitPlugin.config()
                    .withFallback(PersistenceTestKitSnapshotPlugin.config())
                    .withFallback(ConfigFactory.parseResources("serialization.conf"))
                    .withFallback(ConfigFactory.parseResources("liquidation.conf"))
                    .resolve());

    final ActorTestKit kit = actors.kit;

    final ReplayClock clock = new ReplayClock(START);
    final MarketBoard board;
    final InMemoryAccounts accounts;
    final LocalHolders holders = new LocalHolders();
    final MemoryTermStore terms = new MemoryTermStore(clock::nowMillis, SETTINGS);
    ActorRef<LossProtocol> losses;
    private final ActorRef<LossProtocol> toLosses;
    private final LiquidationSettings lossSettings;
    final ActorRef<BackstopProtocol> backstops;
    final ActorRef<VelocityProtocol> velocity;
    final ActorRef<AuctionProtocol.Message> floor;
    final ActorRef<LiquidationsProtocol.Message> register;
    final ConcurrentLinkedQueue<AuctionProtocol.TakeAnswer> answers = new ConcurrentLinkedQueue<>();
    private final ActorRef<AuctionProtocol.TakeAnswer> sink = actors.spawn(Behaviors.receiveMessage(answer -> {
        answers.add(answer);
        return Behaviors.same();
    }));
    final ConcurrentLinkedQueue<Rate> gains = new ConcurrentLinkedQueue<>();
    final List<String> halted = new ArrayList<>();
    volatile boolean isDirectoryDown;
    ActorRef<CoordinatorCommand> coordinator;
    private final ActorRef<CoordinatorCommand> toCoordinator;
    private Optional<OwnMarket> own = Optional.empty();
    private final Set<String> deficits = new TreeSet<>();
    private MarketFacts facts = MarketFacts.NONE;
    private Price mark = Price.of("60000");
    private FeedState feed = FeedState.LIVE;
    private volatile BigDecimal liquidatable = BigDecimal.ZERO;
    private long nextId = 1;

    LiquidationWorld() {
        this(SETTINGS);
    }

    /** With other settings of the desk that covers losses. */
    LiquidationWorld(LiquidationSettings lossSettings) {
        this.lossSettings = lossSettings;
        board = new MarketBoard(posting());
        accounts = new InMemoryAccounts(AccountLimits.defaults(), board::view);
        accounts.listen(holders);
        startCoordinator("node-1");
        toCoordinator = actors.spawn(Behaviors.receiveMessage(message -> {
            coordinator.tell(message);
            return Behaviors.same();
        }));
        velocity = actors.spawn(VelocityDesk.of(new VelocityDesk.Surroundings(
                "node-1", clock, board, accounts, this, SETTINGS.coordinator(), toCoordinator)));
        startLossDesk();
        toLosses = actors.spawn(Behaviors.receiveMessage(message -> {
            losses.tell(message);
            return Behaviors.same();
        }));
        backstops = actors.spawn(
                BackstopDesk.of(new BackstopDesk.Surroundings(clock, board, accounts, this, SETTINGS, toLosses)));
        floor = actors.spawn(AuctionFloor.of(new AuctionFloor.Surroundings(clock, board, accounts, SETTINGS)));
        register = actors.spawn(Liquidations.of(board, toLosses, SETTINGS));
        accounts.listen(AuctionFloor.listener(floor));
        accounts.listen(Liquidations.listener(register));
        accounts.host(
                kit.system(),
                LiquidationDriverActor.drivers(new LiquidationDriverActor.Surroundings(
                        clock,
                        board,
                        AccountLimits.defaults(),
                        SETTINGS.timing(),
                        SETTINGS.auction().rampMillis(),
                        velocity,
                        backstops)));
        open(FUND, AccountRole.FUND, "0");
        open(BACKSTOP, AccountRole.BACKSTOP, "0");
        open(HouseAccounts.GLOBAL_FUND, AccountRole.FUND, "0");
        open(HouseAccounts.TRANCHE, AccountRole.TRANCHE, "0");
    }

    /** A coordinator of another life takes over. */
    void startCoordinator(String life) {
        coordinator = actors.spawn(CoordinatorTerm.of(new CoordinatorTerm.Surroundings(
                life, clock, terms, SETTINGS, board, this, (underlying, gain) -> gains.add(gain))));
    }

    private void startLossDesk() {
        losses = actors.spawn(LossDesk.of(new LossDesk.Surroundings(
                clock, board, accounts, this, holders, this, WaterfallParameters.defaults(), lossSettings)));
    }

    /** The desk that covers losses begins another life with the journal of the last. */
    void restartLossDesk() {
        kit.stop(losses);
        startLossDesk();
    }

    void stopCoordinator() {
        kit.stop(coordinator);
    }

    /** The drivers of all liquidations begin another life. */
    void restartDrivers() {
        actors.together(accounts::restartDrivers);
    }

    /** What was delayed arrives. */
    void arrive() {
        actors.together(accounts::arrive);
    }

    private MarketBoard.Posting posting() {
        InstrumentMarket market = new InstrumentMarket(
                new PriceId(1, clock.nowMillis()),
                feed,
                mark,
                mark,
                mark,
                Price.ZERO,
                Optional.empty(),
                Rate.ONE,
                Rate.ONE,
                Rate.ZERO,
                facts);
        MarketView view = new MarketView(
                clock.nowMillis(),
                DefaultParameters.epochOne(),
                Map.of(BTC, market),
                Map.of("BTC", mark, "ETH", Price.of("3000")),
                Set.copyOf(deficits));
        TreeMap<String, MarketDefinitions.SymbolDefinition> symbols = new TreeMap<>();
        symbols.put("BTC", new MarketDefinitions.SymbolDefinition(null, null, ThrottleParameters.defaults()));
        TreeMap<Instrument, MarketFacts> allFacts = new TreeMap<>();
        allFacts.put(BTC, facts);
        MarketDefinitions definitions =
                new MarketDefinitions(1, view.parameters(), symbols, allFacts, Set.copyOf(deficits), new TreeMap<>());
        Map<String, PublishedPrice> prices = new HashMap<>();
        prices.put("BTC", new PublishedPrice(null, mark, Rate.of("0.001"), own));
        return new MarketBoard.Posting(view, definitions, prices, 0);
    }

    private synchronized void post() {
        board.post(posting());
    }

    LiquidationWorld open(String id, AccountRole role, String deposit) {
        require(id, new LifecycleCommand.Open(role, MarginMode.CROSS));
        if (!deposit.equals("0")) {
            require(id, new LifecycleCommand.Deposit(id("deposit"), "USDC", Quantity.of(deposit)));
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
        mark = Price.of(price);
        return look();
    }

    /** The mark goes to a price, and one client looks at its health. */
    LiquidationWorld only(String id, String price) {
        mark = Price.of(price);
        post();
        require(id, new RiskCommand.Assess());
        return this;
    }

    /** So much notional would be liquidated by a unit fall; by a rise, none. */
    LiquidationWorld liquidatable(String notional) {
        liquidatable = new BigDecimal(notional);
        return this;
    }

    private LiquidationWorld look() {
        actors.together(() -> {
            post();
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
        feed = state;
        return look();
    }

    /** The own book quotes. */
    LiquidationWorld ownBook(OwnMarket book) {
        own = Optional.of(book);
        post();
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
            post();
        });
        return this;
    }

    /** What the desk that covers losses has written. */
    List<Object> lossEvents() {
        return PersistenceTestKit.create(kit.system()).persistedInStorage(LossJournal.ID.id());
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
            post();
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
            takeAll(keeper);
            return condition.getAsBoolean();
        });
    }

    private void takeAll(String keeper) {
        actors.together(() -> accounts.all()
                .forEach(account -> account.liquidation()
                        .ifPresent(liquidation -> liquidation.slices().values().forEach(slice -> {
                            Quantity available = SliceRules.available(account, slice);
                            if (available.signum() != 0) {
                                take(id("take"), keeper, account, slice, available.abs());
                            }
                        }))));
    }

    void take(SettlementId operation, String keeper, Account account, OpenSlice slice, Quantity quantity) {
        Price any = slice.quantity().signum() < 0 ? Price.of("1000000") : Price.of("0.1");
        take(operation, keeper, account.id(), slice.id(), quantity, any);
    }

    void take(SettlementId operation, String keeper, String account, String sliceId, Quantity quantity, Price limit) {
        actors.together(
                () -> floor.tell(new AuctionProtocol.Take(operation, keeper, account, sliceId, quantity, limit, sink)));
    }

    /** Slices that keepers and backstops have booked. */
    List<Settlement> booked(Settlement.Kind kind) {
        return accounts.booked().stream()
                .filter(settlement -> settlement.kind() == kind)
                .toList();
    }

    Money paidBy(String payer) {
        return accounts.booked().stream()
                .filter(settlement -> settlement.kind() == Settlement.Kind.FUND_PAYMENT)
                .filter(settlement -> settlement.first().account().equals(payer)
                        || settlement.second().account().equals(payer))
                .map(settlement -> settlement.legOf(payer).cash().negate())
                .reduce(Money.ZERO, Money::plus);
    }

    /** Nothing was made or lost, and no fund owes (invariants 1 and 7). */
    void assertBalanced() {
        Conservation.Imbalance imbalance = Conservation.audit(accounts.all(), Map.of(BTC, facts));
        assertThat(imbalance.positionsBalance()).as("positions %s", imbalance).isTrue();
        assertThat(imbalance.cashBalances()).as("cash %s", imbalance).isTrue();
        accounts.all().stream()
                .filter(account -> account.role().isFund())
                .forEach(fund -> assertThat(fund.cash().signum()).as(fund.id()).isNotNegative());
    }

    MarketFacts facts() {
        return facts;
    }

    Set<String> deficits() {
        return Set.copyOf(deficits);
    }

    @Override
    public synchronized CompletionStage<Void> deficit(String underlying, String account, boolean open) {
        if (open ? deficits.add(underlying) : deficits.remove(underlying)) {
            post();
        }
        return Stages.done();
    }

    @Override
    public synchronized CompletionStage<Boolean> haircut(
            Instrument instrument, int epoch, MarketFacts.LossHaircut haircut) {
        if (isDirectoryDown) {
            return CompletableFuture.failedFuture(new TimeoutException("the directory does not answer"));
        }
        if (epoch < facts.haircutEpoch()) {
            return CompletableFuture.completedFuture(facts.haircuts().get(epoch).equals(haircut));
        }
        List<MarketFacts.LossHaircut> haircuts = new ArrayList<>(facts.haircuts());
        haircuts.add(haircut);
        facts = new MarketFacts(facts.fundingIndex(), haircuts, facts.settlement());
        post();
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized CompletionStage<Void> halt(String underlying) {
        halted.add(underlying);
        feed = FeedState.HALTED;
        post();
        return Stages.done();
    }

    @Override
    public Optional<VelocityConditions> of(Instrument instrument, BucketKey.Side side) {
        Ratio impact = new Ratio(new BigDecimal("0.01"), new BigDecimal("10000000"));
        return Optional.of(new VelocityConditions(
                Money.of("10000000"),
                BigDecimal.ZERO,
                impact,
                Money.of("500000000"),
                new BigDecimal("0.04"),
                new BigDecimal("0.15"),
                Money.of("100000000"),
                BranchingRatio.of(impact, Ratio.of(side == BucketKey.Side.SELLING ? liquidatable : BigDecimal.ZERO)),
                BigDecimal.ZERO));
    }

    @Override
    public Money openInterest(Instrument instrument) {
        return Money.of("100000000");
    }

    @Override
    public void close() {
        actors.close();
    }
}
