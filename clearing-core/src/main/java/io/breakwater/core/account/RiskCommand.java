package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Quantity;

/** Re-tests of health, and the steps of a liquidation that the account decides alone. */
public sealed interface RiskCommand extends AccountCommand {

    /** A nomination of the risk book: re-test health at the newest prices. Nothing happens when the state is unchanged. */
    record Assess() implements RiskCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            return Decision.accept();
        }
    }

    /** The sweeper's call: catch up with the facts of the market now, so that they can be compacted. */
    record CatchUp() implements RiskCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            return Decision.accept();
        }

        @Override
        public boolean catchesUp() {
            return true;
        }
    }

    /**
     * Offers a part of a position to keepers. The lease that pays for it must not have expired, and is spent by the
     * event; an older lease than one already used is refused.
     *
     * @param instrument what is closed
     * @param quantity signed movement that closes it
     * @param fence fencing number of the lease
     * @param leaseExpiryMillis when the lease ends, by the holder's clock
     */
    record OfferSlice(Instrument instrument, Quantity quantity, long fence, long leaseExpiryMillis)
            implements RiskCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            long now = context.market().timeMillis();
            if (account.liquidation().isEmpty() || !account.health().isLiquidation()) {
                return Decision.refuse(RefusalCode.NOT_IN_LIQUIDATION, "state", account.health());
            }
            Liquidation liquidation = account.liquidation().get();
            if (now >= leaseExpiryMillis) {
                return Decision.refuse(RefusalCode.LEASE_EXPIRED, "expiry", leaseExpiryMillis, "now", now);
            }
            if (fence <= liquidation.lastFence()) {
                return Decision.refuse(RefusalCode.FENCE_OUTDATED, "fence", fence, "last", liquidation.lastFence());
            }
            if (!HealthAssessment.mayLiquidate(account, context.market(), FeedState.Action.CONTINUE_LIQUIDATION)) {
                return Decision.refuse(RefusalCode.FEED_NOT_TRUSTED, "instrument", instrument);
            }
            Quantity closable = SliceRules.closable(account, instrument);
            boolean closes =
                    quantity.signum() * closable.signum() > 0 && quantity.abs().compareTo(closable.abs()) <= 0;
            if (!closes) {
                return Decision.refuse(RefusalCode.SLICE_EXCEEDED, "asked", quantity, "closable", closable);
            }
            Quantity lot = LegTerms.lot(instrument, context.market());
            if (!quantity.isWholeLots(lot) && !quantity.equals(closable)) {
                return Decision.refuse(RefusalCode.NOT_WHOLE_LOTS, "quantity", quantity, "lot", lot);
            }
            String sliceId = liquidation.number() + "." + (liquidation.sliceCount() + 1);
            return Decision.accept(new RiskEvent.SliceOffered(now, sliceId, instrument, quantity, fence));
        }
    }

    /**
     * Withdraws an open slice; what it had left goes back to the coordinator.
     *
     * @param sliceId which
     */
    record ReturnSlice(String sliceId) implements RiskCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            OpenSlice slice = account.liquidation()
                    .map(liquidation -> liquidation.slices().get(sliceId))
                    .orElse(null);
            if (slice == null) {
                return Decision.refuse(RefusalCode.SLICE_UNKNOWN, "slice", sliceId);
            }
            if (SliceRules.reserved(account, sliceId).signum() != 0) {
                return Decision.refuse(RefusalCode.SLICE_IN_USE, "slice", sliceId);
            }
            return Decision.accept(new RiskEvent.SliceReturned(context.market().timeMillis(), sliceId, slice.left()));
        }
    }
}
