package io.breakwater.node.persistence;

import io.breakwater.core.ledger.SeenIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes maps as repeated entries in the order of their keys, so that equal maps are equal bytes, and reads them back. */
final class Entries {

    private Entries() {}

    static <K, V, E> List<E> entries(SortedMap<K, V> map, BiFunction<K, V, E> entry) {
        List<E> entries = new ArrayList<>(map.size());
        map.forEach((key, value) -> entries.add(entry.apply(key, value)));
        return entries;
    }

    static <K extends Comparable<K>, V, E> List<E> entries(SeenIds<K, V> seen, BiFunction<K, V, E> entry) {
        List<E> entries = new ArrayList<>(seen.size());
        seen.forEach((key, value) -> entries.add(entry.apply(key, value)));
        return entries;
    }

    /** A map of entries whose keys must ascend. */
    static <K extends Comparable<K>, V, E> SortedMap<K, V> ascending(
            List<E> entries, Function<E, K> key, Function<E, V> value, String field) {
        TreeMap<K, V> map = new TreeMap<>();
        for (E entry : entries) {
            put(map, key.apply(entry), value.apply(entry), field);
        }
        return Collections.unmodifiableSortedMap(map);
    }

    /** A map of values that hold their own keys, which must ascend. */
    static <K extends Comparable<K>, V, E> SortedMap<K, V> keyed(
            List<E> values, Function<E, V> read, Function<V, K> key, String field) {
        return ascending(values.stream().map(read).toList(), key, Function.identity(), field);
    }

    private static <K extends Comparable<K>, V> void put(TreeMap<K, V> map, K key, V value, String field) {
        if (!map.isEmpty() && map.lastKey().compareTo(key) >= 0) {
            throw new UnreadableMessageException(field, "has " + key + " after " + map.lastKey());
        }
        map.put(key, value);
    }
}
