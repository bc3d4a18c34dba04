package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides a grant over the accounts that wait for it: least time to bankruptcy first, then id.
 *
 * <p>In a first pass no account gets more than a quarter of the grant, so that one large account does not starve the
 * rest; a second pass hands out what is left in the same order (risk model B.13, G29). The result does not depend on the
 * order of the requests.
 */
public final class LiquidationQueue {

    private LiquidationQueue() {}

    /**
     * What one account waits for.
     *
     * @param id account
     * @param time how long its equity lasts
     * @param wanted notional, at least 0
     */
    public record Request(String id, TimeToBankruptcy time, Money wanted) {}

    /** The requests in the order in which they are served. */
    public static List<Request> ordered(List<Request> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(Request::time).thenComparing(Request::id))
                .toList();
    }

    /** What all of them want together, or the greatest money there is when they want more. */
    public static Money wanted(List<Request> requests) {
        BigDecimal total = requests.stream().map(r -> r.wanted().exact()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Money.of(total.min(new Money(Long.MAX_VALUE).exact()));
    }

    /**
     * What each account gets, by id, also those that get nothing.
     *
     * @throws IllegalArgumentException when an account comes twice
     */
    public static SortedMap<String, Money> allocate(
            VelocityThrottle.Budget budget, List<Request> requests, FairnessParameters parameters) {
        TreeMap<String, Money> granted = new TreeMap<>();
        for (Request request : requests) {
            if (granted.put(request.id(), Money.ZERO) != null) {
                throw new IllegalArgumentException("account " + request.id() + " comes twice in one grant");
            }
        }
        Money most =
                Money.rounded(parameters.accountShare().multiply(budget.total().exact()), Rounding.DOWN);
        List<Request> ordered = ordered(requests);
        VelocityThrottle.Budget left = pass(budget, ordered, most, granted, parameters);
        pass(left, ordered, budget.total(), granted, parameters);
        return granted;
    }

    /** Hands out what is left, up to a limit for each account; urgent ones may use all of it. */
    private static VelocityThrottle.Budget pass(
            VelocityThrottle.Budget budget,
            List<Request> ordered,
            Money most,
            SortedMap<String, Money> granted,
            FairnessParameters parameters) {
        Money total = budget.total();
        Money ordinary = budget.ordinary();
        for (Request request : ordered) {
            Money already = granted.get(request.id());
            boolean urgent = request.time().isUnder(parameters.urgentMinutes());
            Money available = urgent ? total : ordinary.min(total);
            Money given =
                    request.wanted().min(most).minus(already).max(Money.ZERO).min(available);
            granted.put(request.id(), already.plus(given));
            total = total.minus(given);
            ordinary = urgent ? ordinary : ordinary.minus(given);
        }
        return new VelocityThrottle.Budget(total, ordinary);
    }

    /**
     * The solvency clause: what the backstop takes of those that would be bankrupt before the throttle reached them, in
     * their order, while it has room (risk model B.13).
     *
     * @param granted what this grant gave to each
     * @param refillPerSecond how fast the throttle lets the rest go
     * @param room what the backstop may still take, at least 0
     * @return by id, only those of which it takes something
     */
    public static SortedMap<String, Money> toBackstop(
            List<Request> requests, SortedMap<String, Money> granted, Money refillPerSecond, Money room) {
        TreeMap<String, Money> taken = new TreeMap<>();
        BigDecimal waiting = BigDecimal.ZERO;
        Money left = room;
        for (Request request : ordered(requests)) {
            Money rest = request.wanted().minus(granted.get(request.id()));
            boolean tooLate = request.time().endsBefore(waiting.add(rest.exact()), refillPerSecond.exact());
            Money moved = tooLate && rest.signum() > 0 ? rest.min(left) : Money.ZERO;
            if (moved.signum() > 0) {
                taken.put(request.id(), moved);
            }
            left = left.minus(moved);
            waiting = waiting.add(rest.minus(moved).exact());
        }
        return taken;
    }
}
