package io.breakwater.core.account;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A typed refusal with the numbers behind it. A refused command has changed nothing (invariant 9).
 *
 * @param code which of the closed set
 * @param figures what was compared, in the order of the sentence
 */
public record Refusal(RefusalCode code, List<Figure> figures) {

    /**
     * A named value of a refusal.
     *
     * @param name what it is, such as {@code needs} or {@code has}
     * @param value as text, exact
     */
    public record Figure(String name, String value) {}

    /** Copies the list. */
    public Refusal {
        figures = List.copyOf(figures);
    }

    /** A refusal with names and values in turn: {@code Refusal.of(code, "needs", 120.5, "has", 98)}. */
    public static Refusal of(RefusalCode code, Object... namesAndValues) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            figures.add(new Figure(namesAndValues[i].toString(), namesAndValues[i + 1].toString()));
        }
        return new Refusal(code, figures);
    }

    @Override
    public String toString() {
        return code
                + figures.stream()
                        .map(figure -> figure.name + " " + figure.value)
                        .collect(Collectors.joining(", ", figures.isEmpty() ? "" : ": ", ""));
    }
}
