package io.breakwater.core.instrument;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The size tiers of an underlying, kept as affine pieces.
 *
 * <p>{@code MM(N) = max_n(mmr_n*N - ded_n)} with {@code ded_n = ded_(n-1) + L_n*(mmr_n - mmr_(n-1))}; the initial
 * requirement alike (risk model B.5). With rates that never fall the maximum is the piece that N lies in, so the
 * function is convex and continuous: splitting a position never raises its requirement, and no edge jumps.
 */
public final class MarginTiers {

    /**
     * One row of the table.
     *
     * @param lower notional at which it begins, in the settlement currency
     * @param initialRate share of each further unit of notional required to open
     * @param maintenanceRate share of each further unit of notional required to keep
     */
    public record Tier(BigDecimal lower, BigDecimal initialRate, BigDecimal maintenanceRate) {}

    /**
     * A tier with what its line leaves off: on it the requirement is {@code rate*N - deduction}.
     *
     * @param tier the row
     * @param initialDeduction deduction of the initial requirement
     * @param maintenanceDeduction deduction of the maintenance requirement
     */
    public record Piece(Tier tier, BigDecimal initialDeduction, BigDecimal maintenanceDeduction) {

        /** Maintenance requirement of this line at a notional, also outside its own interval. */
        public BigDecimal maintenance(BigDecimal notional) {
            return tier.maintenanceRate.multiply(notional).subtract(maintenanceDeduction);
        }

        /** Initial requirement of this line at a notional, also outside its own interval. */
        public BigDecimal initial(BigDecimal notional) {
            return tier.initialRate.multiply(notional).subtract(initialDeduction);
        }
    }

    private final List<Piece> pieces;

    private MarginTiers(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /**
     * A table from its rows.
     *
     * @throws IllegalArgumentException when the first row does not begin at 0, a lower bound does not rise, a rate falls,
     *     or a row breaks 0 &lt; maintenance &lt;= initial &lt;= 1, maintenance &lt; 1; the message names the row
     */
    public static MarginTiers of(List<Tier> tiers) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("tiers: at least one is needed");
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            checkRates("tiers[" + i + "]", tier);
            pieces.add(i == 0 ? first(tier) : next("tiers[" + i + "]", pieces.get(i - 1), tier));
        }
        return new MarginTiers(pieces);
    }

    private static void checkRates(String row, Tier tier) {
        if (tier.maintenanceRate.signum() <= 0 || tier.maintenanceRate.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    row + ": maintenance rate " + tier.maintenanceRate.toPlainString() + " is not in (0, 1)");
        }
        if (tier.initialRate.compareTo(tier.maintenanceRate) < 0 || tier.initialRate.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(row + ": initial rate " + tier.initialRate.toPlainString()
                    + " is not between the maintenance rate and 1");
        }
    }

    private static Piece first(Tier tier) {
        if (tier.lower.signum() != 0) {
            throw new IllegalArgumentException("tiers[0]: lower " + tier.lower.toPlainString() + " is not 0");
        }
        return new Piece(tier, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    private static Piece next(String row, Piece before, Tier tier) {
        if (tier.lower.compareTo(before.tier.lower) <= 0) {
            throw new IllegalArgumentException(row + ": lower " + tier.lower.toPlainString() + " does not rise above "
                    + before.tier.lower.toPlainString());
        }
        BigDecimal initialStep = tier.initialRate.subtract(before.tier.initialRate);
        BigDecimal maintenanceStep = tier.maintenanceRate.subtract(before.tier.maintenanceRate);
        if (initialStep.signum() < 0 || maintenanceStep.signum() < 0) {
            throw new IllegalArgumentException(row + ": a rate falls below that of the row before");
        }
        return new Piece(
                tier,
                before.initialDeduction.add(tier.lower.multiply(initialStep)),
                before.maintenanceDeduction.add(tier.lower.multiply(maintenanceStep)));
    }

    /** The affine pieces, by rising lower bound. */
    public List<Piece> pieces() {
        return pieces;
    }

    /** The piece a notional lies in; at an exact edge the lower one (risk model B.5). */
    public Piece pieceAt(BigDecimal notional) {
        return pieces.get(indexAt(notional));
    }

    /** The index of the piece a notional lies in; at an exact edge the lower one. */
    public int indexAt(BigDecimal notional) {
        int index = pieces.size() - 1;
        while (index > 0 && notional.compareTo(pieces.get(index).tier.lower) <= 0) {
            index--;
        }
        return index;
    }

    /** Maintenance requirement of a notional, exact. */
    public BigDecimal maintenance(BigDecimal notional) {
        return pieceAt(notional).maintenance(notional);
    }

    /** Initial requirement of a notional, exact, before any add-on for open interest. */
    public BigDecimal initial(BigDecimal notional) {
        return pieceAt(notional).initial(notional);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarginTiers tiers && pieces.equals(tiers.pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }

    @Override
    public String toString() {
        return pieces.toString();
    }
}
