package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.TermsReader.checked;
import static io.breakwater.node.grpc.TermsReader.decimal;
import static io.breakwater.node.grpc.TermsReader.number;
import static io.breakwater.node.grpc.TermsReader.rate;

import io.breakwater.clearing.v1.JumpTerms;
import io.breakwater.clearing.v1.OracleTerms;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.clearing.v1.StablePriceTerms;
import io.breakwater.clearing.v1.ThrottleTerms;
import io.breakwater.clearing.v1.VolatilityTerms;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.FairnessParameters;
import io.breakwater.core.liquidation.GainParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityBudgets;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.JumpLimits;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.oracle.StablePriceParameters;
import io.breakwater.node.market.MarketDefinitions.MarkSources;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads how an underlying is priced, how its volatility is estimated and how fast it may be sold. */
final class FeedTermsReader {

    private FeedTermsReader() {}

    static OracleParameters oracle(String path, OracleTerms terms, UnderlyingParameters underlying) {
        return checked(path, () -> {
            List<OracleParameters.Source> sources =
                    terms.getSourcesList().stream().map(FeedTermsReader::source).toList();
            int quorum = number(terms.getQuorumSources(), Math.min(3, Math.max(1, sources.size())));
            OracleParameters usual = OracleParameters.defaults(underlying.name(), sources, quorum);
            return new OracleParameters(
                    underlying.name(),
                    sources,
                    quorum,
                    rate(path + ".quorum_share", terms.getQuorumShare(), usual.quorumShare()),
                    rate(path + ".widest_confidence", terms.getWidestConfidence(), usual.widestConfidence()),
                    number(terms.getOutlierScales(), usual.outlierScales()),
                    rate(path + ".scale_floor", terms.getScaleFloor(), usual.scaleFloor()),
                    rate(path + ".support_share", terms.getSupportShare(), usual.supportShare()),
                    rate(path + ".support_within", terms.getSupportWithin(), usual.supportWithin()),
                    jumps(path + ".jumps", terms.getJumps()),
                    number(terms.getStaleAfterMillis(), usual.staleAfterMillis()),
                    number(terms.getWarmUpMillis(), usual.warmUpMillis()),
                    number(terms.getTickMillis(), usual.tickMillis()),
                    number(terms.getClockToleranceMillis(), usual.clockToleranceMillis()),
                    reference(underlying),
                    stable(path + ".stable", terms.getStable()));
        });
    }

    private static Optional<Price> reference(UnderlyingParameters underlying) {
        return underlying.referencePrice().map(Price::of);
    }

    private static OracleParameters.Source source(SourceTerms terms) {
        return new OracleParameters.Source(terms.getName(), terms.getWeight(), terms.getStaleMillis());
    }

    private static JumpLimits jumps(String path, JumpTerms terms) {
        JumpLimits usual = JumpLimits.defaults();
        return new JumpLimits(
                rate(path + ".within_short", terms.getWithinShort(), usual.withinShort()),
                number(terms.getShortMillis(), usual.shortMillis()),
                rate(path + ".within_long", terms.getWithinLong(), usual.withinLong()),
                number(terms.getLongMillis(), usual.longMillis()),
                rate(path + ".from_average", terms.getFromAverage(), usual.fromAverage()),
                number(terms.getAverageMillis(), usual.averageMillis()),
                number(terms.getSampleMillis(), usual.sampleMillis()),
                number(terms.getConfirmTicks(), usual.confirmTicks()),
                rate(path + ".confirm_within", terms.getConfirmWithin(), usual.confirmWithin()));
    }

    private static StablePriceParameters stable(String path, StablePriceTerms terms) {
        StablePriceParameters usual = StablePriceParameters.defaults();
        return new StablePriceParameters(
                rate(path + ".per_second", terms.getPerSecond(), usual.perSecond()),
                rate(path + ".per_period", terms.getPerPeriod(), usual.perPeriod()),
                number(terms.getPeriodMillis(), usual.periodMillis()),
                number(terms.getDelayMillis(), usual.delayMillis()),
                number(terms.getSampleMillis(), usual.sampleMillis()),
                number(terms.getLongestStepMillis(), usual.longestStepMillis()));
    }

    static MarkParameters mark(String path, OracleTerms terms, UnderlyingParameters underlying) {
        MarkParameters usual = MarkParameters.defaults();
        return checked(
                path,
                () -> new MarkParameters(
                        decimal(path + ".basis_seconds", terms.getMark().getBasisSeconds(), usual.basisSeconds()),
                        rate(path + ".outside_within", terms.getMark().getOutsideWithin(), usual.outsideWithin()),
                        reference(underlying)));
    }

    /** Every source may quote its perpetual as well; it counts for the mark as long as its spot quote would. */
    static MarkSources markSources(String path, OracleTerms terms) {
        TreeMap<String, Long> perpetuals = new TreeMap<>();
        terms.getSourcesList().forEach(source -> perpetuals.put(source.getName(), source.getStaleMillis()));
        return checked(path, () -> new MarkSources(perpetuals, MarkSources.NONE_OUTSIDE.ownBookStaleMillis()));
    }

    static VolatilityParameters volatility(String path, VolatilityTerms terms, UnderlyingParameters underlying) {
        var floor = Fields.decimal(path + ".floor", terms.getFloor(), Price.SCALE);
        var stress = Fields.decimal(path + ".stress", terms.getStress(), Price.SCALE);
        return checked(path, () -> {
            VolatilityParameters usual = VolatilityParameters.defaults(floor, stress);
            return new VolatilityParameters(
                    decimal(path + ".multiple", terms.getMultiple(), usual.multiple()),
                    decimal(path + ".memory", terms.getMemory(), usual.memory()),
                    number(terms.getHorizonMinutes(), usual.horizonMinutes()),
                    decimal(path + ".base", terms.getBase(), floor),
                    floor,
                    stress,
                    decimal(path + ".stress_weight", terms.getStressWeight(), usual.stressWeight()),
                    decimal(path + ".buffer", terms.getBuffer(), usual.buffer()),
                    decimal(path + ".cap", terms.getCap(), usual.cap()),
                    decimal(path + ".rise_per_hour", terms.getRisePerHour(), usual.risePerHour()),
                    decimal(path + ".half_life_hours", terms.getHalfLifeHours(), usual.halfLifeHours()),
                    number(terms.getSampleMinutes(), usual.sampleMinutes()),
                    number(terms.getSamples(), usual.samples()),
                    reference(underlying));
        });
    }

    static ThrottleParameters throttle(String path, ThrottleTerms terms, long version) {
        return checked(
                path,
                () -> new ThrottleParameters(
                        version, !terms.getDisabled(), budgets(path, terms), gain(path, terms), fairness(path, terms)));
    }

    private static VelocityBudgets budgets(String path, ThrottleTerms terms) {
        VelocityBudgets usual = VelocityBudgets.defaults();
        return new VelocityBudgets(
                decimal(path + ".displacement", terms.getDisplacement(), usual.displacement()),
                decimal(path + ".capacity_of_depth", terms.getCapacityOfDepth(), usual.capacityOfDepth()),
                decimal(
                        path + ".refill_of_depth_per_second",
                        terms.getRefillOfDepthPerSecond(),
                        usual.refillOfDepthPerSecond()),
                decimal(path + ".impact", terms.getImpact(), usual.impact()),
                decimal(path + ".impact_of_maintenance", terms.getImpactOfMaintenance(), usual.impactOfMaintenance()),
                decimal(path + ".impact_constant", terms.getImpactConstant(), usual.impactConstant()),
                number(terms.getImpactWindowMillis(), usual.impactWindowMillis()),
                decimal(path + ".open_interest_share", terms.getOpenInterestShare(), usual.openInterestShare()),
                number(terms.getOpenInterestWindowMillis(), usual.openInterestWindowMillis()),
                number(terms.getSpacingMillis(), usual.spacingMillis()));
    }

    private static GainParameters gain(String path, ThrottleTerms terms) {
        GainParameters usual = GainParameters.defaults();
        return new GainParameters(
                rate(path + ".branching_target", terms.getBranchingTarget(), usual.branchingTarget()),
                rate(path + ".least_gain", terms.getLeastGain(), usual.least()),
                number(terms.getObservationMillis(), usual.observationMillis()),
                rate(path + ".surprise", terms.getSurprise(), usual.surprise()),
                rate(path + ".recovery_per_second", terms.getRecoveryPerSecond(), usual.recoveryPerSecond()));
    }

    private static FairnessParameters fairness(String path, ThrottleTerms terms) {
        FairnessParameters usual = FairnessParameters.defaults();
        return new FairnessParameters(
                decimal(path + ".bankruptcy_moves", terms.getBankruptcyMoves(), usual.moves()),
                decimal(path + ".urgent_minutes", terms.getUrgentMinutes(), usual.urgentMinutes()),
                decimal(path + ".urgent_share", terms.getUrgentShare(), usual.urgentShare()),
                decimal(path + ".account_share", terms.getAccountShare(), usual.accountShare()));
    }
}
