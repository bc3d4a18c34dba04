package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Entries.ascending;
import static io.breakwater.node.persistence.Entries.entries;
import static io.breakwater.node.persistence.Entries.keyed;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorEvent;
import io.breakwater.core.protocol.CoordinatorLedger;
import io.breakwater.core.protocol.LeaseGrant;
import io.breakwater.journal.v1.CoordinatorProto;

/** Writes and reads events and ledger of the coordinator. */
public final class CoordinatorCodec {

    private CoordinatorCodec() {}

    static CoordinatorProto.LeaseGrant write(LeaseGrant value) {
        return CoordinatorProto.LeaseGrant.newBuilder()
                .setBucket(VelocityCodec.write(value.bucket()))
                .setParametersVersion(value.parametersVersion())
                .setTokensUnits(value.tokens().units())
                .setCapacityUnits(value.capacity().units())
                .setGain(VelocityCodec.write(value.gain()))
                .setSpacingMillis(value.spacingMillis())
                .setSpanMillis(value.spanMillis())
                .addAllLeases(value.leases().stream().map(LeaseCodec::write).toList())
                .build();
    }

    static LeaseGrant read(CoordinatorProto.LeaseGrant wire) {
        return new LeaseGrant(
                VelocityCodec.read(part(wire.hasBucket(), wire.getBucket(), "LeaseGrant.bucket")),
                wire.getParametersVersion(),
                new Money(wire.getTokensUnits()),
                new Money(wire.getCapacityUnits()),
                VelocityCodec.read(part(wire.hasGain(), wire.getGain(), "LeaseGrant.gain")),
                wire.getSpacingMillis(),
                wire.getSpanMillis(),
                wire.getLeasesList().stream().map(LeaseCodec::read).toList());
    }

    static CoordinatorProto.GivenBack write(CoordinatorEvent.GivenBack value) {
        return CoordinatorProto.GivenBack.newBuilder()
                .setFence(value.fence())
                .setSliceId(value.sliceId())
                .setAmountUnits(value.amount().units())
                .build();
    }

    static CoordinatorEvent.GivenBack read(CoordinatorProto.GivenBack wire) {
        return new CoordinatorEvent.GivenBack(
                wire.getFence(), text(wire.getSliceId(), "GivenBack.slice_id"), new Money(wire.getAmountUnits()));
    }

    static CoordinatorProto.TermBegun write(CoordinatorEvent.TermBegun value) {
        return CoordinatorProto.TermBegun.newBuilder()
                .setTerm(value.term())
                .setAtMillis(value.atMillis())
                .setReadyMillis(value.readyMillis())
                .build();
    }

    static CoordinatorEvent.TermBegun read(CoordinatorProto.TermBegun wire) {
        return new CoordinatorEvent.TermBegun(wire.getTerm(), wire.getAtMillis(), wire.getReadyMillis());
    }

    static CoordinatorProto.BundleDecided write(CoordinatorEvent.BundleDecided value) {
        return CoordinatorProto.BundleDecided.newBuilder()
                .setAtMillis(value.atMillis())
                .addAllGivenBack(
                        value.givenBack().stream().map(CoordinatorCodec::write).toList())
                .addAllGrants(
                        value.grants().stream().map(CoordinatorCodec::write).toList())
                .build();
    }

    static CoordinatorEvent.BundleDecided read(CoordinatorProto.BundleDecided wire) {
        return new CoordinatorEvent.BundleDecided(
                wire.getAtMillis(),
                wire.getGivenBackList().stream().map(CoordinatorCodec::read).toList(),
                wire.getGrantsList().stream().map(CoordinatorCodec::read).toList());
    }

    static CoordinatorProto.Granted write(CoordinatorLedger.Granted value) {
        return CoordinatorProto.Granted.newBuilder()
                .setLease(LeaseCodec.write(value.lease()))
                .setAtMillis(value.atMillis())
                .build();
    }

    static CoordinatorLedger.Granted read(CoordinatorProto.Granted wire) {
        return new CoordinatorLedger.Granted(
                LeaseCodec.read(part(wire.hasLease(), wire.getLease(), "Granted.lease")), wire.getAtMillis());
    }

    /** The message of {@link CoordinatorLedger}. */
    public static CoordinatorProto.CoordinatorLedger write(CoordinatorLedger value) {
        return CoordinatorProto.CoordinatorLedger.newBuilder()
                .setTerm(value.term())
                .setReadyMillis(value.readyMillis())
                .setLastFence(value.lastFence())
                .addAllBuckets(entries(
                        value.buckets(),
                        (key, bucket) -> CoordinatorProto.BucketEntry.newBuilder()
                                .setKey(VelocityCodec.write(key))
                                .setBucket(VelocityCodec.write(bucket))
                                .build()))
                .addAllLeases(value.leases().values().stream()
                        .map(CoordinatorCodec::write)
                        .toList())
                .setMaxLeases(value.maxLeases())
                .build();
    }

    /**
     * {@link CoordinatorLedger} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static CoordinatorLedger read(CoordinatorProto.CoordinatorLedger wire) {
        return new CoordinatorLedger(
                wire.getTerm(),
                wire.getReadyMillis(),
                wire.getLastFence(),
                ascending(
                        wire.getBucketsList(),
                        entry -> VelocityCodec.read(part(entry.hasKey(), entry.getKey(), "BucketEntry.key")),
                        entry -> VelocityCodec.read(part(entry.hasBucket(), entry.getBucket(), "BucketEntry.bucket")),
                        "CoordinatorLedger.buckets"),
                keyed(
                        wire.getLeasesList(),
                        CoordinatorCodec::read,
                        granted -> granted.lease().fence(),
                        "CoordinatorLedger.leases"),
                wire.getMaxLeases());
    }
}
