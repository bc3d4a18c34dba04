package io.breakwater.node.market;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.NodePrices;
import io.breakwater.node.market.MarketBoard.Posting;
import io.breakwater.node.time.NodeClock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * The one writer of a node's board: it takes the newest price of each underlying and the newest definitions, and puts up
 * one view of them.
 *
 * <p>Prices that wait together are put up together (conflation): a slow node loses ticks, not time. Nothing goes back, and
 * what is too old by the node's own clock is STALE. The view is renewed even when nothing arrives, as silence is what it
 * must notice. What it cannot put up it leaves, and goes on: a board that nobody writes would show old prices as LIVE.
 */
public final class BoardWriter extends AbstractBehavior<BoardWriter.Message> {

    /** What the writer hears. */
    public sealed interface Message {}

    /** An aggregator has published. */
    record Priced(PublishedPrice price) implements Message {}

    /** The directory has told its definitions. */
    record Defined(MarketDefinitions definitions) implements Message {}

    /** Its own timer: renew the view. */
    record RefreshDue() implements Message {}

    /** Its own timer: ask for the whole definitions. */
    record HealDue() implements Message {}

    /** To itself, behind all that waits: put up what has arrived. */
    record PostDue() implements Message {}

    /**
     * What a writer needs of its node.
     *
     * @param clock of the node
     * @param board to write
     * @param directory asked for the definitions at the start and every few seconds
     * @param prices topic of this node
     * @param definitions topic of this node
     * @param openInterestShare how far an instrument's open interest is between its caps, in [0, 1]; asked on the
     *     writer's thread
     * @param settings bounds and waits
     */
    public record Surroundings(
            NodeClock clock,
            MarketBoard board,
            ActorRef<DirectoryProtocol> directory,
            ActorRef<Topic.Command<PublishedPrice>> prices,
            ActorRef<Topic.Command<MarketDefinitions>> definitions,
            Function<Instrument, Rate> openInterestShare,
            MarketSettings settings) {}

    private final Surroundings node;
    private final ActorRef<MarketDefinitions> definitionsHeard;
    private final NodePrices newest;
    private final Map<String, PublishedPrice> published = new HashMap<>();
    private MarketDefinitions definitions;
    private long acceptedNanos;
    private boolean isPostDue;

    private BoardWriter(ActorContext<Message> context, Surroundings node) {
        super(context);
        this.node = node;
        this.definitionsHeard = context.messageAdapter(MarketDefinitions.class, Defined::new);
        this.newest = new NodePrices(node.settings.prices(), node.clock.nowMillis());
        this.definitions = node.board.newest().definitions();
        this.acceptedNanos = node.board.newest().acceptedNanos();
        node.prices.tell(Topic.subscribe(context.messageAdapter(PublishedPrice.class, Priced::new)));
        node.definitions.tell(Topic.subscribe(definitionsHeard));
        heal();
        refresh();
    }

    /** The writer of a node's board. */
    public static Behavior<Message> create(Surroundings node) {
        return Behaviors.supervise(Behaviors.<Message>setup(context -> new BoardWriter(context, node)))
                .onFailure(SupervisorStrategy.resume());
    }

    /** A board before its writer has heard of anything. */
    public static MarketBoard blankBoard(NodeClock clock) {
        MarketDefinitions none = MarketDefinitions.NONE;
        return new MarketBoard(new Posting(
                InstrumentMarkets.view(clock.nowMillis(), none, Map.of(), instrument -> Rate.ZERO),
                none,
                Map.of(),
                System.nanoTime()));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Priced.class, this::priced)
                .onMessage(Defined.class, this::defined)
                .onMessage(RefreshDue.class, due -> refresh())
                .onMessage(HealDue.class, due -> heal())
                .onMessage(PostDue.class, due -> post())
                .build();
    }

    private Behavior<Message> priced(Priced message) {
        PublishedPrice price = message.price;
        NodePrices.Reception reception = newest.receive(price.price(), node.clock.nowMillis());
        if (reception == NodePrices.Reception.TAKEN) {
            published.put(price.symbol(), price);
            acceptedNanos = System.nanoTime();
            postBehindWhatWaits();
        } else {
            getContext()
                    .getLog()
                    .debug("price {} of {} is {}", price.price().price().id(), price.symbol(), reception);
        }
        return this;
    }

    private Behavior<Message> defined(Defined message) {
        if (message.definitions.version() > definitions.version()) {
            definitions = message.definitions;
            postBehindWhatWaits();
        }
        return this;
    }

    private void postBehindWhatWaits() {
        if (!isPostDue) {
            isPostDue = true;
            getContext().getSelf().tell(new PostDue());
        }
    }

    private Behavior<Message> refresh() {
        refreshLater();
        return post();
    }

    private void refreshLater() {
        ActorRef<Message> self = getContext().getSelf();
        node.clock.after(node.settings.refreshMillis(), () -> self.tell(new RefreshDue()));
    }

    private Behavior<Message> heal() {
        node.directory.tell(new DirectoryProtocol.Read(definitionsHeard));
        ActorRef<Message> self = getContext().getSelf();
        node.clock.after(node.settings.healMillis(), () -> self.tell(new HealDue()));
        return this;
    }

    private Behavior<Message> post() {
        isPostDue = false;
        long now = node.clock.nowMillis();
        Map<String, PublishedPrice> usable = new HashMap<>();
        published.forEach((symbol, price) -> newest.newest(symbol, now)
                .ifPresent(seen ->
                        usable.put(symbol, new PublishedPrice(seen, price.mark(), price.sigma(), price.own()))));
        node.board.post(new Posting(
                InstrumentMarkets.view(now, definitions, usable, node.openInterestShare),
                definitions,
                usable,
                acceptedNanos));
        return this;
    }
}
