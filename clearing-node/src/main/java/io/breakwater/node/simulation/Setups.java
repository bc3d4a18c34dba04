package io.breakwater.node.simulation;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.money.Rate;
import io.breakwater.node.feed.MarketFile;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeSurvey;
import io.breakwater.node.feed.VenueSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts a run together: from a seed, or from recorded market files. */
public final class Setups {

    private static final long TAPE_TICK_MILLIS = 250;

    /** Venues of a generated crash quote about once a second. */
    private static final long GENERATED_TICK_MILLIS = 1_000;

    private static final long AUDIT_MILLIS = 600_000;

    private Setups() {}

    /**
     * What a caller may choose.
     *
     * @param seed of the crash and of the accounts
     * @param seeding who takes part
     * @param policy how what is liquidated is sold
     * @param throttle parameters of the throttle
     * @param depthShare depth within 1 % of the own book, as a share of open interest
     */
    public record Choices(
            long seed, SeedingParameters seeding, Policy policy, ThrottleParameters throttle, Rate depthShare) {}

    /**
     * A run and, where it is known who lies, the same run without that venue.
     *
     * @param setup the run
     * @param honest the same without the lying venue, if there is one
     */
    public record Pair(SimulationSetup setup, Optional<SimulationSetup> honest) {}

    /** A crash generated from a seed. */
    public static Pair generated(Choices choices, long durationMillis) {
        return generated(choices, CrashScenario.defaults(choices.seed(), durationMillis));
    }

    /** A generated crash of a scenario; without its liars beside it, if it has any. */
    static Pair generated(Choices choices, CrashScenario scenario) {
        CrashPath path = CrashPath.of(scenario);
        List<String> symbols = scenario.symbols().stream()
                .map(CrashScenario.Symbol::underlying)
                .toList();
        SimulationSetup.Path truth = (underlying, time) -> path.at(symbols.indexOf(underlying), time);
        List<String> liars = scenario.lies().stream()
                .map(CrashScenario.Lie::venue)
                .distinct()
                .toList();
        return pair(
                choices,
                SimulationReport.Input.generated(choices.seed()),
                () -> new CrashTape(scenario),
                Optional.of(truth),
                liars);
    }

    /**
     * A replay of recorded files.
     *
     * @param without a venue to leave out in a second run, to tell what it caused
     * @throws IllegalArgumentException when a file cannot be used, no file is of that venue, or no other one quotes
     *     what it does
     */
    public static Pair replay(Choices choices, List<Path> files, Optional<String> without) {
        List<MarketFile> market = files.stream().map(MarketFile::of).toList();
        without.ifPresent(venue -> {
            List<String> venues = market.stream()
                    .map(file -> file.source().venue())
                    .distinct()
                    .sorted()
                    .toList();
            if (!venues.contains(venue)) {
                throw new IllegalArgumentException("--without " + venue + ": the files are of " + venues);
            }
        });
        List<String> names =
                files.stream().map(path -> path.getFileName().toString()).toList();
        return pair(
                choices,
                new SimulationReport.Input(names, choices.seed()),
                () -> QuoteTape.merged(market),
                Optional.empty(),
                without.stream().toList());
    }

    /** A run of a tape, and without some of its venues beside it. */
    static Pair pair(
            Choices choices,
            SimulationReport.Input input,
            Supplier<QuoteTape> tape,
            Optional<SimulationSetup.Path> path,
            List<String> liars) {
        TapeSurvey survey = surveyed(tape);
        SimulationSetup setup = setup(choices, input, tape, path, survey, survey);
        if (liars.isEmpty()) {
            return new Pair(setup, Optional.empty());
        }
        return new Pair(setup, Optional.of(setup(choices, input, tape, path, survey, without(liars, survey))));
    }

    /** What is heard of the tape without some venues; every underlying must still be quoted by another. */
    private static TapeSurvey without(List<String> venues, TapeSurvey survey) {
        List<TapeSurvey.SourceSurvey> others = survey.sources().stream()
                .filter(source -> !venues.contains(source.source().venue()))
                .toList();
        for (String underlying : survey.firstPrices().keySet()) {
            boolean isQuoted = others.stream()
                    .anyMatch(other -> other.source().underlying().equals(underlying) && other.quotes() > 0);
            if (!isQuoted) {
                throw new IllegalArgumentException(
                        "--without " + String.join(" ", venues) + ": no other venue quotes " + underlying);
            }
        }
        return new TapeSurvey(survey.quotes(), survey.firstMillis(), survey.lastMillis(), others, survey.firstPrices());
    }

    private static TapeSurvey surveyed(Supplier<QuoteTape> tape) {
        try (QuoteTape reading = tape.get()) {
            return VenueSettings.defaults().survey(reading);
        }
    }

    private static SimulationSetup setup(
            Choices choices,
            SimulationReport.Input input,
            Supplier<QuoteTape> tape,
            Optional<SimulationSetup.Path> path,
            TapeSurvey survey,
            TapeSurvey heard) {
        ScenarioParameters parameters = ScenarioParameters.covering(DefaultParameters.epochOne(), survey.firstPrices());
        List<OutsideMarket> outside = VenueSettings.defaults().derive(heard);
        Population population =
                AccountSeeder.plan(choices.seeding(), parameters.parameters(), choices.seed(), survey.firstPrices());
        return new SimulationSetup(
                input,
                tape,
                outside,
                parameters.parameters(),
                parameters.onSolTiers(),
                population,
                Keeper.Parameters.defaults(),
                choices.policy(),
                choices.throttle(),
                choices.depthShare(),
                path,
                survey.firstMillis(),
                survey.lastMillis(),
                path.isPresent() ? GENERATED_TICK_MILLIS : TAPE_TICK_MILLIS,
                AUDIT_MILLIS);
    }
}
