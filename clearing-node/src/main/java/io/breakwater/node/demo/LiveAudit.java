package io.breakwater.node.demo;

import io.breakwater.core.account.Account;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.simulation.Audit;
import io.breakwater.node.simulation.InvariantBrokenException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Checks the invariants over all accounts of a node while it runs.
 *
 * <p>The books must balance at every moment. Who is in another state than the newest prices say may have been asked just
 * now; who still is so many milliseconds of market time later sleeps (invariant 3).
 */
final class LiveAudit {

    private final Supplier<Collection<Account>> accounts;
    private final MarketBoard board;
    private final long patienceMillis;
    private Map<String, Long> late = Map.of();

    /**
     * An audit.
     *
     * @param accounts all of them, one cut through their journals
     * @param board what they are valued at
     * @param patienceMillis how long an account may be in another state than is due, in market time
     */
    LiveAudit(Supplier<Collection<Account>> accounts, MarketBoard board, long patienceMillis) {
        this.accounts = accounts;
        this.board = board;
        this.patienceMillis = patienceMillis;
    }

    /** Whether somebody was late at the last check, so that it is time for another. */
    boolean isSuspicious() {
        return !late.isEmpty();
    }

    /** Checks everything now. */
    void check() {
        MarketBoard.Posting posting = board.newest();
        Audit audit = audit(posting);
        audit.checkBooks();
        Map<String, Long> lateNow = new TreeMap<>();
        for (Audit.Sleeper sleeper : audit.sleeping()) {
            long since = late.getOrDefault(sleeper.account().id(), sleeper.timeMillis());
            if (sleeper.timeMillis() - since > patienceMillis) {
                throw new InvariantBrokenException("nobody below maintenance sleeps", sleeper.toString());
            }
            lateNow.put(sleeper.account().id(), since);
        }
        late = lateNow;
    }

    private Audit audit(MarketBoard.Posting posting) {
        return new Audit(accounts.get(), posting.definitions().facts(), posting.view());
    }
}
