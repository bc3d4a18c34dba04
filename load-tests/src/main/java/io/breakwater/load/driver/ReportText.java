package io.breakwater.load.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a report, as a table for people and as JSON for programs. */
final class ReportText {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final double MICROS_PER_MILLI = 1_000;

    private final LoadReport report;
    private final StringBuilder text = new StringBuilder();

    private ReportText(LoadReport report) {
        this.report = report;
    }

    /** One JSON object, names in snake case. */
    static String json(LoadReport report) {
        try {
            return JSON.writeValueAsString(report) + System.lineSeparator();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report that is no JSON", impossible);
        }
    }

    /** A table of lines that end with a line feed. */
    static String table(LoadReport report) {
        return new ReportText(report).table();
    }

    private String table() {
        line("environment: %s", report.environment().line());
        line("%,d accounts, at most %,d calls in flight", report.accounts(), report.inFlight());
        line("");
        openLoop(report.openLoop());
        line("");
        line("without a schedule%28s %12s  CPU us a command", "ok/s", "ms p50");
        report.saturated().forEach(this::saturated);
        line("");
        if (!report.rowsPerCommand().isEmpty()) {
            line(
                    "journal rows a command: %s; %,d bytes an event",
                    numbers(report.rowsPerCommand()), report.eventBytes());
        }
        report.ratios().forEach((name, ratio) -> line("%-44s %.2f", name, ratio));
        return text.toString();
    }

    private void openLoop(LoadReport.Stage stage) {
        line(
                "%s: offered %,.1f/s, achieved %,.1f/s in %.1f s",
                stage.name(), stage.offeredPerSecond(), stage.achievedPerSecond(), stage.seconds());
        line("%-10s %9s %9s %9s %9s %9s  outcomes", "kind", "calls", "ms p50", "p99", "p99.9", "max");
        stage.kinds()
                .forEach((name, kind) -> line(
                        "%-10s %,9d %9.2f %9.2f %9.2f %9.2f  %s",
                        name,
                        kind.offered(),
                        kind.p50Micros() / MICROS_PER_MILLI,
                        kind.p99Micros() / MICROS_PER_MILLI,
                        kind.p999Micros() / MICROS_PER_MILLI,
                        kind.maxMicros() / MICROS_PER_MILLI,
                        counts(kind.byCode())));
        line("CPU us a command: %s", numbers(stage.cpuMicrosPerCommand()));
    }

    private void saturated(LoadReport.Stage stage) {
        double medianMicros = stage.kinds().values().stream()
                .mapToLong(LoadResult.Kind::p50Micros)
                .max()
                .orElse(0);
        line(
                "%-32s %,13.1f %12.2f  %s",
                stage.name(),
                stage.achievedPerSecond(),
                medianMicros / MICROS_PER_MILLI,
                numbers(stage.cpuMicrosPerCommand()));
    }

    private static String counts(Map<String, Long> byCode) {
        return byCode.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String numbers(Map<String, Double> byName) {
        return byName.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
