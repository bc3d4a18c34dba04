package io.breakwater.core.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * An immutable map that grows by one entry at a time without being copied whole: what an account remembers of the ids
 * it has answered.
 *
 * <p>Entries lie in levels whose sizes at least halve from one to the next; an addition merges the levels that are no
 * larger than what it adds, so n additions cost O(n log n) and a look-up reads O(log n) levels.
 *
 * @param <K> ids
 * @param <V> what is remembered
 */
public final class SeenIds<K extends Comparable<K>, V> {

    private final List<SortedMap<K, V>> levels;

    private SeenIds(List<SortedMap<K, V>> levels) {
        this.levels = levels;
    }

    /** Nothing seen. */
    public static <K extends Comparable<K>, V> SeenIds<K, V> none() {
        return new SeenIds<>(List.of());
    }

    /** Exactly these. */
    public static <K extends Comparable<K>, V> SeenIds<K, V> of(SortedMap<K, V> seen) {
        return seen.isEmpty() ? none() : new SeenIds<>(List.of(Collections.unmodifiableSortedMap(new TreeMap<>(seen))));
    }

    /** What is remembered of an id. */
    public Optional<V> get(K id) {
        for (SortedMap<K, V> level : levels) {
            V value = level.get(id);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** With one more id; an id once seen is never replaced. */
    public SeenIds<K, V> plus(K id, V value) {
        if (get(id).isPresent()) {
            return this;
        }
        TreeMap<K, V> merged = new TreeMap<>();
        merged.put(id, value);
        int kept = levels.size();
        while (kept > 0 && levels.get(kept - 1).size() <= merged.size()) {
            merged.putAll(levels.get(--kept));
        }
        List<SortedMap<K, V>> next = new ArrayList<>(levels.subList(0, kept));
        next.add(Collections.unmodifiableSortedMap(merged));
        return new SeenIds<>(List.copyOf(next));
    }

    /** With the ids that pass the test alone. */
    public SeenIds<K, V> retain(Predicate<K> test) {
        TreeMap<K, V> kept = new TreeMap<>();
        forEach((id, value) -> {
            if (test.test(id)) {
                kept.put(id, value);
            }
        });
        return of(kept);
    }

    /** Visits every id, in their order. */
    public void forEach(BiConsumer<K, V> visitor) {
        TreeMap<K, V> all = new TreeMap<>();
        levels.forEach(all::putAll);
        all.forEach(visitor);
    }

    /** How many ids are remembered. */
    public int size() {
        return levels.stream().mapToInt(SortedMap::size).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenIds<?, ?> seen && merged().equals(seen.merged());
    }

    @Override
    public int hashCode() {
        return merged().hashCode();
    }

    private SortedMap<K, V> merged() {
        TreeMap<K, V> all = new TreeMap<>();
        levels.forEach(all::putAll);
        return all;
    }

    @Override
    public String toString() {
        return merged().toString();
    }
}
