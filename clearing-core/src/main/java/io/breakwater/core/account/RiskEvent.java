package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.List;

/** Changes of health, and the steps of a liquidation. */
public sealed interface RiskEvent extends AccountEvent {

    /**
     * The health state changed, with the inputs that justified it, so that the decision can be replayed and explained.
     *
     * @param timeMillis event time
     * @param from state before
     * @param to state after
     * @param equity maintenance equity, rounded down
     * @param maintenance maintenance requirement, rounded up
     * @param parameterEpoch parameter version used
     * @param prices the prices used, of the instruments held
     */
    record HealthChanged(
            long timeMillis,
            HealthState from,
            HealthState to,
            Money equity,
            Money maintenance,
            long parameterEpoch,
            List<PriceUsed> prices)
            implements RiskEvent {

        /**
         * A price a decision has used.
         *
         * @param instrument which
         * @param id identity of the price
         * @param feed how far it could be trusted
         * @param mark its value
         */
        public record PriceUsed(Instrument instrument, PriceId id, FeedState feed, Price mark) {}

        /** Copies the list. */
        public HealthChanged {
            prices = List.copyOf(prices);
        }

        @Override
        public void applyTo(AccountChange change) {
            change.enter(to);
        }
    }

    /**
     * A liquidation began.
     *
     * @param timeMillis event time
     * @param number counts this account's liquidations from 1
     */
    record LiquidationStarted(long timeMillis, long number) implements RiskEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.beginLiquidation(number, timeMillis);
        }
    }

    /**
     * A part of a position was offered to keepers; the lease behind it is spent.
     *
     * @param timeMillis event time
     * @param sliceId within the account
     * @param instrument what is closed
     * @param quantity signed movement that closes it
     * @param fence fencing number of the lease
     */
    record SliceOffered(long timeMillis, String sliceId, Instrument instrument, Quantity quantity, long fence)
            implements RiskEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.changeLiquidation(liquidation -> liquidation.offered(
                    new OpenSlice(sliceId, instrument, quantity, Quantity.ZERO, fence, timeMillis)));
        }
    }

    /**
     * A slice was withdrawn; what it had left goes back to the coordinator by the slice's id.
     *
     * @param timeMillis event time
     * @param sliceId which
     * @param unfilled what was not taken, with the sign of the slice
     */
    record SliceReturned(long timeMillis, String sliceId, Quantity unfilled) implements RiskEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.changeLiquidation(liquidation -> liquidation.returned(sliceId));
        }
    }

    /**
     * A liquidation ended.
     *
     * @param timeMillis event time
     * @param number which
     */
    record LiquidationEnded(long timeMillis, long number) implements RiskEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.endLiquidation();
        }
    }
}
