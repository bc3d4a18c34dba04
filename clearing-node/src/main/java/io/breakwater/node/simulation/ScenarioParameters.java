package io.breakwater.node.simulation;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The parameters of a run: those in force, and for each underlying on the tape without terms of its own the tiers of SOL
 * with a lot and a tick fit for its price. A live market refuses an underlying without terms (risk model B.2); a run may
 * assume them, and its report says for which.
 *
 * @param parameters with terms for every underlying of the run
 * @param onSolTiers underlyings whose terms were assumed, by name
 */
public record ScenarioParameters(RiskParameters parameters, List<String> onSolTiers) {

    /** A lot is worth at most this much: small against the smallest account. */
    private static final BigDecimal LOT_VALUE = BigDecimal.valueOf(50);

    /** A tick is at most this share of the price: one basis point. */
    private static final BigDecimal TICK_SHARE = new BigDecimal("0.0001");

    private static final BigDecimal SMALLEST = BigDecimal.ONE.movePointLeft(Price.SCALE);

    /** Copies the list. */
    public ScenarioParameters {
        onSolTiers = List.copyOf(onSolTiers);
    }

    /** Parameters that cover every underlying with a first price. */
    public static ScenarioParameters covering(RiskParameters base, SortedMap<String, Price> firstPrices) {
        Map<String, UnderlyingParameters> terms = new HashMap<>(base.underlyings());
        List<String> assumed = new ArrayList<>();
        firstPrices.forEach((underlying, price) -> {
            if (!terms.containsKey(underlying)) {
                terms.put(underlying, termsAt(underlying, price));
                assumed.add(underlying);
            }
        });
        RiskParameters covered = new RiskParameters(
                base.epoch(), terms, base.collateral(), base.health(), base.liquidation(), base.portfolio());
        return new ScenarioParameters(covered, assumed);
    }

    private static UnderlyingParameters termsAt(String underlying, Price price) {
        BigDecimal exact = price.exact();
        BigDecimal lot = powerOfTenWithin(LOT_VALUE.divide(exact, Price.SCALE + 2, RoundingMode.DOWN));
        BigDecimal tick = powerOfTenWithin(exact.multiply(TICK_SHARE));
        return DefaultParameters.underlying(
                underlying, DefaultParameters.solTiers(), lot.toPlainString(), tick.toPlainString());
    }

    /** The greatest power of ten that is at most a limit, but at least 1e-8. */
    private static BigDecimal powerOfTenWithin(BigDecimal limit) {
        if (limit.compareTo(SMALLEST) <= 0) {
            return SMALLEST;
        }
        return BigDecimal.ONE.scaleByPowerOfTen(limit.precision() - limit.scale() - 1);
    }
}
