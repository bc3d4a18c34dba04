package io.breakwater.node.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.MarketObservation;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketBoard.Posting;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.risk.MarketConditions.Market;
import io.breakwater.node.risk.NodePart.MarketPart;
import io.breakwater.node.time.NodeClock;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * Samples every market once a second and shows what the throttle must know of it: depth, displacement, impact, volume,
 * open interest, branching ratio and recent move (risk model B.13).
 *
 * <p>Open interest and the heat map are sums over the nodes: each tells its own part over a topic.
 */
public final class ConditionsSampler extends AbstractBehavior<ConditionsSampler.Command> {

    private static final String TOPIC = "market-parts";

    /** What the sampler hears: from its clock, its node's book, and the other nodes. */
    public sealed interface Command {}

    private record SecondPassed() implements Command {}

    private record OwnPart(NodePart part) implements Command {}

    private record PartTold(NodePart part) implements Command {}

    private final NodeClock clock;
    private final MarketBoard board;
    private final ActorRef<RiskProtocol> book;
    private final MarketConditions conditions;
    private final Consumer<NodePart> publisher;
    private final ActorRef<NodePart> ownParts;
    private final OpenInterest openInterest;
    private final Map<String, MarketObservation> observed = new HashMap<>();

    /** A sampler of a node in a cluster: parts travel over the topic {@code market-parts}. */
    public static Behavior<Command> create(
            NodeClock clock,
            MarketBoard board,
            ActorRef<RiskProtocol> book,
            RiskSettings settings,
            MarketConditions conditions) {
        Behavior<Command> sampler = Behaviors.setup(context -> {
            ActorRef<Topic.Command<NodePart>> topic = context.spawn(Topic.create(NodePart.class, TOPIC), TOPIC);
            topic.tell(Topic.subscribe(context.messageAdapter(NodePart.class, PartTold::new)));
            Consumer<NodePart> publisher = part -> topic.tell(Topic.publish(part));
            return new ConditionsSampler(context, clock, board, book, settings, conditions, publisher);
        });
        return Behaviors.supervise(sampler).onFailure(SupervisorStrategy.resume());
    }

    private ConditionsSampler(
            ActorContext<Command> context,
            NodeClock clock,
            MarketBoard board,
            ActorRef<RiskProtocol> book,
            RiskSettings settings,
            MarketConditions conditions,
            Consumer<NodePart> publisher) {
        super(context);
        this.clock = clock;
        this.board = board;
        this.book = book;
        this.conditions = conditions;
        this.publisher = publisher;
        this.openInterest = new OpenInterest(settings.partMillis());
        this.ownParts = context.spawnAnonymous(forwarding(context.getSelf()));
        secondPassed();
    }

    /** Apart from the topic's adapter, for both carry the same type. */
    private static Behavior<NodePart> forwarding(ActorRef<Command> sampler) {
        return Behaviors.receiveMessage(part -> {
            sampler.tell(new OwnPart(part));
            return Behaviors.same();
        });
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(SecondPassed.class, passed -> did(this::secondPassed))
                .onMessage(OwnPart.class, own -> did(() -> own(own.part)))
                .onMessage(PartTold.class, told -> did(() -> openInterest.told(told.part, clock.nowMillis())))
                .build();
    }

    private Behavior<Command> did(Runnable handled) {
        handled.run();
        return this;
    }

    private void secondPassed() {
        ActorRef<Command> self = getContext().getSelf();
        clock.after(MarketObservation.SPACING_MILLIS, () -> self.tell(new SecondPassed()));
        Posting posting = board.newest();
        long now = clock.nowMillis();
        openInterest.forgetSilent(now);
        posting.prices().values().forEach(price -> observe(price, now));
        book.tell(new RiskProtocol.PartAsked(ownParts));
    }

    /** Displacement and moves are shares of the index, which say nothing where it is not positive. */
    private void observe(PublishedPrice price, long now) {
        if (index(price).signum() <= 0) {
            observed.remove(price.symbol());
            return;
        }
        price.own()
                .ifPresent(own -> observed.compute(
                        price.symbol(),
                        (symbol, before) -> (before == null ? MarketObservation.none() : before)
                                .observe(own.depth(), index(price), now)));
    }

    /** The part of this node completes the second: conditions are shown with it. */
    private void own(NodePart part) {
        openInterest.told(part, clock.nowMillis());
        publisher.accept(part);
        Posting posting = board.newest();
        Map<Market, VelocityConditions> shown = new HashMap<>();
        Map<Instrument, Money> interest = new HashMap<>();
        Map<Instrument, Quantity> units = new HashMap<>();
        posting.view().instruments().forEach((instrument, at) -> {
            Quantity longs = openInterest.of(instrument).longs();
            units.put(instrument, longs);
            interest.put(instrument, notional(at, longs));
            for (BucketKey.Side side : BucketKey.Side.values()) {
                conditions(posting, instrument, at, side)
                        .ifPresent(found -> shown.put(new Market(instrument, side), found));
            }
        });
        conditions.show(shown, interest, units);
    }

    private Optional<VelocityConditions> conditions(
            Posting posting, Instrument instrument, InstrumentMarket at, BucketKey.Side side) {
        MarketObservation seen = observed.get(instrument.underlying());
        PublishedPrice price = posting.prices().get(instrument.underlying());
        Optional<MarginTiers> tiers =
                posting.view().parameters().underlying(instrument.underlying()).flatMap(UnderlyingParameters::tiers);
        if (seen == null || price == null || index(price).signum() <= 0 || tiers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(seen.conditions(side, market(price, at, tiers.get(), openInterest.of(instrument), side)));
    }

    private static MarketObservation.Market market(
            PublishedPrice price, InstrumentMarket at, MarginTiers tiers, MarketPart part, BucketKey.Side side) {
        return new MarketObservation.Market(
                displacement(price),
                price.sigma().exact(),
                tiers.pieces().get(tiers.pieces().size() - 1).tier().maintenanceRate(),
                notional(at, part.longs()),
                side == BucketKey.Side.SELLING ? part.liquidatableByFall() : part.liquidatableByRise());
    }

    private static Money notional(InstrumentMarket at, Quantity quantity) {
        return at.mark().abs().times(quantity, Rounding.DOWN);
    }

    /** How far the middle of the own book stands above the index; the mark, where the book does not quote. */
    static BigDecimal displacement(PublishedPrice price) {
        Price own = price.own().map(PublishedPrice.OwnMarket::mid).orElse(price.mark());
        BigDecimal index = index(price).exact();
        return own.exact().subtract(index).divide(index, Rate.SCALE, Rounding.HALF_EVEN.mode());
    }

    private static Price index(PublishedPrice price) {
        return price.price().price().price();
    }
}
