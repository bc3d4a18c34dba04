package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.decimal;
import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.core.liquidation.FairnessParameters;
import io.breakwater.core.liquidation.GainParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityBudgets;
import io.breakwater.core.money.Rate;
import io.breakwater.journal.v1.ThrottleProto;

/** Writes and reads parameters of the velocity throttle. */
public final class ThrottleCodec {

    private ThrottleCodec() {}

    static ThrottleProto.VelocityBudgets write(VelocityBudgets value) {
        return ThrottleProto.VelocityBudgets.newBuilder()
                .setDisplacement(value.displacement().toString())
                .setCapacityOfDepth(value.capacityOfDepth().toString())
                .setRefillOfDepthPerSecond(value.refillOfDepthPerSecond().toString())
                .setImpact(value.impact().toString())
                .setImpactOfMaintenance(value.impactOfMaintenance().toString())
                .setImpactConstant(value.impactConstant().toString())
                .setImpactWindowMillis(value.impactWindowMillis())
                .setOpenInterestShare(value.openInterestShare().toString())
                .setOpenInterestWindowMillis(value.openInterestWindowMillis())
                .setSpacingMillis(value.spacingMillis())
                .build();
    }

    static VelocityBudgets read(ThrottleProto.VelocityBudgets wire) {
        return new VelocityBudgets(
                decimal(wire.getDisplacement(), "VelocityBudgets.displacement"),
                decimal(wire.getCapacityOfDepth(), "VelocityBudgets.capacity_of_depth"),
                decimal(wire.getRefillOfDepthPerSecond(), "VelocityBudgets.refill_of_depth_per_second"),
                decimal(wire.getImpact(), "VelocityBudgets.impact"),
                decimal(wire.getImpactOfMaintenance(), "VelocityBudgets.impact_of_maintenance"),
                decimal(wire.getImpactConstant(), "VelocityBudgets.impact_constant"),
                wire.getImpactWindowMillis(),
                decimal(wire.getOpenInterestShare(), "VelocityBudgets.open_interest_share"),
                wire.getOpenInterestWindowMillis(),
                wire.getSpacingMillis());
    }

    static ThrottleProto.GainParameters write(GainParameters value) {
        return ThrottleProto.GainParameters.newBuilder()
                .setBranchingTargetUnits(value.branchingTarget().units())
                .setLeastUnits(value.least().units())
                .setObservationMillis(value.observationMillis())
                .setSurpriseUnits(value.surprise().units())
                .setRecoveryPerSecondUnits(value.recoveryPerSecond().units())
                .build();
    }

    static GainParameters read(ThrottleProto.GainParameters wire) {
        return new GainParameters(
                new Rate(wire.getBranchingTargetUnits()),
                new Rate(wire.getLeastUnits()),
                wire.getObservationMillis(),
                new Rate(wire.getSurpriseUnits()),
                new Rate(wire.getRecoveryPerSecondUnits()));
    }

    static ThrottleProto.FairnessParameters write(FairnessParameters value) {
        return ThrottleProto.FairnessParameters.newBuilder()
                .setMoves(value.moves().toString())
                .setUrgentMinutes(value.urgentMinutes().toString())
                .setUrgentShare(value.urgentShare().toString())
                .setAccountShare(value.accountShare().toString())
                .build();
    }

    static FairnessParameters read(ThrottleProto.FairnessParameters wire) {
        return new FairnessParameters(
                decimal(wire.getMoves(), "FairnessParameters.moves"),
                decimal(wire.getUrgentMinutes(), "FairnessParameters.urgent_minutes"),
                decimal(wire.getUrgentShare(), "FairnessParameters.urgent_share"),
                decimal(wire.getAccountShare(), "FairnessParameters.account_share"));
    }

    /** The message of {@link ThrottleParameters}. */
    public static ThrottleProto.ThrottleParameters write(ThrottleParameters value) {
        return ThrottleProto.ThrottleParameters.newBuilder()
                .setVersion(value.version())
                .setEnabled(value.enabled())
                .setBudgets(write(value.budgets()))
                .setGain(write(value.gain()))
                .setFairness(write(value.fairness()))
                .build();
    }

    /**
     * {@link ThrottleParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static ThrottleParameters read(ThrottleProto.ThrottleParameters wire) {
        return new ThrottleParameters(
                wire.getVersion(),
                wire.getEnabled(),
                read(part(wire.hasBudgets(), wire.getBudgets(), "ThrottleParameters.budgets")),
                read(part(wire.hasGain(), wire.getGain(), "ThrottleParameters.gain")),
                read(part(wire.hasFairness(), wire.getFairness(), "ThrottleParameters.fairness")));
    }
}
