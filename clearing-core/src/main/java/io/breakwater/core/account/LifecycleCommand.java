package io.breakwater.core.account;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** Opening, closing, and movements against the outside. */
public sealed interface LifecycleCommand extends AccountCommand {

    /**
     * Opens the account; the same terms again change nothing.
     *
     * @param role what it is for
     * @param mode how its positions share margin
     */
    record Open(AccountRole role, MarginMode mode) implements LifecycleCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            if (account.status() == Account.Status.NONE) {
                return Decision.accept(
                        new LifecycleEvent.Opened(context.market().timeMillis(), role, mode));
            }
            if (account.status() == Account.Status.CLOSED) {
                return Decision.refuse(RefusalCode.ACCOUNT_CLOSED, "account", account.id());
            }
            boolean same = account.role() == role && account.mode() == mode;
            return same
                    ? Decision.accept()
                    : Decision.refuse(RefusalCode.ACCOUNT_EXISTS, "role", account.role(), "mode", account.mode());
        }

        @Override
        public boolean opens() {
            return true;
        }
    }

    /**
     * Brings an amount in from the outside; idempotent by its id.
     *
     * @param transferId idempotency key
     * @param asset settlement currency or another collateral
     * @param amount positive; the settlement currency has six decimals
     */
    record Deposit(SettlementId transferId, String asset, Quantity amount) implements LifecycleCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            return Transfers.check(account, context, transferId, asset, amount, amount)
                    .orElseGet(() -> Transfers.accept(context, transferId, asset, amount));
        }
    }

    /**
     * Pays an amount out to the outside; idempotent by its id. Needs the balance, and init equity of at least the initial
     * requirement afterwards, no open margin call, and trusted feeds (risk model B.3, B.9).
     *
     * @param transferId idempotency key
     * @param asset settlement currency or another collateral
     * @param amount positive; the settlement currency has six decimals
     */
    record Withdraw(SettlementId transferId, String asset, Quantity amount) implements LifecycleCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            return Transfers.check(account, context, transferId, asset, amount, amount.negate())
                    .or(() -> refusal(account, context).map(Decision.Refused::new))
                    .orElseGet(() -> Transfers.accept(context, transferId, asset, amount.negate()));
        }

        private Optional<Refusal> refusal(Account account, AccountContext context) {
            if (account.health().isWorseThan(HealthState.WARNING)) {
                return Optional.of(Refusal.of(RefusalCode.REDUCE_ONLY, "state", account.health()));
            }
            BigDecimal balance = balance(account);
            if (balance.compareTo(amount.exact()) < 0) {
                return Optional.of(Refusal.of(
                        RefusalCode.INSUFFICIENT_BALANCE,
                        "asset",
                        asset,
                        "needs",
                        amount,
                        "has",
                        balance.toPlainString()));
            }
            return account.role().isMargined()
                    ? MarketCoverage.refusal(account, context.market())
                            .or(() -> MarginCheck.feedRefusal(
                                    account.positions().keySet(), context, FeedState.Action.NEW_RISK))
                            .or(() -> marginRefusal(account, context))
                    : Optional.empty();
        }

        /** What is there and not reserved to be paid to somebody else. */
        private BigDecimal balance(Account account) {
            if (asset.equals(Valuation.SETTLEMENT_CURRENCY)) {
                return account.cash().minus(Reservation.cashOut(account)).exact();
            }
            Quantity held = account.collateral().getOrDefault(asset, Quantity.ZERO);
            for (Reservation reservation : account.reservations().values()) {
                Quantity moved = reservation.leg().assets().getOrDefault(asset, Quantity.ZERO);
                held = held.plus(moved.min(Quantity.ZERO));
            }
            return held.exact();
        }

        private Optional<Refusal> marginRefusal(Account account, AccountContext context) {
            Account after = account.evolve(Transfers.event(context, transferId, asset, amount.negate()));
            MarginResult margin = HealthAssessment.margin(after, context.market());
            BigDecimal free = margin.free().subtract(MarginCheck.profitUnderDeficit(margin, context.market()));
            return free.signum() < 0
                    ? Optional.of(MarginCheck.insufficient(
                            margin.initial(), margin.initial().add(free)))
                    : Optional.empty();
        }
    }

    /**
     * Forgets ids that the de-duplication window no longer covers; they are refused by their date from then on.
     *
     * @param today the business date; one later than that of the account's own decisions forgets no more than that
     */
    record ForgetIds(LocalDate today) implements LifecycleCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            LocalDate day = Transfers.businessDate(account, context);
            LocalDate first = Transfers.firstRemembered(today.isBefore(day) ? today : day, context);
            AccountEvent forgotten =
                    new LifecycleEvent.IdsForgotten(context.market().timeMillis(), first);
            Account after = account.evolve(forgotten);
            boolean some = after.outcomes().size() < account.outcomes().size()
                    || after.transfers().size() < account.transfers().size();
            return some ? Decision.accept(forgotten) : Decision.accept();
        }

        /** An account that was never opened, or is closed, may still remember what it has promised never to book. */
        @Override
        public boolean opens() {
            return true;
        }
    }

    /** Closes the account; it must hold and owe nothing but a residue of less than one unit of money, which stays. */
    record Close() implements LifecycleCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            boolean empty = account.positions().isEmpty()
                    && account.reservations().isEmpty()
                    && account.collateral().isEmpty()
                    && account.feesDue().isEmpty()
                    && account.cash().equals(Money.ZERO)
                    && account.liquidation().isEmpty();
            return empty
                    ? Decision.accept(new LifecycleEvent.Closed(context.market().timeMillis()))
                    : Decision.refuse(
                            RefusalCode.ACCOUNT_NOT_EMPTY,
                            "cash",
                            account.cash(),
                            "positions",
                            account.positions().size(),
                            "reservations",
                            account.reservations().size(),
                            "fees due",
                            account.totalFeesDue());
        }
    }

    /** Digest of a transfer, to tell a repetition from another payload under the same id. */
    static Fingerprint fingerprint(String asset, Quantity signedAmount) {
        return Fingerprint.of(asset + " " + signedAmount);
    }
}
