package io.breakwater.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.instrument.MarginTiers.Tier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parameters that no requirement could be sound under are refused, with the field, the value and the limit. */
class ParametersTest {

    private static Tier tier(String lower, String initial, String maintenance) {
        return new Tier(new BigDecimal(lower), new BigDecimal(initial), new BigDecimal(maintenance));
    }

    private static void assertTiersRefused(String message, Tier... tiers) {
        assertThatThrownBy(() -> MarginTiers.of(List.of(tiers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void tiersBeginAtZeroAndRise() {
        assertTiersRefused("tiers: at least one is needed");
        assertTiersRefused("tiers[0]: lower 1 is not 0", tier("1", "0.02", "0.01"));
        assertTiersRefused(
                "tiers[1]: lower 0 does not rise above 0", tier("0", "0.02", "0.01"), tier("0", "0.04", "0.02"));
    }

    @Test
    void ratesOfTiersLieInOrderAndNeverFall() {
        assertTiersRefused("tiers[0]: maintenance rate 0 is not in (0, 1)", tier("0", "0.02", "0"));
        assertTiersRefused("tiers[0]: maintenance rate 1 is not in (0, 1)", tier("0", "1", "1"));
        assertTiersRefused(
                "tiers[0]: initial rate 0.009 is not between the maintenance rate and 1", tier("0", "0.009", "0.01"));
        assertTiersRefused(
                "tiers[0]: initial rate 1.01 is not between the maintenance rate and 1", tier("0", "1.01", "0.01"));
        assertTiersRefused(
                "tiers[1]: a rate falls below that of the row before",
                tier("0", "0.04", "0.02"),
                tier("5", "0.04", "0.01"));
        assertThat(MarginTiers.of(List.of(tier("0", "0.01", "0.01"), tier("5", "1", "0.01")))
                        .pieces())
                .hasSize(2);
    }

    @Test
    void tablesOfTheSameRowsAreEqualAndOthersAreNot() {
        MarginTiers tiers = MarginTiers.of(List.of(tier("0", "0.02", "0.01"), tier("5", "0.04", "0.02")));
        assertThat(MarginTiers.of(List.of(tier("0", "0.02", "0.01"), tier("5", "0.04", "0.02"))))
                .isEqualTo(tiers)
                .hasSameHashCodeAs(tiers);
        assertThat(MarginTiers.of(List.of(tier("0", "0.02", "0.01"), tier("5", "0.04", "0.03"))))
                .isNotEqualTo(tiers);
    }

    @Test
    void aNotionalAtAnEdgeLiesInTheLowerTierAndTheRequirementDoesNotJump() {
        MarginTiers tiers = DefaultParameters.btcTiers();
        BigDecimal edge = new BigDecimal("1000000");
        BigDecimal above = edge.add(new BigDecimal("0.000001"));
        assertThat(tiers.indexAt(edge)).isZero();
        assertThat(tiers.indexAt(above)).isEqualTo(1);
        assertThat(tiers.maintenance(edge)).isEqualByComparingTo("10000");
        assertThat(tiers.maintenance(above)).isEqualByComparingTo("10000.00000002");
    }

    @Test
    void lotAndTickArePositiveAndNoFinerThanTheyCanBeBooked() {
        assertThat(new Increments(new BigDecimal("0.00000001"), BigDecimal.ONE).lot())
                .isPositive();
        assertThatThrownBy(() -> new Increments(BigDecimal.ZERO, BigDecimal.ONE))
                .hasMessage("lot 0 and tick 1 must be positive");
        assertThatThrownBy(() -> new Increments(BigDecimal.ONE, new BigDecimal("-0.1")))
                .hasMessage("lot 1 and tick -0.1 must be positive");
        assertThatThrownBy(() -> new Increments(new BigDecimal("0.000000001"), BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 8 decimals");
    }

    @Test
    void capsOfOpenInterestRise() {
        assertThat(new OpenInterestCaps(BigDecimal.ZERO, BigDecimal.ONE).upper())
                .isOne();
        assertThatThrownBy(() -> new OpenInterestCaps(BigDecimal.ONE, BigDecimal.ONE))
                .hasMessage("open interest caps 1 to 1 must rise from at least 0");
        assertThatThrownBy(() -> new OpenInterestCaps(new BigDecimal("-1"), BigDecimal.ONE))
                .hasMessage("open interest caps -1 to 1 must rise from at least 0");
    }

    @Test
    void theWeightOfPositiveProfitIsAFraction() {
        assertThat(underlying("1").positiveProfitWeight()).isOne();
        assertThat(underlying("0").positiveProfitWeight()).isZero();
        assertThatThrownBy(() -> underlying("1.01")).hasMessage("BTC: positive profit weight 1.01 is not in [0, 1]");
        assertThatThrownBy(() -> underlying("-0.01")).hasMessage("BTC: positive profit weight -0.01 is not in [0, 1]");
    }

    private static UnderlyingParameters underlying(String weight) {
        return new UnderlyingParameters(
                "BTC",
                Optional.empty(),
                new Increments(BigDecimal.ONE, BigDecimal.ONE),
                new BigDecimal(weight),
                Optional.empty(),
                false);
    }

    @Test
    void anUnderlyingWithoutTermsIsAbsentAndNeverGuessed() {
        RiskParameters parameters = DefaultParameters.epochOne();
        assertThat(parameters.underlying("BTC")).isPresent();
        assertThat(parameters.underlying("DOGE")).isEmpty();
        assertThat(parameters.liquidation().costRate()).isEqualByComparingTo("0.0045");
    }
}
