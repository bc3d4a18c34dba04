package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Enums.BUCKET_SIDE;
import static io.breakwater.node.persistence.Strict.decimal;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.liquidation.BranchingRatio;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.liquidation.SlidingWindow;
import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.liquidation.VelocityBucket;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.liquidation.VelocityGain;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import io.breakwater.journal.v1.VelocityProto;

/** Writes and reads the state of the velocity throttle. */
public final class VelocityCodec {

    private VelocityCodec() {}

    static VelocityProto.BucketKey write(BucketKey value) {
        return VelocityProto.BucketKey.newBuilder()
                .setSymbol(value.symbol())
                .setSide(BUCKET_SIDE.write(value.side()))
                .build();
    }

    static BucketKey read(VelocityProto.BucketKey wire) {
        return new BucketKey(
                text(wire.getSymbol(), "BucketKey.symbol"), BUCKET_SIDE.read(wire.getSide(), "BucketKey.side"));
    }

    static VelocityProto.Ratio write(Ratio value) {
        return VelocityProto.Ratio.newBuilder()
                .setNumerator(value.numerator().toString())
                .setDenominator(value.denominator().toString())
                .build();
    }

    static Ratio read(VelocityProto.Ratio wire) {
        return new Ratio(
                decimal(wire.getNumerator(), "Ratio.numerator"), decimal(wire.getDenominator(), "Ratio.denominator"));
    }

    static VelocityProto.TimeToBankruptcy write(TimeToBankruptcy value) {
        return VelocityProto.TimeToBankruptcy.newBuilder()
                .setNumerator(value.numerator().toString())
                .setDenominator(value.denominator().toString())
                .build();
    }

    static TimeToBankruptcy read(VelocityProto.TimeToBankruptcy wire) {
        return new TimeToBankruptcy(
                decimal(wire.getNumerator(), "TimeToBankruptcy.numerator"),
                decimal(wire.getDenominator(), "TimeToBankruptcy.denominator"));
    }

    static VelocityProto.WindowEntry write(SlidingWindow.Entry value) {
        return VelocityProto.WindowEntry.newBuilder()
                .setStep(value.step())
                .setAmountUnits(value.amount().units())
                .build();
    }

    static SlidingWindow.Entry read(VelocityProto.WindowEntry wire) {
        return new SlidingWindow.Entry(wire.getStep(), new Money(wire.getAmountUnits()));
    }

    static VelocityProto.SlidingWindow write(SlidingWindow value) {
        return VelocityProto.SlidingWindow.newBuilder()
                .setSpacingMillis(value.spacingMillis())
                .setSpanMillis(value.spanMillis())
                .addAllEntries(
                        value.entries().stream().map(VelocityCodec::write).toList())
                .build();
    }

    static SlidingWindow read(VelocityProto.SlidingWindow wire) {
        return new SlidingWindow(
                wire.getSpacingMillis(),
                wire.getSpanMillis(),
                wire.getEntriesList().stream().map(VelocityCodec::read).toList());
    }

    static VelocityProto.VelocityGain write(VelocityGain value) {
        return VelocityProto.VelocityGain.newBuilder()
                .setFeedbackUnits(value.feedback().units())
                .setUpdatedMillis(value.updatedMillis())
                .setRestingUntilMillis(value.restingUntilMillis())
                .build();
    }

    static VelocityGain read(VelocityProto.VelocityGain wire) {
        return new VelocityGain(
                new Rate(wire.getFeedbackUnits()), wire.getUpdatedMillis(), wire.getRestingUntilMillis());
    }

    static VelocityProto.VelocityBucket write(VelocityBucket value) {
        return VelocityProto.VelocityBucket.newBuilder()
                .setTokensUnits(value.tokens().units())
                .setCapacityUnits(value.capacity().units())
                .setRefilledMillis(value.refilledMillis())
                .setGranted(write(value.granted()))
                .setGain(write(value.gain()))
                .build();
    }

    static VelocityBucket read(VelocityProto.VelocityBucket wire) {
        return new VelocityBucket(
                new Money(wire.getTokensUnits()),
                new Money(wire.getCapacityUnits()),
                wire.getRefilledMillis(),
                read(part(wire.hasGranted(), wire.getGranted(), "VelocityBucket.granted")),
                read(part(wire.hasGain(), wire.getGain(), "VelocityBucket.gain")));
    }

    static VelocityProto.VelocityConditions write(VelocityConditions value) {
        return VelocityProto.VelocityConditions.newBuilder()
                .setDepthUnits(value.depth().units())
                .setDisplacement(value.displacement().toString())
                .setImpactPerNotional(write(value.impactPerNotional()))
                .setDayVolumeUnits(value.dayVolume().units())
                .setDayVolatility(value.dayVolatility().toString())
                .setTopMaintenanceRate(value.topMaintenanceRate().toString())
                .setOpenInterestUnits(value.openInterest().units())
                .setBranching(write(value.branching().value()))
                .setRecentMove(value.recentMove().toString())
                .build();
    }

    static VelocityConditions read(VelocityProto.VelocityConditions wire) {
        return new VelocityConditions(
                new Money(wire.getDepthUnits()),
                decimal(wire.getDisplacement(), "VelocityConditions.displacement"),
                read(part(
                        wire.hasImpactPerNotional(),
                        wire.getImpactPerNotional(),
                        "VelocityConditions.impact_per_notional")),
                new Money(wire.getDayVolumeUnits()),
                decimal(wire.getDayVolatility(), "VelocityConditions.day_volatility"),
                decimal(wire.getTopMaintenanceRate(), "VelocityConditions.top_maintenance_rate"),
                new Money(wire.getOpenInterestUnits()),
                new BranchingRatio(
                        read(part(wire.hasBranching(), wire.getBranching(), "VelocityConditions.branching"))),
                decimal(wire.getRecentMove(), "VelocityConditions.recent_move"));
    }
}
