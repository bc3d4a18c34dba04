package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Entries.ascending;
import static io.breakwater.node.persistence.Entries.entries;
import static io.breakwater.node.persistence.Strict.decimal;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

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
import io.breakwater.core.money.Money;
import io.breakwater.journal.v1.RiskParametersProto;
import java.util.List;
import java.util.TreeMap;

/** Writes and reads risk parameters of one epoch. */
public final class RiskParametersCodec {

    private RiskParametersCodec() {}

    static RiskParametersProto.HaircutStep write(HaircutCurve.Step value) {
        return RiskParametersProto.HaircutStep.newBuilder()
                .setLower(value.lower().toString())
                .setRate(value.rate().toString())
                .build();
    }

    static HaircutCurve.Step read(RiskParametersProto.HaircutStep wire) {
        return new HaircutCurve.Step(
                decimal(wire.getLower(), "HaircutStep.lower"), decimal(wire.getRate(), "HaircutStep.rate"));
    }

    /** The message of {@link CollateralAsset}. */
    public static RiskParametersProto.CollateralAsset write(CollateralAsset value) {
        return RiskParametersProto.CollateralAsset.newBuilder()
                .setAsset(value.asset())
                .addAllHaircut(value.haircut().steps().stream()
                        .map(RiskParametersCodec::write)
                        .toList())
                .build();
    }

    /**
     * {@link CollateralAsset} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static CollateralAsset read(RiskParametersProto.CollateralAsset wire) {
        return new CollateralAsset(
                text(wire.getAsset(), "CollateralAsset.asset"),
                new HaircutCurve(wire.getHaircutList().stream()
                        .map(RiskParametersCodec::read)
                        .toList()));
    }

    static RiskParametersProto.Tier write(MarginTiers.Tier value) {
        return RiskParametersProto.Tier.newBuilder()
                .setLower(value.lower().toString())
                .setInitialRate(value.initialRate().toString())
                .setMaintenanceRate(value.maintenanceRate().toString())
                .build();
    }

    static MarginTiers.Tier read(RiskParametersProto.Tier wire) {
        return new MarginTiers.Tier(
                decimal(wire.getLower(), "Tier.lower"),
                decimal(wire.getInitialRate(), "Tier.initial_rate"),
                decimal(wire.getMaintenanceRate(), "Tier.maintenance_rate"));
    }

    static RiskParametersProto.Increments write(Increments value) {
        return RiskParametersProto.Increments.newBuilder()
                .setLot(value.lot().toString())
                .setTick(value.tick().toString())
                .build();
    }

    static Increments read(RiskParametersProto.Increments wire) {
        return new Increments(decimal(wire.getLot(), "Increments.lot"), decimal(wire.getTick(), "Increments.tick"));
    }

    static RiskParametersProto.OpenInterestCaps write(OpenInterestCaps value) {
        return RiskParametersProto.OpenInterestCaps.newBuilder()
                .setLower(value.lower().toString())
                .setUpper(value.upper().toString())
                .build();
    }

    static OpenInterestCaps read(RiskParametersProto.OpenInterestCaps wire) {
        return new OpenInterestCaps(
                decimal(wire.getLower(), "OpenInterestCaps.lower"), decimal(wire.getUpper(), "OpenInterestCaps.upper"));
    }

    /** The message of {@link UnderlyingParameters}. */
    public static RiskParametersProto.UnderlyingParameters write(UnderlyingParameters value) {
        RiskParametersProto.UnderlyingParameters.Builder wire = RiskParametersProto.UnderlyingParameters.newBuilder()
                .setName(value.name())
                .setIncrements(write(value.increments()))
                .setPositiveProfitWeight(value.positiveProfitWeight().toString())
                .setMayBeNegative(value.mayBeNegative());
        value.tiers().ifPresent(tiers -> wire.addAllTiers(writeTiers(tiers)));
        value.openInterestCaps().ifPresent(present -> wire.setOpenInterestCaps(write(present)));
        value.referencePrice().ifPresent(present -> wire.setReferencePrice(present.toString()));
        return wire.build();
    }

    /**
     * {@link UnderlyingParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static UnderlyingParameters read(RiskParametersProto.UnderlyingParameters wire) {
        return new UnderlyingParameters(
                text(wire.getName(), "UnderlyingParameters.name"),
                optional(wire.getTiersCount() > 0, () -> readTiers(wire.getTiersList())),
                read(part(wire.hasIncrements(), wire.getIncrements(), "UnderlyingParameters.increments")),
                decimal(wire.getPositiveProfitWeight(), "UnderlyingParameters.positive_profit_weight"),
                optional(wire.hasOpenInterestCaps(), () -> read(wire.getOpenInterestCaps())),
                wire.getMayBeNegative(),
                optional(
                        wire.hasReferencePrice(),
                        () -> decimal(wire.getReferencePrice(), "UnderlyingParameters.reference_price")));
    }

    static RiskParametersProto.Threshold write(Threshold value) {
        return RiskParametersProto.Threshold.newBuilder()
                .setNumerator(value.numerator())
                .setDenominator(value.denominator())
                .build();
    }

    static Threshold read(RiskParametersProto.Threshold wire) {
        return new Threshold(wire.getNumerator(), wire.getDenominator());
    }

    /** The message of {@link HealthThresholds}. */
    public static RiskParametersProto.HealthThresholds write(HealthThresholds value) {
        return RiskParametersProto.HealthThresholds.newBuilder()
                .setWarningEnter(write(value.warningEnter()))
                .setWarningLeave(write(value.warningLeave()))
                .setCallEnter(write(value.callEnter()))
                .setCallLeave(write(value.callLeave()))
                .setLiquidationEnter(write(value.liquidationEnter()))
                .setLiquidationLeave(write(value.liquidationLeave()))
                .setLiquidationTarget(write(value.liquidationTarget()))
                .setBackstopEnter(write(value.backstopEnter()))
                .build();
    }

    /**
     * {@link HealthThresholds} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static HealthThresholds read(RiskParametersProto.HealthThresholds wire) {
        return new HealthThresholds(
                read(part(wire.hasWarningEnter(), wire.getWarningEnter(), "HealthThresholds.warning_enter")),
                read(part(wire.hasWarningLeave(), wire.getWarningLeave(), "HealthThresholds.warning_leave")),
                read(part(wire.hasCallEnter(), wire.getCallEnter(), "HealthThresholds.call_enter")),
                read(part(wire.hasCallLeave(), wire.getCallLeave(), "HealthThresholds.call_leave")),
                read(part(
                        wire.hasLiquidationEnter(), wire.getLiquidationEnter(), "HealthThresholds.liquidation_enter")),
                read(part(
                        wire.hasLiquidationLeave(), wire.getLiquidationLeave(), "HealthThresholds.liquidation_leave")),
                read(part(
                        wire.hasLiquidationTarget(),
                        wire.getLiquidationTarget(),
                        "HealthThresholds.liquidation_target")),
                read(part(wire.hasBackstopEnter(), wire.getBackstopEnter(), "HealthThresholds.backstop_enter")));
    }

    /** The message of {@link LiquidationParameters}. */
    public static RiskParametersProto.LiquidationParameters write(LiquidationParameters value) {
        return RiskParametersProto.LiquidationParameters.newBuilder()
                .setKeeperFee(value.keeperFee().toString())
                .setFundFee(value.fundFee().toString())
                .setSlippage(value.slippage().toString())
                .setFullCloseFraction(value.fullCloseFraction().toString())
                .setMinRemainingNotional(value.minRemainingNotional().toString())
                .setBackstopFeeOfMaintenance(value.backstopFeeOfMaintenance().toString())
                .setKeeperMinUnits(value.keeperMin().units())
                .setKeeperMaxUnits(value.keeperMax().units())
                .build();
    }

    /**
     * {@link LiquidationParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static LiquidationParameters read(RiskParametersProto.LiquidationParameters wire) {
        return new LiquidationParameters(
                decimal(wire.getKeeperFee(), "LiquidationParameters.keeper_fee"),
                decimal(wire.getFundFee(), "LiquidationParameters.fund_fee"),
                decimal(wire.getSlippage(), "LiquidationParameters.slippage"),
                decimal(wire.getFullCloseFraction(), "LiquidationParameters.full_close_fraction"),
                decimal(wire.getMinRemainingNotional(), "LiquidationParameters.min_remaining_notional"),
                decimal(wire.getBackstopFeeOfMaintenance(), "LiquidationParameters.backstop_fee_of_maintenance"),
                new Money(wire.getKeeperMinUnits()),
                new Money(wire.getKeeperMaxUnits()));
    }

    /** The message of {@link PortfolioParameters}. */
    public static RiskParametersProto.PortfolioParameters write(PortfolioParameters value) {
        RiskParametersProto.PortfolioParameters.Builder wire = RiskParametersProto.PortfolioParameters.newBuilder()
                .setScanRange(value.scanRange().toString())
                .setVolatilityUp(value.volatilityUp().toString())
                .setVolatilityDown(value.volatilityDown().toString())
                .setTailShareOfScanRange(value.tailShareOfScanRange().toString())
                .setShortOptionMinimum(value.shortOptionMinimum().toString())
                .setGrossFutures(value.grossFutures().toString())
                .setInitialFactor(value.initialFactor().toString());
        value.concentration().ifPresent(tiers -> wire.addAllConcentration(writeTiers(tiers)));
        return wire.build();
    }

    /**
     * {@link PortfolioParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static PortfolioParameters read(RiskParametersProto.PortfolioParameters wire) {
        return new PortfolioParameters(
                decimal(wire.getScanRange(), "PortfolioParameters.scan_range"),
                decimal(wire.getVolatilityUp(), "PortfolioParameters.volatility_up"),
                decimal(wire.getVolatilityDown(), "PortfolioParameters.volatility_down"),
                decimal(wire.getTailShareOfScanRange(), "PortfolioParameters.tail_share_of_scan_range"),
                decimal(wire.getShortOptionMinimum(), "PortfolioParameters.short_option_minimum"),
                decimal(wire.getGrossFutures(), "PortfolioParameters.gross_futures"),
                decimal(wire.getInitialFactor(), "PortfolioParameters.initial_factor"),
                optional(wire.getConcentrationCount() > 0, () -> readTiers(wire.getConcentrationList())));
    }

    /** The message of {@link RiskParameters}. */
    public static RiskParametersProto.RiskParameters write(RiskParameters value) {
        return RiskParametersProto.RiskParameters.newBuilder()
                .setEpoch(value.epoch())
                .addAllUnderlyings(entries(
                        new TreeMap<>(value.underlyings()),
                        (name, parameters) -> RiskParametersProto.UnderlyingEntry.newBuilder()
                                .setName(name)
                                .setParameters(write(parameters))
                                .build()))
                .addAllCollateral(entries(
                        new TreeMap<>(value.collateral()),
                        (asset, terms) -> RiskParametersProto.CollateralEntry.newBuilder()
                                .setAsset(asset)
                                .setTerms(write(terms))
                                .build()))
                .setHealth(write(value.health()))
                .setLiquidation(write(value.liquidation()))
                .setPortfolio(write(value.portfolio()))
                .build();
    }

    /**
     * {@link RiskParameters} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static RiskParameters read(RiskParametersProto.RiskParameters wire) {
        return new RiskParameters(
                wire.getEpoch(),
                ascending(
                        wire.getUnderlyingsList(),
                        entry -> text(entry.getName(), "UnderlyingEntry.name"),
                        entry -> read(part(entry.hasParameters(), entry.getParameters(), "UnderlyingEntry.parameters")),
                        "RiskParameters.underlyings"),
                ascending(
                        wire.getCollateralList(),
                        entry -> text(entry.getAsset(), "CollateralEntry.asset"),
                        entry -> read(part(entry.hasTerms(), entry.getTerms(), "CollateralEntry.terms")),
                        "RiskParameters.collateral"),
                read(part(wire.hasHealth(), wire.getHealth(), "RiskParameters.health")),
                read(part(wire.hasLiquidation(), wire.getLiquidation(), "RiskParameters.liquidation")),
                read(part(wire.hasPortfolio(), wire.getPortfolio(), "RiskParameters.portfolio")));
    }

    private static List<RiskParametersProto.Tier> writeTiers(MarginTiers tiers) {
        return tiers.pieces().stream().map(piece -> write(piece.tier())).toList();
    }

    private static MarginTiers readTiers(List<RiskParametersProto.Tier> wire) {
        return MarginTiers.of(wire.stream().map(RiskParametersCodec::read).toList());
    }
}
