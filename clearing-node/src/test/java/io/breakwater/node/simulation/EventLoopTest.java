package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final EventLoop loop = new EventLoop(1_000);
    private final List<String> history = new ArrayList<>();

    @Test
    void eventsRunByTimeAndAtOneTimeInTheOrderTheyWerePutIn() {
        put(1_500, "late");
        put(1_200, "first");
        put(1_200, "second");
        put(1_200, "third");

        loop.runTo(2_000);

        assertThat(history).containsExactly("first at 1200", "second at 1200", "third at 1200", "late at 1500");
    }

    @Test
    void itRunsToATimeThatIsIncludedAndStandsThere() {
        put(1_999, "before");
        put(2_000, "at");
        put(2_001, "after");

        loop.runTo(2_000);
        assertThat(history).containsExactly("before at 1999", "at at 2000");
        assertThat(loop.now()).isEqualTo(2_000);

        loop.runTo(2_001);
        assertThat(history).hasSize(3);
    }

    @Test
    void whatAnEventPutsInRunsInItsTurn() {
        loop.after(100, () -> {
            note("outer");
            loop.after(0, () -> note("inner"));
            loop.after(50, () -> note("later"));
        });
        put(1_100, "beside");

        loop.runTo(1_149);
        assertThat(history).containsExactly("outer at 1100", "beside at 1100", "inner at 1100");
        loop.runTo(1_150);
        assertThat(history).last().isEqualTo("later at 1150");
    }

    @Test
    void nothingHappensInThePast() {
        put(10, "overdue");

        loop.runTo(500);
        assertThat(loop.now()).isEqualTo(1_000);
        loop.runTo(1_000);

        assertThat(history).containsExactly("overdue at 1000");
    }

    private void put(long timeMillis, String name) {
        loop.at(timeMillis, () -> note(name));
    }

    private void note(String name) {
        history.add(name + " at " + loop.now());
    }
}
