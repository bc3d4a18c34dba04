package io.breakwater.node.cli;

import io.breakwater.core.money.Rate;

/** Refuses the value of an option that is outside its limits, in one line that names option, value and limits. */
final class OptionRange {

    private OptionRange() {}

    /** A whole number within limits, both included. */
    static int between(String option, int value, int least, int most) {
        return require(value >= least && value <= most, option, value, "from " + least + " to " + most);
    }

    /** A rate above zero, and at most a limit. */
    static Rate positive(String option, Rate value, Rate most) {
        boolean holds = value.signum() > 0 && value.compareTo(most) <= 0;
        return require(holds, option, value, "above 0 and at most " + most);
    }

    /** A rate within [0, 1]. */
    static Rate fraction(String option, Rate value) {
        return require(value.isFraction(), option, value, "from 0 to 1");
    }

    private static <V> V require(boolean holds, String option, V value, String limits) {
        if (!holds) {
            throw new IllegalArgumentException(option + " " + value + " is not " + limits);
        }
        return value;
    }
}
