package io.breakwater.node.market;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.pubsub.Topic;

/** The two broadcasts that every node hears: prices from the aggregators, and definitions from the directory. */
public final class MarketTopics {

    private MarketTopics() {}

    /** Where aggregators publish their prices; spawned once on each node. */
    public static Behavior<Topic.Command<PublishedPrice>> prices() {
        return Topic.create(PublishedPrice.class, "prices");
    }

    /** Where the directory publishes each version of the definitions; spawned once on each node. */
    public static Behavior<Topic.Command<MarketDefinitions>> definitions() {
        return Topic.create(MarketDefinitions.class, "market-definitions");
    }
}
