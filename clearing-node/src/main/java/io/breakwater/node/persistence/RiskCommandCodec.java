package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.money.Quantity;
import io.breakwater.journal.v1.AccountCommandProto;

/** Writes and reads commands of health and liquidation. */
public final class RiskCommandCodec {

    private RiskCommandCodec() {}

    static AccountCommandProto.Assess write(RiskCommand.Assess value) {
        return AccountCommandProto.Assess.getDefaultInstance();
    }

    static RiskCommand.Assess read(AccountCommandProto.Assess wire) {
        return new RiskCommand.Assess();
    }

    static AccountCommandProto.CatchUp write(RiskCommand.CatchUp value) {
        return AccountCommandProto.CatchUp.getDefaultInstance();
    }

    static RiskCommand.CatchUp read(AccountCommandProto.CatchUp wire) {
        return new RiskCommand.CatchUp();
    }

    static AccountCommandProto.OfferSlice write(RiskCommand.OfferSlice value) {
        return AccountCommandProto.OfferSlice.newBuilder()
                .setInstrument(value.instrument().name())
                .setQuantityUnits(value.quantity().units())
                .setFence(value.fence())
                .setLeaseExpiryMillis(value.leaseExpiryMillis())
                .build();
    }

    static RiskCommand.OfferSlice read(AccountCommandProto.OfferSlice wire) {
        return new RiskCommand.OfferSlice(
                instrument(wire.getInstrument(), "OfferSlice.instrument"),
                new Quantity(wire.getQuantityUnits()),
                wire.getFence(),
                wire.getLeaseExpiryMillis());
    }

    static AccountCommandProto.ReturnSlice write(RiskCommand.ReturnSlice value) {
        return AccountCommandProto.ReturnSlice.newBuilder()
                .setSliceId(value.sliceId())
                .build();
    }

    static RiskCommand.ReturnSlice read(AccountCommandProto.ReturnSlice wire) {
        return new RiskCommand.ReturnSlice(text(wire.getSliceId(), "ReturnSlice.slice_id"));
    }
}
