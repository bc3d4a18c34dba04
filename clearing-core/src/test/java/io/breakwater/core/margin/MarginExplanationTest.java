package io.breakwater.core.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginExplanation.Term;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarginExplanationTest {

    private static final RiskParameters PARAMETERS = DefaultParameters.epochOne();
    private final MarginCalculator calculator = new MarginCalculator(PARAMETERS);

    @Test
    void theTermsOfEachNumberAddUpToIt() {
        Property.holds("terms add up", 200, rng -> {
            MarginAccount account = RandomAccounts.any(rng);
            MarginResult result = calculator.calculate(account);
            MarginExplanation why = MarginExplanation.of(account, result, PARAMETERS);

            assertThat(why.total(MarginExplanation.COLLATERAL_VALUE)).isEqualByComparingTo(result.collateralValue());
            assertThat(why.total(MarginExplanation.UNREALISED_PNL)).isEqualByComparingTo(result.unrealisedProfit());
            assertThat(why.total(MarginExplanation.OPTION_VALUE)).isEqualByComparingTo(result.optionValue());
            assertThat(why.total(MarginExplanation.EQUITY)).isEqualByComparingTo(result.equity());
            assertThat(why.total(MarginExplanation.INITIAL_EQUITY)).isEqualByComparingTo(result.initialEquity());
            assertThat(why.total(MarginExplanation.MAINTENANCE_MARGIN)).isEqualByComparingTo(result.maintenance());
            assertThat(why.total(MarginExplanation.INITIAL_MARGIN)).isEqualByComparingTo(result.initial());
            assertThat(why.total(MarginExplanation.FREE)).isEqualByComparingTo(result.free());
        });
    }

    @Test
    void theInputsOfATierTermGiveItsValue() {
        Property.holds("tier terms recompute", 200, rng -> {
            MarginAccount account = RandomAccounts.of(MarginMode.CROSS, rng);
            MarginExplanation why = MarginExplanation.of(account, calculator.calculate(account), PARAMETERS);
            for (Term term : terms(why, MarginExplanation.MAINTENANCE_MARGIN)) {
                assertThat(scaled(term)).isEqualByComparingTo(term.value());
            }
            for (Term term : terms(why, MarginExplanation.INITIAL_MARGIN)) {
                BigDecimal x = scaled(term);
                BigDecimal addOn = in(term, "notional").subtract(x).max(BigDecimal.ZERO);
                BigDecimal raised = x.add(in(term, "open_interest_share").multiply(addOn));
                assertThat(raised.max(in(term, "maintenance"))).isEqualByComparingTo(term.value());
            }
        });
    }

    @Test
    void aMarginCallReadsLikeItsReason() {
        Position btc = Holdings.perpetual("BTC", "100", "60050", "60000", "-12.34");
        MarginAccount account = Holdings.account(MarginMode.CROSS, "140012.34", btc);

        MarginExplanation why = MarginExplanation.of(account, calculator.calculate(account), PARAMETERS);

        Term tier = terms(why, MarginExplanation.MAINTENANCE_MARGIN).get(0);
        assertThat(tier.label()).isEqualTo("BTC-PERP");
        assertThat(tier.inputs().keySet()).containsExactly("deduction", "notional", "rate", "scale");
        assertThat(in(tier, "rate")).isEqualByComparingTo("0.04");
        assertThat(in(tier, "deduction")).isEqualByComparingTo("110000");
        Term profit = terms(why, MarginExplanation.UNREALISED_PNL).get(0);
        assertThat(in(profit, "quote")).as("-entry*quantity + funding").isEqualByComparingTo("-6005012.34");
        Term health = terms(why, MarginExplanation.HEALTH).get(0);
        assertThat(health.value()).isEqualByComparingTo("1.038461538462");
        Term state = terms(why, MarginExplanation.STATE).get(0);
        assertThat(state.label()).isEqualTo("MARGIN_CALL");
        assertThat(state.formula()).isEqualTo("equity*10 < 11*maintenance_margin");
        assertThat(state.value()).isEqualByComparingTo("-80000");
    }

    @Test
    void aPortfolioNamesItsWorstScenario() {
        Position call = Holdings.option("BTC-20261225-66000-C", "-2", "60000", "0.55", "0.082191780821917808");
        MarginAccount account = Holdings.account(MarginMode.PORTFOLIO, "50000", call);
        MarginResult result = calculator.calculate(account);

        List<Term> terms =
                terms(MarginExplanation.of(account, result, PARAMETERS), MarginExplanation.MAINTENANCE_MARGIN);

        assertThat(terms)
                .extracting(Term::label)
                .containsExactly(
                        "BTC scan loss, volatility UP", "BTC short options", "BTC gross futures", "BTC concentration");
        assertThat(in(terms.get(0), "scenario")).isEqualByComparingTo("32");
        assertThat(in(terms.get(0), "spot_shock")).isEqualByComparingTo("4");
        assertThat(in(terms.get(1), "notional")).isEqualByComparingTo("120000");
        Term value = terms(MarginExplanation.of(account, result, PARAMETERS), MarginExplanation.OPTION_VALUE)
                .get(0);
        assertThat(in(value, "unit_value")).isEqualByComparingTo("1658.79909682");
    }

    @Test
    void statesWithoutAThresholdAreExplainedToo() {
        assertThat(state("0").formula()).isEqualTo("equity >= 0 and nothing is required");
        assertThat(state("-0.01").label()).isEqualTo("BANKRUPT");
        assertThat(state("-0.01").formula()).isEqualTo("equity < 0");
        MarginAccount empty = Holdings.account(MarginMode.CROSS, "0");
        assertThat(terms(
                        MarginExplanation.of(empty, calculator.calculate(empty), PARAMETERS), MarginExplanation.HEALTH))
                .isEmpty();
        Position btc = Holdings.perpetual("BTC", "1", "60000", "60000");
        MarginAccount rich = Holdings.account(MarginMode.CROSS, "750", btc);
        Term healthy = terms(
                        MarginExplanation.of(rich, calculator.calculate(rich), PARAMETERS), MarginExplanation.STATE)
                .get(0);
        assertThat(healthy.label()).isEqualTo("HEALTHY");
        assertThat(healthy.formula()).isEqualTo("equity*4 >= 5*maintenance_margin");
        assertThat(healthy.value()).as("exactly at the threshold").isZero();
    }

    private Term state(String cash) {
        MarginAccount account = Holdings.account(MarginMode.CROSS, cash);
        return terms(MarginExplanation.of(account, calculator.calculate(account), PARAMETERS), MarginExplanation.STATE)
                .get(0);
    }

    private static List<Term> terms(MarginExplanation why, String number) {
        return why.terms().stream().filter(t -> t.number().equals(number)).toList();
    }

    private static BigDecimal scaled(Term term) {
        return in(term, "rate")
                .multiply(in(term, "notional"))
                .subtract(in(term, "deduction"))
                .multiply(in(term, "scale"));
    }

    private static BigDecimal in(Term term, String input) {
        return term.inputs().get(input);
    }
}
