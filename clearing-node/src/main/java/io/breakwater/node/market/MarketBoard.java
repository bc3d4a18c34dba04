package io.breakwater.node.market;

import io.breakwater.core.market.MarketView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Holds the newest state of the markets as this node knows it, for whoever decides: one writer, any number of readers, no
 * locks. Prices never go to account actors; they read here (architecture section 3).
 */
public final class MarketBoard {

    /**
     * One state of the markets, immutable.
     *
     * @param view for decisions; feed states are as this node may use them now
     * @param definitions the version in force
     * @param prices the newest of each underlying
     * @param acceptedNanos the node's monotonic clock when its newest price was accepted
     */
    public record Posting(
            MarketView view, MarketDefinitions definitions, Map<String, PublishedPrice> prices, long acceptedNanos) {
        /** Copies the map. */
        public Posting {
            prices = Map.copyOf(prices);
        }
    }

    private final List<Consumer<Posting>> readers = new CopyOnWriteArrayList<>();
    private volatile Posting newest;

    /** A board with a first state. */
    public MarketBoard(Posting first) {
        this.newest = first;
    }

    /** The newest state. */
    public Posting newest() {
        return newest;
    }

    /** The newest view. */
    public MarketView view() {
        return newest.view();
    }

    /** The newest price of an underlying, if there was one. */
    public Optional<PublishedPrice> price(String underlying) {
        return Optional.ofNullable(newest.prices().get(underlying));
    }

    /** Puts up a newer state, and tells the readers; only the writer calls this. */
    public void post(Posting posting) {
        newest = posting;
        readers.forEach(reader -> reader.accept(posting));
    }

    /** Tells a reader every state from now on, on the writer's thread: it tells an actor and returns. */
    public void follow(Consumer<Posting> reader) {
        readers.add(reader);
    }
}
