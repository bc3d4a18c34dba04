package io.breakwater.node.liquidation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Those who follow something that changes: each is told one update at a time, and what changes until it has room again is
 * kept as its newest state, up to a bound.
 *
 * @param <K> name of what changes
 * @param <V> its state
 * @param <U> what a follower hears
 */
final class Followers<K extends Comparable<K>, V, U> {

    private final int backlog;
    private final BinaryOperator<V> merge;
    private final Function<List<V>, U> update;
    private final U overloaded;
    private final Map<String, Follower> followers = new HashMap<>();

    private final class Follower {
        private final ActorRef<U> ref;
        private final Predicate<V> interest;
        private final TreeMap<K, V> unread = new TreeMap<>();
        private boolean isReady = true;

        private Follower(ActorRef<U> ref, Predicate<V> interest) {
            this.ref = ref;
            this.interest = interest;
        }

        private void tell() {
            if (isReady && !unread.isEmpty()) {
                isReady = false;
                ref.tell(update.apply(List.copyOf(unread.values())));
                unread.clear();
            }
        }
    }

    /**
     * Nobody.
     *
     * @param backlog states that a follower may leave unread
     * @param merge of an unread state and a newer one; null when there is nothing left to tell
     * @param update made of states in the order of their names
     * @param overloaded told to who has left too many unread
     */
    Followers(int backlog, BinaryOperator<V> merge, Function<List<V>, U> update, U overloaded) {
        this.backlog = backlog;
        this.merge = merge;
        this.update = update;
        this.overloaded = overloaded;
    }

    /** One more, who is told all that is there now. */
    void add(String id, ActorRef<U> ref, Predicate<V> interest, Map<K, V> now) {
        Follower follower = new Follower(ref, interest);
        followers.put(id, follower);
        now.forEach((name, state) -> note(follower, name, state));
        follower.tell();
    }

    void remove(String id) {
        followers.remove(id);
    }

    /** It has room for one more update. */
    void ready(String id) {
        Follower follower = followers.get(id);
        if (follower != null) {
            follower.isReady = true;
            follower.tell();
        }
    }

    /** Changes, to whom they interest. */
    void changed(Map<K, V> changes) {
        followers.values().removeIf(follower -> {
            changes.forEach((name, state) -> note(follower, name, state));
            boolean isLate = follower.unread.size() > backlog;
            if (isLate) {
                follower.ref.tell(overloaded);
            } else {
                follower.tell();
            }
            return isLate;
        });
    }

    private void note(Follower follower, K name, V state) {
        if (follower.interest.test(state)) {
            follower.unread.merge(name, state, merge);
        }
    }

    boolean isEmpty() {
        return followers.isEmpty();
    }
}
