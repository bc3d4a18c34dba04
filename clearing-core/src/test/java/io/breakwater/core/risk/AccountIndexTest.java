package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the index of accounts")
class AccountIndexTest {

    @Test
    @DisplayName("agrees with a plain map through any additions and removals, and never hands a slot out twice")
    void agreesWithAMap() {
        Property.holds("account index is a map", 200, rng -> {
            AccountIndex index = new AccountIndex();
            TreeMap<String, Integer> plain = new TreeMap<>();
            int names = 1 + rng.nextInt(200);
            for (int step = 0; step < 400; step++) {
                String id = "a" + rng.nextInt(names);
                if (plain.containsKey(id)) {
                    assertThat(index.remove(id)).isEqualTo(plain.remove(id));
                } else {
                    plain.put(id, index.add(id));
                }
                assertThat(index.size()).isEqualTo(plain.size());
            }
            List<Integer> slots = new ArrayList<>(plain.values());
            assertThat(slots).doesNotHaveDuplicates();
            for (int i = 0; i < names; i++) {
                assertThat(index.slot("a" + i)).isEqualTo(plain.getOrDefault("a" + i, AccountIndex.ABSENT));
            }
        });
    }
}
