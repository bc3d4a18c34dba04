package io.breakwater.node.persistence;

import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Increments;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.OpenInterestCaps;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.FairnessParameters;
import io.breakwater.core.liquidation.GainParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.VelocityBudgets;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.JumpLimits;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.oracle.StablePriceParameters;
import io.breakwater.core.protocol.AggregatorParameters;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Samples of what the markets are. */
final class MarketSamples {

    private MarketSamples() {}

    static List<Sample> all() {
        return List.of(
                Sample.of(risk()),
                Sample.of("tiers", underlying()),
                Sample.of("bare", bare()),
                Sample.of(collateral()),
                Sample.of(health()),
                Sample.of(liquidation()),
                Sample.of("concentration", portfolio(Optional.of(tiers()))),
                Sample.of("no concentration", portfolio(Optional.empty())),
                Sample.of("none", MarketFacts.NONE),
                Sample.of("settled", facts()),
                Sample.of(oracle(Optional.of(new Price(77)))),
                Sample.of("no scale", oracle(Optional.empty())),
                Sample.of(aggregator()),
                Sample.of(new MarkParameters(decimal("30.5"), new Rate(5_000_000_000L), Optional.of(new Price(88)))),
                Sample.of(volatility()),
                Sample.of(throttle()),
                Sample.of(exposure()));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static RiskParameters risk() {
        return new RiskParameters(
                7,
                Map.of("BTC", underlying(), "WTI", bare()),
                Map.of("ETH", collateral(), "USDC", new CollateralAsset("USDC", HaircutCurve.flat(BigDecimal.ZERO))),
                health(),
                liquidation(),
                portfolio(Optional.empty()));
    }

    private static MarginTiers tiers() {
        return MarginTiers.of(List.of(
                new MarginTiers.Tier(BigDecimal.ZERO, decimal("0.02"), decimal("0.010")),
                new MarginTiers.Tier(decimal("1E+6"), decimal("0.04"), decimal("0.02"))));
    }

    private static UnderlyingParameters underlying() {
        return new UnderlyingParameters(
                "BTC",
                Optional.of(tiers()),
                new Increments(decimal("0.001"), decimal("0.10")),
                decimal("0.9"),
                Optional.of(new OpenInterestCaps(decimal("1000"), decimal("5000.5"))),
                false,
                Optional.empty());
    }

    private static UnderlyingParameters bare() {
        return new UnderlyingParameters(
                "WTI",
                Optional.empty(),
                new Increments(decimal("1"), decimal("0.01")),
                decimal("1"),
                Optional.empty(),
                true,
                Optional.of(decimal("60")));
    }

    private static CollateralAsset collateral() {
        return new CollateralAsset(
                "ETH",
                new HaircutCurve(List.of(
                        new HaircutCurve.Step(BigDecimal.ZERO, decimal("0.10")),
                        new HaircutCurve.Step(decimal("2000000"), decimal("0.20")))));
    }

    private static HealthThresholds health() {
        return new HealthThresholds(
                new Threshold(5, 4),
                new Threshold(27, 20),
                new Threshold(11, 10),
                new Threshold(6, 5),
                new Threshold(1, 1),
                new Threshold(23, 21),
                new Threshold(23, 20),
                new Threshold(2, 3));
    }

    private static LiquidationParameters liquidation() {
        return new LiquidationParameters(
                decimal("0.001"),
                decimal("0.002"),
                decimal("0.003"),
                decimal("0.4"),
                decimal("500"),
                decimal("0.6"),
                new Money(700),
                new Money(800));
    }

    private static PortfolioParameters portfolio(Optional<MarginTiers> concentration) {
        return new PortfolioParameters(
                decimal("0.11"),
                decimal("0.12"),
                decimal("0.13"),
                decimal("0.14"),
                decimal("0.15"),
                decimal("0.16"),
                decimal("1.17"),
                concentration);
    }

    private static MarketFacts facts() {
        return new MarketFacts(
                new Price(-301),
                List.of(new MarketFacts.LossHaircut(new Price(302), new Price(-303), new Rate(304))),
                Optional.of(new Price(305)));
    }

    private static OracleParameters oracle(Optional<Price> scale) {
        return new OracleParameters(
                "BTC",
                List.of(
                        new OracleParameters.Source("venue-a", 10, 3_001),
                        new OracleParameters.Source("venue-b", 11, 3_002),
                        new OracleParameters.Source("venue-c", 12, 3_003)),
                2,
                new Rate(500_000_000_001L),
                new Rate(10_000_000_002L),
                4,
                new Rate(1_000_000_003L),
                new Rate(600_000_000_004L),
                new Rate(5_000_000_005L),
                jumps(),
                3_004,
                60_005,
                250,
                1_006,
                scale,
                new StablePriceParameters(new Rate(51), new Rate(52), 3_600_000, 86_400_000, 90_000, 30_000));
    }

    private static JumpLimits jumps() {
        return new JumpLimits(
                new Rate(61_000_000),
                1_000,
                new Rate(62_000_000),
                60_000,
                new Rate(63_000_000),
                1_800_000,
                5_000,
                3,
                new Rate(64));
    }

    static AggregatorParameters aggregator() {
        return new AggregatorParameters(oracle(Optional.empty()), volatility(), 10_007);
    }

    static VolatilityParameters volatility() {
        return new VolatilityParameters(
                decimal("3.1"),
                decimal("0.94"),
                60,
                decimal("0.05"),
                decimal("0.04"),
                decimal("0.12"),
                decimal("0.25"),
                decimal("0.20"),
                decimal("4"),
                decimal("0.5"),
                decimal("6"),
                15,
                96,
                Optional.of(new Price(71)));
    }

    static ThrottleParameters throttle() {
        return new ThrottleParameters(
                6,
                true,
                new VelocityBudgets(
                        decimal("0.01"),
                        decimal("0.02"),
                        decimal("0.03"),
                        decimal("0.04"),
                        decimal("0.05"),
                        decimal("0.06"),
                        60_001,
                        decimal("0.07"),
                        60_002,
                        1_003),
                new GainParameters(new Rate(81), new Rate(82), 10_004, new Rate(83), new Rate(84)),
                new FairnessParameters(decimal("2.5"), decimal("10"), decimal("0.8"), decimal("0.25")));
    }

    private static Exposure exposure() {
        Exposure.Holding holding = new Exposure.Holding(
                AccountSamples.OPTION, AccountSamples.position(6), new Quantity(91), new Quantity(92), new Money(93));
        return new Exposure(
                "ann",
                42,
                HealthState.MARGIN_CALL,
                MarginMode.PORTFOLIO,
                new Money(-94),
                new Money(95),
                new TreeMap<>(Map.of("ETH", new Quantity(96))),
                List.of(holding));
    }
}
