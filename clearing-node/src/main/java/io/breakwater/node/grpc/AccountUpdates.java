package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.AccountSettlementBooked;
import io.breakwater.clearing.v1.FactsApplied;
import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.clearing.v1.LiquidationEnded;
import io.breakwater.clearing.v1.LiquidationStarted;
import io.breakwater.clearing.v1.MarginCallCured;
import io.breakwater.clearing.v1.OpenSlice;
import io.breakwater.clearing.v1.OtherChange;
import io.breakwater.clearing.v1.PositionExpired;
import io.breakwater.clearing.v1.SettlementKind;
import io.breakwater.clearing.v1.SettlementRefused;
import io.breakwater.clearing.v1.SettlementReserved;
import io.breakwater.clearing.v1.SliceReturned;
import io.breakwater.clearing.v1.TransferBooked;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.FactEvent;
import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;

/** Writes each event of an account as the change that its watchers hear of. */
final class AccountUpdates {

    private final Account account;
    private final MarketView view;
    private final long calledVersion;

    /**
     * Writes events of an account.
     *
     * @param account after them
     * @param view newest, for what a margin call asks
     * @param calledVersion version at which it was called last, 0 when not known
     */
    AccountUpdates(Account account, MarketView view, long calledVersion) {
        this.account = account;
        this.view = view;
        this.calledVersion = calledVersion;
    }

    static boolean isCall(AccountEvent event) {
        return event instanceof RiskEvent.HealthChanged change && change.to() == HealthState.MARGIN_CALL;
    }

    WatchAccountResponse of(long version, AccountEvent event) {
        WatchAccountResponse.Builder update =
                WatchAccountResponse.newBuilder().setVersion(version).setEventMillis(event.timeMillis());
        if (event instanceof LifecycleEvent.Transferred transfer) {
            update.setTransferBooked(transfer(transfer));
        } else if (event instanceof SettlementEvent settlement) {
            settlement(update, settlement);
        } else if (event instanceof RiskEvent.HealthChanged change) {
            health(update, change);
        } else if (event instanceof RiskEvent risk) {
            liquidation(update, risk);
        } else if (event instanceof FactEvent.FactsApplied applied) {
            update.setFactsApplied(FactsApplied.newBuilder()
                    .setPosition(AccountMessages.position(applied.instrument(), applied.position()))
                    .setHaircutCharge(AccountMessages.money(applied.haircutCharge())));
        } else if (event instanceof FactEvent.PositionExpired expired) {
            update.setPositionExpired(PositionExpired.newBuilder()
                    .setInstrument(expired.instrument().name())
                    .setSettlementPrice(
                            MarginMessages.plain(expired.settlement().exact()))
                    .setCash(AccountMessages.money(expired.cash())));
        } else {
            update.setOther(OtherChange.getDefaultInstance());
        }
        return update.build();
    }

    private static TransferBooked transfer(LifecycleEvent.Transferred transfer) {
        boolean isCurrency = transfer.asset().equals(Valuation.SETTLEMENT_CURRENCY);
        String amount = isCurrency
                ? AccountMessages.money(Money.of(transfer.amount().exact()))
                : AccountMessages.quantity(transfer.amount());
        return TransferBooked.newBuilder()
                .setIdempotencyKey(AccountMessages.key(transfer.transferId()))
                .setAmount(AccountMessages.amount(transfer.asset(), amount))
                .build();
    }

    private void settlement(WatchAccountResponse.Builder update, SettlementEvent event) {
        if (event instanceof SettlementEvent.LegReserved reserved) {
            update.setSettlementReserved(SettlementReserved.newBuilder()
                    .setSettlementId(AccountMessages.key(reserved.settlement().id()))
                    .setCounterparty(reserved.settlement().counterpartyOf(account.id())));
        } else if (event instanceof SettlementEvent.LegBooked booked) {
            update.setSettlementBooked(booked(booked.settlement()));
        } else if (event instanceof SettlementEvent.ReservationReleased released) {
            update.setSettlementRefused(refused(AccountMessages.key(released.settlementId())));
        } else if (event instanceof SettlementEvent.SettlementRefused refused) {
            update.setSettlementRefused(refused(AccountMessages.key(refused.settlementId())));
        }
    }

    private static SettlementRefused refused(IdempotencyKey key) {
        return SettlementRefused.newBuilder().setSettlementId(key).build();
    }

    private AccountSettlementBooked booked(Settlement settlement) {
        Leg leg = settlement.legOf(account.id());
        AccountSettlementBooked.Builder message = AccountSettlementBooked.newBuilder()
                .setSettlementId(AccountMessages.key(settlement.id()))
                .setKind(SettlementKind.valueOf(settlement.kind().name()))
                .setCounterparty(settlement.counterpartyOf(account.id()))
                .setCash(AccountMessages.money(leg.cash()))
                .setSliceId(settlement.slice().orElse(""));
        leg.movements().forEach(movement -> message.addMovements(AccountMessages.movement(movement)));
        leg.fees().forEach((fund, fee) -> message.addFees(AccountMessages.due(fund, fee)));
        return message.build();
    }

    private void health(WatchAccountResponse.Builder update, RiskEvent.HealthChanged change) {
        boolean isCured =
                change.from() == HealthState.MARGIN_CALL && !change.to().isWorseThan(HealthState.WARNING);
        if (isCall(change)) {
            update.setMarginCall(MarginCallNotice.of(account, change, view));
        } else if (isCured) {
            update.setMarginCallCured(MarginCallCured.newBuilder()
                    .setChange(MarginCallNotice.change(change))
                    .setCalledVersion(calledVersion));
        } else {
            update.setHealthChanged(MarginCallNotice.change(change));
        }
    }

    private static void liquidation(WatchAccountResponse.Builder update, RiskEvent event) {
        if (event instanceof RiskEvent.LiquidationStarted started) {
            update.setLiquidationStarted(LiquidationStarted.newBuilder().setNumber(started.number()));
        } else if (event instanceof RiskEvent.SliceOffered offered) {
            update.setSliceOffered(OpenSlice.newBuilder()
                    .setSliceId(offered.sliceId())
                    .setInstrument(offered.instrument().name())
                    .setQuantity(AccountMessages.quantity(offered.quantity()))
                    .setTaken("0")
                    .setOfferedMillis(offered.timeMillis()));
        } else if (event instanceof RiskEvent.SliceReturned returned) {
            update.setSliceReturned(SliceReturned.newBuilder()
                    .setSliceId(returned.sliceId())
                    .setUnfilled(AccountMessages.quantity(returned.unfilled())));
        } else if (event instanceof RiskEvent.LiquidationEnded ended) {
            update.setLiquidationEnded(LiquidationEnded.newBuilder().setNumber(ended.number()));
        }
    }
}
