package io.breakwater.core.protocol;

import io.breakwater.core.money.Money;
import java.util.List;

/** A fact in the coordinator's journal. Its state is these facts, in order, and nothing else (invariant 8). */
public sealed interface CoordinatorEvent {

    /** The ledger after it. */
    CoordinatorLedger applyTo(CoordinatorLedger ledger);

    /**
     * A process has become the coordinator. Its buckets are empty, it grants nothing before one lease time has passed, and
     * what its predecessor granted can no longer come back.
     *
     * @param term rising
     * @param atMillis by the clock of that process
     * @param readyMillis when it may grant and its buckets begin to fill
     */
    record TermBegun(long term, long atMillis, long readyMillis) implements CoordinatorEvent {
        @Override
        public CoordinatorLedger applyTo(CoordinatorLedger ledger) {
            return ledger.begun(this);
        }
    }

    /**
     * One bundle: what came back unsold, and then what was granted, over all markets.
     *
     * @param atMillis when
     * @param givenBack each lease at most once
     * @param grants by market, only those that gave a lease
     */
    record BundleDecided(long atMillis, List<GivenBack> givenBack, List<LeaseGrant> grants)
            implements CoordinatorEvent {
        /** Copies the lists. */
        public BundleDecided {
            givenBack = List.copyOf(givenBack);
            grants = List.copyOf(grants);
        }

        @Override
        public CoordinatorLedger applyTo(CoordinatorLedger ledger) {
            return ledger.decided(this);
        }
    }

    /**
     * A part of a lease that came back.
     *
     * @param fence which lease
     * @param sliceId the slice that had spent it
     * @param amount at most the lease
     */
    record GivenBack(long fence, String sliceId, Money amount) {}
}
