package io.breakwater.node.risk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Asks accounts something, so many at once, the most pressing first and each account once at a time; what is not answered
 * is asked again, ever later, and never given up while the account lives here (invariant 3).
 *
 * <p>Not thread-safe: one owner.
 */
final class BoundedAsks {

    private final int mostInFlight;
    private final long answerMillis;
    private final long longestAnswerMillis;
    private final Map<String, Ask> waiting = new HashMap<>();
    private final TreeSet<Ask> order = new TreeSet<>();
    private final Map<String, InFlight> inFlight = new LinkedHashMap<>();
    private long sequence;

    /**
     * One question.
     *
     * @param accountId whom
     * @param rank the lowest goes first
     * @param sequence the earlier goes first among equals
     * @param viewTimeMillis time of the view that raised it
     * @param acceptedNanos when the price that raised it was accepted, by the node's monotonic clock
     */
    record Ask(String accountId, long rank, long sequence, long viewTimeMillis, long acceptedNanos)
            implements Comparable<Ask> {
        @Override
        public int compareTo(Ask other) {
            int byRank = Long.compare(rank, other.rank);
            return byRank != 0 ? byRank : Long.compare(sequence, other.sequence);
        }

        /** The more pressing of two: it has waited since the older price. */
        private Ask with(Ask later) {
            return new Ask(
                    accountId,
                    Math.min(rank, later.rank),
                    sequence,
                    Math.max(viewTimeMillis, later.viewTimeMillis),
                    acceptedNanos);
        }
    }

    private record InFlight(Ask ask, long dueMillis, long patienceMillis) {}

    BoundedAsks(int mostInFlight, long answerMillis, long longestAnswerMillis) {
        this.mostInFlight = mostInFlight;
        this.answerMillis = answerMillis;
        this.longestAnswerMillis = longestAnswerMillis;
    }

    /** Notes a question; one that an account has waiting already stays the one, and one in flight is asked again after it. */
    void offer(String accountId, long rank, long viewTimeMillis, long acceptedNanos) {
        Ask ask = new Ask(accountId, rank, sequence++, viewTimeMillis, acceptedNanos);
        Ask known = waiting.remove(accountId);
        if (known != null) {
            order.remove(known);
            ask = known.with(ask);
        }
        waiting.put(accountId, ask);
        if (!inFlight.containsKey(accountId)) {
            order.add(ask);
        }
    }

    /** What is to be asked now; it is in flight from now on. */
    List<Ask> next(long nowMillis) {
        List<Ask> next = new ArrayList<>();
        while (inFlight.size() < mostInFlight && !order.isEmpty()) {
            Ask ask = order.pollFirst();
            waiting.remove(ask.accountId());
            inFlight.put(ask.accountId(), new InFlight(ask, nowMillis + answerMillis, answerMillis));
            next.add(ask);
        }
        return next;
    }

    /**
     * An account has answered. A question that came up meanwhile is done with too if the answer looked at a later view.
     *
     * @return whether nothing of it is open any more
     */
    boolean answered(String accountId, long viewTimeMillis) {
        inFlight.remove(accountId);
        Ask again = waiting.get(accountId);
        if (again == null) {
            return true;
        }
        if (viewTimeMillis > again.viewTimeMillis()) {
            waiting.remove(accountId);
            order.remove(again);
            return true;
        }
        order.add(again);
        return false;
    }

    /** Questions whose answer is overdue, to be asked again now. */
    List<Ask> overdue(long nowMillis) {
        List<Ask> overdue = new ArrayList<>();
        for (InFlight late : List.copyOf(inFlight.values())) {
            if (late.dueMillis <= nowMillis) {
                long patience = Math.min(2 * late.patienceMillis, longestAnswerMillis);
                inFlight.put(late.ask.accountId(), new InFlight(late.ask, nowMillis + patience, patience));
                overdue.add(late.ask);
            }
        }
        return overdue;
    }

    /** Forgets an account that has left. */
    void forget(String accountId) {
        inFlight.remove(accountId);
        Optional.ofNullable(waiting.remove(accountId)).ifPresent(order::remove);
    }

    /** Accounts that wait or have not answered yet. */
    int size() {
        int both = 0;
        for (String accountId : inFlight.keySet()) {
            both += waiting.containsKey(accountId) ? 1 : 0;
        }
        return waiting.size() + inFlight.size() - both;
    }
}
