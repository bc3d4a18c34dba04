package io.breakwater.node.risk;

import io.breakwater.core.account.Account;
import io.breakwater.core.risk.Nomination;
import io.breakwater.node.account.AccountProtocol.Assessed;
import io.breakwater.node.account.AccountProtocol.Nominated;
import io.breakwater.node.account.AccountProtocol.Read;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.risk.RiskProtocol.Answered;
import io.breakwater.node.risk.RiskProtocol.Expected;
import io.breakwater.node.risk.RiskProtocol.Exposed;
import io.breakwater.node.risk.RiskProtocol.NotOpen;
import io.breakwater.node.risk.RiskProtocol.PartAsked;
import io.breakwater.node.risk.RiskProtocol.PostingWaits;
import io.breakwater.node.risk.RiskProtocol.RoundDue;
import io.breakwater.node.risk.RiskProtocol.SecondPassed;
import io.breakwater.node.risk.RiskProtocol.ShardsLeft;
import io.breakwater.node.risk.RiskProtocol.Woken;
import io.breakwater.node.time.NodeClock;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The single owner of this node's risk book: it values the newest prices, nominates who may have changed state, and asks
 * until it is answered. The account decides, exactly, and may refuse (architecture section 3, invariant 3).
 */
public final class RiskBookActor extends AbstractBehavior<RiskProtocol> {

    private static final long SECOND_MILLIS = 1_000;
    private static final long EXPECTED_FIRST = 0;
    private static final long KEPT_AWAKE_AFTER = 1;

    private final NodeClock clock;
    private final MarketBoard board;
    private final Accounts accounts;
    private final ToIntFunction<String> shardOf;
    private final RiskSettings settings;
    private final RiskGauges gauges;
    private final String node;

    private final WatchedAccounts watched;
    private final BoundedAsks nominations;
    private final BoundedAsks wakes;
    private final TreeSet<String> blocked = new TreeSet<>();
    private final ConflatedPostings postings = new ConflatedPostings();
    private final ActorRef<Assessed> assessments;
    private final ActorRef<Account> states;
    private NodeClock.Timer second;
    private boolean roundIsDue;
    private long valuedSinceNanos;
    private long valuedViewMillis;
    private long keptAwakeMillis;

    /**
     * The owner of a new, empty book that follows a board from now on.
     *
     * @param accounts the way to the accounts, which live on this node
     * @param shardOf the shard of an account, as sharding has it
     * @param gauges shown what the book does
     * @param node this node's name among the parts of a market
     */
    public static Behavior<RiskProtocol> create(
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ToIntFunction<String> shardOf,
            RiskSettings settings,
            RiskGauges gauges,
            String node) {
        return Behaviors.supervise(Behaviors.<RiskProtocol>setup(
                        context -> new RiskBookActor(context, clock, board, accounts, shardOf, settings, gauges, node)))
                .onFailure(SupervisorStrategy.resume());
    }

    private RiskBookActor(
            ActorContext<RiskProtocol> context,
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ToIntFunction<String> shardOf,
            RiskSettings settings,
            RiskGauges gauges,
            String node) {
        super(context);
        this.clock = clock;
        this.board = board;
        this.accounts = accounts;
        this.shardOf = shardOf;
        this.settings = settings;
        this.gauges = gauges;
        this.node = node;
        this.watched = new WatchedAccounts(settings);
        this.nominations = asks(settings.nominationsInFlight());
        this.wakes = asks(settings.wakesInFlight());
        this.assessments = context.messageAdapter(Assessed.class, Answered::new);
        this.states = context.messageAdapter(Account.class, Woken::new);
        this.keptAwakeMillis = clock.nowMillis();
        follow(context.getSelf());
        nextSecond();
    }

    private BoundedAsks asks(int mostInFlight) {
        return new BoundedAsks(mostInFlight, settings.answerMillis(), settings.longestAnswerMillis());
    }

    private void follow(ActorRef<RiskProtocol> self) {
        board.follow(posting -> put(posting, self));
        put(board.newest(), self);
    }

    /** On the board's thread: at most one message is on its way, however many postings there are. */
    private void put(MarketBoard.Posting posting, ActorRef<RiskProtocol> self) {
        if (postings.put(posting, System.nanoTime())) {
            gauges.postingWaits();
            self.tell(new PostingWaits());
        }
    }

    @Override
    public Receive<RiskProtocol> createReceive() {
        return newReceiveBuilder()
                .onMessage(PostingWaits.class, posting -> did(this::value))
                .onMessage(RoundDue.class, due -> did(this::nominateChanged))
                .onMessage(SecondPassed.class, passed -> did(this::secondPassed))
                .onMessage(Exposed.class, exposed -> did(() -> exposed(exposed)))
                .onMessage(NotOpen.class, closed -> did(() -> left(List.of(closed.accountId()))))
                .onMessage(Expected.class, expected -> did(() -> expected(expected)))
                .onMessage(ShardsLeft.class, left -> did(() -> left(of(left))))
                .onMessage(Answered.class, answered -> did(() -> answered(answered.answer())))
                .onMessage(Woken.class, woken -> did(() -> woken(woken.account())))
                .onMessage(
                        PartAsked.class,
                        asked -> did(() -> asked.replyTo().tell(watched.part(node, clock.nowMillis()))))
                .onSignal(PostStop.class, stopped -> stop())
                .build();
    }

    /** After every message: what may be asked is asked, and the gauges show it. */
    private Behavior<RiskProtocol> did(Runnable handled) {
        handled.run();
        long now = clock.nowMillis();
        nominations.next(now).forEach(this::nominate);
        wakes.next(now).forEach(this::wake);
        gauges.show(watched.counts(), nominations.size(), blocked.size());
        return this;
    }

    private void value() {
        postings.take().ifPresent(waiting -> {
            try {
                valuedSinceNanos = waiting.sinceNanos();
                valuedViewMillis = waiting.posting().view().timeMillis();
                offer(watched.round(waiting.posting().view()));
                gauges.show(watched.counts(), nominations.size(), blocked.size());
            } finally {
                gauges.postingValued();
            }
        });
    }

    private void nominateChanged() {
        roundIsDue = false;
        offer(watched.nominate());
    }

    private void offer(List<Nomination> found) {
        for (Nomination nomination : found) {
            nominations.offer(nomination.accountId(), nomination.slackMicros(), valuedViewMillis, valuedSinceNanos);
            if (nomination.slackMicros() == Nomination.UNBOUNDED) {
                wakes.offer(nomination.accountId(), EXPECTED_FIRST, valuedViewMillis, valuedSinceNanos);
            }
        }
    }

    private void nominate(BoundedAsks.Ask ask) {
        tellNominated(ask);
        if (!blocked.contains(ask.accountId())) {
            gauges.detectionLag().record(ask.acceptedNanos(), System.nanoTime());
        }
    }

    private void tellNominated(BoundedAsks.Ask ask) {
        accounts.tell(ask.accountId(), new Nominated(ask.acceptedNanos(), assessments));
    }

    private void wake(BoundedAsks.Ask ask) {
        accounts.tell(ask.accountId(), new Read(states));
    }

    private void answered(Assessed answer) {
        boolean isDone = nominations.answered(answer.accountId(), answer.viewTimeMillis());
        blocked.remove(answer.accountId());
        switch (answer.result()) {
            case CHANGED -> gauges.decisionLag().record(answer.acceptedNanos(), System.nanoTime());
            case BLOCKED -> blocked.add(answer.accountId());
            case UNCHANGED -> {
                if (isDone) {
                    watched.unchanged(answer.accountId(), answer.viewTimeMillis());
                    roundSoon();
                }
            }
        }
    }

    private void exposed(Exposed exposed) {
        watched.exposed(exposed.exposure(), exposed.isMargined());
        roundSoon();
    }

    private void expected(Expected expected) {
        for (String accountId : watched.expect(expected.accountIds())) {
            wakes.offer(accountId, EXPECTED_FIRST, 0, valuedSinceNanos);
        }
    }

    /** An account that has left meanwhile answers for its new node; only who is expected here is taken. */
    private void woken(Account account) {
        wakes.answered(account.id(), Long.MAX_VALUE);
        if (watched.isExpected(account.id())) {
            if (RiskBookFeed.told(account) instanceof Exposed shown) {
                exposed(shown);
            } else {
                left(List.of(account.id()));
            }
        }
    }

    private List<String> of(ShardsLeft left) {
        return watched.those(accountId -> left.shards().contains(shardOf.applyAsInt(accountId)));
    }

    private void left(List<String> accountIds) {
        for (String accountId : accountIds) {
            watched.remove(accountId);
            nominations.forget(accountId);
            wakes.forget(accountId);
            blocked.remove(accountId);
        }
    }

    private void roundSoon() {
        if (!roundIsDue) {
            roundIsDue = true;
            ActorRef<RiskProtocol> self = getContext().getSelf();
            clock.after(settings.exposureRoundMillis(), () -> self.tell(new RoundDue()));
        }
    }

    private void secondPassed() {
        nextSecond();
        long now = clock.nowMillis();
        blocked.forEach(accountId -> nominations.offer(accountId, Long.MIN_VALUE, valuedViewMillis, valuedSinceNanos));
        List<BoundedAsks.Ask> late = nominations.overdue(now);
        if (!late.isEmpty()) {
            getContext()
                    .getLog()
                    .warn(
                            "{} nominations are told again; first: {}",
                            late.size(),
                            late.get(0).accountId());
        }
        late.forEach(this::tellNominated);
        gauges.told(late.size());
        wakes.overdue(now).forEach(this::wake);
        keepAwake(now);
    }

    /** Waking a cold account costs milliseconds; those that a move may nominate together are not left to sleep. */
    private void keepAwake(long now) {
        if (now - keptAwakeMillis >= settings.keepAwakeMillis()) {
            keptAwakeMillis = now;
            watched.near(NearMoves.of(board.newest()))
                    .forEach(accountId -> wakes.offer(accountId, KEPT_AWAKE_AFTER, 0, valuedSinceNanos));
        }
    }

    private void nextSecond() {
        ActorRef<RiskProtocol> self = getContext().getSelf();
        second = clock.after(SECOND_MILLIS, () -> self.tell(new SecondPassed()));
    }

    private Behavior<RiskProtocol> stop() {
        second.cancel();
        return this;
    }
}
