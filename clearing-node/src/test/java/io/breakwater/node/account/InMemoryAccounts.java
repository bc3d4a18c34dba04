package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountDecider;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.Decision;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementProtocol;
import io.breakwater.core.protocol.SettlementStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Accounts in a map that execute the law and the settlement protocol at once: what the sharded entities do, without
 * shards, journal and time. A test can let answers get lost after the deed, or the deed come late.
 */
public final class InMemoryAccounts implements Accounts {

    private final TreeMap<String, Account> accounts = new TreeMap<>();
    private final Map<String, ActorRef<DriverProtocol>> drivers = new HashMap<>();
    private final List<Settlement> booked = new ArrayList<>();
    private final AccountLimits limits;
    private final Supplier<MarketView> market;
    private final List<AccountListener> listeners = new ArrayList<>();
    private final List<Settlement> late = new ArrayList<>();
    private Predicate<Settlement> lost = settlement -> false;
    private Predicate<Settlement> delayed = settlement -> false;
    private ActorSystem<?> system;
    private int spawned;
    private LiquidationDrivers driversOf;

    public InMemoryAccounts(AccountLimits limits, Supplier<MarketView> market) {
        this.limits = limits;
        this.market = market;
    }

    public synchronized void listen(AccountListener listener) {
        listeners.add(listener);
    }

    /** From now on an account in liquidation has a driver. */
    public synchronized void host(ActorSystem<?> newSystem, LiquidationDrivers newDrivers) {
        system = newSystem;
        driversOf = newDrivers;
    }

    /** The answers of such settlements get lost; what was asked happens. */
    public synchronized void lose(Predicate<Settlement> settlements) {
        lost = settlements;
    }

    /** Such settlements are not answered in time and happen later: when {@link #arrive} is called. */
    public synchronized void delay(Predicate<Settlement> settlements) {
        delayed = settlements;
    }

    /** What was delayed arrives, every copy of it, and nothing is delayed any more. */
    public synchronized void arrive() {
        delayed = settlement -> false;
        late.forEach(this::settle);
        late.clear();
    }

    /** The node starts again: drivers are new, and what listens hears every account. */
    public synchronized void restartDrivers() {
        drivers.values().forEach(driver -> Adapter.toClassic(system).stop(Adapter.toClassic(driver)));
        drivers.clear();
        accounts.values().stream()
                .filter(account -> account.liquidation().isPresent())
                .forEach(account -> begin(account, true));
    }

    public synchronized Account get(String id) {
        return accounts.getOrDefault(id, Account.unopened(id));
    }

    public synchronized Collection<Account> all() {
        return List.copyOf(accounts.values());
    }

    /** Every settlement that was booked, in order, each once. */
    public synchronized List<Settlement> booked() {
        return List.copyOf(booked);
    }

    /** Decides a command and keeps its events. */
    public synchronized Optional<Refusal> apply(String id, AccountCommand command) {
        Decision decision = AccountDecider.decide(get(id), command, context());
        if (decision instanceof Decision.Refused refused) {
            return Optional.of(refused.refusal());
        }
        keep(id, ((Decision.Accepted) decision).events());
        return Optional.empty();
    }

    /** Carries a settlement to its end through both parties. */
    public synchronized SettlementStep.Answer settle(Settlement settlement) {
        boolean isNew =
                get(settlement.second().account()).committed(settlement.id()).isEmpty();
        Deque<SettlementStep.Send> messages = new ArrayDeque<>();
        messages.add(new SettlementStep.Send(settlement.first().account(), new SettlementMessage.Clear(settlement)));
        Optional<SettlementStep.Answer> answer = Optional.empty();
        while (!messages.isEmpty()) {
            SettlementStep.Send next = messages.poll();
            SettlementStep step = SettlementProtocol.step(get(next.to()), next.message(), context());
            keep(next.to(), step.events());
            messages.addAll(step.sends());
            answer = step.answer().isPresent() ? step.answer() : answer;
        }
        if (isNew && answer.orElseThrow().isBooked()) {
            booked.add(settlement);
        }
        return answer.orElseThrow();
    }

    private AccountContext context() {
        return new AccountContext(market.get(), limits);
    }

    private void keep(String id, List<AccountEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Account before = get(id);
        Account after = before.evolve(events);
        accounts.put(id, after);
        listeners.forEach(listener -> listener.changed(before, after, events));
        tellDriver(before, after, events);
    }

    private void tellDriver(Account before, Account after, List<AccountEvent> events) {
        ActorRef<DriverProtocol> driver = drivers.get(after.id());
        if (driver != null) {
            driver.tell(new DriverProtocol.AccountChanged(before, after, events));
        } else if (driversOf != null && after.liquidation().isPresent()) {
            begin(after, false);
        }
        if (after.liquidation().isEmpty()) {
            drivers.remove(after.id());
        }
    }

    private void begin(Account account, boolean afterRestart) {
        ActorRef<AccountProtocol> entity = spawn(Behaviors.receiveMessage(message -> {
            tell(account.id(), message);
            return Behaviors.same();
        }));
        ActorRef<DriverProtocol> driver = spawn(driversOf.driverOf(account.id(), entity));
        drivers.put(account.id(), driver);
        driver.tell(new DriverProtocol.Begin(account, afterRestart));
    }

    /** Unlike a test kit's, this waits for no other actor. */
    private <T> ActorRef<T> spawn(Behavior<T> behavior) {
        return system.systemActorOf(behavior, "of-an-account-" + ++spawned, Props.empty());
    }

    @Override
    public synchronized void tell(String accountId, AccountProtocol message) {
        if (message instanceof AccountProtocol.Execute execute) {
            execute.replyTo().tell(decide(accountId, execute.command()));
        } else if (message instanceof AccountProtocol.Clear clear) {
            clear.replyTo().tell(settle(clear.settlement()));
        } else if (message instanceof AccountProtocol.Read read) {
            read.replyTo().tell(get(accountId));
        } else {
            throw new UnsupportedOperationException(message.toString());
        }
    }

    private AccountProtocol.Reply decide(String accountId, AccountCommand command) {
        Optional<Refusal> refusal = apply(accountId, command);
        return new AccountProtocol.Reply(get(accountId).version(), refusal);
    }

    @Override
    public synchronized CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
        return CompletableFuture.completedFuture(decide(accountId, command));
    }

    @Override
    public synchronized CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
        if (delayed.test(settlement)) {
            late.add(settlement);
            return CompletableFuture.failedFuture(new TimeoutException(settlement.id() + " is late"));
        }
        SettlementStep.Answer answer = settle(settlement);
        return lost.test(settlement)
                ? CompletableFuture.failedFuture(new TimeoutException(settlement.id() + " was not answered in time"))
                : CompletableFuture.completedFuture(answer);
    }

    @Override
    public synchronized CompletionStage<Account> read(String accountId) {
        return CompletableFuture.completedFuture(get(accountId));
    }
}
