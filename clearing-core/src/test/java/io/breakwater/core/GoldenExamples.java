package io.breakwater.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The worked examples G01..G32 and the published vectors A01..A16, by id. */
public final class GoldenExamples {

    private static final JsonNode FILE = load();
    private static final Map<String, JsonNode> BY_ID = index();

    private GoldenExamples() {}

    /** One example: its fields are {@code given}, {@code expect}, {@code title}. */
    public static JsonNode example(String id) {
        JsonNode example = BY_ID.get(id);
        if (example == null) {
            throw new IllegalArgumentException("no golden example " + id);
        }
        return example;
    }

    /** The parameter tables that the examples use. */
    public static JsonNode parameters() {
        return FILE.get("parameters");
    }

    /** Every id in the file. */
    public static Iterable<String> ids() {
        return BY_ID.keySet();
    }

    /** A decimal field; refuses anything but a string. */
    public static BigDecimal decimal(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("no decimal string '" + field + "' in " + node);
        }
        return new BigDecimal(value.textValue());
    }

    private static JsonNode load() {
        try (InputStream in = GoldenExamples.class.getResourceAsStream("/golden/margin-examples.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNode> index() {
        Map<String, JsonNode> byId = new TreeMap<>();
        FILE.get("examples").forEach(e -> byId.put(e.get("id").textValue(), e));
        FILE.get("anchor_vectors").forEach(e -> byId.put(e.get("id").textValue(), e));
        return byId;
    }
}
