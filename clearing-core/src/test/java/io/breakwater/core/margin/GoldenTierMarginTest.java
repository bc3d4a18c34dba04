package io.breakwater.core.margin;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.MarginTiers.Piece;
import io.breakwater.core.instrument.MarginTiers.Tier;
import io.breakwater.core.instrument.OpenInterestCaps;
import io.breakwater.core.margin.MarginAccount.Collateral;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of equity and of requirements by size, ours and published ones. */
class GoldenTierMarginTest {

    private final MarginCalculator calculator = new MarginCalculator(DefaultParameters.epochOne());

    @Test
    @DisplayName("G03 tiers are continuous and equal the maximum of affine pieces")
    void tiersAreAMaximumOfLines() {
        JsonNode given = example("G03").get("given");
        MarginTiers tiers = DefaultParameters.btcTiers();
        for (int i = 0; i < tiers.pieces().size(); i++) {
            Piece piece = tiers.pieces().get(i);
            JsonNode keep = given.get("pieces").get(i);
            JsonNode open = given.get("im_pieces").get(i);
            assertThat(piece.tier().lower()).isEqualByComparingTo(decimal(keep, "lower"));
            assertThat(piece.tier().maintenanceRate()).isEqualByComparingTo(decimal(keep, "mmr"));
            assertThat(piece.maintenanceDeduction()).isEqualByComparingTo(decimal(keep, "deduction"));
            assertThat(piece.tier().initialRate()).isEqualByComparingTo(decimal(open, "imr"));
            assertThat(piece.initialDeduction()).isEqualByComparingTo(decimal(open, "deduction"));
        }
        TierRequirement requirement = new TierRequirement(tiers, Conditions.NONE);
        for (JsonNode row : example("G03").get("expect").get("rows")) {
            BigDecimal notional = decimal(row, "notional");
            BigDecimal highest = tiers.pieces().stream()
                    .map(piece -> piece.maintenance(notional))
                    .reduce(BigDecimal.ZERO, BigDecimal::max);
            assertThat(requirement.maintenance(notional))
                    .isEqualByComparingTo(decimal(row, "mm"))
                    .isEqualByComparingTo(highest);
            assertThat(requirement.initial(notional)).isEqualByComparingTo(decimal(row, "im"));
        }
    }

    @Test
    @DisplayName("G04 cross account, three collaterals with haircuts, three perpetuals")
    void crossAccount() {
        JsonNode expect = example("G04").get("expect");

        MarginResult result = calculator.calculate(crossAccount(Map.of(), Map.of()));

        assertThat(result.collateralValue()).isEqualByComparingTo(decimal(expect, "collateral_value"));
        assertThat(result.unrealisedProfit()).isEqualByComparingTo(decimal(expect, "unrealised_pnl"));
        assertThat(result.equity()).isEqualByComparingTo(decimal(expect, "equity"));
        assertThat(result.maintenance()).isEqualByComparingTo(decimal(expect, "mm"));
        assertThat(result.initial()).isEqualByComparingTo(decimal(expect, "im"));
        assertThat(result.free()).isEqualByComparingTo(decimal(expect, "free_for_new_risk"));
        assertThat(result.equity().divide(result.maintenance(), 12, Rounding.HALF_EVEN.mode()))
                .isEqualByComparingTo(decimal(expect, "health"));
        assertThat(Health.afresh(
                        result.equity(),
                        result.maintenance(),
                        DefaultParameters.epochOne().health()))
                .hasToString(expect.get("state").textValue());
    }

    @Test
    @DisplayName("G05 equity for new risk: the worse of mark and stable price, limited credit for profit")
    void initialEquity() {
        JsonNode given = example("G05").get("given");
        JsonNode expect = example("G05").get("expect");

        MarginResult result = calculator.calculate(
                crossAccount(decimals(given.get("stable_price")), decimals(given.get("positive_pnl_weight"))));

        for (JsonNode row : expect.get("rows")) {
            String underlying = row.get("symbol").textValue();
            PositionResult part = result.positions().stream()
                    .filter(p -> p.instrument().underlying().equals(underlying))
                    .findFirst()
                    .orElseThrow();
            assertThat(part.initialProfit()).as(underlying).isEqualByComparingTo(decimal(row, "credited"));
            PositionValue uncredited =
                    PositionValue.of(part.profit(), decimal(row, "upl").subtract(part.profit()), BigDecimal.ONE);
            assertThat(uncredited.initialProfit()).as(underlying).isEqualByComparingTo(decimal(row, "upl"));
            assertThat(conservativePrice(part, decimal(row, "upl")))
                    .as(underlying)
                    .isEqualByComparingTo(decimal(row, "conservative_price"));
        }
        assertThat(result.collateralValue()).isEqualByComparingTo(decimal(expect, "collateral_value"));
        assertThat(result.initialEquity()).isEqualByComparingTo(decimal(expect, "init_equity"));
        assertThat(result.initial()).isEqualByComparingTo(decimal(expect, "im"));
        assertThat(result.free()).isEqualByComparingTo(decimal(expect, "free_for_new_risk"));
        assertThat(result.equity())
                .as("maintenance equity ignores all of this")
                .isEqualByComparingTo(decimal(example("G04").get("expect"), "equity"));
    }

    /** The price at which the position of G04 has a profit: mark + (profit there - profit at the mark)/quantity. */
    private static BigDecimal conservativePrice(PositionResult part, BigDecimal profitThere) {
        for (JsonNode node : example("G04").get("given").get("positions")) {
            if (node.get("symbol").textValue().equals(part.instrument().underlying())) {
                return decimal(node, "mark")
                        .add(profitThere
                                .subtract(part.profit())
                                .divide(decimal(node, "qty"), RoundingMode.UNNECESSARY));
            }
        }
        throw new AssertionError("no position " + part.instrument());
    }

    @Test
    @DisplayName("G06 the initial rate rises with open interest")
    void openInterest() {
        JsonNode given = example("G06").get("given");
        OpenInterestCaps caps = new OpenInterestCaps(decimal(given, "lower_cap"), decimal(given, "upper_cap"));
        BigDecimal base = decimal(given, "base_imr");
        BigDecimal notional = new BigDecimal("100000");
        for (JsonNode row : example("G06").get("expect").get("rows")) {
            BigDecimal share = OpenInterestRate.share(decimal(row, "open_interest"), caps);
            Conditions conditions = new Conditions(BigDecimal.ONE, BigDecimal.ONE, share, BigDecimal.ONE);
            TierRequirement requirement = new TierRequirement(DefaultParameters.btcTiers(), conditions);

            assertThat(OpenInterestRate.initialRate(base, share)).isEqualByComparingTo(decimal(row, "imr"));
            assertThat(requirement.initial(notional))
                    .isEqualByComparingTo(decimal(row, "imr").multiply(notional));
            assertThat(requirement.maintenance(notional))
                    .as("never maintenance")
                    .isEqualByComparingTo("1000");
        }
    }

    @Test
    @DisplayName("A04 open-interest scaled initial margin of dYdX, floored to parts per million")
    void openInterestInPartsPerMillion() {
        JsonNode given = example("A04").get("given");
        OpenInterestCaps caps = new OpenInterestCaps(decimal(given, "lower"), decimal(given, "upper"));
        BigDecimal base = BigDecimal.valueOf(given.get("base_ppm").longValue(), 6);
        for (JsonNode row : example("A04").get("expect").get("rows")) {
            BigDecimal rate =
                    OpenInterestRate.initialRate(base, OpenInterestRate.share(decimal(row, "open_interest"), caps));
            BigDecimal ppm = rate.movePointRight(6).setScale(0, Rounding.DOWN.mode());
            assertThat(ppm).isEqualByComparingTo(row.get("ppm").decimalValue());
        }
    }

    @Test
    @DisplayName(
            "A11 requirement of Deribit: the rate grows with the size, and our tiers through two sizes give the same")
    void sizeProportionalRate() {
        JsonNode rows = example("A11").get("expect").get("rows");
        for (int i = 0; i < rows.size(); i += 2) {
            JsonNode small = rows.get(i);
            JsonNode large = rows.get(i + 1);
            boolean isBtc = small.get("symbol").textValue().equals("BTC");
            BigDecimal slope = new BigDecimal(isBtc ? "0.00005" : "0.000005");
            BigDecimal initialBase = new BigDecimal(isBtc ? "0.02" : "0.04");
            BigDecimal maintenanceBase = new BigDecimal(isBtc ? "0.01" : "0.02");
            MarginTiers chords = MarginTiers.of(List.of(
                    new Tier(BigDecimal.ZERO, chord(null, small, "im"), chord(null, small, "mm")),
                    new Tier(notional(small), chord(small, large, "im"), chord(small, large, "mm"))));
            for (JsonNode row : List.of(small, large)) {
                BigDecimal growth = decimal(row, "size").multiply(slope);
                assertThat(initialBase.add(growth).multiply(notional(row)))
                        .isEqualByComparingTo(decimal(row, "im"))
                        .isCloseTo(chords.initial(notional(row)), within(new BigDecimal("1e-9")));
                assertThat(maintenanceBase.add(growth).multiply(notional(row)))
                        .isEqualByComparingTo(decimal(row, "mm"))
                        .isCloseTo(chords.maintenance(notional(row)), within(new BigDecimal("1e-9")));
            }
        }
    }

    private static BigDecimal notional(JsonNode row) {
        return decimal(row, "size").multiply(decimal(row, "price"));
    }

    /** The marginal rate between two published rows, the first from nothing. */
    private static BigDecimal chord(JsonNode from, JsonNode to, String field) {
        BigDecimal rise = from == null ? decimal(to, field) : decimal(to, field).subtract(decimal(from, field));
        BigDecimal width = from == null ? notional(to) : notional(to).subtract(notional(from));
        return rise.divide(width, 20, RoundingMode.HALF_EVEN);
    }

    @Test
    @DisplayName("A12 tier deduction of Hyperliquid")
    void tierDeduction() {
        JsonNode expect = example("A12").get("expect");
        BigDecimal notional = decimal(example("A12").get("given"), "notional");
        BigDecimal first = new BigDecimal(expect.get("mmr").get(0).textValue());
        BigDecimal second = new BigDecimal(expect.get("mmr").get(1).textValue());
        BigDecimal two = BigDecimal.valueOf(2);
        MarginTiers tiers = MarginTiers.of(List.of(
                new Tier(BigDecimal.ZERO, first.multiply(two), first),
                new Tier(new BigDecimal("150000000"), second.multiply(two), second)));

        assertThat(tiers.pieceAt(notional).maintenanceDeduction()).isEqualByComparingTo(decimal(expect, "deduction"));
        assertThat(tiers.maintenance(notional)).isEqualByComparingTo(decimal(expect, "mm"));
    }

    /** The account of G04, with stable prices and profit weights by underlying. */
    private static MarginAccount crossAccount(Map<String, BigDecimal> stable, Map<String, BigDecimal> weights) {
        JsonNode given = example("G04").get("given");
        List<Collateral> collateral = new ArrayList<>();
        for (JsonNode node : given.get("collateral")) {
            collateral.add(new Collateral(
                    node.get("asset").textValue(),
                    decimal(node, "amount"),
                    decimal(node, "price"),
                    HaircutCurve.flat(decimal(node, "haircut"))));
        }
        List<Position> positions = new ArrayList<>();
        for (JsonNode node : given.get("positions")) {
            String underlying = node.get("symbol").textValue();
            String mark = node.get("mark").textValue();
            Position position = Holdings.perpetual(
                    underlying, node.get("qty").textValue(), node.get("entry").textValue(), mark);
            BigDecimal slow = stable.getOrDefault(underlying, position.mark());
            positions.add(Holdings.with(position, slow.toPlainString(), "0", "0"));
        }
        Map<String, Conditions> conditions = new HashMap<>();
        weights.forEach((underlying, weight) ->
                conditions.put(underlying, new Conditions(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, weight)));
        return new MarginAccount(MarginMode.CROSS, collateral, positions, BigDecimal.ZERO, conditions);
    }

    private static Map<String, BigDecimal> decimals(JsonNode node) {
        Map<String, BigDecimal> byName = new HashMap<>();
        node.fieldNames().forEachRemaining(name -> byName.put(name, decimal(node, name)));
        return byName;
    }
}
