package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import java.time.Duration;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Whether an account is on its list of busy accounts. The list names it before the first event that makes it busy is
 * written, and until it has said that it is not; so whatever is open in a journal, its account is on the list.
 */
final class BusyMark {

    private final ActorContext<AccountProtocol> context;
    private final BusyAccounts lists;
    private final String accountId;
    private final Duration patience;
    private boolean isListed;
    private boolean isAwaited;

    BusyMark(ActorContext<AccountProtocol> context, BusyAccounts lists, String accountId, Duration patience) {
        this.context = context;
        this.lists = lists;
        this.accountId = accountId;
        this.patience = patience;
    }

    /** Whether an account has something to bring to an end. */
    static boolean isBusy(Account account) {
        return account.liquidation().isPresent() || !account.reservations().isEmpty();
    }

    /** An account that is busy in its journal was listed before that was written. */
    void recovered(Account account) {
        isListed = isBusy(account);
        isAwaited = false;
    }

    /** Whether a change must wait for the list, which is asked then. */
    boolean mustWait(Account after) {
        if (isListed || !isBusy(after)) {
            return false;
        }
        ask();
        return true;
    }

    /** There may have been no answer from the list. */
    void again() {
        if (isAwaited) {
            ask();
        }
    }

    private void ask() {
        isAwaited = true;
        lists.list(accountId, context.getSelf());
        context.scheduleOnce(patience, context.getSelf(), AccountProtocol.Own.LIST_AGAIN);
    }

    boolean isAwaited() {
        return isAwaited;
    }

    void listed() {
        isListed = true;
        isAwaited = false;
    }

    /** The list asks; an account that is busy, or about to be, stays on it. */
    void asked(Account account, long round) {
        if (!isBusy(account) && !isAwaited) {
            isListed = false;
            lists.idle(accountId, round);
        }
    }

    boolean isEmpty() {
        return !isListed && !isAwaited;
    }
}
