package io.breakwater.core.account;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.time.LocalDate;

/** Opening, closing, and movements against the outside. */
public sealed interface LifecycleEvent extends AccountEvent {

    /**
     * The account was opened.
     *
     * @param timeMillis event time
     * @param role what it is for
     * @param mode how its positions share margin
     */
    record Opened(long timeMillis, AccountRole role, MarginMode mode) implements LifecycleEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.open(role, mode);
        }
    }

    /**
     * An amount came in from the outside, or went out when negative.
     *
     * @param timeMillis event time
     * @param transferId its idempotency key
     * @param fingerprint of the request
     * @param asset what moved
     * @param amount signed, with the decimals of a quantity
     */
    record Transferred(long timeMillis, SettlementId transferId, Fingerprint fingerprint, String asset, Quantity amount)
            implements LifecycleEvent {
        @Override
        public void applyTo(AccountChange change) {
            if (asset.equals(Valuation.SETTLEMENT_CURRENCY)) {
                Money money = Money.of(amount.exact());
                change.addCash(money);
                change.addTransferredCash(money);
            } else {
                change.addAsset(asset, amount);
                change.addTransferredAsset(asset, amount);
            }
            change.recordTransfer(transferId, fingerprint);
        }
    }

    /**
     * Ids of days before a date were forgotten: they are refused by their date from now on.
     *
     * @param timeMillis event time
     * @param before the first business date still remembered
     */
    record IdsForgotten(long timeMillis, LocalDate before) implements LifecycleEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.forgetBefore(before);
        }
    }

    /**
     * The account was closed, empty.
     *
     * @param timeMillis event time
     */
    record Closed(long timeMillis) implements LifecycleEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.close();
        }
    }
}
