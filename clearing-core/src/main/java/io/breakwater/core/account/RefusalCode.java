package io.breakwater.core.account;

/** Why a command is refused: a closed set, the same on the wire, in the console and in logs. The names are stable. */
public enum RefusalCode {
    /** The account was never opened. */
    ACCOUNT_UNKNOWN,
    /** The account is open already, with other terms. */
    ACCOUNT_EXISTS,
    /** The account is closed. */
    ACCOUNT_CLOSED,
    /** The account still holds or owes something. */
    ACCOUNT_NOT_EMPTY,
    /** An amount or quantity must be positive. */
    AMOUNT_NOT_POSITIVE,
    /** The collateral asset has no parameters. */
    ASSET_UNKNOWN,
    /** There is no market, price or parameter set for something held or asked for. */
    MARKET_UNKNOWN,
    /** The market view is older than what the account has already applied. */
    BEHIND_MARKET_EPOCH,
    /** The id was used with another payload. */
    ID_REUSED,
    /** The id's business date is outside the de-duplication window. */
    ID_TOO_OLD,
    /** The id was refused for good before it could be booked. */
    ID_ABANDONED,
    /** The feed state does not permit this. */
    FEED_NOT_TRUSTED,
    /** Init equity would fall below the initial requirement. */
    INSUFFICIENT_INITIAL_MARGIN,
    /** The balance does not cover the amount. */
    INSUFFICIENT_BALANCE,
    /** An open margin call permits only what reduces risk. */
    REDUCE_ONLY,
    /** The account is being liquidated. */
    IN_LIQUIDATION,
    /** The account is not being liquidated. */
    NOT_IN_LIQUIDATION,
    /** The account's mode or role does not hold this instrument. */
    INSTRUMENT_NOT_ALLOWED,
    /** The instrument has expired. */
    INSTRUMENT_EXPIRED,
    /** The quantity is not a whole number of lots. */
    NOT_WHOLE_LOTS,
    /** The account may not hold more positions. */
    TOO_MANY_POSITIONS,
    /** The account may not hold more kinds of collateral. */
    TOO_MANY_ASSETS,
    /** The account may not have more reservations open. */
    TOO_MANY_RESERVATIONS,
    /** The account is not the party of the settlement that this step is for. */
    NOT_A_PARTY,
    /** There is no reservation under the id. */
    NOTHING_RESERVED,
    /** There is no open slice under the id. */
    SLICE_UNKNOWN,
    /** More than the slice has left, or than the position holds. */
    SLICE_EXCEEDED,
    /** A take of the slice is still being decided by its counterparty. */
    SLICE_IN_USE,
    /** The lease that pays for the slice has expired. */
    LEASE_EXPIRED,
    /** A newer lease has been used already. */
    FENCE_OUTDATED,
    /** Closing on these terms would not raise health. */
    HEALTH_NOT_RAISED,
    /** The account no longer qualifies as a deleveraging target for this quantity. */
    NOT_DELEVERAGEABLE,
    /** More fees than are due. */
    FEES_NOT_DUE,
    /** A number would not fit its type. */
    VALUE_OVERFLOW
}
