package io.breakwater.core.liquidation;

import static io.breakwater.core.GoldenExamples.decimal;
import static io.breakwater.core.GoldenExamples.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.core.liquidation.LiquidationQueue.Request;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of the velocity throttle. */
class GoldenThrottleTest {

    private static final ThrottleParameters TERMS = ThrottleParameters.defaults();

    @Test
    @DisplayName("G27 the gates of the throttle, what is granted, and what the bucket has left")
    void gates() {
        JsonNode given = example("G27").get("given");
        JsonNode expect = example("G27").get("expect");
        long now = decimal(given, "seconds").movePointRight(3).longValueExact();
        assertThat(TERMS.budgets().displacement()).isEqualByComparingTo(decimal(given, "displacement_max"));
        assertThat(TERMS.budgets().impact()).isEqualByComparingTo(decimal(given, "impact_max"));
        assertThat(TERMS.budgets().impactConstant()).isEqualByComparingTo(decimal(given, "Y"));
        VelocityConditions conditions = conditions(given);
        SlidingWindow sold = SlidingWindow.empty(100, 60_000).plus(money(given, "liquidated_last_60s"), now - 30_000);
        VelocityGain gain = new VelocityGain(Rate.of(decimal(given, "gain")), now, now);
        VelocityBucket before = new VelocityBucket(money(given, "tokens_before"), Money.ZERO, 0, sold, gain);

        VelocityBucket bucket = before.refilled(conditions, TERMS, now);
        VelocityRooms rooms = VelocityThrottle.rooms(bucket, conditions, TERMS, now);
        Money granted = VelocityThrottle.budget(bucket, conditions, TERMS, money(given, "request"), now)
                .total();

        assertThat(bucket.capacity()).isEqualTo(money(expect, "capacity"));
        assertThat(bucket.tokens().minus(before.tokens()).exact())
                .isEqualByComparingTo(decimal(expect, "refill_per_s").multiply(decimal(given, "seconds")));
        assertThat(bucket.tokens()).isEqualTo(money(expect, "tokens"));
        assertThat(rooms.displacement()).isEqualByComparingTo(decimal(expect, "displacement_room"));
        assertThat(rooms.openInterest()).isEqualByComparingTo(decimal(expect, "oi_room"));
        assertThat(rooms.impact()).isEqualByComparingTo(decimal(expect, "impact_room"));
        assertThat(granted).isEqualTo(money(expect, "granted"));
        assertThat(bucket.grant(granted, now).tokens()).isEqualTo(money(expect, "tokens_after"));
    }

    @Test
    @DisplayName("G28 branching ratio of a cascade and the gain it allows")
    void branching() {
        JsonNode given = example("G28").get("given");
        JsonNode expect = example("G28").get("expect");
        assertThat(TERMS.gain().branchingTarget().exact()).isEqualByComparingTo(decimal(given, "r_max"));
        assertThat(TERMS.gain().least().exact()).isEqualByComparingTo(decimal(given, "g_min"));
        String[] liquidatable = given.get("liquidatable").textValue().split(" per | fall");
        HeatMap map = new HeatMap(new BigDecimal(liquidatable[1]), List.of(Money.of(liquidatable[0])));
        Ratio impact = impact(given, "kyle_impact");

        BranchingRatio ratio =
                BranchingRatio.of(impact, map.perUnitFall(TERMS.budgets().displacement()));

        assertThat(ratio.value().compareTo(decimal(expect, "R"))).isZero();
        assertThat(ratio.gain(TERMS.gain()).exact()).isEqualByComparingTo(decimal(expect, "gain"));
        assertThat(ratio.cascade(Money.of("1"))).as("R >= 1 runs away").isEmpty();
        BranchingRatio subcritical = new BranchingRatio(Ratio.of(new BigDecimal("0.6")));
        assertThat(subcritical.cascade(Money.of("1000000")))
                .as("1,000,000 at R = 0.6")
                .contains(money(expect, "total_if_unthrottled_subcritical_example"));
    }

    @Test
    @DisplayName("G29 who is served first: time to bankruptcy, with a cap for one account")
    void fairness() {
        JsonNode given = example("G29").get("given");
        JsonNode expect = example("G29").get("expect");
        FairnessParameters fairness = TERMS.fairness();
        assertThat(fairness.moves()).isEqualByComparingTo(decimal(given, "z"));
        assertThat(fairness.accountShare()).isEqualByComparingTo(decimal(given, "account_cap"));
        List<Request> requests = new ArrayList<>();
        for (JsonNode row : given.get("accounts")) {
            TimeToBankruptcy time = TimeToBankruptcy.of(
                    money(row, "equity"), money(row, "delta_notional"), decimal(given, "sigma_1m"), fairness);
            requests.add(new Request(row.get("id").textValue(), time, money(row, "wanted")));
        }

        List<String> order = new ArrayList<>();
        expect.get("order").forEach(id -> order.add(id.textValue()));
        assertThat(LiquidationQueue.ordered(requests)).extracting(Request::id).isEqualTo(order);
        for (JsonNode row : expect.get("rows")) {
            assertRow(requests, row);
        }
        Money budget = money(given, "budget");
        SortedMap<String, Money> granted =
                LiquidationQueue.allocate(new VelocityThrottle.Budget(budget, budget), requests, fairness);
        expect.get("first_pass_then_rest")
                .properties()
                .forEach(row -> assertThat(granted.get(row.getKey()))
                        .isEqualTo(Money.of(row.getValue().textValue())));
    }

    private static void assertRow(List<Request> requests, JsonNode row) {
        Request request = requests.stream()
                .filter(r -> r.id().equals(row.get("id").textValue()))
                .findFirst()
                .orElseThrow();
        Ratio distance = new Ratio(decimal(row, "equity"), decimal(row, "delta_notional"));
        assertThat(distance.rounded(12, Rounding.HALF_EVEN)).isEqualByComparingTo(decimal(row, "distance"));
        assertThat(request.time().minutes().orElseThrow()).isEqualByComparingTo(decimal(row, "minutes_to_bankruptcy"));
    }

    private static VelocityConditions conditions(JsonNode given) {
        return new VelocityConditions(
                money(given, "depth_1pct"),
                decimal(given, "displacement_now"),
                impact(given, "impact_per_notional"),
                money(given, "day_volume"),
                decimal(given, "day_vol"),
                new BigDecimal("0.15"),
                money(given, "open_interest"),
                BranchingRatio.NONE,
                BigDecimal.ZERO);
    }

    private static Ratio impact(JsonNode given, String field) {
        String[] parts = given.get(field).textValue().split(" per ");
        return new Ratio(new BigDecimal(parts[0]), new BigDecimal(parts[1]));
    }

    private static Money money(JsonNode node, String field) {
        return Money.of(decimal(node, field));
    }
}
