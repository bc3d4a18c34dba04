package io.breakwater.core.instrument;

/** The right an option gives: to buy (call) or to sell (put) at the strike. */
public enum OptionKind {
    /** Pays max(settlement - strike, 0). */
    CALL("C"),
    /** Pays max(strike - settlement, 0). */
    PUT("P");

    private final String letter;

    OptionKind(String letter) {
        this.letter = letter;
    }

    /** The last letter of the option's name. */
    public String letter() {
        return letter;
    }
}
