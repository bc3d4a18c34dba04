package io.breakwater.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an account remembers of ids, against a {@link TreeMap}. */
class SeenIdsTest {

    @Test
    void remembersTheFirstValueOfAnId() {
        SeenIds<String, Integer> seen =
                SeenIds.<String, Integer>none().plus("a", 1).plus("a", 2);
        assertThat(seen.get("a")).contains(1);
        assertThat(seen.get("b")).isEmpty();
        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void anAdditionLeavesTheOlderOneAsItWas() {
        SeenIds<Integer, String> one = SeenIds.<Integer, String>none().plus(1, "one");
        SeenIds<Integer, String> two = one.plus(2, "two");
        assertThat(one.get(2)).isEmpty();
        assertThat(two.get(1)).contains("one");
    }

    @Test
    void isWhatATreeMapIs() {
        Property.holds("seen ids as TreeMap", 1_000, random -> {
            SeenIds<Integer, Integer> seen = SeenIds.none();
            TreeMap<Integer, Integer> model = new TreeMap<>();
            for (int i = random.nextInt(200); i > 0; i--) {
                int id = random.nextInt(100);
                if (random.nextInt(30) == 0) {
                    seen = seen.retain(kept -> kept >= id);
                    model.keySet().removeIf(kept -> kept < id);
                } else {
                    seen = seen.plus(id, i);
                    model.putIfAbsent(id, i);
                }
            }
            assertSame(seen, model);
        });
    }

    private static void assertSame(SeenIds<Integer, Integer> seen, TreeMap<Integer, Integer> model) {
        List<Integer> visited = new ArrayList<>();
        seen.forEach((id, value) -> visited.add(id));
        assertThat(visited).containsExactlyElementsOf(model.keySet());
        for (int id = 0; id < 100; id++) {
            assertThat(seen.get(id)).isEqualTo(Optional.ofNullable(model.get(id)));
        }
        assertThat(seen.size()).isEqualTo(model.size());
        assertThat(seen).hasToString(model.toString());
        assertThat(seen).isEqualTo(inOrder(model)).hasSameHashCodeAs(inOrder(model));
        assertThat(seen).isEqualTo(SeenIds.of(model)).hasSameHashCodeAs(SeenIds.of(model));
    }

    /** The same entries added in another order, so with other levels inside. */
    private static SeenIds<Integer, Integer> inOrder(TreeMap<Integer, Integer> model) {
        SeenIds<Integer, Integer> seen = SeenIds.none();
        for (var entry : model.descendingMap().entrySet()) {
            seen = seen.plus(entry.getKey(), entry.getValue());
        }
        return seen;
    }
}
