package io.breakwater.node.persistence;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.FactEvent;
import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.account.Liquidation;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.Reservation;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.RiskEvent.HealthChanged.PriceUsed;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.account.SettlementEvent.LegBooked;
import io.breakwater.core.account.SettlementOutcome;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.SeenIds;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Samples of what an account makes durable. */
final class AccountSamples {

    static final Instrument PERPETUAL = InstrumentNames.parse("BTC-PERP");
    static final Instrument FUTURE = InstrumentNames.parse("ETH-20251226");
    static final Instrument OPTION = InstrumentNames.parse("SOL-20260130-210.5-C");
    static final LocalDate DAY = LocalDate.of(2025, 10, 10);
    static final Fingerprint FINGERPRINT = new Fingerprint(0x0123456789abcdefL, 0xfedcba9876543210L);
    private static final long TIME = 1_760_097_600_123L;

    private AccountSamples() {}

    static List<Sample> all() {
        return Stream.of(lifecycle(), facts(), settlements(), risk(), states())
                .flatMap(List::stream)
                .toList();
    }

    static SettlementId id(String key) {
        return new SettlementId(DAY, key);
    }

    static Position position(long seed) {
        return new Position(
                new Quantity(seed * 1_000_001),
                new Money(-seed * 7_000_003),
                new Price(seed * 11),
                Math.floorMod(seed, 5));
    }

    private static List<Sample> lifecycle() {
        return List.of(
                Sample.of(new LifecycleEvent.Opened(TIME, AccountRole.KEEPER, MarginMode.PORTFOLIO)),
                Sample.of(
                        new LifecycleEvent.Transferred(TIME, id("in-1"), FINGERPRINT, "ETH", new Quantity(-4_200_001))),
                Sample.of(new LifecycleEvent.IdsForgotten(TIME, DAY.minusDays(3))),
                Sample.of(new LifecycleEvent.Closed(TIME)));
    }

    private static List<Sample> facts() {
        return List.of(
                Sample.of(new FactEvent.FactsApplied(TIME, FUTURE, position(-3), new Money(17), -99)),
                Sample.of(new FactEvent.PositionExpired(TIME, OPTION, new Price(30_050_000_000L), new Money(-18), 98)),
                Sample.of(new FactEvent.ParametersAdopted(TIME, 12)));
    }

    private static List<Sample> settlements() {
        CommitFacts commit = SettlementSamples.commit();
        LegBooked.BookedMovement booked = new LegBooked.BookedMovement(PERPETUAL, position(5), new Money(21));
        return List.of(
                Sample.of(new SettlementEvent.LegReserved(TIME, SettlementSamples.trade())),
                Sample.of(new LegBooked(TIME, SettlementSamples.trade(), commit, List.of(booked), -77)),
                Sample.of("payment", new LegBooked(TIME, SettlementSamples.payment(), nothing(), List.of(), 0)),
                Sample.of(new SettlementEvent.ReservationReleased(TIME, id("t-2"), FINGERPRINT)),
                Sample.of(new SettlementEvent.SettlementRefused(TIME, id("t-3"), FINGERPRINT)));
    }

    private static CommitFacts nothing() {
        return new CommitFacts(new TreeMap<>());
    }

    private static List<Sample> risk() {
        PriceUsed used =
                new PriceUsed(PERPETUAL, new PriceId(4, 1_234), FeedState.DEGRADED, new Price(6_000_000_000_001L));
        return List.of(
                Sample.of(new RiskEvent.HealthChanged(
                        TIME,
                        HealthState.WARNING,
                        HealthState.MARGIN_CALL,
                        new Money(-1_000_001),
                        new Money(2_000_002),
                        8,
                        List.of(used))),
                Sample.of(new RiskEvent.LiquidationStarted(TIME, 2)),
                Sample.of(new RiskEvent.SliceOffered(TIME, "2.1", PERPETUAL, new Quantity(-5_000_000), 44)),
                Sample.of(new RiskEvent.SliceReturned(TIME, "2.1", new Quantity(-1_500_000))),
                Sample.of(new RiskEvent.LiquidationEnded(TIME, 2)));
    }

    private static List<Sample> states() {
        return List.of(Sample.of("unopened", Account.unopened("ann")), Sample.of(account()));
    }

    private static Account account() {
        Settlement reserved = SettlementSamples.trade();
        OpenSlice slice = new OpenSlice("3.2", PERPETUAL, new Quantity(-900), new Quantity(-400), 61, TIME - 4_000);
        SeenIds<SettlementId, SettlementOutcome> outcomes = SeenIds.<SettlementId, SettlementOutcome>none()
                .plus(id("t-9"), new SettlementOutcome(FINGERPRINT, Optional.of(SettlementSamples.commit())))
                .plus(id("t-8"), new SettlementOutcome(FINGERPRINT, Optional.empty()));
        return new Account(
                "ann",
                Account.Status.OPEN,
                AccountRole.TRADER,
                MarginMode.CROSS,
                41,
                TIME,
                new Money(-123_456_789),
                new TreeMap<>(Map.of("ETH", new Quantity(314), "BTC", new Quantity(-15))),
                new TreeMap<>(Map.of(FUTURE, position(2), PERPETUAL, position(-9))),
                new TreeMap<>(Map.of("fund:BTC", new Money(6), "fund:ETH", new Money(7))),
                -5,
                HealthState.LIQUIDATING,
                3,
                Optional.of(new Liquidation(
                        3, TIME - 5_000, new TreeMap<>(Map.of(slice.id(), slice)), 61, 2, new Money(88_000_000))),
                30,
                new TreeMap<>(Map.of(reserved.id(), new Reservation(reserved, reserved.first(), TIME - 100))),
                outcomes,
                SeenIds.<SettlementId, Fingerprint>none().plus(id("in-4"), FINGERPRINT),
                new Money(500_000_000),
                new TreeMap<>(Map.of("ETH", new Quantity(310))));
    }
}
