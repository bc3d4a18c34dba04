package io.breakwater.node.simulation;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened in a run. All of it is simulated: the same input gives the same report, to the byte.
 *
 * @param input what was played
 * @param policy name of the liquidation policy
 * @param quotes read from the tape
 * @param prices published, by underlying and feed state
 * @param accounts of traders
 * @param marginCalls issued, one each time an account gets worse and is called
 * @param curedCalls after which the account was well again without a liquidation
 * @param liquidations by how they ended
 * @param liquidatedNotional closed by force, at the marks of the moment
 * @param slices by who took them
 * @param badDebt equity below zero that accounts left behind
 * @param paidBy who bore losses
 * @param deleveragedQuantity by underlying
 * @param overshoot of the own mark against the path, or against the index where no path is known, by underlying
 * @param wronglyLiquidated accounts liquidated here and not in the same run without the lying venue; absent where nobody is
 *     known to lie
 * @param conservation whether the books balance
 * @param restoreTimeMillis from the first account in liquidation until none was any more, or the end of the run
 * @param simulatedMillis length of the run in the market's time
 * @param onSolTiers underlyings without parameters of their own
 */
public record SimulationReport(
        Input input,
        String policy,
        long quotes,
        SortedMap<String, SortedMap<FeedState, Long>> prices,
        long accounts,
        long marginCalls,
        long curedCalls,
        Liquidations liquidations,
        Money liquidatedNotional,
        Slices slices,
        Money badDebt,
        PaidBy paidBy,
        SortedMap<String, Quantity> deleveragedQuantity,
        SortedMap<String, Overshoot> overshoot,
        OptionalLong wronglyLiquidated,
        Conservation conservation,
        long restoreTimeMillis,
        long simulatedMillis,
        List<String> onSolTiers) {

    /** Copies the collections. */
    public SimulationReport {
        prices = copy(prices);
        deleveragedQuantity = copy(deleveragedQuantity);
        overshoot = copy(overshoot);
        onSolTiers = List.copyOf(onSolTiers);
    }

    /** The same report with the number of accounts that a lying venue got liquidated. */
    public SimulationReport withWronglyLiquidated(long count) {
        return new SimulationReport(
                input,
                policy,
                quotes,
                prices,
                accounts,
                marginCalls,
                curedCalls,
                liquidations,
                liquidatedNotional,
                slices,
                badDebt,
                paidBy,
                deleveragedQuantity,
                overshoot,
                OptionalLong.of(count),
                conservation,
                restoreTimeMillis,
                simulatedMillis,
                onSolTiers);
    }

    private static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /**
     * What a run played.
     *
     * @param files names of recorded files in the order given; empty for a generated crash
     * @param seed of the crash and of the accounts
     */
    public record Input(List<String> files, long seed) {

        /** Copies the list. */
        public Input {
            files = List.copyOf(files);
        }

        /** A crash generated from a seed. */
        public static Input generated(long seed) {
            return new Input(List.of(), seed);
        }
    }

    /**
     * Liquidations.
     *
     * @param started all
     * @param partial that stopped at the target
     * @param full that closed the account's positions
     * @param backstop that the backstop took over
     * @param open that had not ended when the run did
     */
    public record Liquidations(long started, long partial, long full, long backstop, long open) {

        /** Refuses liquidations that began and neither ended nor are open. */
        public Liquidations {
            if (started != partial + full + backstop + open) {
                throw new IllegalArgumentException("liquidations: " + started + " began, but " + partial + " partial, "
                        + full + " full, " + backstop + " taken over and " + open + " open ones are known");
            }
        }
    }

    /**
     * Slices.
     *
     * @param keepers taken by keepers
     * @param backstop taken by a backstop
     */
    public record Slices(long keepers, long backstop) {}

    /**
     * Who bore losses (risk model B.11).
     *
     * @param account the accounts' own equity
     * @param symbolFund funds of symbols
     * @param globalFund the global fund
     * @param tranche the operator
     * @param deleveraging counterparties, by deleveraging
     * @param haircut counterparties, by a haircut of gains
     * @param unpaid nobody
     */
    public record PaidBy(
            Money account,
            Money symbolFund,
            Money globalFund,
            Money tranche,
            Money deleveraging,
            Money haircut,
            Money unpaid) {}

    /**
     * Whether the books balance (invariant 1).
     *
     * @param positions quantities of every instrument sum to zero
     * @param cash what accounts and funds hold is what came in
     */
    public record Conservation(boolean positions, boolean cash) {}
}
