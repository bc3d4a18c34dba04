package io.breakwater.core.account;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What deposits and withdrawals have in common: identity, amount, asset. */
final class Transfers {

    private static final long QUANTITY_UNITS_PER_MONEY_UNIT = 100;

    private Transfers() {}

    /** A decision that needs no further check: a repetition, or a refusal of the request itself. */
    static Optional<Decision> check(
            Account account,
            AccountContext context,
            SettlementId id,
            String asset,
            Quantity amount,
            Quantity signedAmount) {
        Optional<Fingerprint> done = account.transfers().get(id);
        if (done.isPresent()) {
            boolean same = done.get().equals(LifecycleCommand.fingerprint(asset, signedAmount));
            return Optional.of(same ? Decision.accept() : Decision.refuse(RefusalCode.ID_REUSED, "id", id));
        }
        return dateRefusal(id, account, context)
                .or(() -> amountRefusal(asset, amount))
                .or(() -> assetRefusal(account, asset, context))
                .map(Decision.Refused::new);
    }

    static Decision accept(AccountContext context, SettlementId id, String asset, Quantity signedAmount) {
        return Decision.accept(event(context, id, asset, signedAmount));
    }

    static AccountEvent event(AccountContext context, SettlementId id, String asset, Quantity signedAmount) {
        return new LifecycleEvent.Transferred(
                context.market().timeMillis(),
                id,
                LifecycleCommand.fingerprint(asset, signedAmount),
                asset,
                signedAmount);
    }

    /** Ids outside the de-duplication window are refused, so that a forgotten one cannot be booked again. */
    static Optional<Refusal> dateRefusal(SettlementId id, Account account, AccountContext context) {
        LocalDate today = businessDate(account, context);
        LocalDate first = today.minusDays(context.limits().dedupWindowDays());
        boolean inside =
                !id.businessDate().isBefore(first) && !id.businessDate().isAfter(today.plusDays(1));
        return inside
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        RefusalCode.ID_TOO_OLD, "date", id.businessDate(), "first", first, "last", today.plusDays(1)));
    }

    /** The day of a decision: never earlier than what the account has recorded, whatever clock the view was made by. */
    static LocalDate businessDate(Account account, AccountContext context) {
        long now = Math.max(account.lastEventMillis(), context.market().timeMillis());
        return Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * The first day whose ids are remembered: a day longer than they are accepted, so that a first party can still learn
     * how a settlement ended that it reserved on the last day.
     */
    static LocalDate firstRemembered(LocalDate today, AccountContext context) {
        return LocalDate.ofEpochDay(Math.max(
                LocalDate.MIN.toEpochDay(),
                today.toEpochDay() - context.limits().dedupWindowDays() - 1));
    }

    private static Optional<Refusal> amountRefusal(String asset, Quantity amount) {
        boolean fits =
                !asset.equals(Valuation.SETTLEMENT_CURRENCY) || amount.units() % QUANTITY_UNITS_PER_MONEY_UNIT == 0;
        return amount.signum() > 0 && fits
                ? Optional.empty()
                : Optional.of(
                        Refusal.of(RefusalCode.AMOUNT_NOT_POSITIVE, "amount", amount, "decimals at most", Money.SCALE));
    }

    private static Optional<Refusal> assetRefusal(Account account, String asset, AccountContext context) {
        if (asset.equals(Valuation.SETTLEMENT_CURRENCY)) {
            return Optional.empty();
        }
        if (!context.market().parameters().collateral().containsKey(asset)
                || !context.market().collateral().containsKey(asset)
                || account.role().isFund()) {
            return Optional.of(Refusal.of(RefusalCode.ASSET_UNKNOWN, "asset", asset));
        }
        boolean full = !account.collateral().containsKey(asset)
                && account.collateral().size() >= context.limits().maxAssets();
        return full
                ? Optional.of(Refusal.of(
                        RefusalCode.TOO_MANY_ASSETS, "limit", context.limits().maxAssets()))
                : Optional.empty();
    }
}
