package io.breakwater.core.account;

/** Something asked of an account. Each command decides by itself, on an account that has caught up with all facts. */
public sealed interface AccountCommand permits LifecycleCommand, SettlementCommand, RiskCommand {

    /**
     * Decides, reading nothing but its arguments.
     *
     * @param account open unless {@link #opens}, and level with the market's facts
     * @param context market and bounds
     */
    Decision decide(Account account, AccountContext context);

    /** Whether it may be asked of an account that is not open yet. */
    default boolean opens() {
        return false;
    }

    /** Whether catching up with the market's facts is worth an event by itself. */
    default boolean catchesUp() {
        return false;
    }
}
