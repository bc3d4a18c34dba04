package io.breakwater.core.account;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
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
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A small clearing house for tests: accounts in a map, a market that tests move, settlements booked at once. */
public final class Books {

    public static final Instrument BTC = new Instrument.Perpetual("BTC");
    public static final Instrument ETH = new Instrument.Perpetual("ETH");
    public static final LocalDate DAY = LocalDate.of(2025, 10, 10);
    public static final long NOON = 1_760_097_600_000L;

    public final Map<String, Account> accounts = new TreeMap<>();
    private final Map<Instrument, InstrumentMarket> markets = new HashMap<>();
    private final Map<String, Price> collateral =
            new HashMap<>(Map.of("ETH", Price.of("3000"), "BTC", Price.of("60000")));
    private final Set<String> openDeficits = new HashSet<>();
    private RiskParameters parameters = DefaultParameters.epochOne();
    private AccountLimits limits = AccountLimits.defaults();
    private long now = NOON;
    private long nextId = 1;

    public Books() {
        market(BTC, "60000");
        market(ETH, "3000");
    }

    public MarketView view() {
        return new MarketView(now, parameters, markets, collateral, openDeficits);
    }

    public AccountContext context() {
        return new AccountContext(view(), limits);
    }

    public void limits(AccountLimits newLimits) {
        limits = newLimits;
    }

    /** A newer version of the parameters. */
    public void adopt(UnaryOperator<RiskParameters> change) {
        parameters = change.apply(parameters);
    }

    /** The same parameters under the next epoch. */
    public void nextEpoch() {
        adopt(before -> new RiskParameters(
                before.epoch() + 1,
                before.underlyings(),
                before.collateral(),
                before.health(),
                before.liquidation(),
                before.portfolio()));
    }

    public void deficitOpens(String underlying) {
        openDeficits.add(underlying);
    }

    public void deficitIsCovered(String underlying) {
        openDeficits.remove(underlying);
    }

    /** The view loses a market: this node has not heard of it. */
    public InstrumentMarket forget(Instrument instrument) {
        return markets.remove(instrument);
    }

    public void forgetPrice(String asset) {
        collateral.remove(asset);
    }

    public Collection<Instrument> instruments() {
        return new TreeSet<>(markets.keySet());
    }

    public InstrumentMarket at(Instrument instrument) {
        return markets.get(instrument);
    }

    public long now() {
        return now;
    }

    /** Sets a LIVE market; average and stable follow the mark. */
    public void market(Instrument instrument, String mark) {
        Price price = Price.of(mark);
        InstrumentMarket before =
                markets.getOrDefault(instrument, InstrumentMarket.live(new PriceId(1, nextId++), price));
        markets.put(instrument, before.at(new PriceId(1, nextId++), FeedState.LIVE, price, price, price));
    }

    public void change(Instrument instrument, UnaryOperator<InstrumentMarket> change) {
        markets.put(instrument, change.apply(markets.get(instrument)));
    }

    public void feed(Instrument instrument, FeedState feed, String mark, String average) {
        change(
                instrument,
                at -> at.at(new PriceId(1, nextId++), feed, Price.of(mark), Price.of(average), Price.of(mark)));
    }

    public void facts(Instrument instrument, MarketFacts facts) {
        change(instrument, at -> at.with(facts));
    }

    /** Moves only the funding index of an instrument. */
    public void funding(Instrument instrument, String index) {
        change(
                instrument,
                at -> at.with(new MarketFacts(
                        Price.of(index), at.facts().haircuts(), at.facts().settlement())));
    }

    /** A loss haircut of a share of every gain at the present mark. */
    public void haircut(Instrument instrument, String share) {
        change(instrument, at -> {
            List<MarketFacts.LossHaircut> haircuts = new ArrayList<>(at.facts().haircuts());
            haircuts.add(new MarketFacts.LossHaircut(at.mark(), at.facts().fundingIndex(), Rate.of(share)));
            return at.with(new MarketFacts(
                    at.facts().fundingIndex(), haircuts, at.facts().settlement()));
        });
    }

    /** An instrument expires at a price. */
    public void expire(Instrument instrument, String price) {
        change(
                instrument,
                at -> at.with(new MarketFacts(
                        at.facts().fundingIndex(), at.facts().haircuts(), Optional.of(Price.of(price)))));
    }

    public void pass(long millis) {
        now += millis;
    }

    public Account open(String id, AccountRole role, String deposit) {
        return open(id, role, MarginMode.CROSS, deposit);
    }

    public Account open(String id, AccountRole role, MarginMode mode, String deposit) {
        accounts.put(id, Account.unopened(id));
        accept(id, new LifecycleCommand.Open(role, mode));
        if (!deposit.equals("0")) {
            accept(id, new LifecycleCommand.Deposit(id("deposit"), "USDC", Quantity.of(deposit)));
        }
        return get(id);
    }

    public Account get(String id) {
        return accounts.get(id);
    }

    public SettlementId id(String prefix) {
        return new SettlementId(today(), prefix + "-" + nextId++);
    }

    /** The business date of the market's time. */
    public LocalDate today() {
        return LocalDate.ofEpochDay(Math.floorDiv(now, Duration.ofDays(1).toMillis()));
    }

    public Decision decide(String id, AccountCommand command) {
        return AccountDecider.decide(get(id), command, context());
    }

    /** Decides and applies; fails with the refusal's text when refused. */
    public List<AccountEvent> accept(String id, AccountCommand command) {
        Decision decision = decide(id, command);
        if (decision instanceof Decision.Refused refused) {
            throw new AssertionError(id + " refused " + command + ": " + refused.refusal());
        }
        List<AccountEvent> events = ((Decision.Accepted) decision).events();
        accounts.put(id, get(id).evolve(events));
        return events;
    }

    public Refusal refusal(String id, AccountCommand command) {
        Decision decision = decide(id, command);
        if (decision instanceof Decision.Accepted accepted) {
            throw new AssertionError(id + " accepted " + command + ": " + accepted.events());
        }
        return ((Decision.Refused) decision).refusal();
    }

    public Settlement trade(String buyer, String seller, Instrument instrument, String quantity, String price) {
        Leg buys = Leg.of(buyer, false, List.of(Leg.Movement.at(instrument, Quantity.of(quantity), Price.of(price))));
        return Settlement.of(id("trade"), Settlement.Kind.TRADE, buys, buys.opposite(seller, false));
    }

    /** Books a settlement on both sides at once. */
    public void settle(Settlement settlement) {
        accept(settlement.first().account(), new SettlementCommand.Reserve(settlement));
        accept(settlement.second().account(), new SettlementCommand.Book(settlement));
        confirm(settlement);
    }

    public void confirm(Settlement settlement) {
        accept(
                settlement.first().account(),
                new SettlementCommand.Confirm(
                        settlement.id(),
                        get(settlement.second().account())
                                .committed(settlement.id())
                                .orElseThrow()));
    }

    public void buy(String buyer, String seller, Instrument instrument, String quantity, String price) {
        settle(trade(buyer, seller, instrument, quantity, price));
    }

    public Conservation.Imbalance audit() {
        Map<Instrument, MarketFacts> facts = new HashMap<>();
        markets.forEach((instrument, at) -> facts.put(instrument, at.facts()));
        return Conservation.audit(accounts.values(), facts);
    }

    public boolean balances() {
        return audit().positionsBalance() && audit().cashBalances();
    }

    public static Money money(String amount) {
        return Money.of(amount);
    }
}
