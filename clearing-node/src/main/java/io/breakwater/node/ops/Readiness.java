package io.breakwater.node.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What must hold before a node is sent work: named conditions, each asked at the moment of the question. */
public final class Readiness {

    private final Map<String, BooleanSupplier> conditions = new LinkedHashMap<>();

    /** With one more condition; before the server starts. */
    public Readiness require(String name, BooleanSupplier holds) {
        conditions.put(name, holds);
        return this;
    }

    /** The conditions that do not hold now, by name. */
    public List<String> missing() {
        return conditions.entrySet().stream()
                .filter(condition -> !condition.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }
}
