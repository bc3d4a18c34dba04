package io.breakwater.core.liquidation;

import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a liquidation closes of each position, sized just large enough to bring the account back to its target health.
 *
 * <p>A slice closes at most the closed form plus one lot, never flips a side, and raises health (risk model B.10,
 * invariant 5). Everything is exact; only a quantity is rounded, up to the lot.
 *
 * @param kind how much of the account closes
 * @param slices what closes, in the order of the candidates; positions that stay have none
 */
public record SlicePlan(Kind kind, List<Slice> slices) {

    private static final SlicePlan NOTHING = new SlicePlan(Kind.NONE, List.of());

    /** How much of an account a plan closes. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** Part of it: something stays. */
        PARTIAL,
        /** Every position whole, in the market. */
        FULL,
        /** Every position whole, taken over by the backstop. */
        BACKSTOP
    }

    /** Why a slice has its size. */
    public enum Reason {
        /** It restores the target health. */
        TARGET,
        /** Whole, because closing releases no more margin than it costs: h*r &lt;= phi. */
        NO_GAIN,
        /** Whole, because the target needs at least the full-close fraction of it. */
        FRACTION,
        /** Whole, because less than the minimum notional would stay. */
        DUST,
        /** Whole, because health is below the backstop threshold. */
        BACKSTOP
    }

    /**
     * A position that may be closed.
     *
     * @param instrument what is held
     * @param quantity signed, not 0
     * @param mark mark price; of an option, its forward
     * @param tiers size tiers of its underlying; needed in CROSS and ISOLATED
     * @param lot step of quantities, positive
     * @param maintenanceScale multiplies the maintenance rates of the tiers (risk model B.6), at least 0
     */
    public record Candidate(
            Instrument instrument,
            BigDecimal quantity,
            BigDecimal mark,
            Optional<MarginTiers> tiers,
            BigDecimal lot,
            BigDecimal maintenanceScale) {

        /** Refuses a quantity of 0, a lot that is not positive and a negative scale. */
        public Candidate {
            if (quantity.signum() == 0 || lot.signum() <= 0 || maintenanceScale.signum() < 0) {
                throw new IllegalArgumentException(instrument.name() + ": quantity " + quantity.toPlainString()
                        + " must not be 0, lot " + lot.toPlainString() + " must be above 0, maintenance scale "
                        + maintenanceScale.toPlainString() + " at least 0");
            }
        }

        /** |quantity| x |mark|. */
        BigDecimal notional() {
            return quantity.multiply(mark).abs();
        }

        Slice whole(Reason reason) {
            return new Slice(instrument, quantity.abs(), Ratio.of(notional()), reason);
        }

        /** A part of an exact notional, its quantity up to the lot and never more than is held. */
        Slice part(Ratio closed, Ratio closedQuantity) {
            BigDecimal lots = closedQuantity.toMultipleOf(lot, Rounding.UP);
            return new Slice(instrument, lots.min(quantity.abs()), closed, Reason.TARGET);
        }
    }

    /**
     * What closes of one position.
     *
     * @param instrument what closes
     * @param quantity unsigned, at most what is held
     * @param notional the exact closing notional y, before the lot
     * @param reason why this size
     */
    public record Slice(Instrument instrument, BigDecimal quantity, Ratio notional, Reason reason) {}

    /** Copies the list. */
    public SlicePlan {
        slices = List.copyOf(slices);
    }

    /**
     * The plan of an account in a state, at an equity and a maintenance margin.
     *
     * @param state the state the account is in; nothing is planned before LIQUIDATING
     * @param mode CROSS and ISOLATED close one position at a time, PORTFOLIO the same fraction of everything
     * @param equity E
     * @param maintenance MM, the sum over all candidates
     * @param candidates every position of the account, in the order wanted for the slices
     * @throws IllegalArgumentException when tiers are missing in CROSS or ISOLATED; the message names the instrument
     */
    public static SlicePlan of(
            HealthState state,
            MarginMode mode,
            BigDecimal equity,
            BigDecimal maintenance,
            List<Candidate> candidates,
            HealthThresholds thresholds,
            LiquidationParameters parameters) {
        if (!state.isLiquidation() || candidates.isEmpty()) {
            return NOTHING;
        }
        if (state != HealthState.LIQUIDATING) {
            return new SlicePlan(Kind.BACKSTOP, wholly(candidates, Reason.BACKSTOP));
        }
        SliceSizing sizing = new SliceSizing(thresholds.liquidationTarget(), parameters);
        List<Optional<Slice>> slices = mode == MarginMode.PORTFOLIO
                ? sizing.proportional(equity, maintenance, candidates)
                : sizing.oneAtATime(equity, maintenance, candidates);
        return new SlicePlan(
                kind(candidates, slices),
                slices.stream().flatMap(Optional::stream).toList());
    }

    static List<Slice> wholly(List<Candidate> candidates, Reason reason) {
        return candidates.stream().map(candidate -> candidate.whole(reason)).toList();
    }

    /** FULL when every position closes whole, also where a lot is what makes it whole. */
    private static Kind kind(List<Candidate> candidates, List<Optional<Slice>> slices) {
        if (slices.stream().allMatch(Optional::isEmpty)) {
            return Kind.NONE;
        }
        boolean allWhole = IntStream.range(0, candidates.size())
                .allMatch(i -> slices.get(i)
                        .filter(slice -> slice.quantity()
                                        .compareTo(candidates.get(i).quantity().abs())
                                == 0)
                        .isPresent());
        return allWhole ? Kind.FULL : Kind.PARTIAL;
    }
}
