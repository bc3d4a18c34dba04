package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import java.util.List;
import java.util.Optional;

/** The account's part in settlements. */
public sealed interface SettlementEvent extends AccountEvent {

    /**
     * This account, as first party, holds margin for a settlement until its counterparty decides.
     *
     * @param timeMillis event time
     * @param settlement all of it, so that it can be asked for again after a restart
     */
    record LegReserved(long timeMillis, Settlement settlement) implements SettlementEvent {
        @Override
        public void applyTo(AccountChange change) {
            String id = change.before().id();
            change.reserve(new Reservation(settlement, settlement.legOf(id), timeMillis));
        }
    }

    /**
     * This account has booked its leg. For the second party this is the commit point.
     *
     * @param timeMillis event time
     * @param settlement all of it
     * @param commit the facts at which the second party booked
     * @param movements the leg's movements, with funding and haircuts since the commit applied
     * @param residue what rounding of that left over for the global fund, in 1e-16 of the currency
     */
    record LegBooked(
            long timeMillis, Settlement settlement, CommitFacts commit, List<BookedMovement> movements, long residue)
            implements SettlementEvent {

        /**
         * A movement as it is booked.
         *
         * @param instrument which
         * @param position quantity, quote and facts reached
         * @param haircutCharge due to the symbol fund
         */
        public record BookedMovement(Instrument instrument, Position position, Money haircutCharge) {}

        /** Copies the list. */
        public LegBooked {
            movements = List.copyOf(movements);
        }

        @Override
        public void applyTo(AccountChange change) {
            Leg leg = settlement.legOf(change.before().id());
            for (BookedMovement movement : movements) {
                change.trade(movement.instrument(), movement.position());
                change.addFeesDue(
                        HouseAccounts.symbolFund(movement.instrument().underlying()), movement.haircutCharge());
            }
            change.addResidue(residue);
            moveCash(change, leg);
            leg.assets().forEach(change::addAsset);
            leg.fees().forEach(change::accrueFee);
            change.release(settlement.id());
            change.recordOutcome(settlement.id(), new SettlementOutcome(settlement.fingerprint(), Optional.of(commit)));
            SliceRules.soldSlice(change.before(), settlement)
                    .ifPresent(sliceId -> change.changeLiquidation(liquidation -> filled(liquidation, sliceId, leg)));
        }

        /** A sweep takes what was set aside as due; any other cash leg moves cash. */
        private void moveCash(AccountChange change, Leg leg) {
            boolean paysFees =
                    settlement.kind() == Settlement.Kind.FEE_SWEEP && leg.cash().signum() < 0;
            if (paysFees) {
                change.addFeesDue(settlement.counterpartyOf(leg.account()), leg.cash());
            } else {
                change.addCash(leg.cash());
            }
        }

        private static Liquidation filled(Liquidation liquidation, String sliceId, Leg leg) {
            OpenSlice slice = liquidation.slices().get(sliceId);
            if (slice == null) {
                return liquidation;
            }
            Leg.Movement sold = leg.movements().get(0);
            return liquidation.taken(sliceId, slice.taken(sold.quantity()), sold.quote());
        }
    }

    /**
     * The counterparty has refused; the reservation is gone.
     *
     * @param timeMillis event time
     * @param settlementId which
     * @param fingerprint of what was asked
     */
    record ReservationReleased(long timeMillis, SettlementId settlementId, Fingerprint fingerprint)
            implements SettlementEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.release(settlementId);
            change.recordOutcome(settlementId, new SettlementOutcome(fingerprint, Optional.empty()));
        }
    }

    /**
     * This account, as second party, will never book this id: a tombstone, persisted before "refused" is answered.
     *
     * @param timeMillis event time
     * @param settlementId which
     * @param fingerprint of what was asked
     */
    record SettlementRefused(long timeMillis, SettlementId settlementId, Fingerprint fingerprint)
            implements SettlementEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.recordOutcome(settlementId, new SettlementOutcome(fingerprint, Optional.empty()));
        }
    }
}
