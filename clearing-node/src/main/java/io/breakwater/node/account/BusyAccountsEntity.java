package io.breakwater.node.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One list of busy accounts, durable: asks each account on it, when it starts and in every round, whether it is busy still.
 * The question wakes an account that a restart or the loss of a node has put to sleep.
 *
 * <p>Rounds are told apart so that a late answer takes nobody off: an answer counts only in the round that asked, and not
 * for an account that has asked to be listed since. What is queued behind the first message is one write.
 */
final class BusyAccountsEntity
        extends EventSourcedBehavior<BusyAccountsProtocol, BusyAccountsChanged, BusyAccountsList> {

    private static final String ENTITY_TYPE = "busy-accounts";
    private static final int KEPT_SNAPSHOTS = 2;

    private final ActorContext<BusyAccountsProtocol> context;
    private final TimerScheduler<BusyAccountsProtocol> timers;
    private final Accounts accounts;
    private final AccountSettings settings;
    private final List<BusyAccountsProtocol.Enlist> enlisting = new ArrayList<>();
    private final Set<String> leaving = new HashSet<>();
    private final Set<String> enlistedInRound = new HashSet<>();
    private long round;

    /**
     * A list.
     *
     * @param listId its number among all lists
     * @param accounts the way to the accounts on it
     */
    static Behavior<BusyAccountsProtocol> create(String listId, Accounts accounts, AccountSettings settings) {
        Behavior<BusyAccountsProtocol> list = Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new BusyAccountsEntity(context, timers, listId, accounts, settings)));
        return Behaviors.supervise(list).onFailure(Exception.class, settings.restartStrategy());
    }

    private BusyAccountsEntity(
            ActorContext<BusyAccountsProtocol> context,
            TimerScheduler<BusyAccountsProtocol> timers,
            String listId,
            Accounts accounts,
            AccountSettings settings) {
        super(PersistenceId.of(ENTITY_TYPE, listId), settings.restartStrategy());
        this.context = context;
        this.timers = timers;
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public BusyAccountsList emptyState() {
        return BusyAccountsList.empty();
    }

    @Override
    public EventHandler<BusyAccountsList, BusyAccountsChanged> eventHandler() {
        return BusyAccountsList::evolve;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(settings.snapshotEveryEvents(), KEPT_SNAPSHOTS);
    }

    @Override
    public CommandHandler<BusyAccountsProtocol, BusyAccountsChanged, BusyAccountsList> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(BusyAccountsProtocol.Enlist.class, this::enlist)
                .onCommand(BusyAccountsProtocol.Idle.class, this::idle)
                .onCommand(BusyAccountsProtocol.Wake.class, wake -> Effect().none())
                .onCommand(BusyAccountsProtocol.Own.class, this::own)
                .build();
    }

    @Override
    public SignalHandler<BusyAccountsList> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .build();
    }

    private void recovered(BusyAccountsList list) {
        enlisting.clear();
        leaving.clear();
        timers.startTimerWithFixedDelay(BusyAccountsProtocol.Own.ROUND, settings.busyRound());
        ask(list);
    }

    private void ask(BusyAccountsList list) {
        round++;
        enlistedInRound.clear();
        leaving.clear();
        list.accountIds().forEach(id -> accounts.tell(id, new AccountProtocol.StillBusy(round)));
    }

    private Effect<BusyAccountsChanged, BusyAccountsList> enlist(BusyAccountsProtocol.Enlist enlist) {
        flushAfterThis();
        enlisting.add(enlist);
        enlistedInRound.add(enlist.accountId());
        leaving.remove(enlist.accountId());
        return Effect().none();
    }

    private Effect<BusyAccountsChanged, BusyAccountsList> idle(BusyAccountsProtocol.Idle idle) {
        if (idle.round() == round && !enlistedInRound.contains(idle.accountId())) {
            flushAfterThis();
            leaving.add(idle.accountId());
        }
        return Effect().none();
    }

    /** Whatever is queued already is before this in the mailbox. */
    private void flushAfterThis() {
        if (enlisting.isEmpty() && leaving.isEmpty()) {
            context.getSelf().tell(BusyAccountsProtocol.Own.FLUSH);
        }
    }

    private Effect<BusyAccountsChanged, BusyAccountsList> own(BusyAccountsList list, BusyAccountsProtocol.Own message) {
        return switch (message) {
            case FLUSH -> flush(list);
            case ROUND -> Effect().none().thenRun(this::ask);
            case STOP -> Effect().stop();
        };
    }

    private Effect<BusyAccountsChanged, BusyAccountsList> flush(BusyAccountsList list) {
        List<BusyAccountsProtocol.Enlist> told = List.copyOf(enlisting);
        TreeSet<String> added = new TreeSet<>();
        told.forEach(enlist -> added.add(enlist.accountId()));
        added.removeAll(list.accountIds());
        TreeSet<String> removed = new TreeSet<>(leaving);
        removed.retainAll(list.accountIds());
        enlisting.clear();
        leaving.clear();
        if (added.isEmpty() && removed.isEmpty()) {
            return Effect().none().thenRun(same -> tell(told));
        }
        BusyAccountsChanged event = new BusyAccountsChanged(List.copyOf(added), List.copyOf(removed));
        return Effect().persist(event).thenRun(same -> tell(told));
    }

    private static void tell(List<BusyAccountsProtocol.Enlist> enlisted) {
        enlisted.forEach(enlist -> enlist.entity().tell(new AccountProtocol.Listed()));
    }
}
