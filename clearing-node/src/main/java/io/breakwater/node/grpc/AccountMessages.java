package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.MarginMessages.plain;

import io.breakwater.clearing.v1.Account.Role;
import io.breakwater.clearing.v1.Account.Status;
import io.breakwater.clearing.v1.AccountLiquidation;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.FundAmount;
import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.clearing.v1.MarginFigures;
import io.breakwater.clearing.v1.MarginMode;
import io.breakwater.clearing.v1.OpenSlice;
import io.breakwater.clearing.v1.Position;
import io.breakwater.clearing.v1.PositionMovement;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.Liquidation;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Optional;

/** Writes accounts and their parts. */
final class AccountMessages {

    private AccountMessages() {}

    /** An account that was opened, with its margin at a view. */
    static io.breakwater.clearing.v1.Account account(Account account, MarketView view) {
        var message = io.breakwater.clearing.v1.Account.newBuilder()
                .setAccountId(account.id())
                .setStatus(Status.valueOf(account.status().name()))
                .setRole(Role.valueOf(account.role().name()))
                .setMode(MarginMode.valueOf(account.mode().name()))
                .setVersion(account.version())
                .setLastEventMillis(account.lastEventMillis())
                .addBalances(balance(account, Valuation.SETTLEMENT_CURRENCY))
                .setOpenReservations(account.reservations().size())
                .setHealthState(MarginMessages.state(account.health()))
                .setParameterEpoch(account.parameterEpoch());
        account.collateral().keySet().forEach(asset -> message.addBalances(balance(account, asset)));
        account.positions().forEach((held, position) -> message.addPositions(position(held, position)));
        account.feesDue().forEach((fund, due) -> message.addFeesDue(due(fund, due)));
        figures(account, view).ifPresent(message::setMargin);
        account.liquidation().ifPresent(running -> message.setLiquidation(liquidation(running)));
        return message.build();
    }

    /** The figures of a margined account; empty when something it is valued by is missing at present. */
    private static Optional<MarginFigures> figures(Account account, MarketView view) {
        if (!account.role().isMargined()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MarginMessages.figures(HealthAssessment.margin(account, view)));
        } catch (IllegalArgumentException missing) {
            return Optional.empty();
        }
    }

    /** What an account holds of an asset. */
    static AssetAmount balance(Account account, String asset) {
        return asset.equals(Valuation.SETTLEMENT_CURRENCY)
                ? amount(asset, money(account.cash()))
                : amount(asset, quantity(account.collateral().getOrDefault(asset, Quantity.ZERO)));
    }

    static AssetAmount amount(String asset, String amount) {
        return AssetAmount.newBuilder().setAsset(asset).setAmount(amount).build();
    }

    static String money(Money money) {
        return money.exact().toPlainString();
    }

    static String quantity(Quantity quantity) {
        return plain(quantity.exact());
    }

    static IdempotencyKey key(SettlementId id) {
        return IdempotencyKey.newBuilder()
                .setBusinessDate(id.businessDate().toString())
                .setKey(id.key())
                .build();
    }

    static Position position(Instrument held, io.breakwater.core.ledger.Position position) {
        return Position.newBuilder()
                .setInstrument(held.name())
                .setQuantity(quantity(position.quantity()))
                .setQuote(money(position.quote()))
                .build();
    }

    static FundAmount due(String fund, Money amount) {
        return FundAmount.newBuilder().setFund(fund).setAmount(money(amount)).build();
    }

    static PositionMovement movement(Leg.Movement movement) {
        return PositionMovement.newBuilder()
                .setInstrument(movement.instrument().name())
                .setQuantity(quantity(movement.quantity()))
                .setQuote(money(movement.quote()))
                .build();
    }

    private static AccountLiquidation liquidation(Liquidation running) {
        AccountLiquidation.Builder message = AccountLiquidation.newBuilder()
                .setNumber(running.number())
                .setStartedMillis(running.startedMillis())
                .setClosedNotional(money(running.closedNotional()));
        running.slices()
                .values()
                .forEach(slice -> message.addSlices(OpenSlice.newBuilder()
                        .setSliceId(slice.id())
                        .setInstrument(slice.instrument().name())
                        .setQuantity(quantity(slice.quantity()))
                        .setTaken(quantity(slice.taken()))
                        .setOfferedMillis(slice.offeredMillis())));
        return message.build();
    }
}
