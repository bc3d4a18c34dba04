package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BranchingRatio;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import java.math.BigDecimal;
import java.util.Optional;

/** Conditions of a deep market that stands still; a test says how much more a fall would liquidate. */
final class FixedConditions implements ConditionsSource {

    private volatile BigDecimal liquidatable = BigDecimal.ZERO;

    /** So much notional would be liquidated by a unit fall; by a rise, none. */
    void liquidatable(String notional) {
        liquidatable = new BigDecimal(notional);
    }

    @Override
    public Optional<VelocityConditions> of(Instrument instrument, BucketKey.Side side) {
        Ratio impact = new Ratio(new BigDecimal("0.01"), new BigDecimal("10000000"));
        return Optional.of(new VelocityConditions(
                Money.of("10000000"),
                BigDecimal.ZERO,
                impact,
                Money.of("500000000"),
                new BigDecimal("0.04"),
                new BigDecimal("0.15"),
                Money.of("100000000"),
                BranchingRatio.of(impact, Ratio.of(side == BucketKey.Side.SELLING ? liquidatable : BigDecimal.ZERO)),
                BigDecimal.ZERO));
    }

    @Override
    public Money openInterest(Instrument instrument) {
        return Money.of("100000000");
    }
}
