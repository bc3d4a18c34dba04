package io.breakwater.node.liquidation;

import io.breakwater.core.money.Rate;

/**
 * Who is told how far the throttle of a symbol holds its liquidations back. The coordinator tells it; while there is none, its
 * last word stands.
 */
@FunctionalInterface
public interface ThrottleReport {

    /**
     * Tells the gain of a symbol now; said again and again, so that one lost word does not stay wrong.
     *
     * @param gain below 1 while liquidation is slowed
     */
    void gain(String underlying, Rate gain);
}
