package io.breakwater.node.cli;

import io.breakwater.core.liquidation.FairnessParameters;
import io.breakwater.core.liquidation.GainParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityBudgets;
import io.breakwater.core.money.Rate;
import picocli.CommandLine.Option;

/** The options that change the velocity throttle of a run; each stands at the default of risk model B.15. */
final class ThrottleOptions {

    private static final ThrottleParameters DEFAULTS = ThrottleParameters.defaults();
    private static final Rate MOST_OF_DEPTH = Rate.of("100");
    private static final Rate MOST_GAIN_TARGET = Rate.of("10");

    @Option(
            names = "--displacement-max",
            paramLabel = "RATE",
            description = "How far sales may move the own mark from the index (${DEFAULT-VALUE}).")
    private Rate displacementMax = Rate.of(DEFAULTS.budgets().displacement());

    @Option(
            names = "--capacity-of-depth",
            paramLabel = "RATE",
            description = "Tokens at most, as a share of depth (${DEFAULT-VALUE}).")
    private Rate capacityOfDepth = Rate.of(DEFAULTS.budgets().capacityOfDepth());

    @Option(
            names = "--refill-of-depth",
            paramLabel = "RATE",
            description = "Tokens added a second, as a share of depth (${DEFAULT-VALUE}).")
    private Rate refillOfDepth = Rate.of(DEFAULTS.budgets().refillOfDepthPerSecond());

    @Option(
            names = "--impact-max",
            paramLabel = "RATE",
            description = "Predicted impact of ten seconds' sales at most (${DEFAULT-VALUE}).")
    private Rate impactMax = Rate.of(DEFAULTS.budgets().impact());

    @Option(
            names = "--open-interest-share",
            paramLabel = "RATE",
            description = "Share of open interest sold in a minute at most (${DEFAULT-VALUE}).")
    private Rate openInterestShare = Rate.of(DEFAULTS.budgets().openInterestShare());

    @Option(
            names = "--gain-target",
            paramLabel = "RATIO",
            description = "Branching ratio from which sales are slowed (${DEFAULT-VALUE}).")
    private Rate gainTarget = DEFAULTS.gain().branchingTarget();

    @Option(
            names = "--urgent-share",
            paramLabel = "RATE",
            description = "Share of tokens kept for accounts near bankruptcy (${DEFAULT-VALUE}).")
    private Rate urgentShare = Rate.of(DEFAULTS.fairness().urgentShare());

    @Option(
            names = "--account-share",
            paramLabel = "RATE",
            description = "Share of a grant one account gets while others wait (${DEFAULT-VALUE}).")
    private Rate accountShare = Rate.of(DEFAULTS.fairness().accountShare());

    /**
     * The parameters asked for.
     *
     * @throws IllegalArgumentException when one is outside its limits; the message names the option, the value and them
     */
    ThrottleParameters parameters() {
        return new ThrottleParameters(DEFAULTS.version(), DEFAULTS.enabled(), budgets(), gain(), fairness());
    }

    private VelocityBudgets budgets() {
        VelocityBudgets base = DEFAULTS.budgets();
        return new VelocityBudgets(
                OptionRange.positive("--displacement-max", displacementMax, Rate.ONE)
                        .exact(),
                OptionRange.positive("--capacity-of-depth", capacityOfDepth, MOST_OF_DEPTH)
                        .exact(),
                OptionRange.positive("--refill-of-depth", refillOfDepth, MOST_OF_DEPTH)
                        .exact(),
                OptionRange.positive("--impact-max", impactMax, Rate.ONE).exact(),
                base.impactOfMaintenance(),
                base.impactConstant(),
                base.impactWindowMillis(),
                OptionRange.positive("--open-interest-share", openInterestShare, Rate.ONE)
                        .exact(),
                base.openInterestWindowMillis(),
                base.spacingMillis());
    }

    private GainParameters gain() {
        GainParameters base = DEFAULTS.gain();
        return new GainParameters(
                OptionRange.positive("--gain-target", gainTarget, MOST_GAIN_TARGET),
                base.least(),
                base.observationMillis(),
                base.surprise(),
                base.recoveryPerSecond());
    }

    private FairnessParameters fairness() {
        FairnessParameters base = DEFAULTS.fairness();
        return new FairnessParameters(
                base.moves(),
                base.urgentMinutes(),
                OptionRange.fraction("--urgent-share", urgentShare).exact(),
                OptionRange.positive("--account-share", accountShare, Rate.ONE).exact());
    }
}
