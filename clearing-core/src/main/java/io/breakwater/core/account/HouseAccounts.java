package io.breakwater.core.account;

/** The ids of the house's own accounts: one fund and one backstop a symbol, a global fund and the operator's tranche. */
public final class HouseAccounts {

    /** The fund behind all symbol funds; it also receives what rounding leaves over. */
    public static final String GLOBAL_FUND = "fund:global";

    /** The operator's own capital in the waterfall. */
    public static final String TRANCHE = "tranche:operator";

    private HouseAccounts() {}

    /** The insurance fund of an underlying. */
    public static String symbolFund(String underlying) {
        return "fund:" + underlying;
    }

    /** The backstop of an underlying. */
    public static String backstop(String underlying) {
        return "backstop:" + underlying;
    }
}
