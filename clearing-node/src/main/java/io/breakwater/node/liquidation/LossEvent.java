package io.breakwater.node.liquidation;

import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Money;
import io.breakwater.node.desk.LossEvents;

/** A fact in the journal of the desk that covers losses. */
public sealed interface LossEvent {

    /** The ledger after it. */
    LossLedger applyTo(LossLedger ledger);

    /**
     * An account's loss is in hand.
     *
     * @param account whose
     * @param underlying whose market it is counted to
     */
    record LossFound(String account, String underlying) implements LossEvent {
        @Override
        public LossLedger applyTo(LossLedger ledger) {
            return ledger.found(account, underlying);
        }
    }

    /**
     * The limits of an event as they are once a payment is made; noted before it is asked for.
     *
     * @param underlying whose event
     * @param lastMillis its newest deficit
     * @param globalFund what it may still take of the global fund
     * @param tranche what it may still take of the tranche
     */
    record LimitsNoted(String underlying, long lastMillis, Money globalFund, Money tranche) implements LossEvent {
        @Override
        public LossLedger applyTo(LossLedger ledger) {
            return ledger.noted(underlying, new LossEvents.LossEvent(lastMillis, globalFund, tranche));
        }
    }

    /**
     * A haircut is decided; noted before it is published.
     *
     * @param account whose loss it covers
     * @param epoch its place among the haircuts of the underlying's perpetual, from 0
     * @param haircut price, funding index and share
     * @param due what the symbol fund pays the account of it
     * @param haltsMarket whether gains could not carry the loss
     */
    record HaircutDecided(String account, int epoch, LossHaircut haircut, Money due, boolean haltsMarket)
            implements LossEvent {
        @Override
        public LossLedger applyTo(LossLedger ledger) {
            return ledger.decided(this);
        }
    }

    /**
     * A haircut has been collected and paid, or could not have its place.
     *
     * @param account whose loss it covers
     */
    record HaircutEnded(String account) implements LossEvent {
        @Override
        public LossLedger applyTo(LossLedger ledger) {
            return ledger.haircutEnded(account);
        }
    }

    /**
     * An account's loss is covered.
     *
     * @param account whose
     */
    record LossCovered(String account) implements LossEvent {
        @Override
        public LossLedger applyTo(LossLedger ledger) {
            return ledger.covered(account);
        }
    }
}
