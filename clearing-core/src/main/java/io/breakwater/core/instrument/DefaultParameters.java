package io.breakwater.core.instrument;

import io.breakwater.core.instrument.MarginTiers.Tier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The starting values of risk model B.15: a first version of the parameters, to be replaced by configuration. */
public final class DefaultParameters {

    private DefaultParameters() {}

    /** BTC, ETH and SOL with their tables, settlement collateral USDC, and default health, liquidation and portfolio rules. */
    public static RiskParameters epochOne() {
        return new RiskParameters(
                1,
                Map.of(
                        "BTC", underlying("BTC", btcTiers(), "0.001", "0.10"),
                        "ETH", underlying("ETH", ethTiers(), "0.01", "0.01"),
                        "SOL", underlying("SOL", solTiers(), "0.1", "0.01")),
                Map.of(
                        "USDC", new CollateralAsset("USDC", HaircutCurve.flat(BigDecimal.ZERO)),
                        "BTC", new CollateralAsset("BTC", curve("0.05", "5000000", "0.10")),
                        "ETH", new CollateralAsset("ETH", curve("0.10", "2000000", "0.20"))),
                HealthThresholds.defaults(),
                LiquidationParameters.defaults(),
                PortfolioParameters.defaults());
    }

    /** Terms with full credit of profit and no open-interest caps. */
    public static UnderlyingParameters underlying(String name, MarginTiers tiers, String lot, String tick) {
        return new UnderlyingParameters(
                name,
                Optional.of(tiers),
                new Increments(new BigDecimal(lot), new BigDecimal(tick)),
                BigDecimal.ONE,
                Optional.empty(),
                false);
    }

    /** Default table of BTC. */
    public static MarginTiers btcTiers() {
        return MarginTiers.of(List.of(
                tier("0", "0.02", "0.01"),
                tier("1000000", "0.04", "0.02"),
                tier("5000000", "0.08", "0.04"),
                tier("20000000", "0.16", "0.08"),
                tier("50000000", "0.30", "0.15")));
    }

    /** Default table of ETH. */
    public static MarginTiers ethTiers() {
        return MarginTiers.of(List.of(
                tier("0", "0.025", "0.0125"),
                tier("1000000", "0.05", "0.025"),
                tier("5000000", "0.10", "0.05"),
                tier("20000000", "0.20", "0.10")));
    }

    /** Default table of SOL; also what an underlying without a table of its own takes in a replay. */
    public static MarginTiers solTiers() {
        return MarginTiers.of(
                List.of(tier("0", "0.05", "0.025"), tier("500000", "0.10", "0.05"), tier("2500000", "0.20", "0.10")));
    }

    private static Tier tier(String lower, String initial, String maintenance) {
        return new Tier(new BigDecimal(lower), new BigDecimal(initial), new BigDecimal(maintenance));
    }

    private static HaircutCurve curve(String first, String lower, String second) {
        return new HaircutCurve(List.of(
                new HaircutCurve.Step(BigDecimal.ZERO, new BigDecimal(first)),
                new HaircutCurve.Step(new BigDecimal(lower), new BigDecimal(second))));
    }
}
