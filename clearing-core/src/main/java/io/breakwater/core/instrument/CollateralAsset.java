package io.breakwater.core.instrument;

/**
 * A collateral asset and how much of it counts.
 *
 * @param asset its name, such as {@code ETH}
 * @param haircut its piecewise haircut
 */
public record CollateralAsset(String asset, HaircutCurve haircut) {}
