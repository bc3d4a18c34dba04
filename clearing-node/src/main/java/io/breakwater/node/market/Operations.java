package io.breakwater.node.market;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.node.market.DirectoryProtocol.Answer.Refused;
import io.breakwater.node.market.DirectoryProtocol.Reason;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The operations that have happened, remembered for as long as their ids are accepted.
 *
 * <p>An id is forgotten by its date alone, and one so old is refused: what was forgotten cannot happen again.
 *
 * @param seen fingerprints by id
 */
public record Operations(SortedMap<SettlementId, Fingerprint> seen) {

    /** None. */
    public static final Operations NONE = new Operations(new TreeMap<>());

    /** Ids of so many days before today are accepted, and those of tomorrow, which may have begun elsewhere. */
    public static final int ACCEPTED_DAYS = 3;

    /** How far apart the last accepted date and the first one are, and a day more for a clock that is behind. */
    private static final int REMEMBERED_DAYS = ACCEPTED_DAYS + 2;

    /** Copies the map. */
    public Operations {
        seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
    }

    /** Whether it has happened. */
    boolean isDone(Operation operation) {
        return operation.fingerprint().equals(seen.get(operation.id()));
    }

    /**
     * Why one that has not happened is refused, if it is.
     *
     * @param today by the node's clock, UTC
     */
    Optional<Refused> refusal(Operation operation, LocalDate today, DirectoryLimits limits) {
        SettlementId id = operation.id();
        if (seen.containsKey(id)) {
            return SymbolRules.refused(Reason.ID_REUSED, "id", id, "another request");
        }
        LocalDate first = today.minusDays(ACCEPTED_DAYS);
        LocalDate last = today.plusDays(1);
        if (id.businessDate().isBefore(first) || id.businessDate().isAfter(last)) {
            return SymbolRules.refused(Reason.ID_OUTDATED, "date", id.businessDate(), first + " to " + last);
        }
        return seen.size() < limits.mostOperations()
                ? Optional.empty()
                : SymbolRules.refused(Reason.TOO_MANY, "operations", seen.size(), "below " + limits.mostOperations());
    }

    /** With one more, and without those too old to be accepted again. */
    Operations plus(Operation operation) {
        TreeMap<SettlementId, Fingerprint> all = new TreeMap<>(seen);
        all.put(operation.id(), operation.fingerprint());
        LocalDate first = all.lastKey().businessDate().minusDays(REMEMBERED_DAYS);
        all.keySet().removeIf(id -> id.businessDate().isBefore(first));
        return new Operations(all);
    }
}
