package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.money.Money;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.liquidation.LiquidationsProtocol.Filter;
import io.breakwater.node.liquidation.LiquidationsProtocol.Key;
import io.breakwater.node.liquidation.LiquidationsProtocol.Layer;
import io.breakwater.node.liquidation.LiquidationsProtocol.Liquidation;
import io.breakwater.node.liquidation.LiquidationsProtocol.Phase;
import io.breakwater.node.market.MarketBoard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Lists the liquidations of a node's accounts, those that run and the newest that have ended, and tells followers of every
 * change. It reads what the accounts show and remembers nothing beyond this process.
 */
public final class Liquidations extends AbstractBehavior<LiquidationsProtocol.Message> {

    private record Seen(Account before, Account after, List<AccountEvent> events)
            implements LiquidationsProtocol.Internal {}

    private record PaidBy(LossProtocol.Paid paid) implements LiquidationsProtocol.Internal {}

    private record FollowerEnded(String followerId) implements LiquidationsProtocol.Internal {}

    private final MarketBoard board;
    private final int limit;
    private final TreeMap<Key, Liquidation> all = new TreeMap<>();
    private final Map<String, Key> open = new HashMap<>();
    private final Deque<Key> ended = new ArrayDeque<>();
    private final Followers<Key, Liquidation, LiquidationsProtocol.Update> followers;

    private Liquidations(
            ActorContext<LiquidationsProtocol.Message> context,
            MarketBoard board,
            ActorRef<LossProtocol> losses,
            LiquidationSettings settings) {
        super(context);
        this.board = board;
        this.limit = settings.recentLiquidations();
        this.followers = new Followers<>(
                settings.followerBacklog(),
                (unread, newer) -> newer,
                changed -> new LiquidationsProtocol.Changes(board.view().timeMillis(), changed),
                new LiquidationsProtocol.Overloaded());
        losses.tell(new LossProtocol.Inform(context.messageAdapter(LossProtocol.Paid.class, PaidBy::new)));
    }

    /**
     * The register of a node.
     *
     * @param losses tells what layers pay
     */
    public static Behavior<LiquidationsProtocol.Message> of(
            MarketBoard board, ActorRef<LossProtocol> losses, LiquidationSettings settings) {
        return Behaviors.supervise(Behaviors.<LiquidationsProtocol.Message>setup(
                        context -> new Liquidations(context, board, losses, settings)))
                .onFailure(SupervisorStrategy.resume());
    }

    /** Tells a register of the accounts on its node. */
    public static AccountListener listener(ActorRef<LiquidationsProtocol.Message> register) {
        return new AccountListener() {
            @Override
            public void recovered(Account account) {
                if (account.liquidation().isPresent()) {
                    register.tell(new Seen(account, account, List.of()));
                }
            }

            @Override
            public void changed(Account before, Account after, List<AccountEvent> events) {
                if (before.liquidation().isPresent() || after.liquidation().isPresent()) {
                    register.tell(new Seen(before, after, events));
                }
            }

            @Override
            public void stopped(Account account) {
                recovered(account);
            }
        };
    }

    @Override
    public Receive<LiquidationsProtocol.Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Seen.class, this::seen)
                .onMessage(PaidBy.class, this::paid)
                .onMessage(LiquidationsProtocol.ListPage.class, this::list)
                .onMessage(LiquidationsProtocol.Follow.class, this::follow)
                .onMessage(LiquidationsProtocol.Ready.class, ready -> did(() -> followers.ready(ready.followerId())))
                .onMessage(FollowerEnded.class, gone -> did(() -> followers.remove(gone.followerId())))
                .build();
    }

    private Behavior<LiquidationsProtocol.Message> did(Runnable action) {
        action.run();
        return this;
    }

    private Behavior<LiquidationsProtocol.Message> list(LiquidationsProtocol.ListPage asked) {
        var from = asked.after().map(key -> all.tailMap(key, false)).orElse(all);
        List<Liquidation> found = from.values().stream()
                .filter(asked.filter()::holds)
                .limit(asked.limit() + 1L)
                .toList();
        boolean hasMore = found.size() > asked.limit();
        asked.replyTo().tell(new LiquidationsProtocol.Page(hasMore ? found.subList(0, asked.limit()) : found, hasMore));
        return this;
    }

    private Behavior<LiquidationsProtocol.Message> follow(LiquidationsProtocol.Follow follow) {
        getContext().watchWith(follow.follower(), new FollowerEnded(follow.followerId()));
        Filter filter = follow.filter();
        Map<Key, Liquidation> running = new TreeMap<>();
        open.values().forEach(key -> running.put(key, all.get(key)));
        followers.add(follow.followerId(), follow.follower(), filter::holds, running);
        return this;
    }

    private Behavior<LiquidationsProtocol.Message> seen(Seen seen) {
        Account in = seen.after().liquidation().isPresent() ? seen.after() : lastInLiquidation(seen);
        io.breakwater.core.account.Liquidation liquidation = in.liquidation().orElseThrow();
        Key key = new Key(liquidation.startedMillis(), in.id(), liquidation.number());
        Liquidation before = all.getOrDefault(key, begun(key, in));
        boolean isOver = seen.after().liquidation().isEmpty();
        Liquidation now = after(before, liquidation, seen, isOver);
        if (isOver) {
            open.remove(in.id());
            ended.addLast(key);
        } else {
            open.put(in.id(), key);
        }
        put(now);
        forgetOldest();
        return this;
    }

    /** The last booking and the end may be one write: what was closed is known between them. */
    private static Account lastInLiquidation(Seen seen) {
        Account last = seen.before();
        Account next = last;
        for (AccountEvent event : seen.events()) {
            next = next.evolve(event);
            last = next.liquidation().isPresent() ? next : last;
        }
        return last;
    }

    private static Liquidation begun(Key key, Account account) {
        Set<String> underlyings = account.positions().keySet().stream()
                .map(Instrument::underlying)
                .collect(Collectors.toSet());
        return new Liquidation(
                key,
                Phase.SELLING,
                0,
                underlyings,
                account.health(),
                Money.ZERO,
                Money.ZERO,
                0,
                Money.ZERO,
                Money.ZERO,
                new TreeMap<>(),
                account.version());
    }

    private Liquidation after(
            Liquidation before, io.breakwater.core.account.Liquidation liquidation, Seen seen, boolean isOver) {
        Money equity = before.equity();
        Money maintenance = before.maintenance();
        for (AccountEvent event : seen.events()) {
            if (event instanceof RiskEvent.HealthChanged changed) {
                equity = changed.equity();
                maintenance = changed.maintenance();
            }
        }
        Account account = seen.after();
        return new Liquidation(
                before.key(),
                isOver ? Phase.ENDED : phase(account),
                isOver ? account.lastEventMillis() : 0,
                before.underlyings(),
                account.health(),
                equity,
                maintenance,
                liquidation.sliceCount(),
                liquidation.closedNotional(),
                account.cash().min(Money.ZERO).negate(),
                before.payments(),
                account.version());
    }

    private Phase phase(Account account) {
        if (account.positions().isEmpty()) {
            return Phase.COVERING;
        }
        if (AuctionBook.isPaused(account, board.view())) {
            return Phase.PAUSED;
        }
        boolean isTakenOver = account.health() == HealthState.BACKSTOP || account.health() == HealthState.BANKRUPT;
        return isTakenOver ? Phase.BACKSTOP_TAKEOVER : Phase.SELLING;
    }

    /** The newest liquidation of the account is the one that was paid for. */
    private Behavior<LiquidationsProtocol.Message> paid(PaidBy paidBy) {
        LossProtocol.Paid paid = paidBy.paid();
        all.values().stream()
                .filter(liquidation -> liquidation.key().account().equals(paid.account()))
                .findFirst()
                .ifPresent(liquidation -> put(with(liquidation, paid.layer(), paid.amount())));
        return this;
    }

    private static Liquidation with(Liquidation before, Layer layer, Money amount) {
        TreeMap<Layer, Money> payments = new TreeMap<>(before.payments());
        payments.merge(layer, amount, Money::plus);
        boolean isDeleveraged = layer == Layer.DELEVERAGING && before.endedMillis() == 0;
        return new Liquidation(
                before.key(),
                isDeleveraged ? Phase.DELEVERAGING : before.phase(),
                before.endedMillis(),
                before.underlyings(),
                before.health(),
                before.equity(),
                before.maintenance(),
                before.slicesOffered(),
                before.closedNotional(),
                before.deficit(),
                payments,
                before.accountVersion());
    }

    private void put(Liquidation liquidation) {
        all.put(liquidation.key(), liquidation);
        followers.changed(Map.of(liquidation.key(), liquidation));
    }

    private void forgetOldest() {
        while (ended.size() > limit) {
            all.remove(ended.removeFirst());
        }
    }
}
