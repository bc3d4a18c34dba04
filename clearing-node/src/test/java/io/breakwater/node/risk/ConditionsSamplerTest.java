package io.breakwater.node.risk;

import static io.breakwater.node.risk.RiskWorld.BTC;
import static io.breakwater.node.risk.RiskWorld.START;
import static io.breakwater.node.risk.RiskWorld.holder;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.liquidation.BucketKey.Side;
import io.breakwater.core.liquidation.MarketObservation;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.market.PublishedPrice.OwnMarket;
import io.breakwater.node.risk.NodePart.MarketPart;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the conditions of the throttle on a node")
class ConditionsSamplerTest {

    private final RiskWorld world = new RiskWorld();
    private final MarketConditions conditions = new MarketConditions();

    @AfterEach
    void close() {
        world.close();
    }

    private void own(String index, String bid, String ask, String depth) {
        OwnMarket own = new OwnMarket(Price.of(bid), Price.of(ask), Price.of(bid), Money.of(depth));
        world.board.post(world.posting(world.published(index, FeedState.LIVE, Optional.of(own)), System.nanoTime()));
        world.settled();
    }

    private VelocityConditions now(Side side) {
        return conditions.of(BTC, side).orElseThrow();
    }

    @Test
    @DisplayName("are absent before the own book was seen, and then the same arithmetic as everywhere")
    void sampled() {
        world.accounts.awake(holder("long", AccountRole.TRADER, HealthState.MARGIN_CALL, "1193", "2"));
        world.accounts.awake(holder("backstop", AccountRole.BACKSTOP, HealthState.HEALTHY, "90000", "1"));
        world.actors.spawn(ConditionsSampler.create(world.clock, world.board, world.book, world.settings, conditions));
        assertThat(conditions.of(BTC, Side.SELLING)).isEmpty();

        own("60000", "59938", "59942", "1000000");
        world.pass(1_000);

        MarketObservation.Market market = new MarketObservation.Market(
                new BigDecimal("-0.001"),
                new BigDecimal("0.001"),
                now(Side.SELLING).topMaintenanceRate(),
                Money.of("180000"),
                Money.of("120000"));
        VelocityConditions expected = MarketObservation.none()
                .observe(Money.of("1000000"), Price.of("60000"), START + 1_000)
                .conditions(Side.SELLING, market);
        assertThat(now(Side.SELLING).displacement()).isEqualByComparingTo("0.001");
        assertThat(now(Side.BUYING).displacement()).isEqualByComparingTo("-0.001");
        assertThat(now(Side.SELLING))
                .usingRecursiveComparison()
                .ignoringFields("displacement")
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(expected);
        assertThat(conditions.openInterest(BTC)).isEqualTo(Money.of("180000"));
    }

    @Test
    @DisplayName("a price of zero or below has none, and the sampler goes on to the next one that has")
    void notPositive() {
        world.accounts.awake(holder("long", AccountRole.TRADER, HealthState.MARGIN_CALL, "1193", "2"));
        world.actors.spawn(ConditionsSampler.create(world.clock, world.board, world.book, world.settings, conditions));
        for (String index : List.of("0", "-60000")) {
            own("60000", "59938", "59942", "1000000");
            world.pass(1_000);
            assertThat(conditions.of(BTC, Side.SELLING)).isPresent();
            own(index, index, index, "1000000");
            world.pass(1_000);
            assertThat(conditions.of(BTC, Side.SELLING)).isEmpty();
            assertThat(conditions.openUnits(BTC)).isEqualTo(Quantity.of("2"));
        }
        assertThat(conditions.openInterest(BTC)).as("a notional has no sign").isEqualTo(Money.of("120000"));

        own("60000", "59938", "59942", "1000000");
        world.pass(1_000);

        assertThat(conditions.of(BTC, Side.SELLING)).isPresent();
        assertThat(now(Side.SELLING).recentMove()).isZero();
    }

    @Test
    @DisplayName("open interest is the sum of the nodes, and a silent node counts until 30 s and not after")
    void addsNodes() {
        OpenInterest interest = new OpenInterest(30_000);
        interest.told(part("a", "1"), 0);
        interest.told(part("b", "2"), 5_000);
        interest.told(part("b", "3"), 6_000);
        assertThat(interest.of(BTC).longs()).isEqualTo(Quantity.of("4"));

        interest.forgetSilent(30_000);
        assertThat(interest.of(BTC).longs()).isEqualTo(Quantity.of("4"));
        interest.forgetSilent(30_001);
        assertThat(interest.of(BTC).longs()).isEqualTo(Quantity.of("3"));
    }

    private static NodePart part(String node, String longs) {
        return new NodePart(
                node, new TreeMap<>(Map.of(BTC, new MarketPart(Quantity.of(longs), Money.ZERO, Money.of("7")))));
    }

    @Test
    @DisplayName("a part travels as bytes and comes back the same")
    void travels() throws Exception {
        NodePartSerializer serializer = new NodePartSerializer();
        NodePart part = part("pekko://breakwater@127.0.0.1:25520", "1.5");

        assertThat(serializer.fromBinary(serializer.toBinary(part), serializer.manifest(part)))
                .isEqualTo(part);
    }
}
