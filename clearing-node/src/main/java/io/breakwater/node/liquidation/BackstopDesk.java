package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.liquidation.BackstopTakeover;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.desk.DeleveragingTerms;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Lets backstops take what keepers do not: the rest of a slice, a part that would wait too long, or a whole account. One
 * takeover of an account at a time; a bankrupt account goes on to the desk that covers losses.
 */
public final class BackstopDesk extends AbstractBehavior<BackstopProtocol> {

    /**
     * What the desk works with.
     *
     * @param clock of the node
     * @param board newest state of the markets
     * @param accounts way to every account
     * @param conditions open interest of the markets
     * @param settings bounds
     * @param losses way to the desk that covers losses
     */
    public record Surroundings(
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ConditionsSource conditions,
            LiquidationSettings settings,
            ActorRef<LossProtocol> losses) {}

    private final Surroundings with;
    private final Takeovers takeovers;
    private final Set<String> inHand = new HashSet<>();

    private BackstopDesk(ActorContext<BackstopProtocol> context, Surroundings with) {
        super(context);
        this.with = with;
        this.takeovers = new Takeovers(
                with.board(),
                with.accounts(),
                with.conditions(),
                new Clearing(with.accounts(), with.clock(), with.settings()),
                with.settings());
    }

    /** The desk of a node. */
    public static Behavior<BackstopProtocol> of(Surroundings with) {
        return Behaviors.supervise(Behaviors.<BackstopProtocol>setup(context -> new BackstopDesk(context, with)))
                .onFailure(SupervisorStrategy.resume());
    }

    @Override
    public Receive<BackstopProtocol> createReceive() {
        return newReceiveBuilder()
                .onMessage(
                        BackstopProtocol.TakeSlice.class,
                        take -> begin(take, account -> takeovers.slice(account, take.sliceId())))
                .onMessage(
                        BackstopProtocol.TakePart.class,
                        take -> begin(take, account -> takeovers.part(account, take.instrument(), take.quantity())))
                .onMessage(BackstopProtocol.TakeAll.class, take -> begin(take, this::takeAll))
                .onMessage(BackstopProtocol.Ended.class, this::ended)
                .build();
    }

    private Behavior<BackstopProtocol> begin(
            BackstopProtocol message, Function<Account, CompletionStage<Void>> sequence) {
        String id = message.account();
        if (inHand.add(id)) {
            CompletionStage<Void> whole = with.accounts()
                    .read(id)
                    .thenCompose(
                            account -> account.liquidation().isPresent() ? sequence.apply(account) : Stages.done());
            getContext().pipeToSelf(whole, (done, failure) -> new BackstopProtocol.Ended(id, failure));
        }
        return this;
    }

    /** What is left of an account with equity goes on to the market; without equity nobody else would take it. */
    private CompletionStage<Void> takeAll(Account account) {
        MarginResult margin = HealthAssessment.margin(account, with.board().view());
        BackstopTakeover terms = BackstopTakeover.of(
                margin.equity(),
                margin.maintenance(),
                with.board().view().parameters().liquidation());
        boolean owes = account.positions().isEmpty() && account.cash().signum() < 0;
        if (terms.deficit().signum() > 0 || owes) {
            with.losses()
                    .tell(new LossProtocol.Cover(
                            account.id(), DeleveragingTerms.underlyingOf(margin).orElse("")));
            return Stages.done();
        }
        return takeovers.fitting(account, terms.fee());
    }

    private Behavior<BackstopProtocol> ended(BackstopProtocol.Ended ended) {
        inHand.remove(ended.account());
        if (ended.failure() != null) {
            getContext().getLog().warn("takeover of {} ended early", ended.account(), ended.failure());
        }
        return this;
    }
}
