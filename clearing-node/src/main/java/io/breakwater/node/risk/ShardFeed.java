package io.breakwater.node.risk;

import io.breakwater.node.account.AccountProtocol.Read;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.risk.RiskProtocol.Expected;
import io.breakwater.node.risk.RiskProtocol.ShardsLeft;
import io.breakwater.node.time.NodeClock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Tells the risk book which accounts live on this node: those of the shards it has, as the index lists them. A shard with
 * accounts that lives nowhere is started by a question to one of them, so that after a restart nobody waits for client
 * traffic to be watched again (invariant 3).
 */
public final class ShardFeed extends AbstractBehavior<ShardFeed.Command> {

    /** What the feed hears: from its clock, the regions and the index. */
    public sealed interface Command {}

    private record SweepDue() implements Command {}

    private record Mapped(ShardMap.Shards shards) implements Command {}

    private record Listed(int shard, List<String> accountIds) implements Command {}

    private record Found(int shard, Optional<String> accountId) implements Command {}

    private record NotMapped(Throwable why) implements Command {}

    private record NotListed(int shard, Throwable why) implements Command {}

    private record NotFound(int shard, Throwable why) implements Command {}

    /** A shard without accounts is not looked for again before so many sweeps; its first account starts it anyway. */
    private static final int SWEEPS_BETWEEN_SEARCHES = 30;

    /** A region that has just started does not answer yet, and is worth a warning only after so many questions. */
    private static final int QUIET_QUESTIONS = 3;

    private final NodeClock clock;
    private final ShardMap map;
    private final AccountIndex index;
    private final Accounts accounts;
    private final ActorRef<RiskProtocol> book;
    private final RiskSettings settings;
    private final int shards;
    private final Set<Integer> here = new HashSet<>();
    private final Set<Integer> empty = new HashSet<>();
    private int sweeps;
    private int unanswered;

    /**
     * A feed that begins at once.
     *
     * @param accounts the way to the accounts, wherever they live
     * @param shards how many there are; fixed for ever
     */
    public static Behavior<Command> create(
            NodeClock clock,
            ShardMap map,
            AccountIndex index,
            Accounts accounts,
            ActorRef<RiskProtocol> book,
            RiskSettings settings,
            int shards) {
        return Behaviors.supervise(Behaviors.<Command>setup(
                        context -> new ShardFeed(context, clock, map, index, accounts, book, settings, shards)))
                .onFailure(SupervisorStrategy.restart());
    }

    private ShardFeed(
            ActorContext<Command> context,
            NodeClock clock,
            ShardMap map,
            AccountIndex index,
            Accounts accounts,
            ActorRef<RiskProtocol> book,
            RiskSettings settings,
            int shards) {
        super(context);
        this.clock = clock;
        this.map = map;
        this.index = index;
        this.accounts = accounts;
        this.book = book;
        this.settings = settings;
        this.shards = shards;
        sweep();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(SweepDue.class, due -> did(this::sweep))
                .onMessage(Mapped.class, mapped -> did(() -> mapped(mapped.shards())))
                .onMessage(Listed.class, listed -> did(() -> listed(listed)))
                .onMessage(Found.class, found -> did(() -> found(found)))
                .onMessage(NotMapped.class, failed -> did(() -> notMapped(failed.why)))
                .onMessage(NotListed.class, failed -> did(() -> notListed(failed)))
                .onMessage(NotFound.class, failed -> did(() -> failed("a shard", failed.why)))
                .build();
    }

    private Behavior<Command> did(Runnable handled) {
        handled.run();
        return this;
    }

    private void sweep() {
        getContext()
                .pipeToSelf(
                        map.ask(), (shards, failure) -> failure == null ? new Mapped(shards) : new NotMapped(failure));
    }

    private void sweepLater() {
        ActorRef<Command> self = getContext().getSelf();
        clock.after(settings.shardSweepMillis(), () -> self.tell(new SweepDue()));
    }

    private void mapped(ShardMap.Shards now) {
        unanswered = 0;
        Set<Integer> left = new HashSet<>(here);
        left.removeAll(now.here());
        if (!left.isEmpty()) {
            here.removeAll(left);
            book.tell(new ShardsLeft(left));
        }
        now.here().stream().filter(here::add).forEach(this::list);
        findUnstarted(now.started());
        sweepLater();
    }

    private void findUnstarted(Set<Integer> started) {
        empty.removeAll(started);
        if (sweeps++ % SWEEPS_BETWEEN_SEARCHES == 0) {
            empty.clear();
        }
        IntStream.range(0, shards)
                .filter(shard -> !started.contains(shard) && !empty.contains(shard))
                .forEach(this::find);
    }

    private void list(int shard) {
        getContext()
                .pipeToSelf(
                        index.accountsOf(shard),
                        (accountIds, failure) ->
                                failure == null ? new Listed(shard, accountIds) : new NotListed(shard, failure));
    }

    /** A shard that left before its list came is watched elsewhere. */
    private void listed(Listed listed) {
        if (here.contains(listed.shard)) {
            book.tell(new Expected(listed.accountIds));
        }
    }

    private void find(int shard) {
        getContext()
                .pipeToSelf(
                        index.someAccountOf(shard),
                        (accountId, failure) ->
                                failure == null ? new Found(shard, accountId) : new NotFound(shard, failure));
    }

    private void found(Found found) {
        found.accountId.ifPresentOrElse(
                accountId -> accounts.tell(
                        accountId, new Read(getContext().getSystem().ignoreRef())),
                () -> empty.add(found.shard));
    }

    private void notMapped(Throwable why) {
        if (++unanswered > QUIET_QUESTIONS) {
            failed("where the shards live", why);
        } else {
            getContext().getLog().debug("nobody says yet where the shards live: {}", why.toString());
        }
        sweepLater();
    }

    /** Its accounts are asked for by the next sweep. */
    private void notListed(NotListed failed) {
        here.remove(failed.shard);
        failed("the accounts of a shard", failed.why);
    }

    private void failed(String what, Throwable why) {
        getContext().getLog().warn("the shard feed did not learn of {}, and asks again: {}", what, why.toString());
    }
}
