package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Who follows an account: each is told its state at once and then every change, until it ends. */
final class AccountWatchers {

    private final ActorContext<AccountProtocol> context;
    private final int most;
    private final Set<ActorRef<AccountProtocol.Update>> watchers = new LinkedHashSet<>();

    AccountWatchers(ActorContext<AccountProtocol> context, int most) {
        this.context = context;
        this.most = most;
    }

    /** Somebody follows; the same again is told the state again. One too many is told nothing, and the log says so. */
    void add(ActorRef<AccountProtocol.Update> watcher, Account account) {
        if (!watchers.contains(watcher) && watchers.size() >= most) {
            context.getLog().warn("account {} has {} watchers and takes no more", account.id(), most);
            return;
        }
        if (watchers.add(watcher)) {
            context.watch(watcher);
        }
        watcher.tell(new AccountProtocol.Update(account, List.of()));
    }

    void changed(Account after, List<AccountEvent> events) {
        if (!watchers.isEmpty()) {
            AccountProtocol.Update update = new AccountProtocol.Update(after, events);
            watchers.forEach(watcher -> watcher.tell(update));
        }
    }

    void stopped(ActorRef<Void> actor) {
        watchers.removeIf(watcher -> watcher.equals(actor));
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }
}
