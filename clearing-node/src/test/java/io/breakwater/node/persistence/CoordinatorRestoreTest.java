package io.breakwater.node.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.VelocityGain;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorEvent;
import io.breakwater.core.protocol.CoordinatorLedger;
import io.breakwater.core.protocol.CoordinatorParameters;
import io.breakwater.core.protocol.Lease;
import io.breakwater.core.protocol.LeaseGrant;
import io.breakwater.core.protocol.LeaseWish;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A coordinator that comes back from its snapshot owes and grants what it did before. */
class CoordinatorRestoreTest {

    private static final BucketKey BTC = new BucketKey("BTC", BucketKey.Side.SELLING);

    private static final List<CoordinatorEvent> JOURNAL = List.of(
            new CoordinatorEvent.TermBegun(1, 1_000, 3_000),
            granted(4_000, 1, 600),
            granted(4_100, 2, 700),
            new CoordinatorEvent.BundleDecided(
                    4_200, List.of(new CoordinatorEvent.GivenBack(1, "1.1", new Money(250))), List.of()),
            new CoordinatorEvent.TermBegun(2, 9_000, 11_000),
            granted(12_000, 3, 800));

    private static CoordinatorEvent granted(long atMillis, long fence, long amount) {
        Lease lease = new Lease(new LeaseWish.Id("ann", BTC), new Money(amount), fence, false);
        return new CoordinatorEvent.BundleDecided(
                atMillis,
                List.of(),
                List.of(new LeaseGrant(
                        BTC,
                        1,
                        new Money(5_000),
                        new Money(6_000),
                        VelocityGain.full(atMillis),
                        100,
                        60_000,
                        List.of(lease))));
    }

    private static Object throughBytes(Object value) {
        Sample sample = Sample.of(value);
        return sample.wireType().fromBytes(sample.bytes());
    }

    @Test
    @DisplayName("wherever the snapshot falls in the journal, the rest of the journal leads to the same ledger")
    void snapshotAnywhere() {
        CoordinatorLedger empty = CoordinatorLedger.empty(CoordinatorParameters.defaults());
        CoordinatorLedger whole = after(empty, JOURNAL);
        assertThat(whole.lastFence()).isEqualTo(3);
        for (int i = 0; i <= JOURNAL.size(); i++) {
            CoordinatorLedger restored = (CoordinatorLedger) throughBytes(after(empty, JOURNAL.subList(0, i)));
            assertThat(after(restored, JOURNAL.subList(i, JOURNAL.size())))
                    .as("snapshot after %d events", i)
                    .isEqualTo(whole);
        }
    }

    private static CoordinatorLedger after(CoordinatorLedger ledger, List<CoordinatorEvent> events) {
        CoordinatorLedger next = ledger;
        for (CoordinatorEvent event : events) {
            next = ((CoordinatorEvent) throughBytes(event)).applyTo(next);
        }
        return next;
    }
}
