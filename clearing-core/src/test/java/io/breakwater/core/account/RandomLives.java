package io.breakwater.core.account;

import io.breakwater.core.account.LifecycleCommand.Deposit;
import io.breakwater.core.account.LifecycleCommand.ForgetIds;
import io.breakwater.core.account.LifecycleCommand.Withdraw;
import io.breakwater.core.account.RiskCommand.Assess;
import io.breakwater.core.account.RiskCommand.CatchUp;
import io.breakwater.core.account.RiskCommand.OfferSlice;
import io.breakwater.core.account.RiskCommand.ReturnSlice;
import io.breakwater.core.account.SettlementCommand.Abandon;
import io.breakwater.core.account.SettlementCommand.Book;
import io.breakwater.core.account.SettlementCommand.Confirm;
import io.breakwater.core.account.SettlementCommand.Release;
import io.breakwater.core.account.SettlementCommand.Reserve;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Random lives of a small clearing house: five traders, a keeper, a backstop and three funds trade, pay funding, are
 * charged haircuts, expire, are liquidated and swept, with settlements in flight at every stage. Whatever an account
 * decides is recorded in its journal, and a watch sees every decision.
 */
public final class RandomLives {

    static final Instrument FUTURE = InstrumentNames.parse("BTC-20251226");
    static final List<String> MARGINED = List.of("ann", "ben", "cat", "dan", "eve", "keeper");
    static final List<String> FUNDS = List.of("fund:BTC", "fund:ETH", HouseAccounts.GLOBAL_FUND);

    /** Sees a decision before it is applied. */
    public interface Watch {
        /** What was decided on an account as it was, at the market as it was. */
        void decided(Account before, AccountCommand command, AccountContext context, Decision decision);
    }

    public final Books books = new Books();
    public final Map<String, List<AccountEvent>> journals = new TreeMap<>();
    private final List<Settlement> inFlight = new ArrayList<>();
    private final SplittableRandom random;
    private final Watch watch;
    private long fence = 1;
    private long priceSequence = 1_000_000;

    public RandomLives(SplittableRandom random, Watch watch) {
        this.random = random;
        this.watch = watch;
        books.market(FUTURE, "60100");
        MARGINED.forEach(id -> open(id, id.equals("keeper") ? AccountRole.KEEPER : AccountRole.TRADER, "20000"));
        open(HouseAccounts.backstop("BTC"), AccountRole.BACKSTOP, "100000");
        FUNDS.forEach(id -> open(id, AccountRole.FUND, "500"));
    }

    private void open(String id, AccountRole role, String deposit) {
        books.accounts.put(id, Account.unopened(id));
        journals.put(id, new ArrayList<>());
        decide(id, new LifecycleCommand.Open(role, MarginMode.CROSS));
        decide(id, new Deposit(books.id("open"), "USDC", Quantity.of(deposit)));
    }

    /** Decides, lets the watch see it, and applies what was accepted. */
    Decision decide(String id, AccountCommand command) {
        Account before = books.get(id);
        Decision decision = books.decide(id, command);
        watch.decided(before, command, books.context(), decision);
        if (decision instanceof Decision.Accepted accepted) {
            books.accounts.put(id, before.evolve(accepted.events()));
            journals.get(id).addAll(accepted.events());
        }
        return decision;
    }

    /** One random thing happens. */
    public void step() {
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> start(trade());
            case 4, 5, 6, 7, 8, 9 -> progress();
            case 10, 11 -> moveMark();
            case 12 -> moveFacts();
            case 13 -> transfer();
            case 14 -> decide(anybody(), random.nextBoolean() ? new Assess() : new CatchUp());
            case 15 -> {
                sweep();
                start(payment(trader()));
            }
            case 16, 17 -> offerOrReturn();
            case 18, 19 -> take().ifPresent(this::start);
            case 20 -> resolveLoss().ifPresent(this::start);
            default -> passTime();
        }
    }

    String anybody() {
        return List.copyOf(books.accounts.keySet()).get(random.nextInt(books.accounts.size()));
    }

    private String trader() {
        return MARGINED.get(random.nextInt(MARGINED.size()));
    }

    private Instrument instrument() {
        return List.of(Books.BTC, Books.BTC, Books.ETH, FUTURE).get(random.nextInt(4));
    }

    private Settlement trade() {
        String buyer = trader();
        String seller = trader();
        while (seller.equals(buyer)) {
            seller = trader();
        }
        Instrument instrument = instrument();
        Quantity quantity = instrument.equals(Books.ETH)
                ? new Quantity(random.nextLong(1, 10_000) * 1_000_000)
                : new Quantity(random.nextLong(1, 10_000) * 100_000);
        Price mark = books.at(instrument).mark();
        Price price = new Price(mark.units() / 10_000 * random.nextLong(9_990, 10_011) + random.nextLong(100));
        Leg buys = Leg.of(buyer, false, List.of(Leg.Movement.at(instrument, quantity, price)));
        Leg sells = buys.opposite(seller, false);
        Money fee = new Money(random.nextLong(3_000_000));
        String fund = HouseAccounts.symbolFund(instrument.underlying());
        return Settlement.of(books.id("t"), Settlement.Kind.TRADE, buys.withFee(fund, fee), sells.withFee(fund, fee));
    }

    private void start(Settlement settlement) {
        if (decide(settlement.first().account(), new Reserve(settlement)) instanceof Decision.Accepted) {
            inFlight.add(settlement);
        }
    }

    /** A settlement in flight takes its next step, or is asked about and ends. */
    private void progress() {
        if (inFlight.isEmpty()) {
            return;
        }
        Settlement settlement = inFlight.get(random.nextInt(inFlight.size()));
        String first = settlement.first().account();
        String second = settlement.second().account();
        Optional<CommitFacts> commit = books.get(second).committed(settlement.id(), settlement.fingerprint());
        if (commit.isPresent()) {
            end(settlement, decide(first, new Confirm(settlement.id(), commit.get())));
        } else if (random.nextInt(4) > 0 && decide(second, new Book(settlement)) instanceof Decision.Accepted) {
            return;
        } else if (decide(second, new Abandon(settlement.id(), settlement.fingerprint()))
                instanceof Decision.Accepted) {
            end(settlement, decide(first, new Release(settlement.id())));
        }
    }

    private void end(Settlement settlement, Decision decision) {
        if (decision instanceof Decision.Accepted) {
            inFlight.remove(settlement);
        }
    }

    private void moveMark() {
        Instrument instrument = instrument();
        InstrumentMarket at = books.at(instrument);
        long bound = Math.max(1, at.mark().units() / 30);
        Price mark = new Price(Math.max(1_000_000, at.mark().units() + random.nextLong(-bound, bound)));
        FeedState feed = random.nextInt(5) > 0 ? FeedState.LIVE : FeedState.values()[random.nextInt(6)];
        books.change(
                instrument,
                before -> before.at(new PriceId(1, priceSequence++), feed, mark, at.mark(), before.stable()));
        MARGINED.stream().skip(random.nextInt(4)).limit(3).forEach(id -> decide(id, new Assess()));
    }

    private void moveFacts() {
        Instrument instrument = instrument();
        if (books.at(instrument).facts().settlement().isPresent()) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 ->
                books.haircut(
                        instrument,
                        BigDecimal.valueOf(random.nextLong(1, 100_000_000_000L), 12)
                                .toPlainString());
            case 1 -> books.nextEpoch();
            case 2 -> {
                if (instrument.equals(FUTURE) && random.nextInt(3) == 0) {
                    books.expire(FUTURE, books.at(FUTURE).mark().toString());
                }
            }
            default ->
                books.funding(
                        instrument,
                        books.at(instrument)
                                .facts()
                                .fundingIndex()
                                .plus(new Price(random.nextLong(-3_000_000_007L, 3_000_000_007L)))
                                .toString());
        }
    }

    private void transfer() {
        String id = anybody();
        Quantity amount = new Quantity(random.nextLong(1, 300_000_000_000L) * 100 % 300_000_000_000L + 100);
        boolean asset = random.nextInt(4) == 0;
        String name = asset ? "ETH" : "USDC";
        if (FUNDS.contains(id) && books.get(id).cash().signum() > 0) {
            decide(
                    id,
                    new Withdraw(
                            books.id("all"),
                            "USDC",
                            Quantity.of(books.get(id).cash().exact())));
        }
        Quantity moved = asset ? new Quantity(amount.units() / 10_000) : amount;
        decide(
                id,
                random.nextBoolean()
                        ? new Deposit(books.id("in"), name, moved)
                        : new Withdraw(books.id("out"), name, moved));
    }

    private void sweep() {
        Account payer = books.get(anybody());
        if (!payer.feesDue().isEmpty()) {
            String fund = payer.feesDue().firstKey();
            Money due = payer.feesDue().get(fund);
            Money amount = new Money(random.nextLong(1, due.units() + 2));
            start(LiquidationSettlements.sweep(books.id("s"), payer.id(), fund, amount));
        }
    }

    private Optional<Account> liquidated() {
        return MARGINED.stream()
                .map(books::get)
                .filter(account -> account.liquidation().isPresent())
                .skip(random.nextInt(2))
                .findFirst();
    }

    private Optional<Instrument> holding(Account account) {
        return account.positions().keySet().stream()
                .skip(random.nextInt(Math.max(1, account.positions().size())))
                .findFirst();
    }

    private void offerOrReturn() {
        liquidated().ifPresent(account -> {
            List<String> slices =
                    List.copyOf(account.liquidation().orElseThrow().slices().keySet());
            if (!slices.isEmpty() && random.nextInt(3) == 0) {
                decide(account.id(), new ReturnSlice(slices.get(random.nextInt(slices.size()))));
            } else {
                holding(account).ifPresent(instrument -> decide(account.id(), offer(account, instrument)));
            }
        });
    }

    private OfferSlice offer(Account account, Instrument instrument) {
        Quantity lot = LegTerms.lot(instrument, books.view());
        Quantity held = account.quantity(instrument).negate();
        Quantity part = new Quantity(held.units() / random.nextInt(1, 5)).toLots(lot, Rounding.UP);
        return new OfferSlice(instrument, part, fence++, books.now() + random.nextLong(0, 2_000));
    }

    private Optional<Settlement> take() {
        return liquidated()
                .flatMap(account -> account.liquidation().orElseThrow().slices().values().stream()
                        .skip(random.nextInt(2))
                        .findFirst()
                        .map(slice -> take(account, slice)));
    }

    private Settlement take(Account account, OpenSlice slice) {
        Quantity lot = LegTerms.lot(slice.instrument(), books.view());
        Quantity part = new Quantity(slice.left().units() / random.nextInt(1, 3)).toLots(lot, Rounding.UP);
        boolean toBackstop = slice.instrument().underlying().equals("BTC") && random.nextInt(3) == 0;
        String taker = toBackstop ? HouseAccounts.backstop("BTC") : trader();
        return LiquidationSettlements.take(
                books.id("k"),
                account,
                slice,
                part,
                books.at(slice.instrument()).mark(),
                taker.equals(account.id()) ? HouseAccounts.backstop("BTC") : taker,
                toBackstop,
                new Money(random.nextLong(1_000_000)),
                new Money(random.nextLong(1_000_000)));
    }

    /** A takeover, a payment of a fund, or a deleveraging. */
    private Optional<Settlement> resolveLoss() {
        return liquidated().flatMap(account -> switch (random.nextInt(3)) {
            case 0 -> holding(account).map(instrument -> takeover(account, instrument));
            case 1 ->
                Optional.of(LiquidationSettlements.payment(
                        books.id("p"),
                        FUNDS.get(random.nextInt(3)),
                        account.id(),
                        new Money(random.nextLong(1, 400_000_000))));
            default -> holding(account).map(instrument -> deleveraging(account, instrument));
        });
    }

    private Settlement payment(String payee) {
        Money amount = new Money(random.nextLong(1, 100_000_000));
        return LiquidationSettlements.payment(books.id("p"), FUNDS.get(random.nextInt(3)), payee, amount);
    }

    private Settlement takeover(Account account, Instrument instrument) {
        return LiquidationSettlements.takeover(
                books.id("b"),
                account,
                "BTC",
                new TreeMap<>(Map.of(instrument, account.quantity(instrument).negate())),
                Map.of(instrument, books.at(instrument).mark()),
                LiquidationSettlements.noAssets(),
                new Money(-random.nextLong(10_000_000)));
    }

    /** Against somebody who qualifies where there is one; anybody else refuses. */
    private Settlement deleveraging(Account account, Instrument instrument) {
        Price mark = books.at(instrument).mark();
        Quantity closing = account.quantity(instrument).negate();
        String target = trader();
        for (String candidate : MARGINED) {
            Account other = books.get(candidate);
            Quantity accepts = DeleveragingCheck.acceptable(other, instrument, mark);
            if (accepts.signum() > 0 && other.quantity(instrument).signum() == closing.signum()) {
                target = candidate;
                closing = closing.abs().compareTo(accepts) <= 0 ? closing : other.quantity(instrument);
            }
        }
        return LiquidationSettlements.deleverage(
                books.id("d"),
                account.id(),
                target.equals(account.id()) ? HouseAccounts.backstop("BTC") : target,
                instrument,
                closing,
                new Price(mark.units() / 1_000 * random.nextLong(997, 1_004)));
    }

    /** Time passes, now and then a whole day; ids are forgotten once nothing that old is in flight. */
    private void passTime() {
        books.pass(random.nextInt(2) == 0 ? 86_400_000 : random.nextLong(3_000));
        LocalDate today = books.today();
        boolean settled =
                inFlight.stream().noneMatch(old -> old.id().businessDate().isBefore(today.minusDays(2)));
        if (settled) {
            books.accounts.keySet().forEach(id -> decide(id, new ForgetIds(today.plusDays(random.nextInt(-1, 3)))));
        }
    }
}
