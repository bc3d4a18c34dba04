package io.breakwater.core.liquidation;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.margin.Health;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of the backstop, the keeper auction and the fees. */
class GoldenAuctionTest {

    private static final LiquidationParameters TERMS = LiquidationParameters.defaults();
    private static final Price TICK = Price.of("0.10");

    @Test
    @DisplayName("G15 backstop takeover below two thirds of maintenance")
    void backstop() {
        assertThat(HealthThresholds.defaults().backstopEnter())
                .hasToString(example("G15").get("given").get("threshold").textValue());
        for (JsonNode row : example("G15").get("expect").get("rows")) {
            BigDecimal equity = decimal(row, "equity");
            BigDecimal maintenance = decimal(row, "mm");
            HealthState state = Health.afresh(equity, maintenance, HealthThresholds.defaults());
            BackstopTakeover takeover = BackstopTakeover.of(equity, maintenance, TERMS);

            assertThat(equity.divide(maintenance)).isEqualByComparingTo(decimal(row, "health"));
            switch (row.get("action").textValue()) {
                case "BACKSTOP" -> {
                    assertThat(state).isEqualTo(HealthState.BACKSTOP);
                    assertThat(takeover)
                            .isEqualTo(new BackstopTakeover(
                                    money(row, "backstop_fee"), money(row, "returned_to_owner"), Money.ZERO));
                }
                case "BANKRUPT" -> {
                    assertThat(state).isEqualTo(HealthState.BANKRUPT);
                    assertThat(takeover).isEqualTo(new BackstopTakeover(Money.ZERO, Money.ZERO, money(row, "deficit")));
                }
                case "MARKET_LIQUIDATION" -> assertThat(state).isEqualTo(HealthState.LIQUIDATING);
                default -> throw new AssertionError("unknown action in " + row);
            }
        }
    }

    @Test
    @DisplayName("G16 keeper auction: discount, selling and buying price as time passes")
    void auction() {
        JsonNode given = example("G16").get("given");
        AuctionParameters parameters = new AuctionParameters(
                decimal(given, "d0"),
                new BigDecimal("0.5"),
                1000 * Long.parseLong(given.get("seconds").textValue()));
        assertThat(parameters).isEqualTo(AuctionParameters.defaults());
        Price mark = Price.of(given.get("mark").textValue());
        for (JsonNode row : example("G16").get("expect").get("rows")) {
            long elapsed = 1000 * Long.parseLong(row.get("seconds").textValue());
            Ratio discount = KeeperAuction.discount(decimal(given, "mmr"), elapsed, parameters);

            assertThat(discount.compareTo(decimal(row, "discount"))).isZero();
            assertThat(KeeperAuction.price(mark, Quantity.of("-1"), discount, TICK))
                    .as("a long is sold")
                    .isEqualTo(Price.of(row.get("sell_price").textValue()));
            assertThat(KeeperAuction.price(mark, Quantity.of("1"), discount, TICK))
                    .as("a short is bought back")
                    .isEqualTo(Price.of(row.get("buy_price").textValue()));
        }
    }

    @Test
    @DisplayName("G17 keeper reward and the fee cap by what the account has left")
    void fees() {
        JsonNode given = example("G17").get("given");
        assertThat(TERMS.keeperFee()).isEqualByComparingTo(decimal(given, "keeper_fee"));
        assertThat(TERMS.fundFee()).isEqualByComparingTo(decimal(given, "if_fee"));
        assertThat(TERMS.keeperMin()).isEqualTo(money(given, "keeper_min"));
        assertThat(TERMS.keeperMax()).isEqualTo(money(given, "keeper_max"));
        for (JsonNode row : example("G17").get("expect").get("reward")) {
            assertThat(LiquidationFees.reward(money(row, "notional"), TERMS)).isEqualTo(money(row, "reward"));
        }
        for (JsonNode row : example("G17").get("expect").get("fee_cap")) {
            Money equity = money(row, "equity");
            LiquidationFees fees = LiquidationFees.of(money(row, "notional"), equity, Money.of("1000"), TERMS);

            assertThat(fees)
                    .isEqualTo(new LiquidationFees(
                            money(row, "keeper_from_account"),
                            money(row, "keeper_from_insurance"),
                            money(row, "insurance_fee")));
            assertThat(equity.minus(fees.fromAccount())).isEqualTo(money(row, "left"));
        }
    }

    private static Money money(JsonNode node, String field) {
        return Money.rounded(decimal(node, field), Rounding.DOWN);
    }
}
