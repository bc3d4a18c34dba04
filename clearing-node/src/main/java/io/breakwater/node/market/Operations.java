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
        int others = beside(id).size();
        return others < limits.mostOperations()
                ? Optional.empty()
                : SymbolRules.refused(Reason.TOO_MANY, "operations", others, "below " + limits.mostOperations());
    }

    /** With one more, and without those too old to be accepted again. */
    Operations plus(Operation operation) {
        TreeMap<SettlementId, Fingerprint> all = beside(operation.id());
        all.put(operation.id(), operation.fingerprint());
        return new Operations(all);
    }

    /** What is remembered beside one more: what is too old then makes room for it. */
    private TreeMap<SettlementId, Fingerprint> beside(SettlementId added) {
        LocalDate newest = seen.isEmpty() || added.compareTo(seen.lastKey()) > 0
                ? added.businessDate()
                : seen.lastKey().businessDate();
        LocalDate first = newest.minusDays(REMEMBERED_DAYS);
        TreeMap<SettlementId, Fingerprint> others = new TreeMap<>(seen);
        others.keySet().removeIf(id -> id.businessDate().isBefore(first));
        return others;
    }
}
