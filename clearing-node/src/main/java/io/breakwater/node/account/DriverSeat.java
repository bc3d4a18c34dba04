package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.node.time.NodeClock;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Keeps the one driver that an account in liquidation has: starts it, tells it every change, and starts it again when it
 * stops while the liquidation goes on, at first soon and then ever later. A driver stops when its liquidation has ended; if
 * the next one has begun by then, its driver takes the seat at once.
 */
final class DriverSeat {

    private final ActorContext<AccountProtocol> context;
    private final AccountSurroundings surroundings;
    private ActorRef<DriverProtocol> driver;
    private NodeClock.Timer restart;
    private boolean hasEnded;
    private int attempts;

    DriverSeat(ActorContext<AccountProtocol> context, AccountSurroundings surroundings) {
        this.context = context;
        this.surroundings = surroundings;
    }

    /** The account was read from its journal. */
    void recovered(Account account) {
        if (account.liquidation().isPresent()) {
            begin(account, true);
        }
    }

    /** The account has changed, durably. */
    void changed(Account before, Account after, List<AccountEvent> events) {
        if (driver != null) {
            driver.tell(new DriverProtocol.AccountChanged(before, after, events));
            hasEnded |= events.stream().anyMatch(RiskEvent.LiquidationEnded.class::isInstance);
        } else if (after.liquidation().isPresent() && restart == null) {
            begin(after, false);
        }
        if (after.liquidation().isEmpty()) {
            attempts = 0;
        }
    }

    /** Whether it was the driver that has stopped; another takes its place if the liquidation goes on. */
    boolean stopped(ActorRef<Void> actor, Account account) {
        if (driver == null || !actor.equals(driver)) {
            return false;
        }
        driver = null;
        if (account.liquidation().isPresent()) {
            if (hasEnded) {
                begin(account, false);
            } else {
                beginLater(account);
            }
        }
        return true;
    }

    private void beginLater(Account account) {
        attempts++;
        long millis = surroundings.settings().driverRestart().afterAttempt(attempts);
        context.getLog().warn("driver of {} stopped in a liquidation; another in {} ms", account.id(), millis);
        ActorRef<AccountProtocol> self = context.getSelf();
        restart = surroundings.clock().after(millis, () -> self.tell(AccountProtocol.Own.START_DRIVER));
    }

    /** The wait for another driver is over. */
    void restart(Account account) {
        restart = null;
        if (driver == null && account.liquidation().isPresent()) {
            begin(account, true);
        }
    }

    private void begin(Account account, boolean afterRestart) {
        ActorRef<DriverProtocol> started =
                context.spawnAnonymous(surroundings.drivers().driverOf(account.id(), context.getSelf()));
        context.watch(started);
        started.tell(new DriverProtocol.Begin(account, afterRestart));
        driver = started;
        hasEnded = false;
    }

    boolean isEmpty() {
        return driver == null && restart == null;
    }

    /** The entity stops or starts again, and its children with it. */
    void clear() {
        if (restart != null) {
            restart.cancel();
        }
        restart = null;
        driver = null;
        attempts = 0;
    }
}
