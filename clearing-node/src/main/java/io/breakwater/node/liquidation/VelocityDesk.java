package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.CoordinatorParameters;
import io.breakwater.core.protocol.Lease;
import io.breakwater.core.protocol.LeaseHolder;
import io.breakwater.core.protocol.LeaseHolderState;
import io.breakwater.core.protocol.LeaseHolderStep;
import io.breakwater.core.protocol.LeaseMarket;
import io.breakwater.core.protocol.LeaseMessage;
import io.breakwater.core.protocol.LeaseReturn;
import io.breakwater.core.protocol.LeaseWish;
import io.breakwater.core.protocol.LiquidationMessage;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.desk.BackstopSpace;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.time.NodeClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * A node's side of the velocity of liquidations: bundles what its drivers wish for, tells the coordinator how the markets
 * stand, and hands out the leases that come back. It forgets everything when it stops; drivers ask again.
 */
public final class VelocityDesk extends AbstractBehavior<VelocityProtocol> {

    /**
     * What the desk works with.
     *
     * @param node name of this life of the process
     * @param clock of the node
     * @param board newest state of the markets
     * @param accounts way to the backstops' accounts
     * @param conditions of the markets
     * @param parameters of coordinator and leases
     * @param coordinator way to whoever is the coordinator
     */
    public record Surroundings(
            String node,
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ConditionsSource conditions,
            CoordinatorParameters parameters,
            ActorRef<CoordinatorCommand> coordinator) {}

    private record Pending(long requestId, Instrument instrument, ActorRef<? super LiquidationMessage> replyTo) {}

    private record FromCoordinator(LeaseMessage.LeasesAnswered answered) implements VelocityProtocol.Internal {}

    private record BundleDue() implements VelocityProtocol.Internal {}

    private record BackstopRead(String underlying, Account backstop, Throwable failure)
            implements VelocityProtocol.Internal {}

    private final Surroundings with;
    private final ActorRef<LeaseMessage.LeasesAnswered> answers;
    private final TreeMap<LeaseWish.Id, Pending> pending = new TreeMap<>();
    private final TreeMap<Long, Lease> spent = new TreeMap<>();
    private final Map<String, Account> backstops = new HashMap<>();
    private LeaseHolderState holder;
    private NodeClock.Timer bundling = () -> {};

    private VelocityDesk(ActorContext<VelocityProtocol> context, Surroundings with) {
        super(context);
        this.with = with;
        this.answers = context.messageAdapter(LeaseMessage.LeasesAnswered.class, FromCoordinator::new);
        this.holder = LeaseHolderState.started(with.node(), with.clock().nowMillis());
        timeBundle(with.parameters().bundleMillis());
    }

    /** A desk of a node that has just started; one that fails begins anew. */
    public static Behavior<VelocityProtocol> of(Surroundings with) {
        return Behaviors.supervise(Behaviors.<VelocityProtocol>setup(context -> new VelocityDesk(context, with)))
                .onFailure(SupervisorStrategy.restart());
    }

    @Override
    public Receive<VelocityProtocol> createReceive() {
        return newReceiveBuilder()
                .onMessage(VelocityProtocol.Ask.class, this::asked)
                .onMessage(VelocityProtocol.Returned.class, this::returned)
                .onMessage(VelocityProtocol.Ended.class, this::ended)
                .onMessage(FromCoordinator.class, heard -> toHolder(heard.answered()))
                .onMessage(BundleDue.class, due -> bundle())
                .onMessage(BackstopRead.class, this::read)
                .onSignal(PreRestart.class, signal -> endTimer())
                .onSignal(PostStop.class, signal -> endTimer())
                .build();
    }

    private Behavior<VelocityProtocol> endTimer() {
        bundling.cancel();
        return this;
    }

    private Behavior<VelocityProtocol> asked(VelocityProtocol.Ask ask) {
        Instrument instrument = ask.request().instrument();
        Optional<PublishedPrice> price = with.board().price(instrument.underlying());
        Optional<ThrottleParameters> throttle = throttle(instrument.underlying());
        if (price.isEmpty() || throttle.isEmpty()) {
            return this;
        }
        BucketKey.Side side = ask.request().sells() ? BucketKey.Side.SELLING : BucketKey.Side.BUYING;
        LeaseWish.Id id = new LeaseWish.Id(ask.account(), new BucketKey(instrument.underlying(), side));
        TimeToBankruptcy time = TimeToBankruptcy.of(
                ask.request().equity(),
                ask.request().delta(),
                price.get().sigma().exact(),
                throttle.get().fairness());
        pending.put(id, new Pending(ask.request().requestId(), instrument, ask.replyTo()));
        return toHolder(new LeaseMessage.Wanted(new LeaseWish(id, ask.request().notional(), time, ask.lastFence())));
    }

    private Optional<ThrottleParameters> throttle(String underlying) {
        return Optional.ofNullable(with.board().newest().definitions().symbols().get(underlying))
                .map(SymbolDefinition::throttle);
    }

    private Behavior<VelocityProtocol> returned(VelocityProtocol.Returned back) {
        Lease lease = spent.remove(back.slice().fence());
        return lease == null
                ? this
                : toHolder(new LeaseMessage.Unfilled(
                        lease, back.slice().id(), back.notional().min(lease.amount())));
    }

    private Behavior<VelocityProtocol> ended(VelocityProtocol.Ended ended) {
        List<LeaseWish.Id> open = pending.keySet().stream()
                .filter(wish -> wish.account().equals(ended.account()))
                .toList();
        for (LeaseWish.Id wish : open) {
            pending.remove(wish);
            toHolder(new LeaseMessage.NoLongerWanted(wish));
        }
        return this;
    }

    /** A bundle is due also when nobody waits: asking is how a node shows that it is alive, and holds its slot. */
    private Behavior<VelocityProtocol> bundle() {
        tellMarkets();
        return toHolder(new LeaseMessage.BundleDue());
    }

    /** The newest state of every market that somebody waits for, to whoever grants in it. */
    private void tellMarkets() {
        TreeMap<BucketKey, Instrument> waited = new TreeMap<>();
        pending.forEach((id, request) -> waited.put(id.bucket(), request.instrument()));
        waited.forEach((bucket, instrument) -> market(bucket, instrument).ifPresent(market -> {
            toHolder(market);
            toCoordinator(market);
        }));
        new TreeSet<>(waited.values().stream().map(Instrument::underlying).toList()).forEach(this::readBackstop);
    }

    private Optional<LeaseMarket> market(BucketKey bucket, Instrument instrument) {
        return throttle(bucket.symbol())
                .flatMap(throttle -> with.conditions()
                        .of(instrument, bucket.side())
                        .map(conditions -> new LeaseMarket(bucket, conditions, throttle, room(instrument))));
    }

    /** No room before the backstop's account has been read and can be valued. */
    private Money room(Instrument instrument) {
        Account backstop = backstops.get(instrument.underlying());
        return backstop == null || !isValued(backstop)
                ? Money.ZERO
                : BackstopSpace.of(
                                backstop,
                                instrument,
                                with.board().view(),
                                with.conditions().openInterest(instrument))
                        .room();
    }

    /** Whether the view has a price for everything an account holds. */
    private boolean isValued(Account account) {
        MarketView view = with.board().view();
        return view.instruments().keySet().containsAll(account.positions().keySet())
                && view.collateral().keySet().containsAll(account.collateral().keySet());
    }

    private void readBackstop(String underlying) {
        getContext()
                .pipeToSelf(
                        with.accounts().read(HouseAccounts.backstop(underlying)),
                        (account, failure) -> new BackstopRead(underlying, account, failure));
    }

    private Behavior<VelocityProtocol> read(BackstopRead read) {
        if (read.failure() == null) {
            backstops.put(read.underlying(), read.backstop());
        } else {
            backstops.remove(read.underlying());
            getContext().getLog().warn("backstop of {} cannot be read: no room", read.underlying(), read.failure());
        }
        return this;
    }

    private Behavior<VelocityProtocol> toHolder(LeaseMessage message) {
        LeaseHolderStep step = LeaseHolder.step(
                holder, message, with.parameters(), with.clock().nowMillis());
        holder = step.state();
        step.bundle().ifPresent(this::toCoordinator);
        step.leases().forEach(delivery -> leased(delivery.lease()));
        step.toBackstop().forEach(wish -> tooLate(wish.wish()));
        step.bundleDueInMillis().ifPresent(this::timeBundle);
        return this;
    }

    private void toCoordinator(CoordinatorMessage message) {
        with.coordinator().tell(new CoordinatorCommand.FromDesk(with.node(), message, answers));
    }

    private void timeBundle(long millis) {
        ActorRef<VelocityProtocol> self = getContext().getSelf();
        bundling = with.clock().after(millis, () -> self.tell(new BundleDue()));
    }

    private void leased(Lease lease) {
        Pending request = pending.remove(lease.wish());
        if (request == null) {
            toHolder(new LeaseMessage.Unfilled(lease, LeaseReturn.UNSPENT, lease.amount()));
            return;
        }
        spent.put(lease.fence(), lease);
        if (spent.size() > with.parameters().maxLeases()) {
            spent.pollFirstEntry();
        }
        request.replyTo().tell(new LiquidationMessage.Granted(request.requestId(), lease.amount(), lease.fence()));
    }

    private void tooLate(LeaseWish.Id wish) {
        Pending request = pending.remove(wish);
        if (request != null) {
            request.replyTo().tell(new LiquidationMessage.TooLate(request.requestId()));
        }
    }
}
