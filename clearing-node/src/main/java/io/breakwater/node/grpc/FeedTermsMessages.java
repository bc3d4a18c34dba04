package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.MarginMessages.plain;

import io.breakwater.clearing.v1.JumpTerms;
import io.breakwater.clearing.v1.MarkTerms;
import io.breakwater.clearing.v1.OracleTerms;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.clearing.v1.StablePriceTerms;
import io.breakwater.clearing.v1.ThrottleTerms;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.clearing.v1.VolatilityTerms;
import io.breakwater.core.liquidation.FairnessParameters;
import io.breakwater.core.liquidation.GainParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityBudgets;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.JumpLimits;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.oracle.StablePriceParameters;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;

/** Writes how an underlying is priced, how its volatility is estimated and how fast it may be sold. */
final class FeedTermsMessages {

    private FeedTermsMessages() {}

    static void add(UnderlyingTerms.Builder terms, SymbolDefinition definition) {
        terms.setOracle(oracle(definition.aggregator().oracle(), definition.mark()))
                .setVolatility(volatility(definition.aggregator().volatility()))
                .setThrottle(throttle(definition.throttle()));
    }

    private static String text(Rate rate) {
        return plain(rate.exact());
    }

    private static OracleTerms oracle(OracleParameters oracle, MarkParameters mark) {
        OracleTerms.Builder terms = OracleTerms.newBuilder()
                .setQuorumSources(oracle.quorumSources())
                .setQuorumShare(text(oracle.quorumShare()))
                .setWidestConfidence(text(oracle.widestConfidence()))
                .setOutlierScales(oracle.outlierScales())
                .setScaleFloor(text(oracle.scaleFloor()))
                .setSupportShare(text(oracle.supportShare()))
                .setSupportWithin(text(oracle.supportWithin()))
                .setJumps(jumps(oracle.jumps()))
                .setStaleAfterMillis(oracle.staleAfterMillis())
                .setWarmUpMillis(oracle.warmUpMillis())
                .setTickMillis(oracle.tickMillis())
                .setClockToleranceMillis(oracle.clockToleranceMillis())
                .setStable(stable(oracle.stable()))
                .setMark(MarkTerms.newBuilder()
                        .setBasisSeconds(plain(mark.basisSeconds()))
                        .setOutsideWithin(text(mark.outsideWithin())));
        oracle.sources()
                .forEach(source -> terms.addSources(SourceTerms.newBuilder()
                        .setName(source.name())
                        .setWeight(source.weight())
                        .setStaleMillis(source.staleMillis())));
        return terms.build();
    }

    private static JumpTerms jumps(JumpLimits jumps) {
        return JumpTerms.newBuilder()
                .setWithinShort(text(jumps.withinShort()))
                .setShortMillis(jumps.shortMillis())
                .setWithinLong(text(jumps.withinLong()))
                .setLongMillis(jumps.longMillis())
                .setFromAverage(text(jumps.fromAverage()))
                .setAverageMillis(jumps.averageMillis())
                .setSampleMillis(jumps.sampleMillis())
                .setConfirmTicks(jumps.confirmTicks())
                .setConfirmWithin(text(jumps.confirmWithin()))
                .build();
    }

    private static StablePriceTerms stable(StablePriceParameters stable) {
        return StablePriceTerms.newBuilder()
                .setPerSecond(text(stable.perSecond()))
                .setPerPeriod(text(stable.perPeriod()))
                .setPeriodMillis(stable.periodMillis())
                .setDelayMillis(stable.delayMillis())
                .setSampleMillis(stable.sampleMillis())
                .setLongestStepMillis(stable.longestStepMillis())
                .build();
    }

    private static VolatilityTerms volatility(VolatilityParameters terms) {
        return VolatilityTerms.newBuilder()
                .setMultiple(plain(terms.multiple()))
                .setMemory(plain(terms.memory()))
                .setHorizonMinutes(terms.horizonMinutes())
                .setBase(plain(terms.base()))
                .setFloor(plain(terms.floor()))
                .setStress(plain(terms.stress()))
                .setStressWeight(plain(terms.stressWeight()))
                .setBuffer(plain(terms.buffer()))
                .setCap(plain(terms.cap()))
                .setRisePerHour(plain(terms.risePerHour()))
                .setHalfLifeHours(plain(terms.halfLifeHours()))
                .setSampleMinutes(terms.sampleMinutes())
                .setSamples(terms.samples())
                .build();
    }

    private static ThrottleTerms throttle(ThrottleParameters throttle) {
        VelocityBudgets budgets = throttle.budgets();
        GainParameters gain = throttle.gain();
        FairnessParameters fairness = throttle.fairness();
        return ThrottleTerms.newBuilder()
                .setDisabled(!throttle.enabled())
                .setDisplacement(plain(budgets.displacement()))
                .setCapacityOfDepth(plain(budgets.capacityOfDepth()))
                .setRefillOfDepthPerSecond(plain(budgets.refillOfDepthPerSecond()))
                .setImpact(plain(budgets.impact()))
                .setImpactOfMaintenance(plain(budgets.impactOfMaintenance()))
                .setImpactConstant(plain(budgets.impactConstant()))
                .setImpactWindowMillis(budgets.impactWindowMillis())
                .setOpenInterestShare(plain(budgets.openInterestShare()))
                .setOpenInterestWindowMillis(budgets.openInterestWindowMillis())
                .setSpacingMillis(budgets.spacingMillis())
                .setBranchingTarget(text(gain.branchingTarget()))
                .setLeastGain(text(gain.least()))
                .setObservationMillis(gain.observationMillis())
                .setSurprise(text(gain.surprise()))
                .setRecoveryPerSecond(text(gain.recoveryPerSecond()))
                .setBankruptcyMoves(plain(fairness.moves()))
                .setUrgentMinutes(plain(fairness.urgentMinutes()))
                .setUrgentShare(plain(fairness.urgentShare()))
                .setAccountShare(plain(fairness.accountShare()))
                .build();
    }
}
