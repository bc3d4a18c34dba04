package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.Request.account;
import static io.breakwater.node.cli.margin.Request.perpetual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.core.GoldenExamples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Portfolios and explanations in the answer. */
class PortfolioAnswerTest {

    private static final String PORTFOLIO_EXAMPLE = """
            {
              "id": "a2",
              "collateral_value": "15000.00", "unrealised_pnl": "0.00", "option_value": "-1702.66",
              "equity": "13297.34", "maintenance_margin": "9341.21", "initial_margin": "11676.51",
              "health": "1.423515044015", "state": "HEALTHY",
              "positions": [
                { "instrument": "BTC-PERP", "notional": "60000.00" },
                { "instrument": "BTC-20261225-66000-C", "notional": "120000.00" },
                { "instrument": "BTC-20261225-54000-P", "notional": "60000.00" }
              ],
              "liquidation": { "kind": "NONE", "slices": [] }
            }
            """;

    @Test
    @DisplayName("G08 the portfolio of the example, with each of its 33 scenarios")
    void thePortfolioOfTheExample() {
        JsonNode entry = Request.example().answer().get(1);

        ObjectNode head = (ObjectNode) entry.deepCopy();
        JsonNode scenarios = head.remove("scenarios");
        assertThat(head.toString()).isEqualTo(Request.parse(PORTFOLIO_EXAMPLE).toString());
        JsonNode golden = GoldenExamples.example("G08");
        List<String> expected = new ArrayList<>();
        for (int s = 0; s < 33; s++) {
            JsonNode scenario = golden.get("given").get("scenarios").get(s);
            BigDecimal profit = new BigDecimal(
                    golden.get("expect").get("scenario_pnl").get(s).textValue());
            expected.add("{\"underlying\":\"BTC\",\"spot_shock\":" + scenario.get("spot_shock") + ",\"vol\":"
                    + scenario.get("vol") + ",\"profit_and_loss\":\""
                    + profit.setScale(2, RoundingMode.FLOOR).toPlainString() + "\"}");
        }
        assertThat(scenarios).map(JsonNode::toString).containsExactlyElementsOf(expected);
        assertThat(scenarios.get(0).get("profit_and_loss").textValue()).isEqualTo("-4534.37");
        assertThat(scenarios.get(32).get("profit_and_loss").textValue()).isEqualTo("-7841.21");
    }

    @Test
    void aPortfolioNeedsNoTiersAndListsItsUnderlyingsByName() {
        Request request = account(
                        "PORTFOLIO", "1000", perpetual("ZED-PERP", "1", "100"), perpetual("ABC-20261225", "-1", "50"))
                .with(
                        "/parameters",
                        "{\"increments\":{\"ZED\":{\"lot\":\"1\",\"tick\":\"1\"},"
                                + "\"ABC\":{\"lot\":\"1\",\"tick\":\"1\"}}}");
        JsonNode entry = request.answer().get(0);

        assertThat(entry.get("scenarios")).hasSize(66);
        assertThat(entry.get("scenarios").get(0).get("underlying").textValue()).isEqualTo("ABC");
        assertThat(entry.get("scenarios").get(65).get("underlying").textValue()).isEqualTo("ZED");
        // 18 % of 100 and of 50, and 0.5 % of each notional.
        assertThat(entry.get("maintenance_margin").textValue()).isEqualTo("27.75");
        assertThat(entry.get("positions").get(0).toString())
                .isEqualTo("{\"instrument\":\"ZED-PERP\",\"notional\":\"100.00\"}");
    }

    @Test
    void aPortfolioClosesOneFractionOfEverythingUpToTheLot() {
        // MM = 11,100 (scan 10,800 + 300); E = 10,000; f = (12765 - 10000)/(12765 - 270) = 0.221288...
        JsonNode entry = account("PORTFOLIO", "10000", perpetual("BTC-PERP", "1", "60000"))
                .answer()
                .get(0);

        assertThat(entry.get("liquidation").toString())
                .isEqualTo("{\"kind\":\"PARTIAL\",\"slices\":[{\"instrument\":\"BTC-PERP\",\"quantity\":\"0.222\"}]}");
    }

    @Test
    void anEmptyPortfolioHasNoScenarios() {
        JsonNode entry = account("PORTFOLIO", "5").answer().get(0);

        assertThat(entry.get("scenarios")).isEmpty();
        assertThat(entry.get("state").textValue()).isEqualTo("HEALTHY");
    }

    @Test
    void explainAddsTermsThatAddUpAndChangesNothingElse() {
        JsonNode plain = Request.example().answer();
        JsonNode explained = Request.example().answer("--explain");

        for (int i = 0; i < 2; i++) {
            ObjectNode entry = (ObjectNode) explained.get(i);
            JsonNode terms = entry.remove("explanation");
            assertThat(entry).isEqualTo(plain.get(i));
            for (String number :
                    List.of("collateral_value", "unrealised_pnl", "option_value", "equity", "maintenance_margin")) {
                assertThat(roundedSum(terms, number))
                        .as(number)
                        .isEqualTo(entry.get(number).textValue());
            }
            assertThat(terms)
                    .anySatisfy(term -> assertThat(term.get("of").textValue())
                            .isEqualTo(entry.get("state").textValue()));
        }
    }

    @Test
    void explainShowsWhyASliceHasItsSize() {
        JsonNode terms = Request.example().answer("--explain").get(0).get("explanation");

        assertThat(terms).anySatisfy(term -> {
            assertThat(term.get("number").textValue()).isEqualTo("liquidation");
            assertThat(term.get("formula").textValue()).startsWith("TARGET: ");
            assertThat(term.get("value").textValue()).isEqualTo("34.365");
            assertThat(term.get("inputs").get("closing_notional").textValue()).isEqualTo("2061883.243243243243");
            assertThat(term.get("inputs").get("target_health").textValue()).isEqualTo("1.15");
        });
        assertThat(terms)
                .extracting(term -> term.get("number").textValue())
                .contains("liquidation_price", "bankruptcy_price")
                .doesNotContain("initial_equity", "free_for_new_risk");
    }

    private static String roundedSum(JsonNode terms, String number) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode term : terms) {
            if (term.get("number").textValue().equals(number)) {
                sum = sum.add(new BigDecimal(term.get("value").textValue()));
            }
        }
        RoundingMode mode = number.endsWith("margin") ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return sum.setScale(2, mode).toPlainString();
    }
}
