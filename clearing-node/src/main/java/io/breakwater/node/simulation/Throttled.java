package io.breakwater.node.simulation;

import io.breakwater.core.account.Liquidation;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorLedger;
import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.CoordinatorParameters;
import io.breakwater.core.protocol.CoordinatorProtocol;
import io.breakwater.core.protocol.CoordinatorState;
import io.breakwater.core.protocol.CoordinatorStep;
import io.breakwater.core.protocol.Lease;
import io.breakwater.core.protocol.LeaseHolder;
import io.breakwater.core.protocol.LeaseHolderState;
import io.breakwater.core.protocol.LeaseHolderStep;
import io.breakwater.core.protocol.LeaseMarket;
import io.breakwater.core.protocol.LeaseMessage;
import io.breakwater.core.protocol.LeaseWish;
import io.breakwater.core.protocol.LiquidationAction;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Velocity as the cluster grants it: a node's lease holder and the coordinator exchange messages over the loop, with the
 * coordinator's buckets, gates, queue and leases as they are.
 */
final class Throttled implements Velocity {

    private static final String NODE = "node-1";
    /** One node of a few thousand accounts has far fewer leases in flight than a cluster. */
    private static final int LEASES = 500;

    /** Two ticks of a price: what is granted is then worth an auction, not a crumb of it. */
    private static final long BUNDLE_MILLIS = 500;

    private static final long HOP_MILLIS = 2;

    private record Pending(long requestId, Instrument instrument) {}

    private final EventLoop loop;
    private final House house;
    private final Markets markets;
    private final Conditions conditions;
    private final BackstopRoom room;
    private final ThrottleParameters throttle;
    private final Answers answers;
    private final CoordinatorParameters parameters =
            CoordinatorParameters.defaults().bundling(BUNDLE_MILLIS, LEASES);
    private final TreeMap<LeaseWish.Id, Pending> pending = new TreeMap<>();
    private final TreeMap<Long, Lease> spent = new TreeMap<>();
    private CoordinatorState coordinator;
    private LeaseHolderState holder;
    private boolean bundling;

    Throttled(
            EventLoop loop,
            House house,
            Markets markets,
            Conditions conditions,
            BackstopRoom room,
            ThrottleParameters throttle,
            Answers answers) {
        this.loop = loop;
        this.house = house;
        this.markets = markets;
        this.conditions = conditions;
        this.room = room;
        this.throttle = throttle;
        this.answers = answers;
        this.coordinator = CoordinatorState.recovered(CoordinatorLedger.empty(parameters));
        this.holder = LeaseHolderState.started(NODE, loop.now());
        toCoordinator(new CoordinatorMessage.TermHeld(1, Long.MAX_VALUE / 2));
    }

    @Override
    public void ask(String account, LiquidationAction.AskVelocity request) {
        Instrument instrument = request.instrument();
        LeaseWish.Id id = new LeaseWish.Id(
                account,
                new BucketKey(
                        instrument.underlying(), request.sells() ? BucketKey.Side.SELLING : BucketKey.Side.BUYING));
        TimeToBankruptcy time = TimeToBankruptcy.of(
                request.equity(),
                request.delta(),
                markets.feed(instrument).sigma().exact(),
                throttle.fairness());
        long lastFence =
                house.account(account).liquidation().map(Liquidation::lastFence).orElse(0L);
        pending.put(id, new Pending(request.requestId(), instrument));
        toHolder(new LeaseMessage.Wanted(new LeaseWish(id, request.notional(), time, lastFence)));
        startBundling();
    }

    /** What a withdrawn slice did not sell goes back to the bucket that paid for it. */
    @Override
    public void returned(OpenSlice slice, Money notional) {
        Lease lease = spent.remove(slice.fence());
        if (lease != null) {
            toHolder(new LeaseMessage.Unfilled(lease, slice.id(), notional.min(lease.amount())));
            startBundling();
        }
    }

    @Override
    public void ended(String account) {
        List<LeaseWish.Id> open = pending.keySet().stream()
                .filter(wish -> wish.account().equals(account))
                .toList();
        for (LeaseWish.Id wish : open) {
            pending.remove(wish);
            toHolder(new LeaseMessage.NoLongerWanted(wish));
        }
    }

    private void startBundling() {
        if (!bundling) {
            bundling = true;
            loop.after(parameters.bundleMillis(), this::bundle);
        }
    }

    /** The node's bundle is due; it goes on while somebody waits or something goes back. */
    private void bundle() {
        tellMarkets();
        toHolder(new LeaseMessage.BundleDue());
        bundling = !holder.wanted().isEmpty() || !holder.returns().isEmpty();
        if (bundling) {
            loop.after(parameters.bundleMillis(), this::bundle);
        }
    }

    /** The newest state of every market that somebody waits for, to whoever grants in it. */
    private void tellMarkets() {
        TreeSet<BucketKey> waited = new TreeSet<>();
        pending.keySet().forEach(id -> waited.add(id.bucket()));
        for (BucketKey bucket : waited) {
            Instrument instrument = new Instrument.Perpetual(bucket.symbol());
            LeaseMarket market = new LeaseMarket(
                    bucket, conditions.of(instrument, bucket.side(), loop.now()), throttle, room.of(instrument));
            toHolder(market);
            toCoordinator(market);
        }
    }

    private void toHolder(LeaseMessage message) {
        LeaseHolderStep step = LeaseHolder.step(holder, message, parameters, loop.now());
        holder = step.state();
        step.bundle().ifPresent(sent -> loop.after(HOP_MILLIS, () -> toCoordinator(sent)));
        step.leases().forEach(delivery -> leased(delivery.lease()));
        step.toBackstop().forEach(wish -> tooLate(wish.wish()));
    }

    private void toCoordinator(CoordinatorMessage message) {
        CoordinatorStep step = CoordinatorProtocol.step(coordinator, message, parameters, loop.now());
        coordinator = step.state();
        step.sends().forEach(sent -> loop.after(HOP_MILLIS, () -> toHolder(sent.message())));
        step.timers().forEach(timer -> loop.after(timer.delayMillis(), () -> toCoordinator(timer.message())));
    }

    private void leased(Lease lease) {
        Pending request = pending.remove(lease.wish());
        if (request != null) {
            spent.put(lease.fence(), lease);
            if (spent.size() > LEASES) {
                spent.pollFirstEntry();
            }
            answers.granted(lease.wish().account(), request.requestId(), lease.amount(), lease.fence());
        }
    }

    private void tooLate(LeaseWish.Id wish) {
        Pending request = pending.remove(wish);
        if (request != null) {
            answers.tooLate(wish.account(), request.requestId());
        }
    }

    @Override
    public void tick(long now) {
        conditions.tick(now);
    }
}
