package io.breakwater.node.grpc;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountDecider;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.Decision;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;

/** Accounts that decide by the law and forget everything with the test. */
final class AccountsOfOneNode implements Accounts {

    private final MarketBoard board;
    private final Map<String, Account> accounts = new HashMap<>();
    private final List<ActorRef<AccountProtocol.Update>> watchers = new ArrayList<>();
    private final CountDownLatch watched = new CountDownLatch(1);
    final List<Settlement> cleared = new ArrayList<>();
    Optional<io.breakwater.core.account.Refusal> settlementRefusal = Optional.empty();

    AccountsOfOneNode(MarketBoard board) {
        this.board = board;
    }

    synchronized Account account(String id) {
        return accounts.computeIfAbsent(id, Account::unopened);
    }

    synchronized void happens(String id, List<AccountEvent> events) {
        Account after = account(id).evolve(events);
        accounts.put(id, after);
        watchers.forEach(watcher -> watcher.tell(new AccountProtocol.Update(after, events)));
    }

    /** Waits until somebody watches. */
    void awaitWatcher() throws InterruptedException {
        if (!watched.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody watches");
        }
    }

    @Override
    public synchronized void tell(String accountId, AccountProtocol message) {
        if (message instanceof AccountProtocol.Watch watch) {
            if (!watchers.contains(watch.watcher())) {
                watchers.add(watch.watcher());
            }
            watch.watcher().tell(new AccountProtocol.Update(account(accountId), List.of()));
            watched.countDown();
        }
    }

    @Override
    public synchronized CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
        Decision decision = AccountDecider.decide(
                account(accountId), command, new AccountContext(board.view(), AccountLimits.defaults()));
        if (decision instanceof Decision.Accepted accepted) {
            happens(accountId, accepted.events());
            return CompletableFuture.completedFuture(
                    new AccountProtocol.Reply(account(accountId).version(), Optional.empty()));
        }
        return CompletableFuture.completedFuture(new AccountProtocol.Reply(
                account(accountId).version(), Optional.of(((Decision.Refused) decision).refusal())));
    }

    @Override
    public CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
        cleared.add(settlement);
        return CompletableFuture.completedFuture(new SettlementStep.Answer(settlement.id(), settlementRefusal));
    }

    @Override
    public CompletionStage<Account> read(String accountId) {
        return CompletableFuture.completedFuture(account(accountId));
    }
}
