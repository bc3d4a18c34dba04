package io.breakwater.node.simulation;

import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;

/**
 * Models the venue's own order book of one symbol: a mid that stands a displacement away from the outside index.
 *
 * <p>{@code mid = index*(1 + d)}. A trade of notional N moves d by {@code 1 %*N/D} to its side, where D is the depth
 * within 1 %, and fills at the mean of d before and after, half a spread worse. Afterwards d recovers by half every half
 * life. D falls in a straight line from its calm value to the stressed share of it while the range of the index over
 * the last window goes from the calm to the stressed one. All arithmetic is in integers.
 */
public final class OwnBook {

    /** The move that depth is measured at. */
    private static final Rate DEPTH_MOVE = Rate.of("0.01");

    private static final int RANGE_BUCKETS = 60;

    /**
     * The terms of a book.
     *
     * @param depth D in calm: notional that moves the mid by 1 %
     * @param halfLifeMillis in which a displacement recovers by half
     * @param halfSpread from mid to bid or ask, as a share
     * @param displacementAtMost beyond it the book takes nothing more; below 1
     * @param stressedDepthShare what is left of D under stress, in (0, 1]
     * @param rangeWindowMillis over which the index's range is measured
     * @param calmRange up to it D is whole
     * @param stressedRange from it on D is at the stressed share; above {@code calmRange}
     */
    public record Parameters(
            Money depth,
            long halfLifeMillis,
            Rate halfSpread,
            Rate displacementAtMost,
            Rate stressedDepthShare,
            long rangeWindowMillis,
            Rate calmRange,
            Rate stressedRange) {

        /** Refuses terms outside their limits. */
        public Parameters {
            require(depth.signum() > 0, "depth", depth);
            require(halfSpread.signum() >= 0 && halfSpread.compareTo(DEPTH_MOVE) <= 0, "half spread", halfSpread);
            require(
                    displacementAtMost.signum() > 0 && displacementAtMost.compareTo(Rate.of("0.9")) <= 0,
                    "greatest displacement",
                    displacementAtMost);
            require(
                    stressedDepthShare.signum() > 0 && stressedDepthShare.isFraction(),
                    "depth share",
                    stressedDepthShare);
            require(rangeWindowMillis >= 1_000, "range window ms", rangeWindowMillis);
            require(calmRange.signum() >= 0 && stressedRange.compareTo(calmRange) > 0, "stressed range", stressedRange);
        }

        private static void require(boolean holds, String field, Object value) {
            if (!holds) {
                throw new IllegalArgumentException("own book: " + field + " " + value + " is not possible");
            }
        }

        /** A half life of 15 s, a spread of 2 bp, 30 % of depth left once a minute's range reaches 3 %. */
        public static Parameters defaults(Money depth) {
            return new Parameters(
                    depth,
                    15_000,
                    Rate.of("0.0001"),
                    Rate.of("0.5"),
                    Rate.of("0.3"),
                    60_000,
                    Rate.of("0.005"),
                    Rate.of("0.03"));
        }
    }

    /**
     * What a trade did.
     *
     * @param quantity signed as asked: at most what was asked, whole lots, zero when the book takes nothing more
     * @param price mean price, to the tick against the taker
     */
    public record Fill(Quantity quantity, Price price) {}

    private final Parameters parameters;
    private final Quantity lot;
    private final Price tick;
    private final ExponentialDecay decay;
    private final PriceRange range;
    private long timeMillis;
    private Price index;
    private Price last;
    private long displacementUnits;

    /**
     * A book at its first index, without displacement.
     *
     * @throws IllegalArgumentException when the index, the lot or the tick is not positive
     */
    public OwnBook(Parameters parameters, Quantity lot, Price tick, long timeMillis, Price index) {
        Parameters.require(lot.signum() > 0, "lot", lot);
        Parameters.require(tick.signum() > 0, "tick", tick);
        this.parameters = parameters;
        this.lot = lot;
        this.tick = tick;
        this.decay = new ExponentialDecay(parameters.halfLifeMillis);
        this.range = new PriceRange(parameters.rangeWindowMillis, RANGE_BUCKETS);
        this.timeMillis = timeMillis;
        moveIndex(timeMillis, index);
        this.last = mid();
    }

    /**
     * The outside index has moved.
     *
     * @throws IllegalArgumentException when it is not positive, or time goes back
     */
    public void moveIndex(long nowMillis, Price newIndex) {
        Parameters.require(newIndex.signum() > 0, "index", newIndex);
        advance(nowMillis);
        index = newIndex;
        range.add(nowMillis, newIndex);
    }

    private void advance(long nowMillis) {
        Parameters.require(nowMillis >= timeMillis, "time ms before " + timeMillis, nowMillis);
        displacementUnits = decay.after(displacementUnits, nowMillis - timeMillis);
        timeMillis = nowMillis;
    }

    /**
     * Trades against the book: a positive quantity buys from it and lifts it, a negative one sells into it and presses
     * it down. Where the book would go beyond its greatest displacement, less is filled.
     *
     * @throws IllegalArgumentException when the quantity is not in whole lots, or time goes back
     */
    public Fill trade(long nowMillis, Quantity asked) {
        Parameters.require(asked.isWholeLots(lot), "quantity in lots of " + lot, asked);
        advance(nowMillis);
        Quantity filled = fillable(asked);
        if (filled.signum() == 0) {
            return new Fill(Quantity.ZERO, last);
        }
        long before = displacementUnits;
        long most = parameters.displacementAtMost.units();
        long after = before + filled.signum() * impactUnits(filled);
        displacementUnits = Math.max(-most, Math.min(most, after));
        Rate mean = new Rate(before + (displacementUnits - before) / 2);
        last = filled.signum() > 0 ? ask(mean) : bid(mean);
        return new Fill(filled, last);
    }

    private Quantity fillable(Quantity asked) {
        long room = parameters.displacementAtMost.units() - asked.signum() * displacementUnits;
        long impact = impactUnits(asked);
        if (impact <= room) {
            return asked;
        }
        long size = Int128.product(asked.abs().units(), Math.max(0, room)).dividedBy(impact, Rounding.DOWN);
        Quantity fits = new Quantity(size).toLots(lot, Rounding.DOWN);
        return asked.signum() > 0 ? fits : fits.negate();
    }

    /** What a quantity would move the mid by, in units of 1e-12; the most a long holds where it is more than that. */
    private long impactUnits(Quantity quantity) {
        Int128 scaled = Int128.product(index.times(quantity.abs(), Rounding.UP).units(), DEPTH_MOVE.units());
        Int128 most = Int128.product(depth().units(), Long.MAX_VALUE);
        return scaled.compareTo(most) >= 0 ? Long.MAX_VALUE : scaled.dividedBy(depth().units(), Rounding.UP);
    }

    /** How far the mid stands above the index, negative below, as a share of it. */
    public Rate displacement() {
        return new Rate(displacementUnits);
    }

    /** D now: notional that moves the mid by 1 %. */
    public Money depth() {
        long width = range.width().units();
        long calm = parameters.calmRange.units();
        long stressed = parameters.stressedRange.units();
        long progress = Math.min(Math.max(0, width - calm), stressed - calm);
        long lost = Rate.ONE.units() - parameters.stressedDepthShare.units();
        long lostNow = Int128.product(lost, progress).dividedBy(stressed - calm, Rounding.HALF_EVEN);
        return new Rate(Rate.ONE.units() - lostNow)
                .of(parameters.depth, Rounding.DOWN)
                .max(new Money(1));
    }

    /** The middle of the book. */
    public Price mid() {
        return away(displacement(), Rounding.HALF_EVEN);
    }

    /** Best bid, down to the tick but at least one. */
    public Price bid() {
        return bid(displacement());
    }

    /** Best ask, up to the tick. */
    public Price ask() {
        return ask(displacement());
    }

    /** The price of the last fill; the first mid before any. */
    public Price last() {
        return last;
    }

    private Price bid(Rate at) {
        return away(at.minus(parameters.halfSpread), Rounding.DOWN)
                .toTick(tick, Rounding.DOWN)
                .max(tick);
    }

    private Price ask(Rate at) {
        return away(at.plus(parameters.halfSpread), Rounding.UP).toTick(tick, Rounding.UP);
    }

    private Price away(Rate displacement, Rounding rounding) {
        long factor = Rate.ONE.units() + displacement.units();
        return new Price(Int128.product(index.units(), factor).dividedBy(Rate.ONE.units(), rounding));
    }
}
