package io.breakwater.core.liquidation;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.liquidation.DeleveragingPlan.Entry;
import io.breakwater.core.liquidation.DeleveragingPlan.Request;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of the loss waterfall. */
class GoldenWaterfallTest {

    private static final WaterfallParameters TERMS = WaterfallParameters.defaults();
    private static final Money CENT = Money.of("0.01");

    @Test
    @DisplayName("G19 loss waterfall up to deleveraging")
    void funds() {
        JsonNode given = example("G19").get("given");
        JsonNode expect = example("G19").get("expect");
        assertThat(TERMS.globalFundShare()).isEqualByComparingTo(decimal(given, "event_cap"));
        LossWaterfall funds = LossWaterfall.atEvent(
                money(given, "symbol_fund"), money(given, "global_fund"), money(given, "sitg"), TERMS);

        LossWaterfall.Absorbed absorbed = funds.absorb(money(given, "deficit"));

        assertThat(absorbed.fromSymbolFund()).isEqualTo(money(expect, "symbol_fund"));
        assertThat(absorbed.fromGlobalFund()).isEqualTo(money(expect, "global_fund"));
        assertThat(absorbed.fromTranche()).isEqualTo(money(expect, "sitg"));
        assertThat(absorbed.toDeleveraging()).isEqualTo(money(expect, "to_adl"));
    }

    @Test
    @DisplayName("G20 deleveraging: scores and weights of every opposite position")
    void scores() {
        DeleveragingPlan plan = plan(DeleveragingAllocation.PRO_RATA);
        for (JsonNode row : example("G20").get("expect").get("scores")) {
            DeleveragingRank rank = entry(plan, row.get("id").textValue()).rank();

            assertThat(rank.profit()).isEqualTo(money(row, "unrealised_pnl"));
            assertThat(shown(rank.leverage())).isEqualByComparingTo(decimal(row, "leverage"));
            assertThat(shown(rank.profitShare())).isEqualByComparingTo(decimal(row, "pnl_pct"));
            assertThat(shown(rank.score())).isEqualByComparingTo(decimal(row, "score"));
            assertThat(rank.weight()).isEqualByComparingTo(decimal(row, "weight"));
        }
    }

    @Test
    @DisplayName("G20 deleveraging by queue and capped pro rata, to the lot, at the bankruptcy price")
    void allocations() {
        JsonNode expect = example("G20").get("expect");
        DeleveragingPlan queue = plan(DeleveragingAllocation.QUEUE);
        expect.get("queue")
                .properties()
                .forEach(row -> assertThat(entry(queue, row.getKey()).closes())
                        .isEqualTo(Quantity.of(row.getValue().textValue())));

        DeleveragingPlan proRata = plan(DeleveragingAllocation.PRO_RATA);
        for (String id : List.of("S1", "S2", "S3", "S4")) {
            Entry entry = entry(proRata, id);
            assertThat(shown(entry.exact())).isEqualByComparingTo(decimal(expect.get("prorata_exact"), id));
            assertThat(entry.closes().exact()).isEqualByComparingTo(decimal(expect.get("prorata"), id));
            assertThat(entry.cost()).isEqualByComparingTo(decimal(expect.get("cost_prorata"), id));
        }
        for (DeleveragingPlan plan : List.of(queue, proRata)) {
            assertThat(plan.cost()).isEqualByComparingTo(decimal(expect, "cost_to_shorts"));
            assertThat(plan.unfilled()).isEqualTo(Quantity.ZERO);
        }
    }

    @Test
    @DisplayName("G21 haircut of positive unrealised profit, exact to the cent")
    void exactHaircut() {
        JsonNode given = example("G21").get("given");
        JsonNode expect = example("G21").get("expect");
        SortedMap<String, Money> profits = gains(given);
        Money total = profits.values().stream().reduce(Money.ZERO, Money::plus);
        profits.put(given.get("flat_account").textValue(), Money.ZERO);
        Money loss = money(given, "loss");

        HaircutSplit split = HaircutSplit.of(loss, profits, CENT);

        assertThat(HaircutSplit.factor(loss, total)).isEqualByComparingTo(decimal(expect, "factor"));
        expect.get("shares")
                .properties()
                .forEach(row -> assertThat(split.charges().get(row.getKey()))
                        .isEqualTo(Money.of(row.getValue().textValue())));
        assertThat(split.charges().values().stream().reduce(Money.ZERO, Money::plus))
                .isEqualTo(money(expect, "total"));
        assertThat(split.charges().getOrDefault("D", Money.ZERO)).isEqualTo(money(expect, "flat_account"));
        assertThat(split.unpaid()).isEqualTo(Money.ZERO);
    }

    @Test
    @DisplayName("G22 the same loss by an index that each holder applies alone; in cents as in the example")
    void indexedHaircut() {
        JsonNode given =
                example(example("G22").get("given").get("base").textValue()).get("given");
        JsonNode expect = example("G22").get("expect");
        assertThat(TERMS.haircutPlaces())
                .isEqualTo(example("G22").get("given").get("index_places").intValue());
        SortedMap<String, Money> gains = gains(given);
        Money total = gains.values().stream().reduce(Money.ZERO, Money::plus);
        Money loss = money(given, "loss");

        HaircutIndex index = HaircutIndex.of(loss, total, TERMS);

        assertThat(index).isEqualTo(new HaircutIndex(Rate.of(expect.get("index").textValue()), Money.ZERO));
        Money charged = Money.ZERO;
        Money booked = Money.ZERO;
        for (String id : gains.keySet()) {
            Money charge = Position.chargeOn(gains.get(id), index.share());
            Money inCents = Money.of(charge.exact().setScale(2, Rounding.UP.mode()));
            assertThat(inCents).isEqualTo(money(expect.get("charged"), id));
            charged = charged.plus(inCents);
            booked = booked.plus(charge);
        }
        assertThat(charged).isEqualTo(money(expect, "total"));
        assertThat(charged.minus(loss)).isEqualTo(money(expect, "surplus_to_insurance"));
        assertThat(booked).as("to the millionth, as booked").isBetween(loss, charged);
    }

    private static DeleveragingPlan plan(DeleveragingAllocation allocation) {
        JsonNode given = example("G20").get("given");
        JsonNode liquidated = given.get("liquidated");
        Price mark = Price.of(liquidated.get("mark").textValue());
        Request request = new Request(
                Quantity.of(liquidated.get("qty").textValue()),
                Price.of(liquidated.get("bankruptcy_price").textValue()),
                mark,
                Quantity.of(given.get("lot").textValue()),
                Money.of("10000"));
        List<DeleveragingTarget> targets = new ArrayList<>();
        given.get("shorts").forEach(row -> targets.add(target(row)));
        DeleveragingParameters parameters = DeleveragingParameters.defaults();
        assertThat(parameters.leverageCap()).isEqualByComparingTo(decimal(given, "leverage_cap"));
        return Deleveraging.plan(request, targets, allocation, parameters);
    }

    private static DeleveragingTarget target(JsonNode row) {
        Quantity quantity = Quantity.of(row.get("qty").textValue());
        Money received = Price.of(row.get("entry").textValue()).times(quantity, Rounding.HALF_EVEN);
        return new DeleveragingTarget(
                row.get("id").textValue(),
                quantity.negate(),
                received,
                Quantity.ZERO,
                money(row, "equity"),
                Money.ZERO,
                Money.ZERO,
                decimal(row, "hedge_factor"));
    }

    private static Entry entry(DeleveragingPlan plan, String id) {
        return plan.entries().stream()
                .filter(entry -> entry.rank().target().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static SortedMap<String, Money> gains(JsonNode given) {
        TreeMap<String, Money> gains = new TreeMap<>();
        given.get("gains")
                .properties()
                .forEach(row -> gains.put(row.getKey(), Money.of(row.getValue().textValue())));
        return gains;
    }

    private static BigDecimal shown(Ratio ratio) {
        return ratio.rounded(12, Rounding.HALF_EVEN);
    }

    private static Money money(JsonNode node, String field) {
        return Money.of(decimal(node, field));
    }
}
