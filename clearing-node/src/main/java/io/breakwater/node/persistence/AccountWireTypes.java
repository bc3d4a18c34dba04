package io.breakwater.node.persistence;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.FactEvent;
import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.journal.v1.AccountEventProto;
import io.breakwater.journal.v1.AccountStateProto;
import java.util.List;

/** What an account has made durable, its events and its state, each type with its manifest. */
final class AccountWireTypes {

    static final List<WireType<?, ?>> TABLE = List.of(
            new WireType<>(
                    "aO1",
                    LifecycleEvent.Opened.class,
                    LifecycleEventCodec::write,
                    AccountEventProto.Opened.parser(),
                    LifecycleEventCodec::read),
            new WireType<>(
                    "aT1",
                    LifecycleEvent.Transferred.class,
                    LifecycleEventCodec::write,
                    AccountEventProto.Transferred.parser(),
                    LifecycleEventCodec::read),
            new WireType<>(
                    "aI1",
                    LifecycleEvent.IdsForgotten.class,
                    LifecycleEventCodec::write,
                    AccountEventProto.IdsForgotten.parser(),
                    LifecycleEventCodec::read),
            new WireType<>(
                    "aC1",
                    LifecycleEvent.Closed.class,
                    LifecycleEventCodec::write,
                    AccountEventProto.Closed.parser(),
                    LifecycleEventCodec::read),
            new WireType<>(
                    "aF1",
                    FactEvent.FactsApplied.class,
                    FactEventCodec::write,
                    AccountEventProto.FactsApplied.parser(),
                    FactEventCodec::read),
            new WireType<>(
                    "aX1",
                    FactEvent.PositionExpired.class,
                    FactEventCodec::write,
                    AccountEventProto.PositionExpired.parser(),
                    FactEventCodec::read),
            new WireType<>(
                    "aP1",
                    FactEvent.ParametersAdopted.class,
                    FactEventCodec::write,
                    AccountEventProto.ParametersAdopted.parser(),
                    FactEventCodec::read),
            new WireType<>(
                    "aV1",
                    SettlementEvent.LegReserved.class,
                    SettlementEventCodec::write,
                    AccountEventProto.LegReserved.parser(),
                    SettlementEventCodec::read),
            new WireType<>(
                    "aB1",
                    SettlementEvent.LegBooked.class,
                    SettlementEventCodec::write,
                    AccountEventProto.LegBooked.parser(),
                    SettlementEventCodec::read),
            new WireType<>(
                    "aR1",
                    SettlementEvent.ReservationReleased.class,
                    SettlementEventCodec::write,
                    AccountEventProto.ReservationReleased.parser(),
                    SettlementEventCodec::read),
            new WireType<>(
                    "aN1",
                    SettlementEvent.SettlementRefused.class,
                    SettlementEventCodec::write,
                    AccountEventProto.SettlementRefused.parser(),
                    SettlementEventCodec::read),
            new WireType<>(
                    "aH1",
                    RiskEvent.HealthChanged.class,
                    RiskEventCodec::write,
                    AccountEventProto.HealthChanged.parser(),
                    RiskEventCodec::read),
            new WireType<>(
                    "aL1",
                    RiskEvent.LiquidationStarted.class,
                    RiskEventCodec::write,
                    AccountEventProto.LiquidationStarted.parser(),
                    RiskEventCodec::read),
            new WireType<>(
                    "aS1",
                    RiskEvent.SliceOffered.class,
                    RiskEventCodec::write,
                    AccountEventProto.SliceOffered.parser(),
                    RiskEventCodec::read),
            new WireType<>(
                    "aU1",
                    RiskEvent.SliceReturned.class,
                    RiskEventCodec::write,
                    AccountEventProto.SliceReturned.parser(),
                    RiskEventCodec::read),
            new WireType<>(
                    "aE1",
                    RiskEvent.LiquidationEnded.class,
                    RiskEventCodec::write,
                    AccountEventProto.LiquidationEnded.parser(),
                    RiskEventCodec::read),
            new WireType<>(
                    "aA1",
                    Account.class,
                    AccountStateCodec::write,
                    AccountStateProto.Account.parser(),
                    AccountStateCodec::read));

    private AccountWireTypes() {}
}
