package io.breakwater.core.account;

import static io.breakwater.core.account.RefusalCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.LifecycleCommand.Close;
import io.breakwater.core.account.LifecycleCommand.Deposit;
import io.breakwater.core.account.LifecycleCommand.Open;
import io.breakwater.core.account.LifecycleCommand.Withdraw;
import io.breakwater.core.account.RiskCommand.Assess;
import io.breakwater.core.account.RiskCommand.CatchUp;
import io.breakwater.core.account.RiskCommand.OfferSlice;
import io.breakwater.core.account.RiskCommand.ReturnSlice;
import io.breakwater.core.account.SettlementCommand.Abandon;
import io.breakwater.core.account.SettlementCommand.Book;
import io.breakwater.core.account.SettlementCommand.Confirm;
import io.breakwater.core.account.SettlementCommand.Reserve;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every refusal code has one shortest way to it; a code without one fails here by name. Each way starts from alice and
 * bob with 5,000, alice long 1 BTC from 60,000 to bob, a keeper with 100,000 and the fund of BTC with 10.
 */
class RefusalCoverageTest {

    private static final Map<RefusalCode, Function<Way, Refusal>> WAYS = new EnumMap<>(RefusalCode.class);

    static {
        lifecycle();
        ids();
        trades();
        liquidations();
        payments();
    }

    private static void lifecycle() {
        WAYS.put(ACCOUNT_UNKNOWN, way -> {
            way.books.accounts.put("nobody", Account.unopened("nobody"));
            return way.books.refusal("nobody", new Assess());
        });
        WAYS.put(ACCOUNT_EXISTS, way -> way.alice(new Open(AccountRole.TRADER, MarginMode.PORTFOLIO)));
        WAYS.put(ACCOUNT_CLOSED, way -> {
            way.books.open("carol", AccountRole.TRADER, "0");
            way.books.accept("carol", new Close());
            return way.books.refusal("carol", new Assess());
        });
        WAYS.put(ACCOUNT_NOT_EMPTY, way -> way.alice(new Close()));
        WAYS.put(AMOUNT_NOT_POSITIVE, way -> way.alice(way.deposit("USDC", "0")));
        WAYS.put(ASSET_UNKNOWN, way -> way.alice(way.deposit("DOGE", "1")));
        WAYS.put(TOO_MANY_ASSETS, way -> {
            way.books.limits(new AccountLimits(64, 0, 64, 3));
            return way.alice(way.deposit("ETH", "1"));
        });
        WAYS.put(INSUFFICIENT_BALANCE, way -> way.alice(way.withdraw("5000.000001")));
        WAYS.put(INSUFFICIENT_INITIAL_MARGIN, way -> way.alice(way.withdraw("3800.000001")));
        WAYS.put(REDUCE_ONLY, way -> {
            way.aliceAt("55600");
            return way.alice(way.withdraw("1"));
        });
        WAYS.put(VALUE_OVERFLOW, way -> {
            way.books.funding(Books.BTC, "92233720368.54775807");
            way.alice.accept(new CatchUp());
            way.books.funding(Books.BTC, "-92233720368.54775807");
            return way.alice(new CatchUp());
        });
    }

    private static void ids() {
        WAYS.put(ID_REUSED, way -> {
            SettlementId id = way.books.id("in");
            way.alice.accept(new Deposit(id, "USDC", Quantity.of("1")));
            return way.alice(new Deposit(id, "USDC", Quantity.of("2")));
        });
        WAYS.put(
                ID_TOO_OLD,
                way -> way.alice(
                        new Deposit(new SettlementId(Books.DAY.minusDays(4), "old"), "USDC", Quantity.of("1"))));
        WAYS.put(ID_ABANDONED, way -> {
            Settlement trade = way.tradeToBook(Books.BTC, "1");
            way.alice.accept(new Abandon(trade.id(), trade.fingerprint()));
            return way.alice(new Book(trade));
        });
        WAYS.put(BEHIND_MARKET_EPOCH, way -> {
            way.books.nextEpoch();
            way.alice.accept(way.deposit("USDC", "1"));
            way.books.adopt(newer -> DefaultParameters.epochOne());
            return way.alice(new Assess());
        });
        WAYS.put(NOT_A_PARTY, way -> way.alice(new Reserve(way.tradeToBook(Books.BTC, "1"))));
        WAYS.put(
                NOTHING_RESERVED,
                way -> way.alice(new Confirm(way.books.id("none"), new CommitFacts(new TreeMap<>()))));
    }

    private static void trades() {
        WAYS.put(MARKET_UNKNOWN, way -> {
            way.books.forget(Books.ETH);
            return way.alice(new Book(way.tradeToBook(Books.ETH, "1")));
        });
        WAYS.put(FEED_NOT_TRUSTED, way -> {
            way.books.feed(Books.BTC, FeedState.STALE, "60000", "60000");
            return way.alice(way.withdraw("1"));
        });
        WAYS.put(INSTRUMENT_NOT_ALLOWED, way -> {
            Instrument call = InstrumentNames.parse("BTC-20251226-60000-C");
            way.books.market(call, "60000");
            return way.alice(new Book(way.tradeToBook(call, "1")));
        });
        WAYS.put(INSTRUMENT_EXPIRED, way -> {
            way.books.expire(Books.ETH, "3000");
            return way.alice(new Book(way.tradeToBook(Books.ETH, "1")));
        });
        WAYS.put(NOT_WHOLE_LOTS, way -> way.alice(new Book(way.tradeToBook(Books.BTC, "0.0001"))));
        WAYS.put(TOO_MANY_POSITIONS, way -> {
            way.books.limits(new AccountLimits(1, 16, 64, 3));
            return way.alice(new Book(way.tradeToBook(Books.ETH, "1")));
        });
        WAYS.put(TOO_MANY_RESERVATIONS, way -> {
            way.books.limits(new AccountLimits(64, 16, 0, 3));
            return way.alice(new Reserve(way.tradeToReserve(Books.BTC, "1")));
        });
    }

    private static void liquidations() {
        WAYS.put(IN_LIQUIDATION, way -> {
            way.aliceAt("55500");
            return way.alice(new Book(way.tradeToBook(Books.BTC, "1")));
        });
        WAYS.put(NOT_IN_LIQUIDATION, way -> way.alice(way.offer("-0.1", 1)));
        WAYS.put(LEASE_EXPIRED, way -> {
            way.aliceAt("55500");
            return way.alice(new OfferSlice(Books.BTC, Quantity.of("-0.1"), 1, way.books.now()));
        });
        WAYS.put(FENCE_OUTDATED, way -> {
            way.aliceAt("55500");
            way.alice.accept(way.offer("-0.1", 7));
            return way.alice(way.offer("-0.1", 7));
        });
        WAYS.put(SLICE_EXCEEDED, way -> {
            way.aliceAt("55500");
            return way.alice(way.offer("-1.001", 1));
        });
        WAYS.put(SLICE_UNKNOWN, way -> way.alice(new ReturnSlice("1.1")));
        WAYS.put(SLICE_IN_USE, way -> {
            way.aliceAt("55500");
            way.alice.accept(way.offer("-0.1", 1));
            way.alice.accept(new Reserve(way.takeToReserve("55500")));
            return way.alice(new ReturnSlice("1.1"));
        });
        WAYS.put(HEALTH_NOT_RAISED, way -> {
            way.aliceAt("55500");
            way.alice.accept(way.offer("-0.1", 1));
            return way.alice(new Reserve(way.takeToReserve("50000")));
        });
    }

    private static void payments() {
        WAYS.put(NOT_DELEVERAGEABLE, way -> {
            Settlement adl = LiquidationSettlements.deleverage(
                    way.books.id("adl"), "bob", "alice", Books.BTC, Quantity.of("1"), Price.of("60000"));
            return way.alice(adl.isFirst("alice") ? new Reserve(adl) : new Book(adl));
        });
        WAYS.put(FEES_NOT_DUE, way -> {
            Settlement sweep =
                    LiquidationSettlements.sweep(way.books.id("sweep"), "alice", "fund:BTC", Money.of("0.000001"));
            return way.alice(sweep.isFirst("alice") ? new Reserve(sweep) : new Book(sweep));
        });
    }

    /** The books of one way, and alice in them. */
    private static final class Way {
        final Books books = new Books();
        final Alice alice = command -> books.accept("alice", command);

        Way() {
            books.open("alice", AccountRole.TRADER, "5000");
            books.open("bob", AccountRole.TRADER, "5000");
            books.open("keeper", AccountRole.KEEPER, "100000");
            books.open("fund:BTC", AccountRole.FUND, "10");
            books.buy("alice", "bob", Books.BTC, "1", "60000");
        }

        Refusal alice(AccountCommand command) {
            return books.refusal("alice", command);
        }

        void aliceAt(String mark) {
            books.market(Books.BTC, mark);
            books.accept("alice", new Assess());
        }

        Deposit deposit(String asset, String amount) {
            return new Deposit(books.id("in"), asset, Quantity.of(amount));
        }

        Withdraw withdraw(String amount) {
            return new Withdraw(books.id("out"), "USDC", Quantity.of(amount));
        }

        OfferSlice offer(String quantity, long fence) {
            return new OfferSlice(Books.BTC, Quantity.of(quantity), fence, books.now() + 1);
        }

        Settlement tradeToReserve(Instrument instrument, String quantity) {
            Settlement trade = books.trade("alice", "bob", instrument, quantity, "60000");
            return trade.isFirst("alice") ? trade : tradeToReserve(instrument, quantity);
        }

        Settlement tradeToBook(Instrument instrument, String quantity) {
            Settlement trade = books.trade("alice", "bob", instrument, quantity, "60000");
            return trade.isFirst("alice") ? tradeToBook(instrument, quantity) : trade;
        }

        Settlement takeToReserve(String price) {
            OpenSlice slice =
                    books.get("alice").liquidation().orElseThrow().slices().get("1.1");
            Leg sells = Leg.of("alice", true, List.of(Leg.Movement.at(Books.BTC, slice.quantity(), Price.of(price))));
            Settlement take = Settlement.of(
                    books.id("take"),
                    Settlement.Kind.LIQUIDATION,
                    sells,
                    sells.opposite("keeper", false),
                    Optional.of(slice.id()));
            return take.isFirst("alice") ? take : takeToReserve(price);
        }
    }

    /** What alice does on the way; it must be accepted. */
    private interface Alice {
        List<AccountEvent> accept(AccountCommand command);
    }

    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void everyRefusalIsReachedAndShowsItsNumbers(RefusalCode code) {
        assertThat(WAYS).as("a way to %s", code).containsKey(code);
        Refusal refusal = WAYS.get(code).apply(new Way());
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.figures()).as("the numbers behind %s", code).isNotEmpty();
        assertThat(refusal.toString()).startsWith(code + ": ");
    }
}
