package io.breakwater.node.local;

import io.breakwater.clearing.v1.CollateralTerms;
import io.breakwater.clearing.v1.CommonTerms;
import io.breakwater.clearing.v1.HaircutStep;
import io.breakwater.clearing.v1.Increments;
import io.breakwater.clearing.v1.MarginTier;
import io.breakwater.clearing.v1.OracleTerms;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.clearing.v1.ThrottleTerms;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.clearing.v1.VolatilityTerms;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityBudgets;
import java.math.BigDecimal;
import java.util.List;

/** Writes parameters of the core as terms of the contract. */
public final class MarketTerms {

    /** A range that never rises above its base: rates hold unscaled. */
    public static final VolatilityTerms UNSCALED = VolatilityTerms.newBuilder()
            .setFloor("0.04")
            .setStress("0.12")
            .setCap("1")
            .build();

    private MarketTerms() {}

    /**
     * The terms of an underlying.
     *
     * @param terms its margin and its increments
     * @param sources who quotes it
     * @param quorum fewest of them that make a price
     * @param volatility how its range is estimated
     * @param throttle how fast it may be sold
     */
    public static UnderlyingTerms of(
            UnderlyingParameters terms,
            List<SourceTerms> sources,
            int quorum,
            VolatilityTerms volatility,
            ThrottleParameters throttle) {
        UnderlyingTerms.Builder written = UnderlyingTerms.newBuilder()
                .setName(terms.name())
                .setIncrements(Increments.newBuilder()
                        .setLot(text(terms.increments().lot()))
                        .setTick(text(terms.increments().tick())))
                .setPositiveProfitWeight(text(terms.positiveProfitWeight()))
                .setOracle(OracleTerms.newBuilder().addAllSources(sources).setQuorumSources(quorum))
                .setVolatility(volatility)
                .setThrottle(throttle(throttle));
        terms.tiers().ifPresent(tiers -> tiers.pieces().forEach(piece -> written.addTiers(tier(piece.tier()))));
        return written.build();
    }

    private static MarginTier tier(MarginTiers.Tier tier) {
        return MarginTier.newBuilder()
                .setLower(text(tier.lower()))
                .setImr(text(tier.initialRate()))
                .setMmr(text(tier.maintenanceRate()))
                .build();
    }

    private static ThrottleTerms throttle(ThrottleParameters throttle) {
        VelocityBudgets budgets = throttle.budgets();
        return ThrottleTerms.newBuilder()
                .setDisabled(!throttle.enabled())
                .setDisplacement(text(budgets.displacement()))
                .setCapacityOfDepth(text(budgets.capacityOfDepth()))
                .setRefillOfDepthPerSecond(text(budgets.refillOfDepthPerSecond()))
                .setImpact(text(budgets.impact()))
                .setOpenInterestShare(text(budgets.openInterestShare()))
                .setBranchingTarget(text(throttle.gain().branchingTarget().exact()))
                .setUrgentShare(text(throttle.fairness().urgentShare()))
                .setAccountShare(text(throttle.fairness().accountShare()))
                .build();
    }

    /** What holds for all underlyings: the collateral besides the settlement currency. */
    public static CommonTerms common(RiskParameters parameters) {
        CommonTerms.Builder common = CommonTerms.newBuilder();
        parameters.collateral().values().stream()
                .sorted((one, other) -> one.asset().compareTo(other.asset()))
                .forEach(asset -> common.addCollateral(CollateralTerms.newBuilder()
                        .setAsset(asset.asset())
                        .addAllHaircut(asset.haircut().steps().stream()
                                .map(MarketTerms::step)
                                .toList())));
        return common.build();
    }

    private static HaircutStep step(HaircutCurve.Step step) {
        return HaircutStep.newBuilder()
                .setLower(text(step.lower()))
                .setRate(text(step.rate()))
                .build();
    }

    private static String text(BigDecimal exact) {
        return exact.stripTrailingZeros().toPlainString();
    }
}
