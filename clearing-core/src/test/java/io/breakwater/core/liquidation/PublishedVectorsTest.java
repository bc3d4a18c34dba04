package io.breakwater.core.liquidation;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.liquidation.DeleveragingAllocation.Bid;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Vectors that other venues have published. Where our rule has the same form our code reproduces them (A03, A08, A14);
 * the others are checked on the formula that they state, with the exact arithmetic used here.
 */
class PublishedVectorsTest {

    private static final Ratio ZERO = Ratio.of(BigDecimal.ZERO);

    @Test
    @DisplayName("A01 dYdX, not our rule: bankruptcy value of a position delta, on its stated formula")
    void bankruptcyValue() {
        for (JsonNode row : example("A01").get("expect").get("rows")) {
            BigDecimal capital = decimal(row, "quote_balance");
            BigDecimal requirement = BigDecimal.ZERO;
            for (Map.Entry<String, JsonNode> position : row.get("positions").properties()) {
                capital = capital.add(notional(position.getValue(), decimal(position.getValue(), "qty")));
                requirement = requirement.add(requirement(position.getValue(), decimal(position.getValue(), "qty")));
            }
            JsonNode closed = row.get("positions").get(row.get("close").textValue());
            BigDecimal delta = decimal(row, "delta_qty");
            BigDecimal value = new Ratio(capital.multiply(requirement(closed, delta)), requirement)
                    .plus(notional(closed, delta))
                    .times(BigDecimal.ONE.negate())
                    .rounded(6, Rounding.UP);

            assertThat(value).as(row.get("case").textValue()).isEqualByComparingTo(decimal(row, "bankruptcy_quote"));
        }
    }

    @Test
    @DisplayName("A02 dYdX, not our rule: worst price of a liquidation order, on its stated formula")
    void fillablePrice() {
        BigDecimal rate = new BigDecimal("0.1");
        for (JsonNode row : example("A02").get("expect").get("rows")) {
            boolean two = row.get("case").textValue().equals("two longs");
            BigDecimal balance = decimal(row, "quote_balance");
            BigDecimal size = new BigDecimal(balance.signum() > 0 ? "-0.1" : "0.1");
            BigDecimal notional = size.multiply(BigDecimal.valueOf(two ? 3_000 : 50_000));
            BigDecimal others = two ? new BigDecimal("0.004").multiply(BigDecimal.valueOf(50_000)) : BigDecimal.ZERO;
            BigDecimal capital = balance.add(notional).add(others);
            BigDecimal all = notional.abs().add(others).multiply(rate);
            BigDecimal own = notional.abs().multiply(rate);
            BigDecimal gap = decimal(row, "bankruptcy_adjustment").multiply(all.subtract(capital));
            BigDecimal adjusted = gap.max(BigDecimal.ZERO).min(all);
            BigDecimal spread = decimal(row, "spread_to_mm").multiply(own);
            Ratio value = new Ratio(adjusted.multiply(spread), all)
                    .times(BigDecimal.ONE.negate())
                    .plus(notional);
            BigDecimal price = value.dividedBy(size.abs())
                    .times(BigDecimal.valueOf(size.signum()))
                    .rounded(6, Rounding.HALF_EVEN);

            assertThat(price).as(row.get("case").textValue()).isEqualByComparingTo(decimal(row, "price"));
        }
    }

    @Test
    @DisplayName("A03 dYdX: what the insurance fund gets; our fee of the fund with no keeper to pay")
    void paymentToTheFund() {
        LiquidationParameters defaults = LiquidationParameters.defaults();
        for (JsonNode row : example("A03").get("expect").get("rows")) {
            BigDecimal sign = row.get("side").textValue().equals("sell") ? BigDecimal.ONE : BigDecimal.ONE.negate();
            BigDecimal quote =
                    decimal(row, "qty").multiply(decimal(row, "fill_price")).multiply(sign);
            LiquidationParameters terms = new LiquidationParameters(
                    BigDecimal.ZERO,
                    decimal(row, "max_fee"),
                    BigDecimal.ZERO,
                    defaults.fullCloseFraction(),
                    defaults.minRemainingNotional(),
                    defaults.backstopFeeOfMaintenance(),
                    Money.ZERO,
                    Money.ZERO);
            Money left = Money.of(quote.subtract(decimal(row, "bankruptcy_quote")));
            LiquidationFees fees = LiquidationFees.of(Money.of(quote.abs()), left, Money.ZERO, terms);

            assertThat(fees.fundFee().exact())
                    .as(row.get("case").textValue())
                    .isEqualByComparingTo(decimal(row, "insurance_delta"));
        }
    }

    @Test
    @DisplayName("A05 Drift, on its stated formula: base amount that covers a margin shortage")
    void shortage() {
        JsonNode given = example("A05").get("given");
        BigDecimal price = decimal(given, "price");
        for (JsonNode row : example("A05").get("expect").get("rows")) {
            BigDecimal released = decimal(given, "margin_ratio").subtract(decimal(row, "liquidator_fee"));
            BigDecimal gain = price.multiply(decimal(row, "quote_price"))
                    .multiply(released)
                    .subtract(price.multiply(decimal(row, "fund_fee")));
            assertThat(new Ratio(decimal(given, "shortage"), gain).rounded(9, Rounding.DOWN))
                    .as(row.get("case").textValue())
                    .isEqualByComparingTo(decimal(row, "base"));
        }
    }

    @Test
    @DisplayName("A06 Drift, on its stated formula: insurance fee that an account can bear")
    void bearableFee() {
        JsonNode given = example("A06").get("given");
        BigDecimal value = decimal(given, "base").multiply(decimal(given, "price"));
        BigDecimal slack = decimal(given, "ratio").subtract(decimal(given, "liquidator_fee"));
        for (JsonNode row : example("A06").get("expect").get("rows")) {
            BigDecimal bearable = new Ratio(decimal(row, "shortage").negate(), value)
                    .plus(slack)
                    .times(new BigDecimal("0.95"))
                    .rounded(12, Rounding.DOWN);
            assertThat(bearable.max(BigDecimal.ZERO).min(decimal(given, "max_fee")))
                    .isEqualByComparingTo(decimal(row, "fee"));
        }
    }

    @Test
    @DisplayName("A07 Drift, on its stated formula: a bankruptcy spread by a cumulative index, rounded up as ours is")
    void bankruptcyIndex() {
        JsonNode given = example("A07").get("given");
        JsonNode expect = example("A07").get("expect");
        Ratio exact =
                new Ratio(decimal(given, "loss"), decimal(given, "long_base").add(decimal(given, "short_base")));
        assertThat(exact.rounded(12, Rounding.HALF_EVEN)).isEqualByComparingTo(decimal(expect, "index_delta_per_base"));
        assertThat(exact.rounded(6, Rounding.REQUIREMENT).movePointRight(9))
                .isEqualByComparingTo(decimal(expect, "test_constant"));
    }

    @Test
    @DisplayName("A08 Synthetix: a sliding window of what may be liquidated, with our window")
    void slidingWindow() {
        JsonNode given = example("A08").get("given");
        long windowMillis = given.get("window_s").longValue() * 1_000;
        BigDecimal capacity = decimal(given, "maker_fee")
                .add(decimal(given, "taker_fee"))
                .multiply(decimal(given, "skew_scale"))
                .multiply(decimal(given, "multiplier"))
                .multiply(BigDecimal.valueOf(given.get("window_s").longValue()));
        assertThat(capacity).isEqualByComparingTo(decimal(example("A08").get("expect"), "window_capacity"));
        TreeMap<String, Money> positions = new TreeMap<>();
        given.get("positions")
                .properties()
                .forEach(p -> positions.put(p.getKey(), Money.of(p.getValue().textValue())));
        SlidingWindow window = SlidingWindow.empty(1_000, windowMillis);
        for (JsonNode row : example("A08").get("expect").get("rows")) {
            long now = row.get("t").longValue() * 1_000;
            String account = row.get("account").textValue();
            Money room = Money.of(capacity).minus(window.within(windowMillis, now));
            Money liquidated = positions.get(account).min(room);
            window = window.plus(liquidated, now);
            positions.merge(account, liquidated, Money::minus);

            assertThat(liquidated).as(row.toString()).isEqualTo(Money.of(decimal(row, "liquidated")));
            assertThat(positions.get(account)).isEqualTo(Money.of(decimal(row, "left")));
        }
    }

    @Test
    @DisplayName("A09 Derive, on its stated formula: Dutch auction of a fraction of the account")
    void dutchAuction() {
        JsonNode given = example("A09").get("given");
        JsonNode expect = example("A09").get("expect");
        JsonNode solvent = given.get("solvent");
        BigDecimal value = decimal(solvent, "mtm");
        BigDecimal maintenance = decimal(solvent, "mm");
        BigDecimal buffer = maintenance.add(decimal(solvent, "buffer").multiply(maintenance.subtract(value)));
        assertThat(buffer).isEqualByComparingTo(decimal(expect, "buffer_margin"));
        Ratio full = fraction(buffer, value, BigDecimal.ZERO, BigDecimal.ONE);
        BigDecimal nine = new BigDecimal("0.9");
        Ratio discounted = fraction(buffer, value, BigDecimal.ZERO, nine);
        assertThat(shown(full)).isEqualByComparingTo(decimal(expect, "max_fraction_at_1"));
        assertThat(shown(discounted)).isEqualByComparingTo(decimal(expect, "max_fraction_at_0_9"));
        assertThat(shown(discounted.times(value.multiply(nine)))).isEqualByComparingTo(decimal(expect, "cash_at_0_9"));

        JsonNode later = given.get("later");
        BigDecimal reserved = decimal(later, "reserved_cash");
        BigDecimal discount = decimal(later, "discount");
        Ratio fraction = fraction(decimal(later, "buffer_margin"), decimal(later, "mtm"), reserved, discount);
        BigDecimal cash = decimal(later, "mtm").subtract(reserved).multiply(discount);
        assertThat(shown(fraction)).isEqualByComparingTo(decimal(expect, "later_fraction"));
        assertThat(shown(fraction.times(cash))).isEqualByComparingTo(decimal(expect, "later_cash"));

        JsonNode insolvent = given.get("insolvent");
        BigDecimal moved = decimal(insolvent, "mm")
                .subtract(decimal(insolvent, "mtm"))
                .multiply(decimal(insolvent, "elapsed"))
                .add(decimal(insolvent, "mtm"));
        assertThat(moved.multiply(decimal(insolvent, "fraction")).negate())
                .isEqualByComparingTo(decimal(expect, "insolvent_payment"));
    }

    @Test
    @DisplayName("A13 Bybit, on its stated formula: bankruptcy price of an inverse long")
    void inverseBankruptcy() {
        JsonNode given = example("A13").get("given");
        JsonNode expect = example("A13").get("expect");
        BigDecimal leverage = decimal(given, "leverage");
        Ratio price = new Ratio(decimal(given, "entry").multiply(leverage), leverage.add(BigDecimal.ONE));
        assertThat(price.rounded(6, Rounding.HALF_EVEN)).isEqualByComparingTo(decimal(expect, "exact"));
        assertThat(price.toMultipleOf(new BigDecimal("0.5"), Rounding.UP))
                .isEqualByComparingTo(decimal(expect, "rounded_to_half"));
    }

    @Test
    @DisplayName("A14 BitMEX: the deleveraging queue with ours, and its percentiles on their stated formula")
    void deleveragingQueue() {
        JsonNode given = example("A14").get("given");
        JsonNode expect = example("A14").get("expect");
        List<Bid> bids = new ArrayList<>();
        for (JsonNode row : given.get("accounts")) {
            Ratio score = Ratio.of(BigDecimal.valueOf(row.get("rank_score").longValue()));
            bids.add(new Bid(row.get("id").textValue(), row.get("qty").longValue(), score, BigDecimal.ONE));
        }
        SortedMap<String, Ratio> closed =
                DeleveragingAllocation.QUEUE.exact(given.get("liquidated_short").longValue(), bids);
        closed.forEach((id, lots) -> assertThat(lots.compareTo(
                        BigDecimal.valueOf(expect.get("closed").path(id).longValue())))
                .isZero());

        long total = bids.stream().mapToLong(Bid::lots).sum();
        SortedMap<String, Ratio> all = DeleveragingAllocation.QUEUE.exact(total, bids);
        assertThat(all.values()).doesNotContain(ZERO);
        BigDecimal cumulative = BigDecimal.ZERO;
        for (String id : List.of("2", "5", "4", "1", "6", "3")) {
            cumulative = cumulative.add(all.get(id).numerator());
            BigDecimal percentile = new Ratio(cumulative, BigDecimal.valueOf(total))
                    .times(BigDecimal.valueOf(100))
                    .toMultipleOf(BigDecimal.valueOf(20), Rounding.UP);
            assertThat(percentile)
                    .isEqualByComparingTo(
                            BigDecimal.valueOf(expect.get("percentile").get(id).longValue()));
        }
    }

    @Test
    @DisplayName("A15 Binance, on its stated formula: profit by wallet times margin ratio")
    void deleveragingScore() {
        JsonNode given = example("A15").get("given");
        JsonNode expect = example("A15").get("expect");
        BigDecimal profit = decimal(given, "unrealised").max(BigDecimal.ZERO);
        Ratio share = new Ratio(profit, decimal(given, "wallet").max(BigDecimal.ONE));
        assertThat(share.rounded(5, Rounding.HALF_EVEN)).isEqualByComparingTo(decimal(expect, "pnl_percent"));
        assertThat(share.times(decimal(given, "margin_ratio")).rounded(6, Rounding.HALF_EVEN))
                .isEqualByComparingTo(decimal(expect, "leverage_pnl"));
    }

    private static BigDecimal notional(JsonNode position, BigDecimal quantity) {
        return quantity.multiply(decimal(position, "price"));
    }

    private static BigDecimal requirement(JsonNode position, BigDecimal quantity) {
        return notional(position, quantity).abs().multiply(decimal(position, "mmr"));
    }

    /** f = BM/(BM - MtM*d - R*(1-d)); both parts are negative. */
    private static Ratio fraction(BigDecimal buffer, BigDecimal value, BigDecimal reserved, BigDecimal discount) {
        BigDecimal given = value.multiply(discount).add(reserved.multiply(BigDecimal.ONE.subtract(discount)));
        return new Ratio(buffer.negate(), given.subtract(buffer));
    }

    private static BigDecimal shown(Ratio ratio) {
        return ratio.rounded(12, Rounding.HALF_EVEN);
    }
}
