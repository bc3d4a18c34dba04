package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.Request.account;
import static io.breakwater.node.cli.margin.Request.perpetual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.node.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of an answer: the example to the digit, each rounding with its direction, each edge from both sides. */
class MarginAnswerTest {

    private static final String CROSS_EXAMPLE = """
            {
              "id": "a1",
              "collateral_value": "93500.00", "unrealised_pnl": "-4972.34", "option_value": "0.00",
              "equity": "88527.66", "maintenance_margin": "130150.00", "initial_margin": "260300.00",
              "health": "0.680197157126", "state": "LIQUIDATING",
              "positions": [
                { "instrument": "BTC-PERP", "notional": "6000000.00", "maintenance_margin": "130000.00",
                  "liquidation_price": "60433.6", "bankruptcy_price": "59115.8" },
                { "instrument": "ETH-PERP", "notional": "12000.00", "maintenance_margin": "150.00",
                  "bankruptcy_price": "3025.5" }
              ],
              "liquidation": { "kind": "PARTIAL", "slices": [ { "instrument": "BTC-PERP", "quantity": "34.365" } ] }
            }
            """;

    @Test
    void theExampleIsAnsweredToTheDigitAndInOrder() {
        JsonNode entry = Request.example().answer().get(0);

        assertThat(entry.toString()).isEqualTo(Request.parse(CROSS_EXAMPLE).toString());
    }

    @Test
    void theAnswerIsTheSameFromAFileAndEndsWithANewline(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("request.json"), Request.example().json());

        CommandRun run = CommandRun.of("margin", file.toString());

        assertThat(run).isEqualTo(Request.example().run());
        assertThat(run.out())
                .startsWith("{\n  \"accounts\": [\n    {\n      \"id\": \"a1\",")
                .endsWith("}\n");
    }

    @Test
    void aRequestOfNothingIsAnsweredWithNothing() {
        for (String nothing : List.of("{}", "{\"accounts\":[]}", "{\"accounts\":null,\"parameters\":\"\"}")) {
            assertThat(Request.parse(Request.of(nothing).run().out())).isEqualTo(Request.parse("{\"accounts\":[]}"));
        }
    }

    @Test
    void anAccountOfNothingHasNoHealthAndIsHealthy() {
        JsonNode entry = Request.of("{\"accounts\":[{\"id\":\"a\",\"mode\":\"CROSS\"}]}")
                .answer()
                .get(0);

        assertThat(entry.toString())
                .isEqualTo("{\"id\":\"a\",\"collateral_value\":\"0.00\",\"unrealised_pnl\":\"0.00\","
                        + "\"option_value\":\"0.00\",\"equity\":\"0.00\",\"maintenance_margin\":\"0.00\","
                        + "\"initial_margin\":\"0.00\",\"state\":\"HEALTHY\",\"positions\":[],"
                        + "\"liquidation\":{\"kind\":\"NONE\",\"slices\":[]}}");
    }

    @Test
    void aBankruptAccountWithoutPositionsHasNothingToClose() {
        JsonNode entry = account("CROSS", "-0.00000001").answer().get(0);

        assertThat(entry.get("equity").textValue()).isEqualTo("-0.01");
        assertThat(entry.has("health")).isFalse();
        assertThat(entry.get("state").textValue()).isEqualTo("BANKRUPT");
        assertThat(entry.get("liquidation").get("kind").textValue()).isEqualTo("NONE");
    }

    @ParameterizedTest
    @CsvSource({
        "750,         HEALTHY,     NONE,     1.25",
        "749.99999999, WARNING,    NONE,     1.249999999983",
        "660,         WARNING,     NONE,     1.1",
        "659.99999999, MARGIN_CALL, NONE,    1.099999999983",
        "600,         MARGIN_CALL, NONE,     1",
        "599.99999999, LIQUIDATING, PARTIAL, 0.999999999983",
        "400,         LIQUIDATING, PARTIAL,  0.666666666667",
        "399.99999999, BACKSTOP,   BACKSTOP, 0.66666666665",
        "0,           BACKSTOP,    BACKSTOP, 0",
        "-0.00000001, BANKRUPT,    BACKSTOP, -0.000000000017",
    })
    void eachStateBeginsAtItsExactEdge(String equity, String state, String kind, String health) {
        JsonNode entry = account("CROSS", equity, perpetual("BTC-PERP", "1", "60000"))
                .answer()
                .get(0);

        assertThat(entry.get("state").textValue()).isEqualTo(state);
        assertThat(entry.get("liquidation").get("kind").textValue()).isEqualTo(kind);
        assertThat(entry.get("health").textValue()).isEqualTo(health);
    }

    @Test
    void requirementsRoundUpAndWhatCountsForTheHolderDown() {
        // N = 0.00001235 x 1000.1 = 0.012351235; funding 0.000001; cash 0.009 after nothing.
        JsonNode entry = account("CROSS", "0.009", perpetual("BTC-PERP", "-0.00001235", "1000.1"))
                .withText("/accounts/0/positions/0/funding", "-0.000001")
                .answer()
                .get(0);

        assertThat(entry.get("collateral_value").textValue()).isEqualTo("0.00");
        assertThat(entry.get("unrealised_pnl").textValue()).isEqualTo("-0.01");
        assertThat(entry.get("equity").textValue()).isEqualTo("0.00");
        assertThat(entry.get("maintenance_margin").textValue()).isEqualTo("0.01");
        assertThat(entry.get("initial_margin").textValue()).isEqualTo("0.01");
        JsonNode position = entry.get("positions").get(0);
        assertThat(position.get("notional").textValue()).isEqualTo("0.02");
        assertThat(position.get("maintenance_margin").textValue()).isEqualTo("0.01");
    }

    @Test
    void centsThatAreExactStayAndOneMoreUnitMovesThem() {
        assertThat(equity("10.01")).isEqualTo("10.01");
        assertThat(equity("10.00999999")).isEqualTo("10.00");
        assertThat(equity("-10.01")).isEqualTo("-10.01");
        assertThat(equity("-10.01000001")).isEqualTo("-10.02");
        assertThat(equity("999999999999.99999999")).isEqualTo("999999999999.99");
        assertThat(notional("1", "10.01")).isEqualTo("10.01");
        assertThat(notional("1", "10.01000001")).isEqualTo("10.02");
        assertThat(notional("-999999999999.99999999", "999999999999.99999999"))
                .isEqualTo("999999999999999999980000.01");
    }

    @Test
    void anAssetCountsLessItsHaircutAndADebtPlusIt() {
        Request request = account("CROSS", "0")
                .withText("/accounts/0/collateral/0/amount", "2")
                .withText("/accounts/0/collateral/0/price", "3000")
                .withText("/accounts/0/collateral/0/haircut", "0.1");
        assertThat(request.answer().get(0).get("collateral_value").textValue()).isEqualTo("5400.00");

        request.withText("/accounts/0/collateral/0/amount", "-2");
        assertThat(request.answer().get(0).get("collateral_value").textValue()).isEqualTo("-6600.00");
    }

    @Test
    void isolatedPricesOfTheWorkedExamples() {
        JsonNode longPosition = account("ISOLATED", "6000", perpetual("BTC-PERP", "2", "60000"))
                .withText("/accounts/0/positions/0/mark_price", "58900")
                .withText("/accounts/0/positions/0/funding", "-12.34")
                .answer()
                .get(0);
        assertThat(longPosition.get("equity").textValue()).isEqualTo("3787.66");
        assertThat(longPosition.get("maintenance_margin").textValue()).isEqualTo("1178.00");
        assertThat(price(longPosition, "liquidation_price")).isEqualTo("57582");
        assertThat(price(longPosition, "bankruptcy_price")).isEqualTo("57006.2");

        JsonNode shortPosition = account("ISOLATED", "6000", perpetual("BTC-PERP", "-2", "60000"))
                .answer()
                .get(0);
        assertThat(price(shortPosition, "liquidation_price")).isEqualTo("62376.2");
        assertThat(price(shortPosition, "bankruptcy_price")).isEqualTo("63000");
    }

    @Test
    void pricesAreAbsentWhereNoPositiveOneIs() {
        // A long whose collateral covers a fall to zero: equity at P = 0 is exactly 0 with 60,000, then 1 unit more.
        JsonNode covered = account("CROSS", "60000", perpetual("BTC-PERP", "1", "60000"))
                .answer()
                .get(0);
        assertThat(price(covered, "liquidation_price")).isNull();
        assertThat(price(covered, "bankruptcy_price")).isNull();

        JsonNode almost = account("CROSS", "59999.99", perpetual("BTC-PERP", "1", "60000"))
                .answer()
                .get(0);
        assertThat(price(almost, "liquidation_price")).isEqualTo("0.1");
        assertThat(price(almost, "bankruptcy_price")).isEqualTo("0.1");

        JsonNode ruinedShort = account("CROSS", "-60000", perpetual("BTC-PERP", "-1", "60000"))
                .answer()
                .get(0);
        assertThat(price(ruinedShort, "liquidation_price")).isNull();
        assertThat(price(ruinedShort, "bankruptcy_price")).isNull();
    }

    @Test
    void withNegativeEquityThePricesArePassedButGiven() {
        JsonNode entry = account("CROSS", "-100", perpetual("BTC-PERP", "1", "60000"))
                .answer()
                .get(0);

        assertThat(entry.get("state").textValue()).isEqualTo("BANKRUPT");
        assertThat(entry.get("equity").textValue()).isEqualTo("-100.00");
        // (60000 + 100) / 0.99 = 60707.07...
        assertThat(price(entry, "liquidation_price")).isEqualTo("60707.1");
        assertThat(price(entry, "bankruptcy_price")).isEqualTo("60100");
    }

    @Test
    void theBackstopTakesWholePositionsInTheOrderAskedWithoutLots() {
        JsonNode entry = account(
                        "CROSS",
                        "1",
                        perpetual("SOL-PERP", "-12.34567891", "150"),
                        perpetual("BTC-PERP", "0.00000001", "60000"))
                .answer()
                .get(0);

        assertThat(entry.get("liquidation").toString())
                .isEqualTo(
                        "{\"kind\":\"BACKSTOP\",\"slices\":[{\"instrument\":\"SOL-PERP\",\"quantity\":\"12.34567891\"},"
                                + "{\"instrument\":\"BTC-PERP\",\"quantity\":\"0.00000001\"}]}");
    }

    @Test
    void aTableInTheRequestReplacesTheWholeTable() {
        Request request = account("CROSS", "100000", perpetual("BTC-PERP", "100", "60000"));
        assertThat(maintenance(request)).isEqualTo("130000.00");

        request.with("/parameters", "{\"tiers\":{\"BTC\":[{\"lower\":\"0\",\"imr\":\"0.02\",\"mmr\":\"0.01\"}]}}");
        assertThat(maintenance(request)).isEqualTo("60000.00");
        assertThat(request.answer().get(0).get("initial_margin").textValue()).isEqualTo("120000.00");
    }

    @Test
    void aStepThatIsLeftOutIsTheDefaultOfItsUnderlying() {
        Request request = account("ISOLATED", "6000", perpetual("BTC-PERP", "-2", "60000"))
                .with("/parameters", "{\"increments\":{\"BTC\":{\"tick\":\"25\"}}}");
        assertThat(price(request.answer().get(0), "liquidation_price")).isEqualTo("62375");

        request.with("/parameters", "{\"increments\":{\"BTC\":{\"lot\":\"0.5\"}}}");
        assertThat(price(request.answer().get(0), "liquidation_price")).isEqualTo("62376.2");
    }

    @Test
    void theLotRoundsASliceUpAndNeverBeyondTheHolding() {
        Request request = account("CROSS", "900", perpetual("BTC-PERP", "1.5", "60000"))
                .with("/parameters", "{\"increments\":{\"BTC\":{\"lot\":\"0.001\"}}}");
        // E = 900 of MM 900 is a call; one unit less is liquidated: y = (1035 - 890)/0.007 = 20714.28..., 0.3452...
        // BTC.
        request.withText("/accounts/0/collateral/0/amount", "890");
        assertThat(slice(request)).isEqualTo("PARTIAL 0.346");
        request.with("/parameters", "{\"increments\":{\"BTC\":{\"lot\":\"2\"}}}");
        assertThat(slice(request)).isEqualTo("FULL 1.5");
    }

    private static String slice(Request request) {
        JsonNode liquidation = request.answer().get(0).get("liquidation");
        return liquidation.get("kind").textValue() + " "
                + liquidation.get("slices").get(0).get("quantity").textValue();
    }

    private static String equity(String cash) {
        return account("CROSS", cash).answer().get(0).get("equity").textValue();
    }

    private static String notional(String quantity, String mark) {
        JsonNode entry = account("CROSS", "0", perpetual("BTC-PERP", quantity, mark))
                .answer()
                .get(0);
        return entry.get("positions").get(0).get("notional").textValue();
    }

    private static String maintenance(Request request) {
        return request.answer().get(0).get("maintenance_margin").textValue();
    }

    private static String price(JsonNode entry, String field) {
        return entry.get("positions").get(0).path(field).textValue();
    }
}
