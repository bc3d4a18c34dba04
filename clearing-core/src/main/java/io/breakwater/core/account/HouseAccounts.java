package io.breakwater.core.account;

import io.breakwater.core.money.Money;

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

    /** What an account of the house may pay now: its cash less what is reserved of it, at least 0 (invariant 7). */
    public static Money payable(Account account) {
        return account.cash().minus(Reservation.cashOut(account)).max(Money.ZERO);
    }
}
