package io.breakwater.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.risk.Nomination.Direction;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** At which price an account is nominated, and when again. */
@DisplayName("the risk book nominates")
class RiskBookNominationTest extends RiskBookFixture {

    @Test
    @DisplayName("at 59,400.1 a long is not nominated, at 59,400.0 it is")
    void nominatesAtItsLiquidationPrice() {
        book.onExposure(longUntil59400());

        assertThat(round("59400.1")).isEmpty();
        assertThat(round("59400.0"))
                .singleElement()
                .matches(n -> n.accountId().equals("anna") && n.direction() == Direction.WORSE);
    }

    @Test
    @DisplayName("at 60,599.9 a short is not nominated, at 60,600.0 it is")
    void nominatesAShortAtItsLiquidationPrice() {
        // E - MM = cash + 60,000 - 1.01*p
        book.onExposure(holder("sam", 1, HealthState.MARGIN_CALL, "1205.9495", "-1"));

        assertThat(round("60599.9")).isEmpty();
        assertThat(round("60600.0")).extracting(Nomination::direction).containsExactly(Direction.WORSE);
    }

    @Test
    @DisplayName("an account in a margin call is nominated as recovered at 59,892.9 and not at 59,892.8")
    void nominatesRecovery() {
        // 5*E - 6*MM = 5*cash - 300,000 + 4.94*p, at 0 where p = 59,892.85
        book.onExposure(holder("anna", 1, HealthState.MARGIN_CALL, "825.8642", "1"));
        round("59000");

        assertThat(book.nominate()).isEmpty();
        assertThat(round("59892.8")).isEmpty();
        assertThat(round("59892.9")).extracting(Nomination::direction).containsExactly(Direction.BETTER);
    }

    @Test
    @DisplayName("a bankrupt account is nominated as recovered at an equity of 0, and not one millionth below")
    void nominatesTheEndOfBankruptcy() {
        book.onExposure(
                Exposure.of("none", 1, HealthState.BANKRUPT, MarginMode.CROSS, Money.of("-0.000001"), List.of()));
        assertThat(book.nominate()).isEmpty();

        book.onExposure(Exposure.of("none", 2, HealthState.BANKRUPT, MarginMode.CROSS, Money.ZERO, List.of()));
        assertThat(book.nominate()).extracting(Nomination::direction).containsExactly(Direction.BETTER);
    }

    @Test
    @DisplayName("a position grown over a tier's edge is held to the wider requirement: 64,000.0 not, 64,000.1 yes")
    void crossesATierEdge() {
        // short 16: over 1,000,000 from 62,500 on, where E - MM = cash + 970,000 - 16.32*p
        book.onExposure(holder("sam", 1, HealthState.MARGIN_CALL, "74480.816", "-16"));

        assertThat(round("64000.0")).isEmpty();
        assertThat(round("64000.1")).extracting(Nomination::direction).containsExactly(Direction.WORSE);
    }

    @Test
    @DisplayName("an exposure that is crossed when it comes is nominated at once")
    void nominatesOnArrival() {
        round("59000");
        book.onExposure(longUntil59400());

        assertThat(book.nominate()).extracting(Nomination::accountId).containsExactly("anna");
        assertThat(book.nominate()).isEmpty();
    }

    @Test
    @DisplayName("a nomination comes again when slack worsens, not when it improves and not at the same price")
    void repeatsOnlyWhenSlackWorsens() {
        book.onExposure(longUntil59400());

        assertThat(round("59300")).hasSize(1);
        assertThat(round("59300")).isEmpty();
        assertThat(round("59350")).isEmpty();
        assertThat(round("59299.9")).hasSize(1);
    }

    @Test
    @DisplayName("an account that recovers by itself is nominated again when it falls again")
    void forgetsWhatRecovered() {
        book.onExposure(longUntil59400());

        assertThat(round("59000")).hasSize(1);
        assertThat(round("59500")).isEmpty();
        assertThat(round("59300")).hasSize(1);
    }

    @Test
    @DisplayName("exactly on its threshold an account may be nominated; it refuses, and is not asked again there")
    void aFalseNominationIsCounted() {
        // 1,194 + p - 60,000 = 0.01*p at 59,400 exactly: health is 1, and 1 is not below 1
        Exposure exact = holder("anna", 1, HealthState.MARGIN_CALL, "1194", "1");
        book.onExposure(exact);

        List<Nomination> found = round("59400");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).slackMicros()).isBetween(-20L, -1L);
        book.unchanged("anna", sequence);
        assertThat(book.counts().falseNominations()).isEqualTo(1);
        assertThat(round("59400")).isEmpty();
        assertThat(round("59399.9")).hasSize(1);
    }

    @Test
    @DisplayName("within its rounding the book asks again at every new price, also at a better one: it cannot tell")
    void asksAgainWithinItsRounding() {
        book.onExposure(holder("anna", 1, HealthState.MARGIN_CALL, "1194", "1"));
        round("59400");
        book.unchanged("anna", sequence);

        assertThat(round("59400.000001")).hasSize(1);
        assertThat(round("59400.000001")).isEmpty();
        assertThat(round("59400.0001")).isEmpty();
    }

    @Test
    @DisplayName("an account that looked at another view than the book's is looked at again without a new price")
    void looksAgainAfterAnotherView() {
        book.onExposure(longUntil59400());
        round("59300");

        book.unchanged("anna", sequence - 1);

        assertThat(book.nominate()).hasSize(1);
    }
}
