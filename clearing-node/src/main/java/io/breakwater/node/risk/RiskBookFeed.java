package io.breakwater.node.risk;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountExposure;
import io.breakwater.node.account.AccountListener;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Tells the risk book of this node what each account holds, after every event and when the account starts.
 *
 * <p>A passivated account changes nothing: it cannot change while it sleeps, so the book goes on watching its last
 * exposure and wakes it by a nomination.
 */
public final class RiskBookFeed implements AccountListener {

    private final ActorRef<RiskProtocol> book;

    /** A feed of a book. */
    public RiskBookFeed(ActorRef<RiskProtocol> book) {
        this.book = book;
    }

    @Override
    public void recovered(Account account) {
        book.tell(told(account));
    }

    @Override
    public void changed(Account before, Account after, List<AccountEvent> events) {
        book.tell(told(after));
    }

    @Override
    public void stopped(Account account) {}

    /** What the book is to know of an account. */
    static RiskProtocol told(Account account) {
        return account.status() == Account.Status.OPEN
                ? new RiskProtocol.Exposed(
                        AccountExposure.of(account), account.role().isMargined())
                : new RiskProtocol.NotOpen(account.id());
    }
}
