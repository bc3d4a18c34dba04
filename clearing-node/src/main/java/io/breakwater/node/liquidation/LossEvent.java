package io.breakwater.node.liquidation;

import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Money;
import io.breakwater.node.desk.LossEvents;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * One haircut for all deficits of an underlying that waited for it is decided; noted before it is published.
     *
     * @param underlying whose perpetual it cuts
     * @param epoch its place among the haircuts of that perpetual, from 0
     * @param haircut price, funding index and share
     * @param dues what it pays, by account
     * @param haltsMarket whether gains could not carry the losses
     */
    record HaircutDecided(
            String underlying, int epoch, LossHaircut haircut, SortedMap<String, Due> dues, boolean haltsMarket)
            implements LossEvent {

        /** Copies the map. */
        public HaircutDecided {
            dues = Collections.unmodifiableSortedMap(new TreeMap<>(dues));
        }

        @Override
        public LossLedger applyTo(LossLedger ledger) {
            return ledger.decided(this);
        }
    }

    /**
     * What a haircut pays one account. It is told by what the account owes then, so that a repetition pays nothing more.
     *
     * @param amount what the symbol's fund pays of it
     * @param unpaid what the account owes once it is paid, as no gain carries it
     */
    record Due(Money amount, Money unpaid) {

        /** What is still to be paid to an account that owes so much now. */
        Money of(Money owed) {
            return owed.minus(unpaid).min(amount).max(Money.ZERO);
        }
    }

    /**
     * A haircut has been collected and paid, or could not have its place.
     *
     * @param underlying whose perpetual it cut
     */
    record HaircutEnded(String underlying) implements LossEvent {
        @Override
        public LossLedger applyTo(LossLedger ledger) {
            return ledger.haircutEnded(underlying);
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
