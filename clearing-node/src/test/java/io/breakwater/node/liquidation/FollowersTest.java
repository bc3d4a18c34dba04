package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A follower hears everything that matters to it, at its own pace, and costs no more than its bound. */
class FollowersTest {

    private static final ActorTestKit KIT =
            ActorTestKit.create(ConfigFactory.parseString("pekko.actor.provider = local"));

    private final TestProbe<String> follower = KIT.createTestProbe();
    private final Followers<String, String, String> followers =
            new Followers<>(2, (unread, newer) -> newer.isEmpty() ? null : newer, FollowersTest::joined, "overloaded");

    @AfterAll
    static void close() {
        KIT.shutdownTestKit();
    }

    private static String joined(List<String> states) {
        return states.stream().collect(Collectors.joining(" "));
    }

    @Test
    @DisplayName("one update at a time; what changes meanwhile is told once, as its newest state")
    void conflates() {
        followers.add("f", follower.getRef(), state -> true, Map.of("a", "a1"));
        assertThat(follower.receiveMessage()).isEqualTo("a1");
        followers.changed(Map.of("a", "a2"));
        followers.changed(Map.of("b", "b1"));
        followers.changed(Map.of("a", "a3"));
        follower.expectNoMessage(Duration.ofMillis(50));

        followers.ready("f");

        assertThat(follower.receiveMessage()).isEqualTo("a3 b1");
    }

    @Test
    @DisplayName("what is over before it was told is not told")
    void merges() {
        followers.add("f", follower.getRef(), state -> true, Map.of("a", "a1"));
        follower.receiveMessage();
        followers.changed(Map.of("b", "b1"));
        followers.changed(Map.of("b", ""));
        followers.ready("f");
        followers.changed(Map.of("c", "c1"));

        assertThat(follower.receiveMessage()).isEqualTo("c1");
    }

    @Test
    @DisplayName("two unread are kept, the third lets the follower go")
    void bounded() {
        followers.add("f", follower.getRef(), state -> true, Map.of("a", "a1"));
        follower.receiveMessage();
        followers.changed(Map.of("b", "b1", "c", "c1"));
        assertThat(followers.isEmpty()).isFalse();

        followers.changed(Map.of("d", "d1"));

        assertThat(follower.receiveMessage()).isEqualTo("overloaded");
        assertThat(followers.isEmpty()).isTrue();
    }
}
