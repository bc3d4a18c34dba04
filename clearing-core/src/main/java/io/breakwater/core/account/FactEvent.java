package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;

/** Facts of a market that the account has caught up with, before any other event of its own. */
public sealed interface FactEvent extends AccountEvent {

    /**
     * Funding and loss haircuts were applied to a position.
     *
     * @param timeMillis event time
     * @param instrument which
     * @param position after them
     * @param haircutCharge what the symbol fund is due
     * @param residue what rounding left over for the global fund, in 1e-16 of the currency
     */
    record FactsApplied(long timeMillis, Instrument instrument, Position position, Money haircutCharge, long residue)
            implements FactEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.setPosition(instrument, position);
            change.addFeesDue(HouseAccounts.symbolFund(instrument.underlying()), haircutCharge);
            change.addResidue(residue);
        }
    }

    /**
     * A position was closed by the expiry of its instrument.
     *
     * @param timeMillis event time
     * @param instrument which
     * @param settlement the fixed price
     * @param cash what it left
     * @param residue what rounding left over for the global fund, in 1e-16 of the currency
     */
    record PositionExpired(long timeMillis, Instrument instrument, Price settlement, Money cash, long residue)
            implements FactEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.removePosition(instrument);
            change.addCash(cash);
            change.addResidue(residue);
        }
    }

    /**
     * A newer parameter version was adopted.
     *
     * @param timeMillis event time
     * @param epoch the version
     */
    record ParametersAdopted(long timeMillis, long epoch) implements FactEvent {
        @Override
        public void applyTo(AccountChange change) {
            change.adoptParameters(epoch);
        }
    }
}
