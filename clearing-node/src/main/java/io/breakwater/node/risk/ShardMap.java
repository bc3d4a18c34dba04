package io.breakwater.node.risk;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Says where the shards of accounts live. */
@FunctionalInterface
public interface ShardMap {

    /**
     * Where shards live, as the cluster's regions tell it.
     *
     * @param here those of this node
     * @param started those that live anywhere
     */
    record Shards(Set<Integer> here, Set<Integer> started) {
        /** Copies the sets. */
        public Shards {
            here = Set.copyOf(here);
            started = Set.copyOf(started);
        }
    }

    /** Asks now; fails when this node's own region did not answer. */
    CompletionStage<Shards> ask();
}
