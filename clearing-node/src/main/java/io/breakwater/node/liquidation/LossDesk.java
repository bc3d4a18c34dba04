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
 * Covers losses, one after another in each underlying and side by side over underlyings; to be run as a cluster singleton.
 * Losses in hand are in its journal: after a restart it goes on with them.
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

    private record Ended(Cover cover, boolean isCovered, Throwable failure) implements LossProtocol.Internal {}

    private record PaidOut(Paid paid) implements LossProtocol.Internal {}

    private final Surroundings with;
    private final ActorRef<LossJournal.Note> journal;
    private final LossSequence sequence;
    private final Map<String, Deque<Cover>> waiting = new HashMap<>();
    private final Map<String, String> underlyings = new HashMap<>();
    private final Set<String> inHand = new HashSet<>();
    private final Set<ActorRef<Paid>> registers = new HashSet<>();

    private LossDesk(ActorContext<LossProtocol> context, Surroundings with) {
        super(context);
        this.with = with;
        this.journal = context.spawn(LossJournal.of(with.settings()), "journal");
        this.sequence = sequence();
        context.pipeToSelf(note(List.of()), Recovered::new);
    }

    private LossSequence sequence() {
        ActorRef<LossProtocol> self = getContext().getSelf();
        Clearing clearing = new Clearing(with.accounts(), with.clock(), with.settings());
        return new LossSequence(
                new LossWorkings(
                        with.clock(),
                        with.board(),
                        with.accounts(),
                        clearing,
                        with.holders(),
                        with.publications(),
                        this::note,
                        paid -> self.tell(new PaidOut(paid)),
                        with.parameters()),
                new Takeovers(with.board(), with.accounts(), with.conditions(), clearing, with.settings()));
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
                .onMessage(Ended.class, this::ended)
                .onMessage(PaidOut.class, this::paidOut)
                .build();
    }

    private Behavior<LossProtocol> recovered(Recovered recovered) {
        if (recovered.failure() != null) {
            getContext().getLog().warn("losses in hand cannot be read yet; drivers ask again", recovered.failure());
            return this;
        }
        recovered.ledger().losses().forEach((account, underlying) -> cover(new Cover(account, underlying)));
        return this;
    }

    /** An account keeps the underlying that its loss was counted to first, also when it has no positions any more. */
    private Behavior<LossProtocol> cover(Cover asked) {
        String underlying = asked.underlying().isEmpty() ? fallback(asked.account()) : asked.underlying();
        boolean isFull = inHand.size() >= with.settings().lossBacklog();
        if (isFull || !inHand.add(asked.account())) {
            return this;
        }
        Cover cover = new Cover(asked.account(), underlyings.computeIfAbsent(asked.account(), key -> underlying));
        Deque<Cover> queue = waiting.computeIfAbsent(cover.underlying(), key -> new ArrayDeque<>());
        queue.addLast(cover);
        if (queue.size() == 1) {
            begin(cover);
        }
        return this;
    }

    private String fallback(String account) {
        return underlyings.getOrDefault(
                account, with.board().newest().definitions().symbols().firstKey());
    }

    private void begin(Cover cover) {
        getContext()
                .pipeToSelf(
                        sequence.cover(cover.account(), cover.underlying()),
                        (covered, failure) -> new Ended(cover, failure == null && covered, failure));
    }

    private Behavior<LossProtocol> ended(Ended ended) {
        Cover cover = ended.cover();
        if (ended.failure() != null) {
            getContext().getLog().warn("covering {} ended early, and is tried again", cover, ended.failure());
        }
        inHand.remove(cover.account());
        if (ended.isCovered()) {
            underlyings.remove(cover.account());
        } else {
            retry(cover);
        }
        Deque<Cover> queue = waiting.get(cover.underlying());
        queue.removeFirst();
        if (queue.isEmpty()) {
            waiting.remove(cover.underlying());
        } else {
            begin(queue.peekFirst());
        }
        return this;
    }

    /** A loss in hand is not left to the account's driver: what was paid may have ended the liquidation already. */
    private void retry(Cover cover) {
        ActorRef<LossProtocol> self = getContext().getSelf();
        with.clock().after(with.settings().timing().retryMillis(), () -> self.tell(cover));
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
