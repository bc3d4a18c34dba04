package io.breakwater.load.driver;

import io.breakwater.load.driver.LoadReport.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sets throughputs of one run side by side; a ratio whose parts were not measured is left out. */
final class Ratios {

    private Ratios() {}

    /** Ratios of these stages; a trade counts as its rows in the journal when it is compared with single writes. */
    static Map<String, Double> of(List<Stage> stages, double rowsPerTrade) {
        Map<String, Double> ratios = new TreeMap<>();
        put(ratios, "deposits / bare entity", rate(stages, LoadRun.DEPOSITS), rate(stages, LoadRun.ENTITY));
        put(
                ratios,
                "rows of trades / bare entity",
                rate(stages, LoadRun.TRADES).map(rate -> rate * rowsPerTrade),
                rate(stages, LoadRun.ENTITY));
        put(ratios, "bare entity / bare driver", rate(stages, LoadRun.ENTITY), rate(stages, LoadRun.INSERTS));
        return ratios;
    }

    private static void put(Map<String, Double> ratios, String name, Optional<Double> part, Optional<Double> whole) {
        if (part.isPresent() && whole.filter(rate -> rate > 0).isPresent()) {
            ratios.put(name, LoadReport.rounded(part.get() / whole.get()));
        }
    }

    private static Optional<Double> rate(List<Stage> stages, String name) {
        return stages.stream()
                .filter(stage -> stage.name().equals(name))
                .map(Stage::achievedPerSecond)
                .findFirst();
    }
}
