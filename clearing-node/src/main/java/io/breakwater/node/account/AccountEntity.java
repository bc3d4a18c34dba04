package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementProtocol;
import io.breakwater.core.protocol.SettlementStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One account: decides by the law of the core, writes the events, and only then answers, sends and tells those who listen.
 *
 * <p>Messages are collected and decided one after the other against the state as it evolves; their events are one write. A
 * client's account collects one. A house's account collects what is queued behind the first, or while a write is running,
 * and so needs no timer: under a light load a command is written at once.
 */
public final class AccountEntity extends EventSourcedBehavior<AccountProtocol, AccountEvent, Account> {

    private static final String ENTITY_TYPE = "account";
    private static final int KEPT_SNAPSHOTS = 2;

    private final ActorContext<AccountProtocol> context;
    private final String accountId;
    private final AccountSurroundings surroundings;
    private final Consumer<ActorRef<AccountProtocol>> passivate;
    private final List<AccountProtocol> collected = new ArrayList<>();
    private final OpenSettlements settlements;
    private final AccountWatchers watchers;
    private final DriverSeat driver;
    private final BusyMark busy;
    private boolean isRecovered;

    /**
     * An account.
     *
     * @param accountId its identity
     * @param surroundings what it needs of its node
     * @param passivate asks the shard to stop the entity with {@link AccountProtocol.Own#STOP}
     */
    public static Behavior<AccountProtocol> create(
            String accountId, AccountSurroundings surroundings, Consumer<ActorRef<AccountProtocol>> passivate) {
        Behavior<AccountProtocol> entity =
                Behaviors.setup(context -> new AccountEntity(context, accountId, surroundings, passivate));
        return Behaviors.supervise(entity)
                .onFailure(Exception.class, surroundings.settings().restartStrategy());
    }

    private AccountEntity(
            ActorContext<AccountProtocol> context,
            String accountId,
            AccountSurroundings surroundings,
            Consumer<ActorRef<AccountProtocol>> passivate) {
        super(PersistenceId.of(ENTITY_TYPE, accountId), surroundings.settings().restartStrategy());
        AccountSettings settings = surroundings.settings();
        ActorRef<AccountProtocol> self = context.getSelf();
        this.context = context;
        this.accountId = accountId;
        this.surroundings = surroundings;
        this.passivate = passivate;
        this.settlements = new OpenSettlements(
                surroundings.clock(), settings, id -> self.tell(new AccountProtocol.Settle(overdue(id))));
        this.watchers = new AccountWatchers(context, settings.watchersPerAccount());
        this.driver = new DriverSeat(context, surroundings);
        this.busy = new BusyMark(context, surroundings.busy(), accountId, settings.askTimeout());
        context.setReceiveTimeout(settings.idleTimeout(), AccountProtocol.Own.IDLE);
    }

    private static SettlementMessage overdue(SettlementId id) {
        return new SettlementMessage.Overdue(id);
    }

    @Override
    public Account emptyState() {
        return Account.unopened(accountId);
    }

    @Override
    public EventHandler<Account, AccountEvent> eventHandler() {
        return Account::evolve;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(surroundings.settings().snapshotEveryEvents(), KEPT_SNAPSHOTS);
    }

    @Override
    public CommandHandler<AccountProtocol, AccountEvent, Account> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(AccountProtocol.Execute.class, this::collect)
                .onCommand(AccountProtocol.Clear.class, this::collect)
                .onCommand(AccountProtocol.Settle.class, this::collect)
                .onCommand(AccountProtocol.Nominated.class, this::collect)
                .onCommand(
                        AccountProtocol.Read.class, (account, read) -> Effect().reply(read.replyTo(), account))
                .onCommand(AccountProtocol.Watch.class, this::watch)
                .onCommand(AccountProtocol.Listed.class, this::listed)
                .onCommand(AccountProtocol.StillBusy.class, this::stillBusy)
                .onCommand(AccountProtocol.Own.class, this::own)
                .build();
    }

    @Override
    public SignalHandler<Account> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .onSignal(Terminated.class, this::stopped)
                .onSignal(PreRestart.instance(), this::leave)
                .onSignal(PostStop.instance(), this::leave)
                .build();
    }

    private Effect<AccountEvent, Account> collect(Account account, AccountProtocol message) {
        if (busy.isAwaited()) {
            return Effect().stash();
        }
        collected.add(message);
        if (collected.size() >= surroundings.settings().batchCommands(account.role())) {
            return flush(account);
        }
        if (collected.size() == 1) {
            context.getSelf().tell(AccountProtocol.Own.FLUSH);
        }
        return Effect().none();
    }

    /** Decides everything collected, each on what the one before it leads to, and writes all of it at once. */
    private EffectBuilder<AccountEvent, Account> flush(Account before) {
        List<AccountTurn> turns = new ArrayList<>(collected.size());
        List<AccountEvent> events = new ArrayList<>();
        Account after = before;
        for (AccountProtocol message : collected) {
            AccountTurn turn = decide(after, message);
            turns.add(turn);
            events.addAll(turn.events());
            after = turn.after();
        }
        if (busy.mustWait(after)) {
            return Effect().none();
        }
        collected.clear();
        return events.isEmpty()
                ? Effect().none().thenRun(account -> finish(account, turns))
                : Effect().persist(events).thenRun(account -> written(before, account, events, turns));
    }

    private AccountTurn decide(Account account, AccountProtocol message) {
        if (message instanceof AccountProtocol.Execute execute) {
            return AccountTurn.execute(account, execute, now(account));
        }
        if (message instanceof AccountProtocol.Clear clear) {
            return AccountTurn.clear(account, clear, now(account));
        }
        if (message instanceof AccountProtocol.Settle settle) {
            settlements.heard(settle.message());
            return AccountTurn.settle(account, settle, now(account));
        }
        MarketView view = surroundings.board().view();
        return AccountTurn.assess(account, (AccountProtocol.Nominated) message, within(account, view));
    }

    /** The newest view at the present time, so that leases end when they end and not at the next price. */
    private AccountContext now(Account account) {
        MarketView view = surroundings.board().view();
        return within(
                account,
                new MarketView(
                        surroundings.clock().nowMillis(),
                        view.parameters(),
                        view.instruments(),
                        view.collateral(),
                        view.openDeficits()));
    }

    private AccountContext within(Account account, MarketView view) {
        return new AccountContext(view, surroundings.settings().limits(account.role()));
    }

    private void written(Account before, Account after, List<AccountEvent> events, List<AccountTurn> turns) {
        settlements.prune(after);
        surroundings.listener().changed(before, after, events);
        watchers.changed(after, events);
        driver.changed(before, after, events);
        finish(after, turns);
    }

    private void finish(Account account, List<AccountTurn> turns) {
        Saying saying = new Saying(account);
        turns.forEach(turn -> turn.afterwards().accept(saying));
    }

    /** Says what a settlement's step asks for, by an account whose events are durable. */
    private final class Saying implements AccountTurn.Afterwards {
        private final Account account;

        private Saying(Account account) {
            this.account = account;
        }

        @Override
        public void carryOut(SettlementStep step) {
            step.sends()
                    .forEach(send ->
                            surroundings.accounts().tell(send.to(), new AccountProtocol.Settle(send.message())));
            step.overdue().stream().filter(account.reservations()::containsKey).forEach(settlements::await);
            step.answer()
                    .filter(answer -> !account.reservations().containsKey(answer.id()))
                    .ifPresent(settlements::answered);
        }

        @Override
        public void waiting(AccountProtocol.Clear clear) {
            settlements.asked(clear.settlement().id(), clear.replyTo());
        }
    }

    private Effect<AccountEvent, Account> watch(Account account, AccountProtocol.Watch watch) {
        return Effect().none().thenRun(same -> watchers.add(watch.watcher(), same));
    }

    private Effect<AccountEvent, Account> listed(Account account, AccountProtocol.Listed listed) {
        busy.listed();
        return flush(account).thenUnstashAll();
    }

    private Effect<AccountEvent, Account> stillBusy(Account account, AccountProtocol.StillBusy question) {
        busy.asked(account, question.round());
        return Effect().none();
    }

    private Effect<AccountEvent, Account> own(Account account, AccountProtocol.Own message) {
        switch (message) {
            case FLUSH -> {
                return busy.isAwaited() ? Effect().none() : flush(account);
            }
            case STOP -> {
                return flush(account).thenStop();
            }
            case LIST_AGAIN -> busy.again();
            case START_DRIVER -> driver.restart(account);
            case IDLE -> passivateUnlessNeeded(account);
        }
        return Effect().none();
    }

    /** What is open must be brought to an end, who watches must hear, and who is near a threshold must be quick. */
    private void passivateUnlessNeeded(Account account) {
        boolean isNeeded = BusyMark.isBusy(account) || account.health() != HealthState.HEALTHY;
        boolean isAlone = collected.isEmpty()
                && settlements.isEmpty()
                && watchers.isEmpty()
                && driver.isEmpty()
                && busy.isEmpty();
        if (!isNeeded && isAlone) {
            passivate.accept(context.getSelf());
        }
    }

    private void recovered(Account account) {
        collected.clear();
        isRecovered = true;
        busy.recovered(account);
        surroundings.listener().recovered(account);
        new Saying(account).carryOut(SettlementProtocol.recovered(account));
        driver.recovered(account);
    }

    private void stopped(Account account, Terminated signal) {
        if (!driver.stopped(signal.getRef(), account)) {
            watchers.stopped(signal.getRef());
        }
    }

    private void leave(Account account) {
        settlements.clear();
        driver.clear();
        if (isRecovered) {
            isRecovered = false;
            surroundings.listener().stopped(account);
        }
    }
}
