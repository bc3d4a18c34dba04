package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.RefusedRequestException.quoted;
import static io.breakwater.node.cli.margin.RefusedRequestException.shortened;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One value of the request together with its path, so that each refusal can name the field it is about. */
final class JsonField {

    /** What the whole request is called in a refusal. */
    static final String ROOT = "request";

    private final JsonField parent;
    private final String name;
    private final int index;
    private final JsonNode node;

    private JsonField(JsonField parent, String name, int index, JsonNode node) {
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.node = node;
    }

    static JsonField root(JsonNode node) {
        return new JsonField(null, "", 0, node);
    }

    /** Its name in its object; empty for the root and for an element of a list. */
    String name() {
        return name;
    }

    /** Its path, such as {@code accounts[1].positions[0].mark_price}. */
    String path() {
        if (parent == null) {
            return ROOT;
        }
        return name.isEmpty() && index >= 0 ? elementPath(parent.path(), index) : fieldPath(parent.path(), name);
    }

    static String fieldPath(String parent, String name) {
        return parent.equals(ROOT) ? shortened(name) : parent + "." + shortened(name);
    }

    static String elementPath(String parent, int index) {
        return (parent.equals(ROOT) ? "" : parent) + "[" + index + "]";
    }

    /**
     * The fields of this object in the order of the document, without those that are null or an empty string: they are
     * the same as absent.
     *
     * @throws RefusedRequestException when this is not an object
     */
    List<JsonField> fields() {
        if (!node.isObject()) {
            throw refused("must be an object, not " + kind());
        }
        List<JsonField> fields = new ArrayList<>();
        node.properties().forEach(entry -> {
            if (!isAbsent(entry.getValue())) {
                fields.add(new JsonField(this, entry.getKey(), -1, entry.getValue()));
            }
        });
        return fields;
    }

    /**
     * The elements of this list.
     *
     * @throws RefusedRequestException when this is not a list
     */
    List<JsonField> elements() {
        if (!node.isArray()) {
            throw refused("must be a list, not " + kind());
        }
        List<JsonField> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            elements.add(new JsonField(this, "", elements.size(), element));
        }
        return elements;
    }

    /**
     * The text of this string.
     *
     * @throws RefusedRequestException when this is not a string, or not one that any encoding can carry
     */
    String text() {
        if (!node.isTextual()) {
            throw refused("must be a string, not " + kind());
        }
        String text = node.textValue();
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw refused(quoted(text) + " has half a surrogate pair");
        }
        return text;
    }

    /**
     * The decimal in this string.
     *
     * @throws RefusedRequestException when this is not a string, or the rule does not allow its text
     */
    BigDecimal decimal(DecimalRule rule) {
        if (node.isNumber()) {
            throw refused("must be a decimal in a string, not the JSON number " + shortened(node.asText()));
        }
        return rule.read(this, text());
    }

    /**
     * The decimal in this field of an object that has these decimals.
     *
     * @throws RefusedRequestException when no rule has its name, or its rule does not allow its value
     */
    BigDecimal decimal(Map<String, DecimalRule> rules) {
        DecimalRule rule = rules.get(name);
        if (rule == null) {
            throw unknown();
        }
        return decimal(rule);
    }

    /**
     * Requires fields of this object.
     *
     * @throws RefusedRequestException naming the first of the required that is not among those given
     */
    void requireAll(List<String> required, Set<String> given) {
        for (String field : required) {
            if (!given.contains(field)) {
                throw missing(field);
            }
        }
    }

    /** Refuses this field. */
    RefusedRequestException refused(String problem) {
        return new RefusedRequestException(path(), problem);
    }

    /** Refuses a field of this object. */
    RefusedRequestException refused(String field, String problem) {
        return new RefusedRequestException(fieldPath(path(), field), problem);
    }

    /** Refuses this field because no such field is known here. */
    RefusedRequestException unknown() {
        return refused("unknown field");
    }

    /** Refuses this object because it lacks a field. */
    RefusedRequestException missing(String field) {
        return refused(field, "is missing");
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isNull() || value.isTextual() && value.textValue().isEmpty();
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the string " + quoted(node.textValue());
            case NUMBER -> "the number " + shortened(node.asText());
            case BOOLEAN -> node.asText();
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }
}
