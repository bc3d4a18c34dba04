package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A crash before funds of 10 a symbol, 40 for all, and a tranche of 5: counterparties bear the rest. */
class FundsExhaustedTest {

    @Test
    @DisplayName("every layer pays up to its limit, counterparties the rest, and nothing stays unpaid")
    void theWaterfallRunsToItsEnd() {
        Setups.Choices choices = SmallCrash.choices(1, Policy.THROTTLED, SmallCrash.withoutFunds(200));
        SimulationReport report = SmallCrash.run(
                        Setups.generated(choices, SmallCrash.honest(1)).setup())
                .report();
        SimulationReport.PaidBy paid = report.paidBy();

        assertThat(paid.symbolFund()).as("what they had and what fees brought").isGreaterThan(Money.of("20"));
        assertThat(paid.globalFund()).as("a quarter an event, of two symbols").isBetween(Money.of("1"), Money.of("20"));
        assertThat(paid.tranche()).isBetween(Money.of("1"), Money.of("5"));
        assertThat(paid.deleveraging()).isGreaterThan(Money.of("1000"));
        assertThat(paid.haircut()).as("what no whole lot carries").isGreaterThan(Money.ZERO);
        assertThat(paid.haircut()).isLessThan(paid.deleveraging());
        assertThat(paid.unpaid()).isEqualTo(Money.ZERO);
        assertThat(report.deleveragedQuantity().values()).allMatch(quantity -> quantity.compareTo(Quantity.ZERO) > 0);
        assertThat(report.deleveragedQuantity()).containsOnlyKeys("BTC", "SOL");
    }
}
