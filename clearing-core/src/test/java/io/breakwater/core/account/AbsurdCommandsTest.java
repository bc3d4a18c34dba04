package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.account.LifecycleCommand.Close;
import io.breakwater.core.account.LifecycleCommand.Deposit;
import io.breakwater.core.account.LifecycleCommand.ForgetIds;
import io.breakwater.core.account.LifecycleCommand.Open;
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
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.ValueOverflowException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is asked of an account, at whatever market: it is accepted or refused, and nothing is thrown. */
class AbsurdCommandsTest {

    private static final Instrument CALL = InstrumentNames.parse("BTC-20251226-60000-C");
    private static final Instrument UNLISTED = InstrumentNames.parse("DOGE-PERP");
    private static final List<Instrument> INSTRUMENTS =
            List.of(Books.BTC, Books.BTC, Books.ETH, RandomLives.FUTURE, CALL, UNLISTED);
    private static final List<String> ASSETS = List.of("USDC", "ETH", "BTC", "DOGE", "");

    @Test
    void decideNeverThrowsAndWhatItAcceptsCanBeApplied() {
        Map<RefusalCode, Integer> seen = new EnumMap<>(RefusalCode.class);
        Property.holds("decide only accepts or refuses", 400, random -> {
            Books books = booksWith(random);
            for (int i = 0; i < 60; i++) {
                String id = List.copyOf(books.accounts.keySet()).get(random.nextInt(books.accounts.size()));
                command(books, id, random).ifPresent(command -> apply(books, id, command, seen));
                upset(books, random);
            }
        });
        assertThat(seen)
                .as("refusals met on the way")
                .containsKeys(RefusalCode.VALUE_OVERFLOW, RefusalCode.ASSET_UNKNOWN);
    }

    private static void apply(Books books, String id, AccountCommand command, Map<RefusalCode, Integer> seen) {
        Decision decision = books.decide(id, command);
        if (decision instanceof Decision.Accepted accepted) {
            books.accounts.put(id, books.get(id).evolve(accepted.events()));
        } else {
            seen.merge(((Decision.Refused) decision).refusal().code(), 1, Integer::sum);
        }
    }

    private static Books booksWith(SplittableRandom random) {
        Books books = new Books();
        books.market(RandomLives.FUTURE, "60100");
        books.market(CALL, "60100");
        for (MarginMode mode : MarginMode.values()) {
            books.open(mode.name().toLowerCase(Locale.ROOT), AccountRole.TRADER, mode, "50000");
        }
        books.open("backstop:BTC", AccountRole.BACKSTOP, "100");
        books.open("fund:BTC", AccountRole.FUND, "100");
        books.accounts.put("nobody", Account.unopened("nobody"));
        if (random.nextBoolean()) {
            books.buy("cross", "isolated", Books.BTC, "1", "60000");
        }
        return books;
    }

    /** Sometimes a market disappears, a fact is extreme, a price is absurd. */
    private static void upset(Books books, SplittableRandom random) {
        Instrument instrument = INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size()));
        switch (random.nextInt(30)) {
            case 0 -> books.forget(instrument);
            case 1 -> books.forgetPrice("ETH");
            case 2, 3, 4 -> books.market(instrument, "60000");
            case 5, 6 -> set(books, instrument, random);
            case 7 -> books.nextEpoch();
            case 8 -> books.pass(random.nextLong(-100_000_000, 100_000_000));
            default -> {}
        }
    }

    private static void set(Books books, Instrument instrument, SplittableRandom random) {
        if (books.at(instrument) != null) {
            Price mark = new Price(Math.max(1, anyUnits(random)));
            books.change(
                    instrument,
                    at -> new InstrumentMarket(
                            new PriceId(9, random.nextInt(99)),
                            FeedState.values()[random.nextInt(6)],
                            mark,
                            at.mark(),
                            at.mark(),
                            new Price(Math.max(0, anyUnits(random))),
                            random.nextBoolean() ? Optional.of(Rate.of("0.6")) : Optional.empty(),
                            at.maintenanceScale(),
                            new Rate(Math.max(0, anyUnits(random))),
                            at.openInterestShare(),
                            facts(at.facts(), random)));
        }
    }

    private static MarketFacts facts(MarketFacts before, SplittableRandom random) {
        return new MarketFacts(
                random.nextBoolean() ? before.fundingIndex() : new Price(anyUnits(random)),
                before.haircuts(),
                random.nextInt(9) == 0 ? Optional.of(new Price(anyUnits(random))) : before.settlement());
    }

    /** A command, unless the values alone cannot even be written down as one. */
    private static Optional<AccountCommand> command(Books books, String id, SplittableRandom random) {
        try {
            return Optional.of(anyCommand(books, id, random));
        } catch (ValueOverflowException | IllegalArgumentException unwritable) {
            return Optional.empty();
        }
    }

    private static AccountCommand anyCommand(Books books, String id, SplittableRandom random) {
        Quantity quantity = new Quantity(anyUnits(random));
        String asset = ASSETS.get(random.nextInt(ASSETS.size()));
        Instrument instrument = INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size()));
        return switch (random.nextInt(15)) {
            case 0 -> new Open(AccountRole.values()[random.nextInt(5)], MarginMode.values()[random.nextInt(3)]);
            case 1, 2 -> new Deposit(anyId(books, random), asset, quantity);
            case 3, 4 -> new Withdraw(anyId(books, random), asset, quantity);
            case 5 -> new ForgetIds(anyDate(random));
            case 6 -> random.nextInt(20) == 0 ? new Close() : new Assess();
            case 7 -> new CatchUp();
            case 8 -> new OfferSlice(instrument, quantity, random.nextLong(), random.nextLong());
            case 9 -> new ReturnSlice(random.nextBoolean() ? "1.1" : "");
            case 10 -> new Abandon(anyId(books, random), new Fingerprint(random.nextLong(), 0));
            case 11 -> new Release(anyReserved(books, id, random));
            case 12 -> new Confirm(anyReserved(books, id, random), anyCommit(random));
            case 13 -> new Reserve(anySettlement(books, id, random));
            default -> new Book(anySettlement(books, id, random));
        };
    }

    private static SettlementId anyId(Books books, SplittableRandom random) {
        return random.nextInt(4) > 0 ? books.id("any") : new SettlementId(anyDate(random), "k" + random.nextInt(9));
    }

    private static SettlementId anyReserved(Books books, String id, SplittableRandom random) {
        return books.get(id).reservations().keySet().stream()
                .skip(random.nextInt(2))
                .findFirst()
                .orElseGet(() -> anyId(books, random));
    }

    private static LocalDate anyDate(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> LocalDate.MIN;
            case 1 -> LocalDate.MAX;
            default -> Books.DAY.plusDays(random.nextInt(-5, 5));
        };
    }

    private static CommitFacts anyCommit(SplittableRandom random) {
        TreeMap<Instrument, CommitFacts.Reached> reached = new TreeMap<>();
        INSTRUMENTS.stream()
                .filter(instrument -> random.nextInt(4) > 0)
                .forEach(instrument -> reached.put(
                        instrument,
                        new CommitFacts.Reached(
                                random.nextBoolean() ? Price.ZERO : new Price(anyUnits(random)), random.nextInt(2))));
        return new CommitFacts(reached);
    }

    private static Settlement anySettlement(Books books, String id, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            Leg plain = Leg.of(id, false, List.of(anyMovement(random)));
            return Settlement.of(books.id("t"), Settlement.Kind.TRADE, plain, plain.opposite("other", false));
        }
        Leg leg = new Leg(
                id,
                random.nextBoolean(),
                random.nextInt(4) == 0 ? List.of() : List.of(anyMovement(random)),
                random.nextBoolean() ? Money.ZERO : new Money(anyUnits(random)),
                random.nextInt(4) > 0
                        ? new TreeMap<>()
                        : new TreeMap<>(
                                Map.of(ASSETS.get(random.nextInt(ASSETS.size())), new Quantity(anyUnits(random)))),
                random.nextBoolean()
                        ? new TreeMap<>()
                        : new TreeMap<>(Map.of("fund:BTC", new Money(Math.max(0, anyUnits(random))))));
        Settlement.Kind kind = Settlement.Kind.values()[random.nextInt(6)];
        Optional<String> slice = kind == Settlement.Kind.LIQUIDATION ? Optional.of("1.1") : Optional.empty();
        return Settlement.of(anyId(books, random), kind, leg, leg.opposite("other", random.nextBoolean()), slice);
    }

    private static Leg.Movement anyMovement(SplittableRandom random) {
        Instrument instrument = INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size()));
        return random.nextBoolean()
                ? Leg.Movement.at(instrument, Quantity.of("0.1"), Price.of("6000"))
                : new Leg.Movement(instrument, new Quantity(anyUnits(random)), new Money(anyUnits(random)));
    }

    /** Of every magnitude, and often at the edges. */
    private static long anyUnits(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            case 2 -> random.nextInt(-1, 2);
            case 3, 4, 5 -> random.nextLong(-1_000, 1_000) * 10_000_000;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
