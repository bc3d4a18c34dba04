package io.breakwater.core.margin;

import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the margin law needs to see of an account: its holdings already joined with the market, in exact decimals.
 *
 * @param mode how positions share margin
 * @param collateral holdings, the settlement currency included
 * @param positions open positions, at most one an instrument
 * @param feesDue fees accrued and not yet paid, in the settlement currency; never negative
 * @param conditions what the market adds to an underlying's requirements; an absent one is {@link Conditions#NONE}
 */
public record MarginAccount(
        MarginMode mode,
        List<Collateral> collateral,
        List<Position> positions,
        BigDecimal feesDue,
        Map<String, Conditions> conditions) {

    /** Copies the lists. */
    public MarginAccount {
        collateral = List.copyOf(collateral);
        positions = List.copyOf(positions);
        conditions = Map.copyOf(conditions);
    }

    /** The conditions of an underlying. */
    public Conditions conditions(String underlying) {
        return conditions.getOrDefault(underlying, Conditions.NONE);
    }

    /**
     * A collateral holding, or a debt when negative.
     *
     * @param asset its name
     * @param amount signed amount in coins
     * @param price in the settlement currency
     * @param haircut how much of it counts
     */
    public record Collateral(String asset, BigDecimal amount, BigDecimal price, HaircutCurve haircut) {

        /** What it counts for: an asset less its haircut, a debt plus it. */
        public BigDecimal counted() {
            return haircut.counted(amount.multiply(price));
        }
    }

    /**
     * An open position at the market.
     *
     * @param instrument what is held
     * @param quantity signed
     * @param mark mark price; of an option, its forward
     * @param stable stable price for init equity (B.4); the mark where there is none
     * @param profit unrealised profit of a perpetual or future at the mark, funding included: quantity*mark + quote;
     *     for an option the quote alone (0 where the premium is already in cash), its value is computed
     * @param option what values the option; present exactly when the instrument is one
     * @param reservedBuy quantity of open orders and reservations that would buy, at least 0
     * @param reservedSell quantity of open orders and reservations that would sell, at least 0
     */
    public record Position(
            Instrument instrument,
            BigDecimal quantity,
            BigDecimal mark,
            BigDecimal stable,
            BigDecimal profit,
            Optional<OptionInputs> option,
            BigDecimal reservedBuy,
            BigDecimal reservedSell) {

        /** A position without open orders, whose stable price is its mark. */
        public static Position of(
                Instrument instrument,
                BigDecimal quantity,
                BigDecimal mark,
                BigDecimal profit,
                Optional<OptionInputs> option) {
            return new Position(instrument, quantity, mark, mark, profit, option, BigDecimal.ZERO, BigDecimal.ZERO);
        }

        /** Notional of what is held: |quantity| x mark (of an option, x forward). */
        public BigDecimal notional() {
            return quantity.abs().multiply(mark.abs());
        }

        /** Notional that requirements by size count: {@link #worstQuantity} x mark. */
        public BigDecimal countedNotional() {
            return worstQuantity().multiply(mark.abs());
        }

        /** The largest quantity that open orders could lead to, unsigned: the worst side, gross of the increasing side. */
        public BigDecimal worstQuantity() {
            return quantity.add(reservedBuy)
                    .abs()
                    .max(quantity.subtract(reservedSell).abs())
                    .max(quantity.abs());
        }
    }

    /**
     * What values an option (risk model B.2).
     *
     * @param forward forward price of its expiry
     * @param impliedVolatility a year, as a fraction; in price units where the underlying may be negative (Bachelier)
     * @param years time to expiry in years of 365 days, positive
     */
    public record OptionInputs(BigDecimal forward, BigDecimal impliedVolatility, BigDecimal years) {}

    /**
     * What the market adds to the requirements of an underlying.
     *
     * @param maintenanceScale range over base range for existing positions (B.6), at least 0
     * @param initialScale range over base range for new risk (B.6), at least 0
     * @param openInterestShare how far open interest is between its caps, in [0, 1] (B.5)
     * @param positiveProfitWeight share of positive profit in init equity, in [0, 1] (B.4)
     */
    public record Conditions(
            BigDecimal maintenanceScale,
            BigDecimal initialScale,
            BigDecimal openInterestShare,
            BigDecimal positiveProfitWeight) {

        /** No scaling, no add-on, full credit. */
        public static final Conditions NONE =
                new Conditions(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE);

        /** Refuses negative scales, and a share or a weight outside [0, 1]: init equity could exceed equity. */
        public Conditions {
            requireAtLeastZero("maintenanceScale", maintenanceScale);
            requireAtLeastZero("initialScale", initialScale);
            requireFraction("openInterestShare", openInterestShare);
            requireFraction("positiveProfitWeight", positiveProfitWeight);
        }

        private static void requireAtLeastZero(String field, BigDecimal value) {
            if (value.signum() < 0) {
                throw new IllegalArgumentException(field + " " + value.toPlainString() + " is below 0");
            }
        }

        private static void requireFraction(String field, BigDecimal value) {
            requireAtLeastZero(field, value);
            if (value.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException(field + " " + value.toPlainString() + " is above 1");
            }
        }
    }
}
