package io.breakwater.core.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.liquidation.SlicePlan.Candidate;
import io.breakwater.core.liquidation.SlicePlan.Reason;
import io.breakwater.core.liquidation.SlicePlan.Slice;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sizes the slices that restore a target health h, at a cost of phi of each unit of notional closed (risk model B.10).
 *
 * <p>The shortfall {@code S = h*MM - E} is what must be gained. Closing dy at maintenance rate r lowers MM by r*dy and
 * costs phi*dy, so it gains {@code (h*r - phi)*dy}; the closed form {@code y = (h*MM - E)/(h*r - phi)} follows. With
 * {@code h = a/b} both are kept times b, so that no quotient is formed before the last one.
 */
final class SliceSizing {

    /** Decimals of the fraction that a portfolio closes. */
    private static final int FRACTION_DECIMALS = 6;

    private final Threshold target;
    private final BigDecimal targetNumerator;
    private final BigDecimal costTimesDenominator;
    private final LiquidationParameters parameters;

    SliceSizing(Threshold target, LiquidationParameters parameters) {
        this.target = target;
        this.targetNumerator = BigDecimal.valueOf(target.numerator());
        this.costTimesDenominator = parameters.costRate().multiply(BigDecimal.valueOf(target.denominator()));
        this.parameters = parameters;
    }

    /** Highest marginal rate first, then by name: what releases most for its cost where impacts are equal. */
    List<Optional<Slice>> oneAtATime(BigDecimal equity, BigDecimal maintenance, List<Candidate> candidates) {
        Map<Instrument, Slice> closed = new HashMap<>();
        BigDecimal shortfall = shortfall(equity, maintenance);
        for (Candidate candidate : byRelease(candidates)) {
            if (shortfall.signum() <= 0) {
                break;
            }
            Slice slice = slice(candidate, shortfall);
            closed.put(candidate.instrument(), slice);
            if (slice.reason() == Reason.TARGET) {
                break;
            }
            shortfall = shortfall.subtract(gainOfWhole(candidate));
        }
        return candidates.stream()
                .map(candidate -> Optional.ofNullable(closed.get(candidate.instrument())))
                .toList();
    }

    /** The same fraction of everything, so that no hedge is broken; the requirement is homogeneous (invariant B.12(5)). */
    List<Optional<Slice>> proportional(BigDecimal equity, BigDecimal maintenance, List<Candidate> candidates) {
        BigDecimal shortfall = shortfall(equity, maintenance);
        if (shortfall.signum() <= 0) {
            return candidates.stream().map(candidate -> Optional.<Slice>empty()).toList();
        }
        BigDecimal gross = candidates.stream().map(Candidate::notional).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal gain = gain(maintenance, gross);
        Reason reason = gain.signum() <= 0 ? Reason.NO_GAIN : reason(new Ratio(shortfall, gain).times(gross), gross);
        if (reason != Reason.TARGET) {
            return SlicePlan.wholly(candidates, reason).stream()
                    .map(Optional::of)
                    .toList();
        }
        Ratio exact = new Ratio(shortfall, gain);
        Ratio fraction = Ratio.of(exact.rounded(FRACTION_DECIMALS, Rounding.UP));
        return candidates.stream()
                .map(candidate -> Optional.of(candidate.part(
                        exact.times(candidate.notional()),
                        fraction.times(candidate.quantity().abs()))))
                .toList();
    }

    private Slice slice(Candidate candidate, BigDecimal shortfall) {
        MarginTiers tiers = tiers(candidate);
        BigDecimal notional = candidate.notional();
        BigDecimal left = notional;
        BigDecimal needed = shortfall;
        for (int i = tiers.indexAt(notional); i >= 0; i--) {
            MarginTiers.Tier tier = tiers.pieces().get(i).tier();
            BigDecimal gain = gain(tier.maintenanceRate().multiply(candidate.maintenanceScale()), BigDecimal.ONE);
            if (gain.signum() <= 0) {
                return candidate.whole(Reason.NO_GAIN);
            }
            BigDecimal gainOfTier = gain.multiply(left.subtract(tier.lower()));
            if (needed.compareTo(gainOfTier) <= 0) {
                return sized(candidate, new Ratio(needed, gain).plus(notional.subtract(left)));
            }
            needed = needed.subtract(gainOfTier);
            left = tier.lower();
        }
        return candidate.whole(Reason.FRACTION);
    }

    private Slice sized(Candidate candidate, Ratio closing) {
        Reason reason = reason(closing, candidate.notional());
        return reason == Reason.TARGET
                ? candidate.part(closing, closing.dividedBy(candidate.mark().abs()))
                : candidate.whole(reason);
    }

    /** The full-close rules, looked at on the exact closing notional before any lot (G14). */
    private Reason reason(Ratio closing, BigDecimal notional) {
        if (closing.compareTo(parameters.fullCloseFraction().multiply(notional)) >= 0) {
            return Reason.FRACTION;
        }
        boolean leavesDust = closing.compareTo(notional.subtract(parameters.minRemainingNotional())) > 0;
        return leavesDust ? Reason.DUST : Reason.TARGET;
    }

    private List<Candidate> byRelease(List<Candidate> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing(SliceSizing::marginalRate)
                        .reversed()
                        .thenComparing(Candidate::instrument))
                .toList();
    }

    /** The rate of the tier its notional ends in; at an exact edge the lower one. */
    private static BigDecimal marginalRate(Candidate candidate) {
        return tiers(candidate)
                .pieceAt(candidate.notional())
                .tier()
                .maintenanceRate()
                .multiply(candidate.maintenanceScale());
    }

    private static MarginTiers tiers(Candidate candidate) {
        return candidate
                .tiers()
                .orElseThrow(() -> new IllegalArgumentException(
                        candidate.instrument().name() + " has no tiers, which only a portfolio does without"));
    }

    private BigDecimal gainOfWhole(Candidate candidate) {
        BigDecimal notional = candidate.notional();
        return gain(tiers(candidate).maintenance(notional).multiply(candidate.maintenanceScale()), notional);
    }

    /** (h*MM - E) x b. */
    private BigDecimal shortfall(BigDecimal equity, BigDecimal maintenance) {
        return target.slack(equity, maintenance).negate();
    }

    /** (h*released - phi*closed) x b. */
    private BigDecimal gain(BigDecimal releasedMaintenance, BigDecimal closedNotional) {
        return targetNumerator.multiply(releasedMaintenance).subtract(costTimesDenominator.multiply(closedNotional));
    }
}
