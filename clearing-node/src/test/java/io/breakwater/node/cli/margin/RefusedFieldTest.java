package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.node.cli.CommandRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that the contract does not allow: each refuses the whole request and is named. */
class RefusedFieldTest {

    private static final String POSITION = "/accounts/0/positions/0";
    private static final String OPTION = "/accounts/1/positions/1";
    private static final String HOLDING = "/accounts/0/collateral/1";
    private static final String TIER = "/parameters/tiers/XYZ/1";
    private static final String INCREMENTS = "/parameters/increments/XYZ";

    @ParameterizedTest(name = "{0} = \"{1}\"")
    @MethodSource("badDecimals")
    void aBadDecimalIsNamed(String pointer, String value, String problem) {
        assertRefused(Request.example().withText(pointer, value).run(), path(pointer), problem);
    }

    static Stream<Arguments> badDecimals() {
        Stream<Arguments> spellings = Stream.of(
                        "+1",
                        "1e3",
                        "1E3",
                        "01",
                        "00",
                        ".5",
                        "5.",
                        "-",
                        "--1",
                        "1,000",
                        " 1",
                        "1 ",
                        "0x10",
                        "NaN",
                        "Infinity",
                        "1_000",
                        "\u0661",
                        "1.2.3",
                        "-01",
                        "1d")
                .map(text -> arguments(POSITION + "/quantity", text, "is not a plain decimal"));
        Stream<Arguments> magnitudes = Stream.of("1000000000000", "-1000000000000", "9".repeat(5000))
                .map(text -> arguments(HOLDING + "/amount", text, "not below 1e12"));
        Stream<Arguments> decimals = Stream.of(
                arguments(POSITION + "/quantity", "1.000000000", "more than 8"),
                arguments(POSITION + "/entry_price", "1.123456789", "more than 8"),
                arguments(POSITION + "/mark_price", "1.123456789", "more than 8"),
                arguments(POSITION + "/funding", "1.1234567", "more than 6"),
                arguments(OPTION + "/mark_iv", "0.1234567890123", "more than 12"),
                arguments(OPTION + "/forward_price", "1.123456789", "more than 8"),
                arguments(OPTION + "/time_to_expiry_years", "0.0821917808219178081", "more than 18"),
                arguments(HOLDING + "/amount", "1.123456789", "more than 8"),
                arguments(HOLDING + "/price", "1.123456789", "more than 8"),
                arguments(HOLDING + "/haircut", "0.123456789", "more than 8"),
                arguments(TIER + "/lower", "1000000.123456789", "more than 8"),
                arguments(TIER + "/imr", "0.123456789", "more than 8"),
                arguments(TIER + "/mmr", "0.023456789", "more than 8"),
                arguments(INCREMENTS + "/lot", "0.123456789", "more than 8"),
                arguments(INCREMENTS + "/tick", "0.123456789", "more than 8"));
        Stream<Arguments> ranges = Stream.of(
                arguments(POSITION + "/quantity", "0", "must not be 0"),
                arguments(POSITION + "/quantity", "-0.00", "must not be 0"),
                arguments(POSITION + "/entry_price", "0", "must be above 0"),
                arguments(POSITION + "/mark_price", "-0.01", "must be above 0"),
                arguments(OPTION + "/mark_iv", "0", "must be above 0"),
                arguments(OPTION + "/forward_price", "0.0", "must be above 0"),
                arguments(OPTION + "/time_to_expiry_years", "0", "must be above 0"),
                arguments(HOLDING + "/price", "0", "must be above 0"),
                arguments(HOLDING + "/haircut", "-0.1", "from 0 to 1"),
                arguments(HOLDING + "/haircut", "1.00000001", "from 0 to 1"),
                arguments(INCREMENTS + "/lot", "0", "must be above 0"),
                arguments(INCREMENTS + "/tick", "-0.1", "must be above 0"));
        return Stream.of(spellings, magnitudes, decimals, ranges).flatMap(s -> s);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badKinds")
    void anotherKindOfJsonIsNamed(String pointer, String json) {
        assertRefused(Request.example().with(pointer, json).run(), path(pointer), "must be");
    }

    static Stream<Arguments> badKinds() {
        return Stream.of(
                arguments(POSITION + "/quantity", "100"),
                arguments(POSITION + "/quantity", "1.5"),
                arguments(POSITION + "/quantity", "true"),
                arguments(POSITION + "/quantity", "[\"1\"]"),
                arguments(POSITION + "/instrument", "{}"),
                arguments(OPTION + "/mark_iv", "0.55"),
                arguments(TIER + "/imr", "0.04"),
                arguments(INCREMENTS + "/lot", "0.001"),
                arguments("/accounts/0/id", "7"),
                arguments("/accounts/0/mode", "0"),
                arguments(HOLDING + "/asset", "false"),
                arguments("/accounts", "{}"),
                arguments("/accounts", "\"a1\""),
                arguments("/accounts/0/positions", "{}"),
                arguments("/accounts/0/collateral", "3"),
                arguments("/parameters", "[]"),
                arguments("/parameters/tiers", "[]"),
                arguments("/parameters/tiers/XYZ", "{}"),
                arguments("/parameters/increments", "\"x\""),
                arguments("/parameters/increments/XYZ", "[]"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/accounts/0/id",
                "/accounts/0/mode",
                HOLDING + "/asset",
                HOLDING + "/amount",
                HOLDING + "/price",
                HOLDING + "/haircut",
                POSITION + "/instrument",
                POSITION + "/quantity",
                POSITION + "/entry_price",
                POSITION + "/mark_price",
                OPTION + "/quantity",
                OPTION + "/mark_iv",
                OPTION + "/forward_price",
                OPTION + "/time_to_expiry_years",
                TIER + "/lower",
                TIER + "/imr",
                TIER + "/mmr",
                INCREMENTS + "/lot",
                INCREMENTS + "/tick"
            })
    void nullAnEmptyStringAndAnAbsentFieldAreTheSameRefusal(String pointer) {
        assertRefused(Request.example().without(pointer).run(), path(pointer), "is missing");
        assertRefused(Request.example().with(pointer, "null").run(), path(pointer), "is missing");
        assertRefused(Request.example().withText(pointer, "").run(), path(pointer), "is missing");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/acounts, unknown field",
        "/accounts/0/margin, unknown field",
        "/accounts/1/collateral/0/markPrice, unknown field",
        "/accounts/0/positions/1/fundng, unknown field",
        "/parameters/haircuts, unknown field",
        "/parameters/tiers/XYZ/0/max, unknown field",
        "/parameters/increments/XYZ/step, unknown field",
        "/accounts/0/positions/0/mark_iv, unknown field of a perpetual or dated future",
        "/accounts/0/positions/0/forward_price, unknown field of a perpetual or dated future",
        "/accounts/0/positions/0/time_to_expiry_years, unknown field of a perpetual or dated future",
        "/accounts/1/positions/1/entry_price, unknown field of an option",
        "/accounts/1/positions/1/mark_price, unknown field of an option",
        "/accounts/1/positions/1/funding, unknown field of an option",
    })
    void anUnknownFieldAndOneOfTheOtherKindAreNamed(String pointer, String problem) {
        assertRefused(Request.example().withText(pointer, "1").run(), path(pointer), problem);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "BTC",
                "BTC-perp",
                "btc-PERP",
                "-PERP",
                "ABCDEFGHIJK-PERP",
                "BTC_USD-PERP",
                "BTC-PERP ",
                "BTC-20260230",
                "BTC-20261301",
                "BTC-2026122",
                "BTC-202612250",
                "BTC-20261225-66000",
                "BTC-20261225-66000-X",
                "BTC-20261225-0-C",
                "BTC-20261225-066000-C",
                "BTC-20261225-66000.50-C",
                "BTC-20261225-66000.0-C",
                "BTC-20261225--1-C",
                "BTC-20261225-66000.-C",
                "BTC-20261225-1000000000000-C",
                "BTC-20261225-1.123456789-C",
                "BTC-20260230-66000-C"
            })
    void aNameThatIsNoInstrumentIsNamed(String name) {
        assertRefused(
                Request.example()
                        .withText("/accounts/1/positions/0/instrument", name)
                        .run(),
                "accounts[1].positions[0].instrument",
                name.strip());
    }

    @Test
    void anOptionOutsideAPortfolioIsNamed() {
        for (String mode : new String[] {"CROSS", "ISOLATED"}) {
            CommandRun run =
                    Request.example().withText("/accounts/1/mode", mode).run();
            assertRefused(run, "accounts[1].positions[1].instrument", "only PORTFOLIO holds");
        }
    }

    @Test
    void anIsolatedAccountHoldsOneUnderlyingOfAnyNumberOfInstruments() {
        CommandRun two =
                Request.example().withText("/accounts/0/mode", "ISOLATED").run();
        assertRefused(two, "accounts[0].positions[1].instrument", "is not on BTC");

        Request one = Request.account(
                "ISOLATED",
                "1000",
                Request.perpetual("BTC-PERP", "0.1", "60000"),
                Request.perpetual("BTC-20261225", "-0.1", "60500"));
        assertThat(one.run().exitCode()).isZero();
    }

    @Test
    void twoOfTheSameAreNamedAtTheSecond() {
        assertRefused(Request.example().withText("/accounts/1/id", "a1").run(), "accounts[1].id", "\"a1\"");
        assertRefused(
                Request.example().withText(HOLDING + "/asset", "USDC").run(),
                "accounts[0].collateral[1].asset",
                "\"USDC\"");
        assertRefused(
                Request.example()
                        .withText("/accounts/0/positions/1/instrument", "BTC-PERP")
                        .run(),
                "accounts[0].positions[1].instrument",
                "\"BTC-PERP\"");
        assertRefused(
                Request.runText(Request.example().json().replace("\"id\":\"a2\",", "\"id\":\"a2\",\"id\":\"a3\",")),
                "accounts[1].id",
                "Duplicate field 'id'");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"cross", "MARGIN", "CROSS "})
    void aModeThatIsNoneIsNamed(String mode) {
        assertRefused(
                Request.example().withText("/accounts/0/mode", mode).run(), "accounts[0].mode", "CROSS, ISOLATED");
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "[0].lower   | ('1','0.02','0.01')",
                "[1].lower   | ('0','0.02','0.01') ('0','0.04','0.02')",
                "[2].lower   | ('0','0.02','0.01') ('5','0.04','0.02') ('4','0.04','0.02')",
                "[1].imr     | ('0','0.04','0.01') ('5','0.03','0.02')",
                "[1].mmr     | ('0','0.04','0.03') ('5','0.05','0.02')",
                "[0].mmr     | ('0','0.02','0.03')",
                "[0].mmr     | ('0','0.02','0')",
                "[0].mmr     | ('0','1','1')",
                "[0].imr     | ('0','1.01','0.5')",
                "[0].lower   | ('-1','0.02','0.01')",
            })
    void aTierThatBreaksTheTableIsNamed(String path, String rows) {
        String table = rows.replaceAll(
                        "\\('(.*?)','(.*?)','(.*?)'\\)", "{\"lower\":\"$1\",\"imr\":\"$2\",\"mmr\":\"$3\"}")
                .replace("} {", "},{");
        assertRefused(
                Request.example()
                        .with("/parameters/tiers/XYZ", "[" + table + "]")
                        .run(),
                "parameters.tiers.XYZ" + path,
                "");
    }

    @Test
    void aTableOfNoTiersAndAnUnderlyingOfNoNameAreNamed() {
        assertRefused(
                Request.example().with("/parameters/tiers/XYZ", "[]").run(), "parameters.tiers.XYZ", "at least one");
        assertRefused(
                Request.example().with("/parameters/tiers/xyz", "[]").run(), "parameters.tiers.xyz", "A-Z and 0-9");
        assertRefused(
                Request.example()
                        .with("/parameters/increments/ABCDEFGHIJK", "{}")
                        .run(),
                "parameters.increments.ABCDEFGHIJK",
                "A-Z and 0-9");
    }

    @Test
    void anUnderlyingWithoutTermsIsNamedAtTheInstrument() {
        String path = "accounts[0].positions[1].instrument";
        assertRefused(
                Request.example()
                        .withText("/accounts/0/positions/1/instrument", "DOGE-PERP")
                        .run(),
                path,
                "DOGE has no increments");
        Request withoutTiers = Request.example()
                .withText("/accounts/0/positions/1/instrument", "DOGE-PERP")
                .with("/parameters/increments/DOGE", "{\"lot\":\"1\",\"tick\":\"0.0001\"}");
        assertRefused(withoutTiers.run(), path, "DOGE has no tiers");
        Request withoutIncrements = Request.example()
                .withText("/accounts/0/positions/1/instrument", "DOGE-PERP")
                .with("/parameters/tiers/DOGE", "[{\"lower\":\"0\",\"imr\":\"0.5\",\"mmr\":\"0.4\"}]");
        assertRefused(withoutIncrements.run(), path, "DOGE has no increments");
        withoutIncrements.with("/parameters/increments/DOGE", "{\"lot\":\"1\",\"tick\":\"0.0001\"}");
        assertThat(withoutIncrements.run().exitCode()).isZero();
    }

    @Test
    void theFirstBadFieldOfTheDocumentIsTheOneThatIsNamed() {
        CommandRun run = Request.example()
                .withText("/accounts/0/positions/1/quantity", "x")
                .withText("/accounts/0/positions/0/mark_price", "y")
                .withText("/accounts/1/id", "a1")
                .run();
        assertRefused(run, "accounts[0].positions[0].mark_price", "\"y\"");
    }

    /** The path of a pointer as a refusal writes it. */
    private static String path(String pointer) {
        return pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    }
}
