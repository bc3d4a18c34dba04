package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Lets the holders of a node catch up with what has happened to the whole market: funding, a haircut, an expiry. An account
 * would do so by itself before its next event; the sweep bounds how long the others lag. With a pace.
 */
public final class FactSweeper extends AbstractBehavior<FactSweeper.Message> {

    /** What the sweeper hears. */
    public sealed interface Message {}

    private record MarketMoved() implements Message {}

    private record HoldersRead(List<Account> holders, Throwable failure) implements Message {}

    private record BatchDue() implements Message {}

    private record CaughtUp(Map<String, Throwable> failed) implements Message {}

    private final NodeClock clock;
    private final MarketBoard board;
    private final Accounts accounts;
    private final Holders holders;
    private final LiquidationSettings settings;
    private final AtomicBoolean hasMoved = new AtomicBoolean();
    private final Map<Instrument, MarketFacts> seen = new HashMap<>();
    private final Set<String> behind = new LinkedHashSet<>();
    private boolean isSweeping;

    private FactSweeper(
            ActorContext<Message> context,
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            Holders holders,
            LiquidationSettings settings) {
        super(context);
        this.clock = clock;
        this.board = board;
        this.accounts = accounts;
        this.holders = holders;
        this.settings = settings;
        note(board.view());
        ActorRef<Message> self = context.getSelf();
        board.follow(posting -> {
            if (hasMoved.compareAndSet(false, true)) {
                self.tell(new MarketMoved());
            }
        });
    }

    /** The sweeper of a node; its holders are those of the node alone. */
    public static Behavior<Message> of(
            NodeClock clock, MarketBoard board, Accounts accounts, Holders holders, LiquidationSettings settings) {
        return Behaviors.supervise(Behaviors.<Message>setup(
                        context -> new FactSweeper(context, clock, board, accounts, holders, settings)))
                .onFailure(SupervisorStrategy.resume());
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(MarketMoved.class, moved -> moved())
                .onMessage(HoldersRead.class, this::read)
                .onMessage(BatchDue.class, due -> sweep())
                .onMessage(CaughtUp.class, this::caughtUp)
                .build();
    }

    private Set<Instrument> note(MarketView view) {
        Set<Instrument> changed = new LinkedHashSet<>();
        for (Map.Entry<Instrument, InstrumentMarket> market : view.instruments().entrySet()) {
            MarketFacts facts = market.getValue().facts();
            if (!facts.equals(seen.put(market.getKey(), facts))) {
                changed.add(market.getKey());
            }
        }
        return changed;
    }

    private Behavior<Message> moved() {
        hasMoved.set(false);
        for (Instrument instrument : note(board.view())) {
            getContext().pipeToSelf(holders.of(instrument), HoldersRead::new);
        }
        return this;
    }

    private Behavior<Message> read(HoldersRead read) {
        if (read.failure() != null) {
            getContext().getLog().warn("holders cannot be read; they catch up with their next event", read.failure());
            return this;
        }
        read.holders().forEach(holder -> behind.add(holder.id()));
        return isSweeping ? this : sweep();
    }

    private Behavior<Message> sweep() {
        List<String> batch = behind.stream().limit(settings.sweepBatch()).toList();
        isSweeping = !batch.isEmpty();
        if (isSweeping) {
            batch.forEach(behind::remove);
            getContext()
                    .pipeToSelf(
                            Stages.failures(batch, account -> accounts.execute(account, new RiskCommand.CatchUp())),
                            (failed, failure) -> new CaughtUp(failed));
        }
        return this;
    }

    /** Who did not answer comes again, behind the others. */
    private Behavior<Message> caughtUp(CaughtUp caughtUp) {
        caughtUp.failed().forEach((account, failure) -> {
            behind.add(account);
            getContext().getLog().warn("{} did not catch up, and is asked again", account, failure);
        });
        ActorRef<Message> self = getContext().getSelf();
        clock.after(settings.sweepPaceMillis(), () -> self.tell(new BatchDue()));
        return this;
    }
}
