package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import java.util.List;

/**
 * Hears of the accounts that live on this node, on the thread of the account's entity and after the events are durable: an
 * implementation tells an actor and returns.
 */
public interface AccountListener {

    /** An account has started here, with this state. */
    void recovered(Account account);

    /** An account has changed by these events. */
    void changed(Account before, Account after, List<AccountEvent> events);

    /** An account has left this node's memory: passivated, or moved away. */
    void stopped(Account account);

    /** Tells several, in order. */
    static AccountListener all(List<AccountListener> listeners) {
        List<AccountListener> told = List.copyOf(listeners);
        return new AccountListener() {
            @Override
            public void recovered(Account account) {
                told.forEach(listener -> listener.recovered(account));
            }

            @Override
            public void changed(Account before, Account after, List<AccountEvent> events) {
                told.forEach(listener -> listener.changed(before, after, events));
            }

            @Override
            public void stopped(Account account) {
                told.forEach(listener -> listener.stopped(account));
            }
        };
    }
}
