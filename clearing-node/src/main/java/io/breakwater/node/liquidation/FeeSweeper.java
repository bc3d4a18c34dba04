package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.money.Money;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Brings the fees that a node's accounts owe to their funds: at once where much is due, and every so often whatever is. One
 * batch at a time, with a wait in between, so that funds are not flooded.
 */
public final class FeeSweeper extends AbstractBehavior<FeeSweeper.Message> {

    /** What the sweeper hears. */
    public sealed interface Message {}

    private record Owes(String account, boolean isMuch) implements Message {}

    private record RoundDue() implements Message {}

    private record BatchDue() implements Message {}

    private record Swept(Map<String, Throwable> failed) implements Message {}

    private final NodeClock clock;
    private final LiquidationSettings settings;
    private final FeeSweeps sweeps;
    private final Set<String> owing = new LinkedHashSet<>();
    private final Set<String> due = new LinkedHashSet<>();
    private boolean isSweeping;

    private FeeSweeper(
            ActorContext<Message> context,
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            LiquidationSettings settings) {
        super(context);
        this.clock = clock;
        this.settings = settings;
        this.sweeps = new FeeSweeps(board, accounts, new Clearing(accounts, clock, settings));
        timeRound();
    }

    /** The sweeper of a node. */
    public static Behavior<Message> of(
            NodeClock clock, MarketBoard board, Accounts accounts, LiquidationSettings settings) {
        return Behaviors.supervise(
                        Behaviors.<Message>setup(context -> new FeeSweeper(context, clock, board, accounts, settings)))
                .onFailure(SupervisorStrategy.resume());
    }

    /** Tells a sweeper who owes something. */
    public static AccountListener listener(ActorRef<Message> sweeper, LiquidationSettings settings) {
        return new AccountListener() {
            @Override
            public void recovered(Account account) {
                if (!account.feesDue().isEmpty()) {
                    sweeper.tell(new Owes(account.id(), isMuch(account)));
                }
            }

            @Override
            public void changed(Account before, Account after, List<AccountEvent> events) {
                if (!before.feesDue().equals(after.feesDue())) {
                    recovered(after);
                }
            }

            @Override
            public void stopped(Account account) {
                recovered(account);
            }

            private boolean isMuch(Account account) {
                return account.feesDue().values().stream().anyMatch(this::isMuch);
            }

            private boolean isMuch(Money fees) {
                return fees.compareTo(settings.sweepThreshold()) >= 0;
            }
        };
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Owes.class, this::owes)
                .onMessage(RoundDue.class, round -> round())
                .onMessage(BatchDue.class, batch -> sweep())
                .onMessage(Swept.class, this::swept)
                .build();
    }

    private Behavior<Message> owes(Owes owes) {
        if (owes.isMuch()) {
            due.add(owes.account());
            return isSweeping ? this : sweep();
        }
        owing.add(owes.account());
        return this;
    }

    private Behavior<Message> round() {
        due.addAll(owing);
        owing.clear();
        timeRound();
        return isSweeping ? this : sweep();
    }

    private void timeRound() {
        ActorRef<Message> self = getContext().getSelf();
        clock.after(settings.sweepMillis(), () -> self.tell(new RoundDue()));
    }

    private Behavior<Message> sweep() {
        List<String> batch = due.stream().limit(settings.sweepBatch()).toList();
        isSweeping = !batch.isEmpty();
        if (isSweeping) {
            batch.forEach(due::remove);
            batch.forEach(owing::remove);
            getContext().pipeToSelf(Stages.failures(batch, sweeps::sweep), (failed, failure) -> new Swept(failed));
        }
        return this;
    }

    /** Whose sweep has failed comes again with the next round; who owes nothing then is left alone. */
    private Behavior<Message> swept(Swept swept) {
        swept.failed().forEach((account, failure) -> {
            owing.add(account);
            getContext().getLog().warn("a sweep of {} ended early", account, failure);
        });
        ActorRef<Message> self = getContext().getSelf();
        clock.after(settings.sweepPaceMillis(), () -> self.tell(new BatchDue()));
        return this;
    }
}
