package io.breakwater.node.liquidation;

import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.liquidation.LossProtocol.Cover;
import io.breakwater.node.liquidation.LossProtocol.Inform;
import io.breakwater.node.liquidation.LossProtocol.Paid;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Covers losses in two lanes of each underlying: one closes out accounts and lets the funds pay, one account after another;
 * the other makes one haircut after another, each for all deficits that wait for it, and no close-out waits for that. To be
 * run as a cluster singleton. Losses in hand are in its journal: after a restart it goes on with them.
 */
public final class LossDesk extends AbstractBehavior<LossProtocol> {

    /**
     * What the desk works with.
     *
     * @param clock of the node
     * @param board newest state of the markets
     * @param accounts way to every account
     * @param conditions open interest of the markets
     * @param holders of an instrument, over the cluster
     * @param publications to the whole market
     * @param parameters of the waterfall
     * @param settings bounds
     */
    public record Surroundings(
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ConditionsSource conditions,
            Holders holders,
            LossPublications publications,
            WaterfallParameters parameters,
            LiquidationSettings settings) {}

    /** Random share of a restart's wait, so that all do not come back at one moment. */
    private static final double RESTART_SPREAD = 0.2;

    private record Recovered(LossLedger ledger, Throwable failure) implements LossProtocol.Internal {}

    private record RecoveryDue() implements LossProtocol.Internal {}

    private record CloseOutDue(String account) implements LossProtocol.Internal {}

    private record ClosedOut(String account, CloseOutSequence.Outcome outcome, Throwable failure)
            implements LossProtocol.Internal {}

    private record HaircutDue(String underlying) implements LossProtocol.Internal {}

    private record HaircutMade(String underlying, HaircutSequence.Outcome outcome, Throwable failure)
            implements LossProtocol.Internal {}

    private record PaidOut(Paid paid) implements LossProtocol.Internal {}

    /** The two lanes of an underlying. */
    private static final class Lanes {
        /** Accounts to be closed out; the first is in work. */
        private final Deque<String> closing = new ArrayDeque<>();

        /** Accounts that wait for a haircut. */
        private final SortedSet<String> owing = new TreeSet<>();

        /** Accounts of the haircut in work; empty while there is none. */
        private List<String> covering = List.of();
    }

    private final Surroundings with;
    private final ActorRef<LossJournal.Note> journal;
    private final CloseOutSequence closeOuts;
    private final HaircutSequence haircuts;
    private final Map<String, Lanes> lanes = new HashMap<>();
    private final Map<String, String> underlyings = new HashMap<>();
    private final Set<ActorRef<Paid>> registers = new HashSet<>();
    private boolean isRecovered;

    private LossDesk(ActorContext<LossProtocol> context, Surroundings with) {
        super(context);
        this.with = with;
        this.journal = context.spawn(LossJournal.of(with.settings()), "journal");
        LossWorkings workings = workings();
        this.closeOuts = new CloseOutSequence(
                workings,
                new Takeovers(with.board(), with.accounts(), with.conditions(), workings.clearing(), with.settings()));
        this.haircuts = new HaircutSequence(workings);
        readLedger();
    }

    private LossWorkings workings() {
        ActorRef<LossProtocol> self = getContext().getSelf();
        return new LossWorkings(
                with.clock(),
                with.board(),
                with.accounts(),
                new Clearing(with.accounts(), with.clock(), with.settings()),
                with.holders(),
                with.publications(),
                this::note,
                paid -> self.tell(new PaidOut(paid)),
                with.parameters(),
                with.settings());
    }

    /** The desk of the cluster. */
    public static Behavior<LossProtocol> of(Surroundings with) {
        return Behaviors.supervise(Behaviors.<LossProtocol>setup(context -> new LossDesk(context, with)))
                .onFailure(SupervisorStrategy.restartWithBackoff(
                        with.settings().persistRestartFirst(), with.settings().persistRestartMost(), RESTART_SPREAD));
    }

    private CompletionStage<LossLedger> note(List<LossEvent> events) {
        return AskPattern.ask(
                journal,
                replyTo -> new LossJournal.Note(events, replyTo),
                with.settings().journalTimeout(),
                getContext().getSystem().scheduler());
    }

    @Override
    public Receive<LossProtocol> createReceive() {
        return newReceiveBuilder()
                .onMessage(Cover.class, this::cover)
                .onMessage(Inform.class, this::inform)
                .onMessage(Recovered.class, this::recovered)
                .onMessage(RecoveryDue.class, due -> readLedger())
                .onMessage(CloseOutDue.class, due -> closeOut(due.account()))
                .onMessage(ClosedOut.class, this::closedOut)
                .onMessage(HaircutDue.class, due -> goOnWithHaircut(due.underlying()))
                .onMessage(HaircutMade.class, this::haircutMade)
                .onMessage(PaidOut.class, this::paidOut)
                .build();
    }

    private Behavior<LossProtocol> readLedger() {
        getContext().pipeToSelf(note(List.of()), Recovered::new);
        return this;
    }

    /** Accounts of a haircut that is under way are first left to it. */
    private Behavior<LossProtocol> recovered(Recovered recovered) {
        if (recovered.failure() != null) {
            getContext().getLog().warn("losses in hand cannot be read yet; tried again", recovered.failure());
            later(new RecoveryDue());
            return this;
        }
        isRecovered = true;
        LossLedger ledger = recovered.ledger();
        underlyings.putAll(ledger.losses());
        ledger.haircuts()
                .values()
                .forEach(begun ->
                        makeHaircut(begun.underlying(), List.copyOf(begun.dues().keySet())));
        ledger.losses().keySet().stream()
                .filter(account -> !lanesOf(account).covering.contains(account))
                .forEach(this::closeOut);
        return this;
    }

    private Lanes lanesOf(String account) {
        return lanes(underlyings.get(account));
    }

    private Lanes lanes(String underlying) {
        return lanes.computeIfAbsent(underlying, key -> new Lanes());
    }

    /**
     * An account keeps the underlying that its loss was counted to first, also when it has no positions any more. Before
     * the markets are known here nothing is begun: its driver asks again.
     */
    private Behavior<LossProtocol> cover(Cover asked) {
        boolean isFull = underlyings.size() >= with.settings().lossBacklog();
        boolean isReady =
                isRecovered && !with.board().newest().definitions().symbols().isEmpty();
        if (!isReady || isFull || underlyings.containsKey(asked.account())) {
            return this;
        }
        underlyings.put(asked.account(), asked.underlying().isEmpty() ? anyUnderlying() : asked.underlying());
        return closeOut(asked.account());
    }

    private String anyUnderlying() {
        return with.board().newest().definitions().symbols().firstKey();
    }

    private Behavior<LossProtocol> closeOut(String account) {
        Deque<String> closing = lanesOf(account).closing;
        closing.addLast(account);
        if (closing.size() == 1) {
            beginCloseOut(account);
        }
        return this;
    }

    private void beginCloseOut(String account) {
        getContext()
                .pipeToSelf(
                        closeOuts.closeOut(account, underlyings.get(account)),
                        (outcome, failure) -> new ClosedOut(account, outcome, failure));
    }

    /** A loss in hand is not left to the account's driver: what was paid may have ended the liquidation already. */
    private Behavior<LossProtocol> closedOut(ClosedOut closed) {
        String account = closed.account();
        Lanes lane = lanesOf(account);
        lane.closing.removeFirst();
        if (closed.failure() != null) {
            getContext().getLog().warn("closing out {} ended early, and is tried again", account, closed.failure());
        }
        if (closed.outcome() == CloseOutSequence.Outcome.COVERED) {
            underlyings.remove(account);
        } else if (closed.outcome() == CloseOutSequence.Outcome.OWES) {
            lane.owing.add(account);
            coverWaiting(underlyings.get(account));
        } else {
            later(new CloseOutDue(account));
        }
        if (!lane.closing.isEmpty()) {
            beginCloseOut(lane.closing.peekFirst());
        }
        return this;
    }

    /** One haircut for all that wait now, up to a bound, unless one is under way. */
    private void coverWaiting(String underlying) {
        Lanes lane = lanes(underlying);
        if (lane.covering.isEmpty() && !lane.owing.isEmpty()) {
            List<String> batch =
                    lane.owing.stream().limit(with.settings().haircutBatch()).toList();
            batch.forEach(lane.owing::remove);
            makeHaircut(underlying, batch);
        }
    }

    private void makeHaircut(String underlying, List<String> accounts) {
        lanes(underlying).covering = accounts;
        goOnWithHaircut(underlying);
    }

    private Behavior<LossProtocol> goOnWithHaircut(String underlying) {
        getContext()
                .pipeToSelf(
                        haircuts.cover(underlying, lanes(underlying).covering),
                        (outcome, failure) -> new HaircutMade(underlying, outcome, failure));
        return this;
    }

    /** Whose deficit is not covered by it goes down the waterfall again. */
    private Behavior<LossProtocol> haircutMade(HaircutMade made) {
        Lanes lane = lanes(made.underlying());
        if (made.failure() != null) {
            getContext()
                    .getLog()
                    .warn("a haircut of {} ended early, and is gone on with", made.underlying(), made.failure());
        }
        if (made.failure() != null || made.outcome().isUnderWay()) {
            later(new HaircutDue(made.underlying()));
            return this;
        }
        underlyings.keySet().removeAll(made.outcome().covered());
        lane.covering.stream().filter(underlyings::containsKey).forEach(account -> later(new CloseOutDue(account)));
        lane.covering = List.of();
        coverWaiting(made.underlying());
        return this;
    }

    private void later(LossProtocol message) {
        ActorRef<LossProtocol> self = getContext().getSelf();
        with.clock().after(with.settings().timing().retryMillis(), () -> self.tell(message));
    }

    private Behavior<LossProtocol> inform(Inform inform) {
        registers.add(inform.register());
        return this;
    }

    private Behavior<LossProtocol> paidOut(PaidOut paidOut) {
        registers.forEach(register -> register.tell(paidOut.paid()));
        return this;
    }
}
