package io.breakwater.node.persistence;

import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.protocol.AggregatorParameters;
import io.breakwater.journal.v1.MarketProto;
import io.breakwater.journal.v1.OracleParametersProto;
import io.breakwater.journal.v1.RiskParametersProto;
import io.breakwater.journal.v1.ThrottleProto;
import io.breakwater.journal.v1.VolatilityProto;
import java.util.List;

/** What the markets are: parameters and facts, each type with its manifest. */
final class MarketWireTypes {

    static final List<WireType<?, ?>> TABLE = List.of(
            new WireType<>(
                    "mR1",
                    RiskParameters.class,
                    RiskParametersCodec::write,
                    RiskParametersProto.RiskParameters.parser(),
                    RiskParametersCodec::read),
            new WireType<>(
                    "mU1",
                    UnderlyingParameters.class,
                    RiskParametersCodec::write,
                    RiskParametersProto.UnderlyingParameters.parser(),
                    RiskParametersCodec::read),
            new WireType<>(
                    "mC1",
                    CollateralAsset.class,
                    RiskParametersCodec::write,
                    RiskParametersProto.CollateralAsset.parser(),
                    RiskParametersCodec::read),
            new WireType<>(
                    "mH1",
                    HealthThresholds.class,
                    RiskParametersCodec::write,
                    RiskParametersProto.HealthThresholds.parser(),
                    RiskParametersCodec::read),
            new WireType<>(
                    "mL1",
                    LiquidationParameters.class,
                    RiskParametersCodec::write,
                    RiskParametersProto.LiquidationParameters.parser(),
                    RiskParametersCodec::read),
            new WireType<>(
                    "mP1",
                    PortfolioParameters.class,
                    RiskParametersCodec::write,
                    RiskParametersProto.PortfolioParameters.parser(),
                    RiskParametersCodec::read),
            new WireType<>(
                    "mF1", MarketFacts.class, MarketCodec::write, MarketProto.MarketFacts.parser(), MarketCodec::read),
            new WireType<>(
                    "mO1",
                    OracleParameters.class,
                    OracleParametersCodec::write,
                    OracleParametersProto.OracleParameters.parser(),
                    OracleParametersCodec::read),
            new WireType<>(
                    "mA1",
                    AggregatorParameters.class,
                    OracleParametersCodec::write,
                    OracleParametersProto.AggregatorParameters.parser(),
                    OracleParametersCodec::read),
            new WireType<>(
                    "mM1",
                    MarkParameters.class,
                    OracleParametersCodec::write,
                    OracleParametersProto.MarkParameters.parser(),
                    OracleParametersCodec::read),
            new WireType<>(
                    "mV1",
                    VolatilityParameters.class,
                    VolatilityCodec::write,
                    VolatilityProto.VolatilityParameters.parser(),
                    VolatilityCodec::read),
            new WireType<>(
                    "mT1",
                    ThrottleParameters.class,
                    ThrottleCodec::write,
                    ThrottleProto.ThrottleParameters.parser(),
                    ThrottleCodec::read),
            new WireType<>(
                    "mE1", Exposure.class, MarketCodec::write, MarketProto.Exposure.parser(), MarketCodec::read));

    private MarketWireTypes() {}
}
