package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.time.NodeClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Who waits for the end of an account's open settlements, and when their counterparties are asked again. All of it may be
 * forgotten: whoever waits asks again, and a recovered account asks about everything it holds.
 */
final class OpenSettlements {

    private final NodeClock clock;
    private final AccountSettings settings;
    private final Consumer<SettlementId> overdue;
    private final Map<SettlementId, Deque<ActorRef<SettlementStep.Answer>>> askers = new HashMap<>();
    private final Map<SettlementId, Wait> waits = new HashMap<>();

    /** A wait for a counterparty; without a timer once it has fired. */
    private static final class Wait {
        private int attempts;
        private NodeClock.Timer timer;
    }

    /**
     * Nothing open.
     *
     * @param overdue told on a thread of the clock that there was no answer
     */
    OpenSettlements(NodeClock clock, AccountSettings settings, Consumer<SettlementId> overdue) {
        this.clock = clock;
        this.settings = settings;
        this.overdue = overdue;
    }

    /** Somebody waits for the end of a settlement. */
    void asked(SettlementId id, ActorRef<SettlementStep.Answer> asker) {
        Deque<ActorRef<SettlementStep.Answer>> waiting = askers.computeIfAbsent(id, none -> new ArrayDeque<>());
        waiting.remove(asker);
        if (waiting.size() >= settings.askersPerSettlement()) {
            waiting.removeFirst();
        }
        waiting.addLast(asker);
    }

    /** A settlement has ended: everybody who waits is told. */
    void answered(SettlementStep.Answer answer) {
        Deque<ActorRef<SettlementStep.Answer>> waiting = askers.remove(answer.id());
        if (waiting != null) {
            waiting.forEach(asker -> asker.tell(answer));
        }
    }

    /** Asks again after a while, unless that is set already. */
    void await(SettlementId id) {
        Wait wait = waits.computeIfAbsent(id, none -> new Wait());
        if (wait.timer == null) {
            wait.attempts++;
            wait.timer = clock.after(settings.overdue().afterAttempt(wait.attempts), () -> overdue.accept(id));
        }
    }

    /** A message has come; if it is that of a timer, that timer is spent. */
    void heard(SettlementMessage message) {
        Wait wait = waits.get(message.id());
        if (wait != null && message instanceof SettlementMessage.Overdue) {
            wait.timer = null;
        }
    }

    /** Forgets the waits for whatever is no longer reserved. */
    void prune(Account account) {
        waits.entrySet().removeIf(entry -> {
            boolean isOver = !account.reservations().containsKey(entry.getKey());
            if (isOver) {
                cancel(entry.getValue());
            }
            return isOver;
        });
    }

    boolean isEmpty() {
        return waits.isEmpty() && askers.isEmpty();
    }

    /** Forgets everything. */
    void clear() {
        waits.values().forEach(OpenSettlements::cancel);
        waits.clear();
        askers.clear();
    }

    private static void cancel(Wait wait) {
        if (wait.timer != null) {
            wait.timer.cancel();
        }
    }
}
