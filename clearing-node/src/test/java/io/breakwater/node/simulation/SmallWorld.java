package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationTiming;
import io.breakwater.node.feed.ListTape;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteSource;
import io.breakwater.node.feed.SourceKind;
import io.breakwater.node.feed.TapeQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A world small enough to reckon by hand: BTC at 60,000 and ETH at 3,000, quoted once a second by three venues that a
 * test can move, silence or let lie; empty funds and backstops; and the accounts that a test opens.
 */
final class SmallWorld {

    static final Instrument BTC = new Instrument.Perpetual("BTC");
    static final Instrument ETH = new Instrument.Perpetual("ETH");
    static final long START = 1_760_097_600_000L;
    static final String FUND = HouseAccounts.symbolFund("BTC");
    static final String BACKSTOP = HouseAccounts.backstop("BTC");

    private static final long TICK_MILLIS = 1_000;
    private static final List<String> UNDERLYINGS = List.of("BTC", "ETH");
    private static final List<String> VENUES = List.of("east", "north", "west");

    final EventLoop loop = new EventLoop(START);
    final Tally tally = new Tally();
    final OpenInterest openInterest = new OpenInterest();
    final Markets markets;
    final House house;
    final Watch watch;
    final FeeSweep sweep;
    final LiquidationDesk desk;
    final KeeperFloor floor;
    final BackstopRoom room;
    final Waterfall waterfall;
    final BackstopDesk backstops;
    final List<House.Observer> observers = new ArrayList<>();
    private final Map<String, Price> prices = new HashMap<>();
    private final Map<String, Price> lies = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private long now = START;

    /** A world without keepers, whose own books are this deep. */
    SmallWorld(String depth) {
        this(depth, List.of());
    }

    /** A world with keepers, whose accounts a test opens. */
    SmallWorld(String depth, List<Keeper> keepers) {
        markets = new Markets(
                DefaultParameters.epochOne(),
                List.of(outside("BTC", "60000"), outside("ETH", "3000")),
                new ListTape(sources(), UNDERLYINGS, List.of()),
                market -> OwnBook.Parameters.defaults(Money.of(depth)),
                START);
        house = new House(AccountLimits.defaults(), markets::view, this::changed);
        watch = new Watch(house);
        sweep = new FeeSweep(house);
        desk = new LiquidationDesk(loop, house, LiquidationTiming.defaults());
        floor = new KeeperFloor(house, markets, tally, keepers, AuctionParameters.defaults());
        room = new BackstopRoom(house, markets, openInterest);
        waterfall = new Waterfall(house, markets, tally);
        backstops = new BackstopDesk(loop, house, markets, floor, waterfall, room);
        desk.connect(new Unthrottled(loop, desk, false), floor, backstops);
        prices.put("BTC", Price.of("60000"));
        prices.put("ETH", Price.of("3000"));
        openReserves();
        pass(40);
    }

    private static OutsideMarket outside(String underlying, String price) {
        List<OutsideMarket.Venue> venues = new ArrayList<>();
        for (String venue : VENUES) {
            int source = source(venue, underlying);
            venues.add(new OutsideMarket.Venue(source, sources().get(source).name(), SourceKind.SPOT, 1_000, 4, 3_000));
        }
        return new OutsideMarket(underlying, Price.of(price), venues, 2);
    }

    private static List<QuoteSource> sources() {
        List<QuoteSource> sources = new ArrayList<>();
        VENUES.forEach(venue -> UNDERLYINGS.forEach(
                underlying -> sources.add(new QuoteSource(venue, underlying + "USD", underlying, SourceKind.SPOT, 0))));
        return sources;
    }

    private static int source(String venue, String underlying) {
        return VENUES.indexOf(venue) * UNDERLYINGS.size() + UNDERLYINGS.indexOf(underlying);
    }

    private void openReserves() {
        for (String underlying : UNDERLYINGS) {
            open(HouseAccounts.symbolFund(underlying), AccountRole.FUND, "0");
            open(HouseAccounts.backstop(underlying), AccountRole.BACKSTOP, "0");
        }
        open(HouseAccounts.GLOBAL_FUND, AccountRole.FUND, "0");
        open(HouseAccounts.TRANCHE, AccountRole.TRANCHE, "0");
    }

    private void changed(Account before, Account after, List<AccountEvent> events) {
        tally.changed(before, after, events);
        watch.changed(after);
        sweep.changed(after);
        openInterest.changed(before, after);
        desk.changed(before, after, events);
        observers.forEach(observer -> observer.changed(before, after, events));
    }

    SmallWorld open(String id, AccountRole role, String deposit) {
        house.require(id, new LifecycleCommand.Open(role, MarginMode.CROSS));
        return deposit(id, deposit);
    }

    SmallWorld trader(String id, String deposit) {
        return open(id, AccountRole.TRADER, deposit);
    }

    SmallWorld deposit(String id, String amount) {
        if (!amount.equals("0")) {
            house.require(id, new LifecycleCommand.Deposit(house.id("deposit"), "USDC", Quantity.of(amount)));
        }
        return this;
    }

    /** The buyer buys at a price, which need not be the market's. */
    Optional<Refusal> trade(String buyer, String seller, Instrument instrument, String quantity, String price) {
        Leg buys = Leg.of(buyer, false, List.of(Leg.Movement.at(instrument, Quantity.of(quantity), Price.of(price))));
        return house.settle(
                Settlement.of(house.id("trade"), Settlement.Kind.TRADE, buys, buys.opposite(seller, false)));
    }

    SmallWorld buy(String buyer, String seller, String quantity, String price) {
        assertThat(trade(buyer, seller, BTC, quantity, price)).isEmpty();
        return this;
    }

    /** A venue says something of its own about an underlying. */
    void lie(String venue, String underlying, String price) {
        lies.put(venue + underlying, Price.of(price));
    }

    /** A venue says nothing about an underlying, or speaks again. */
    void silence(String venue, String underlying, boolean isSilent) {
        if (isSilent) {
            silent.add(venue + underlying);
        } else {
            silent.remove(venue + underlying);
        }
    }

    /** Nobody quotes an underlying for ten seconds: its feed is STALE. */
    SmallWorld goStale(String underlying) {
        VENUES.forEach(venue -> silence(venue, underlying, true));
        pass(10);
        assertThat(feed(underlying).state()).isEqualTo(FeedState.STALE);
        return this;
    }

    /** Everybody quotes it again: it warms up for half a minute. */
    SmallWorld speak(String underlying) {
        VENUES.forEach(venue -> silence(venue, underlying, false));
        return this;
    }

    /** The outside market goes to a price in a straight line over twenty minutes; prices alone move. */
    SmallWorld walk(String underlying, String to) {
        long from = prices.get(underlying).units();
        long target = Price.of(to).units();
        long steps = 1_200;
        for (long i = 1; i <= steps; i++) {
            prices.put(underlying, new Price(from + (target - from) * i / steps));
            tickPrices();
        }
        pass(300);
        return this;
    }

    /** The outside market is at a price from the next quote on. */
    void jump(String underlying, String to) {
        prices.put(underlying, Price.of(to));
    }

    /** Seconds pass in which prices alone move. */
    SmallWorld pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            tickPrices();
        }
        return this;
    }

    /** Seconds pass in which everybody acts. */
    SmallWorld live(int seconds) {
        for (int i = 0; i < seconds; i++) {
            tickPrices();
            loop.runTo(now);
            watch.onPrices(markets.view());
            floor.tick(now);
            sweep.tick(now);
        }
        loop.runTo(now);
        return this;
    }

    private void tickPrices() {
        now += TICK_MILLIS;
        for (String venue : VENUES) {
            for (String underlying : UNDERLYINGS) {
                if (!silent.contains(venue + underlying)) {
                    Price price = lies.getOrDefault(venue + underlying, prices.get(underlying));
                    markets.quote(new TapeQuote(
                            now, source(venue, underlying), UNDERLYINGS.indexOf(underlying), price.units()));
                }
            }
        }
        markets.tick(now);
    }

    /** An account re-tests its health. */
    HealthState assess(String id) {
        house.require(id, new RiskCommand.Assess());
        return account(id).health();
    }

    long now() {
        return now;
    }

    Feed feed(String underlying) {
        return markets.feed(new Instrument.Perpetual(underlying));
    }

    Price mark(Instrument instrument) {
        return markets.view().instruments().get(instrument).mark();
    }

    Account account(String id) {
        return house.account(id);
    }

    Money cash(String id) {
        return account(id).cash();
    }

    Quantity held(String id) {
        return account(id).quantity(BTC);
    }

    MarginResult margin(String id) {
        return HealthAssessment.margin(account(id), markets.view());
    }

    /** Nothing was made or lost, and no fund owes (invariants 1 and 7). */
    void assertBalanced() {
        Conservation.Imbalance imbalance = audit().imbalance();
        assertThat(imbalance.positionsBalance()).as("positions %s", imbalance).isTrue();
        assertThat(imbalance.cashBalances()).as("cash %s", imbalance).isTrue();
        for (Account account : house.accounts()) {
            assertThat(account.role().isFund() && account.cash().signum() < 0)
                    .as(account.id())
                    .isFalse();
        }
    }

    /** The audit of everybody now. */
    Audit audit() {
        return new Audit(house.accounts(), markets.facts(), markets.view());
    }
}
