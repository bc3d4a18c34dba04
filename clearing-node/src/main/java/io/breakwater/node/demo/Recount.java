package io.breakwater.node.demo;

import io.breakwater.core.account.Account;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.simulation.Audit;
import io.breakwater.node.simulation.InvariantBrokenException;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks every account itself what it holds, at the end, and balances the books of the answers: what was seen on the way
 * must be what the entities say.
 *
 * <p>Answers are not of one moment. So when a settlement was on its way between two of them, all are asked again.
 */
final class Recount {

    private static final int IN_FLIGHT = 64;
    private static final int ATTEMPTS = 20;
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Accounts accounts;
    private final MarketBoard board;

    Recount(Accounts accounts, MarketBoard board) {
        this.accounts = accounts;
        this.board = board;
    }

    /** Asks everybody until the books of the answers balance; fails when they never do. */
    Audit of(Collection<String> ids) {
        for (int attempt = 1; ; attempt++) {
            Audit audit = ask(ids);
            try {
                audit.checkBooks();
                return audit;
            } catch (InvariantBrokenException unbalanced) {
                if (attempt == ATTEMPTS) {
                    throw unbalanced;
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        }
    }

    private Audit ask(Collection<String> ids) {
        Queue<Account> told = new ConcurrentLinkedQueue<>();
        BoundedCalls calls = new BoundedCalls(IN_FLIGHT);
        ids.forEach(id -> calls.make(() -> accounts.read(id).thenAccept(told::add)));
        calls.await();
        MarketBoard.Posting posting = board.newest();
        return new Audit(told, posting.definitions().facts(), posting.view());
    }
}
