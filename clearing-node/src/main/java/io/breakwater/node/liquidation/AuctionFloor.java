package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Liquidation;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.desk.SliceTerms;
import io.breakwater.node.liquidation.AuctionProtocol.Change;
import io.breakwater.node.liquidation.AuctionProtocol.Refused;
import io.breakwater.node.liquidation.AuctionProtocol.Take;
import io.breakwater.node.liquidation.AuctionProtocol.TakeAnswer;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Where a node's slices are auctioned: shows them to followers at the newest prices, and settles what keepers take. A take
 * is decided by the accounts; the floor only prices it. It knows the accounts that live on its node.
 */
public final class AuctionFloor extends AbstractBehavior<AuctionProtocol.Message> {

    /**
     * What the floor works with.
     *
     * @param clock of the node
     * @param board newest state of the markets
     * @param accounts way to every account
     * @param settings of the auction, and bounds
     */
    public record Surroundings(NodeClock clock, MarketBoard board, Accounts accounts, LiquidationSettings settings) {}

    private record Seen(Account account, List<AccountEvent> events) implements AuctionProtocol.Internal {}

    private record MarketMoved() implements AuctionProtocol.Internal {}

    private record FollowerEnded(String followerId) implements AuctionProtocol.Internal {}

    private record KeeperRead(Take take, Account keeper, Throwable failure) implements AuctionProtocol.Internal {}

    private record Worked(Take take, TakeSequence.Prepared prepared, Throwable failure)
            implements AuctionProtocol.Internal {}

    private record Settled(Take take, TakeAnswer answer, Throwable failure) implements AuctionProtocol.Internal {}

    private final Surroundings with;
    private final AuctionBook book;
    private final TakeSequence sequence;
    private final RecentTakes takes;
    private final Followers<SliceName, Change, AuctionProtocol.Update> followers;
    private final AtomicBoolean hasMoved = new AtomicBoolean();

    private AuctionFloor(ActorContext<AuctionProtocol.Message> context, Surroundings with) {
        super(context);
        this.with = with;
        this.book = new AuctionBook(with.settings().auction());
        this.sequence = new TakeSequence(with.accounts(), new Clearing(with.accounts(), with.clock(), with.settings()));
        this.takes = new RecentTakes(with.settings().recentTakes());
        this.followers = new Followers<>(
                with.settings().followerBacklog(),
                AuctionBook::merge,
                changes -> new AuctionProtocol.Changes(with.board().view().timeMillis(), changes),
                new AuctionProtocol.Overloaded());
        ActorRef<AuctionProtocol.Message> self = context.getSelf();
        with.board().follow(posting -> {
            if (hasMoved.compareAndSet(false, true)) {
                self.tell(new MarketMoved());
            }
        });
    }

    /** The floor of a node. */
    public static Behavior<AuctionProtocol.Message> of(Surroundings with) {
        return Behaviors.supervise(Behaviors.<AuctionProtocol.Message>setup(context -> new AuctionFloor(context, with)))
                .onFailure(SupervisorStrategy.resume());
    }

    /** Tells a floor of the accounts on its node. */
    public static AccountListener listener(ActorRef<AuctionProtocol.Message> floor) {
        return new AccountListener() {
            @Override
            public void recovered(Account account) {
                if (account.liquidation().isPresent()) {
                    floor.tell(new Seen(account, List.of()));
                }
            }

            @Override
            public void changed(Account before, Account after, List<AccountEvent> events) {
                if (before.liquidation().isPresent() || after.liquidation().isPresent()) {
                    floor.tell(new Seen(after, events));
                }
            }

            @Override
            public void stopped(Account account) {
                if (account.liquidation().isPresent()) {
                    floor.tell(new Seen(Account.unopened(account.id()), List.of()));
                }
            }
        };
    }

    @Override
    public Receive<AuctionProtocol.Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(AuctionProtocol.Follow.class, this::follow)
                .onMessage(AuctionProtocol.Ready.class, ready -> did(() -> followers.ready(ready.followerId())))
                .onMessage(FollowerEnded.class, ended -> did(() -> followers.remove(ended.followerId())))
                .onMessage(Seen.class, this::seen)
                .onMessage(MarketMoved.class, moved -> moved())
                .onMessage(Take.class, this::take)
                .onMessage(KeeperRead.class, this::keeperRead)
                .onMessage(Worked.class, this::worked)
                .onMessage(Settled.class, this::settled)
                .build();
    }

    private Behavior<AuctionProtocol.Message> did(Runnable action) {
        action.run();
        return this;
    }

    private Behavior<AuctionProtocol.Message> follow(AuctionProtocol.Follow follow) {
        getContext().watchWith(follow.follower(), new FollowerEnded(follow.followerId()));
        followers.add(
                follow.followerId(),
                follow.follower(),
                change -> follow.underlyings().isEmpty()
                        || AuctionBook.underlying(change)
                                .map(follow.underlyings()::contains)
                                .orElse(true),
                book.opened());
        return this;
    }

    private Behavior<AuctionProtocol.Message> seen(Seen seen) {
        followers.changed(book.seen(seen.account(), seen.events(), with.board().view()));
        return this;
    }

    private Behavior<AuctionProtocol.Message> moved() {
        hasMoved.set(false);
        followers.changed(book.repriced(with.board().view()));
        return this;
    }

    /** The keeper's account is asked first: it remembers whether this take is booked, also after the slice is gone. */
    private Behavior<AuctionProtocol.Message> take(Take take) {
        RecentTakes.Known known = takes.ask(take);
        if (known == RecentTakes.Known.NEW) {
            getContext()
                    .pipeToSelf(
                            with.accounts().read(take.keeper()),
                            (keeper, failure) -> new KeeperRead(take, keeper, failure));
        } else if (known == RecentTakes.Known.UNDECIDED) {
            settle(take, takes.prepared(take.operationId()));
        }
        return this;
    }

    private Behavior<AuctionProtocol.Message> keeperRead(KeeperRead read) {
        Take take = read.take();
        if (read.failure() != null) {
            return forget(take, new AuctionProtocol.Undecided(take.operationId()), read.failure());
        }
        if (read.keeper().committed(take.operationId()).isPresent()) {
            return forget(take, new AuctionProtocol.TakenEarlier(take.operationId()), null);
        }
        Optional<Refusal> unfit = unfit(take, read.keeper());
        return unfit.isPresent() ? forget(take, new Refused(unfit.get()), null) : price(take);
    }

    private static Optional<Refusal> unfit(Take take, Account keeper) {
        if (keeper.status() != Account.Status.OPEN) {
            return Optional.of(Refusal.of(RefusalCode.ACCOUNT_UNKNOWN, "keeper", take.keeper()));
        }
        if (keeper.role() != AccountRole.KEEPER || keeper.id().equals(take.account())) {
            return Optional.of(Refusal.of(RefusalCode.NOT_A_PARTY, "keeper", take.keeper(), "role", keeper.role()));
        }
        return take.quantity().signum() <= 0
                ? Optional.of(Refusal.of(RefusalCode.AMOUNT_NOT_POSITIVE, "quantity", take.quantity()))
                : Optional.empty();
    }

    private Behavior<AuctionProtocol.Message> price(Take take) {
        Optional<Account> account = book.account(take.account());
        Optional<OpenSlice> slice = account.flatMap(Account::liquidation)
                .map(Liquidation::slices)
                .map(slices -> slices.get(take.sliceId()));
        if (slice.isEmpty()) {
            return refuse(take, RefusalCode.SLICE_UNKNOWN, "account", take.account(), "slice", take.sliceId());
        }
        var view = with.board().view();
        if (AuctionBook.isPaused(account.get(), view)) {
            return refuse(take, RefusalCode.FEED_NOT_TRUSTED, "account", take.account());
        }
        Optional<SliceTerms> terms = SliceTerms.of(
                account.get(),
                slice.get(),
                view,
                view.timeMillis(),
                with.settings().auction());
        return terms.isPresent()
                ? take(take, terms.get())
                : refuse(take, RefusalCode.HEALTH_NOT_RAISED, "slice", take.sliceId());
    }

    private Behavior<AuctionProtocol.Message> take(Take take, SliceTerms terms) {
        boolean buys = terms.available().signum() < 0;
        Quantity part = buys ? take.quantity().negate() : take.quantity();
        int worse = buys ? 1 : -1;
        if (terms.price().compareTo(take.limitPrice()) * worse > 0) {
            return forget(take, new AuctionProtocol.LimitNotMet(terms.price(), take.limitPrice()), null);
        }
        if (part.abs().compareTo(terms.available().abs()) > 0) {
            return refuse(take, RefusalCode.SLICE_EXCEEDED, "asked", part, "available", terms.available());
        }
        if (!terms.isWorthwhile(part)) {
            Money least = Money.rounded(terms.leastNotional(), Rounding.UP);
            return forget(take, new AuctionProtocol.TooSmall(terms.notional(part), least), null);
        }
        if (!book.begin(name(take))) {
            return refuse(take, RefusalCode.SLICE_IN_USE, "slice", take.sliceId());
        }
        getContext()
                .pipeToSelf(
                        sequence.prepare(take.operationId(), terms, part, take.keeper(), false),
                        (prepared, failure) -> new Worked(take, prepared, failure));
        return this;
    }

    private static SliceName name(Take take) {
        return new SliceName(take.account(), take.sliceId());
    }

    private Behavior<AuctionProtocol.Message> worked(Worked worked) {
        if (worked.failure() != null) {
            book.end(name(worked.take()));
            return forget(
                    worked.take(), new AuctionProtocol.Undecided(worked.take().operationId()), worked.failure());
        }
        takes.prepared(worked.take().operationId(), worked.prepared());
        return settle(worked.take(), worked.prepared());
    }

    private Behavior<AuctionProtocol.Message> settle(Take take, TakeSequence.Prepared prepared) {
        getContext().pipeToSelf(sequence.settle(prepared), (answer, failure) -> new Settled(take, answer, failure));
        return this;
    }

    /** What is not decided stays as it was worked out: asked again, it is the same settlement. */
    private Behavior<AuctionProtocol.Message> settled(Settled settled) {
        Take take = settled.take();
        book.end(name(take));
        if (settled.failure() != null) {
            getContext().getLog().warn("nobody knows yet whether {} is booked", take.operationId(), settled.failure());
            takes.undecided(take.operationId());
        } else if (settled.answer() instanceof Refused) {
            takes.forget(take.operationId(), settled.answer());
        } else {
            takes.answered(take.operationId(), settled.answer());
        }
        return this;
    }

    private Behavior<AuctionProtocol.Message> refuse(Take take, RefusalCode code, Object... figures) {
        return forget(take, new Refused(Refusal.of(code, figures)), null);
    }

    /** Nothing has happened, so nothing is remembered: the same id may be used again. */
    private Behavior<AuctionProtocol.Message> forget(Take take, TakeAnswer answer, Throwable failure) {
        if (failure != null) {
            getContext().getLog().warn("take {} could not be worked out", take.operationId(), failure);
        }
        takes.forget(take.operationId(), answer);
        return this;
    }
}
