package io.breakwater.node.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.node.market.DirectoryProtocol.Answer.Refused;
import io.breakwater.node.market.DirectoryProtocol.Reason;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long an operation is remembered, and how many: what is forgotten is never accepted again. */
class OperationsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
    private static final DirectoryLimits LIMITS = new DirectoryLimits(1, 1, 1, 2);

    private static Operation on(LocalDate date, String key) {
        return new Operation(new SettlementId(date, key), Fingerprint.of(key));
    }

    private static Refused tooMany(int seen) {
        return new Refused(Reason.TOO_MANY, "operations", Integer.toString(seen), "below " + LIMITS.mostOperations());
    }

    @Test
    @DisplayName("an operation five days older than the newest is remembered, one of six days is forgotten")
    void forgetting() {
        Operation fiveDaysOld = on(TODAY.minusDays(5), "a");
        Operation sixDaysOld = on(TODAY.minusDays(6), "b");
        Operations operations =
                Operations.NONE.plus(sixDaysOld).plus(fiveDaysOld).plus(on(TODAY, "c"));

        assertThat(operations.isDone(fiveDaysOld)).isTrue();
        assertThat(operations.isDone(sixDaysOld)).isFalse();
        assertThat(operations.seen()).hasSize(2);
    }

    @Test
    @DisplayName("one that is forgotten is refused, by a clock that is behind too: the newest was of its tomorrow")
    void neverAgain() {
        for (int age = 1; age <= 10; age++) {
            Operation old = on(TODAY.minusDays(age), "old");
            Operations operations = Operations.NONE.plus(old).plus(on(TODAY.plusDays(1), "newest"));
            for (LocalDate clock : new LocalDate[] {TODAY, TODAY.minusDays(1)}) {
                assertThat(operations.isDone(old)
                                || operations.refusal(old, clock, LIMITS).isPresent())
                        .as("%s at %s", old.id(), clock)
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("with as many as allowed a new one is refused with their number, and what was done is known still")
    void bound() {
        Operations one = Operations.NONE.plus(on(TODAY, "a"));
        assertThat(one.refusal(on(TODAY, "b"), TODAY, LIMITS)).isEmpty();

        Operations two = one.plus(on(TODAY, "b"));
        assertThat(two.refusal(on(TODAY, "c"), TODAY, LIMITS)).contains(tooMany(2));
        assertThat(two.isDone(on(TODAY, "a"))).isTrue();
    }

    @Test
    @DisplayName("when as many as allowed are remembered, the day that forgets one of them has room for a new one")
    void roomAgain() {
        LocalDate later = TODAY.plusDays(5);
        Operations full = Operations.NONE.plus(on(TODAY, "a")).plus(on(later, "b"));

        assertThat(full.refusal(on(later, "c"), later, LIMITS)).contains(tooMany(2));
        Operation dayAfter = on(later.plusDays(1), "c");
        assertThat(full.refusal(dayAfter, later, LIMITS)).isEmpty();
        assertThat(full.plus(dayAfter).seen()).hasSize(2);
    }
}
