package io.breakwater.node.risk;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountDecider;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.Decision;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.AccountProtocol.Assessed;
import io.breakwater.node.account.AccountProtocol.Assessed.Result;
import io.breakwater.node.account.AccountProtocol.Nominated;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accounts in memory that decide by the law at the newest view of a board, on the thread of whoever tells them. */
final class MemoryAccounts implements Accounts {

    final List<AccountListener> listeners = new CopyOnWriteArrayList<>();
    final List<String> nominated = new CopyOnWriteArrayList<>();
    final List<String> asleep = new CopyOnWriteArrayList<>();
    final List<String> woken = new CopyOnWriteArrayList<>();
    final Set<String> failsOnce = ConcurrentHashMap.newKeySet();
    final Set<String> deaf = ConcurrentHashMap.newKeySet();
    private final Map<String, Account> states = new ConcurrentHashMap<>();
    private final MarketBoard board;

    MemoryAccounts(MarketBoard board) {
        this.board = board;
    }

    /** An account that is awake: the listeners have heard of it. */
    void awake(Account account) {
        states.put(account.id(), account);
        listeners.forEach(listener -> listener.recovered(account));
    }

    /** An account that exists and has not started. */
    void asleep(Account account) {
        states.put(account.id(), account);
        asleep.add(account.id());
    }

    Account state(String accountId) {
        return states.getOrDefault(accountId, Account.unopened(accountId));
    }

    @Override
    public void tell(String accountId, AccountProtocol message) {
        if (failsOnce.remove(accountId)) {
            throw new IllegalStateException("a fault that nobody foresaw");
        }
        if (message instanceof Nominated) {
            nominated.add(accountId);
        }
        if (!deaf.contains(accountId)) {
            start(accountId);
            answer(accountId, message);
        }
    }

    private void start(String accountId) {
        if (asleep.remove(accountId)) {
            woken.add(accountId);
            listeners.forEach(listener -> listener.recovered(state(accountId)));
        }
    }

    private void answer(String accountId, AccountProtocol message) {
        if (message instanceof Nominated nomination) {
            nomination.replyTo().tell(assess(accountId, nomination));
        } else if (message instanceof AccountProtocol.Read read) {
            read.replyTo().tell(state(accountId));
        } else if (message instanceof AccountProtocol.Execute execute) {
            apply(accountId, execute.command(), board.view());
            execute.replyTo().tell(new AccountProtocol.Reply(state(accountId).version(), Optional.empty()));
        }
    }

    private Assessed assess(String accountId, Nominated nomination) {
        MarketView view = board.view();
        long before = state(accountId).version();
        apply(accountId, new RiskCommand.Assess(), view);
        Account after = state(accountId);
        Result unlessChanged = isBlocked(after, view) ? Result.BLOCKED : Result.UNCHANGED;
        Result result = after.version() > before ? Result.CHANGED : unlessChanged;
        return new Assessed(accountId, view.timeMillis(), nomination.acceptedNanos(), result);
    }

    private static boolean isBlocked(Account account, MarketView view) {
        if (account.health() != HealthState.MARGIN_CALL) {
            return false;
        }
        MarginResult margin = HealthAssessment.margin(account, view);
        return margin.equity().compareTo(margin.maintenance()) < 0;
    }

    private void apply(String accountId, AccountCommand command, MarketView view) {
        Account before = state(accountId);
        Decision decision = AccountDecider.decide(before, command, new AccountContext(view, AccountLimits.defaults()));
        List<AccountEvent> events = new ArrayList<>(((Decision.Accepted) decision).events());
        if (!events.isEmpty()) {
            Account after = before.evolve(events);
            states.put(accountId, after);
            listeners.forEach(listener -> listener.changed(before, after, events));
        }
    }

    @Override
    public CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
        apply(accountId, command, board.view());
        return CompletableFuture.completedFuture(
                new AccountProtocol.Reply(state(accountId).version(), Optional.empty()));
    }

    @Override
    public CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("no settlements here"));
    }

    @Override
    public CompletionStage<Account> read(String accountId) {
        return CompletableFuture.completedFuture(state(accountId));
    }
}
