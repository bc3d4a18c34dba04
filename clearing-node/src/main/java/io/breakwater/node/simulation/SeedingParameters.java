package io.breakwater.node.simulation;

import io.breakwater.core.money.Money;

/**
 * Who takes part in a run, and with how much. Shares are in [0, 1].
 *
 * @param traders how many, at most a million
 * @param makers how many share the other side
 * @param keepers how many
 * @param longShare of positions that are long
 * @param isolatedShare of traders in isolated mode
 * @param portfolioShare of traders in portfolio mode, with perpetuals only
 * @param coinCollateralShare of cross traders who post BTC or ETH for half of their margin
 * @param positionsAtMost of one trader; at least 1
 * @param leverageLow least leverage asked for, above 0
 * @param leverageHigh greatest leverage asked for
 * @param initialMarginCover equity is at least this many times the initial requirement, at least 1
 * @param notionalLow least notional of a position, in the settlement currency
 * @param notionalHigh greatest notional of an ordinary position
 * @param largeShare of traders whose positions are larger by {@code largeFactor}
 * @param largeFactor how much larger, at least 1
 * @param makerCover a maker's equity as a share of the gross notional it holds
 * @param makerCapital a maker's least equity
 * @param keeperCapital of each keeper
 * @param backstopCapital of each symbol's backstop
 * @param symbolFund of each symbol
 * @param globalFund behind them
 * @param tranche of the operator
 */
public record SeedingParameters(
        int traders,
        int makers,
        int keepers,
        double longShare,
        double isolatedShare,
        double portfolioShare,
        double coinCollateralShare,
        int positionsAtMost,
        double leverageLow,
        double leverageHigh,
        double initialMarginCover,
        double notionalLow,
        double notionalHigh,
        double largeShare,
        double largeFactor,
        double makerCover,
        Money makerCapital,
        Money keeperCapital,
        Money backstopCapital,
        Money symbolFund,
        Money globalFund,
        Money tranche) {

    /** Refuses counts, shares and ranges outside their limits. */
    public SeedingParameters {
        between("traders", traders, 1, 1_000_000);
        between("makers", makers, 1, 1_000);
        between("keepers", keepers, 0, 1_000);
        between("longShare", longShare, 0, 1);
        between("isolatedShare", isolatedShare, 0, 1);
        between("portfolioShare", portfolioShare, 0, 1 - isolatedShare);
        between("coinCollateralShare", coinCollateralShare, 0, 1);
        between("positionsAtMost", positionsAtMost, 1, 100);
        between("leverageLow", leverageLow, 0.1, leverageHigh);
        between("leverageHigh", leverageHigh, leverageLow, 1_000);
        between("initialMarginCover", initialMarginCover, 1, 100);
        between("notionalLow", notionalLow, 1, notionalHigh);
        between("notionalHigh", notionalHigh, notionalLow, 1e8);
        between("largeShare", largeShare, 0, 1);
        between("largeFactor", largeFactor, 1, 100);
        between("makerCover", makerCover, 0, 100);
    }

    private static void between(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "seeding: " + name + " " + value + " is not between " + low + " and " + high);
        }
    }

    /** Two thousand traders, 65 % long, 2 to 40 times leveraged, with funds that a crash can exhaust. */
    public static SeedingParameters defaults() {
        return new SeedingParameters(
                2_000,
                4,
                8,
                0.65,
                0.30,
                0.02,
                0.03,
                3,
                2,
                40,
                1.01,
                1_000,
                150_000,
                0.01,
                20,
                0.5,
                Money.of("1000000"),
                Money.of("2000000"),
                Money.of("2000000"),
                Money.of("250000"),
                Money.of("1000000"),
                Money.of("10000"));
    }

    /** The same with another number of traders. */
    public SeedingParameters withTraders(int count) {
        return new SeedingParameters(
                count,
                makers,
                keepers,
                longShare,
                isolatedShare,
                portfolioShare,
                coinCollateralShare,
                positionsAtMost,
                leverageLow,
                leverageHigh,
                initialMarginCover,
                notionalLow,
                notionalHigh,
                largeShare,
                largeFactor,
                makerCover,
                makerCapital,
                keeperCapital,
                backstopCapital,
                symbolFund,
                globalFund,
                tranche);
    }
}
