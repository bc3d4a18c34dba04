package io.breakwater.core.account;

/**
 * Something that has happened to an account: a fact, in the past tense, with everything it needs to be applied again.
 * {@code applyTo} has no business condition; whatever could be refused was refused before the event existed.
 */
public sealed interface AccountEvent permits LifecycleEvent, FactEvent, SettlementEvent, RiskEvent {

    /** Event time, UTC; within an account it never decreases. */
    long timeMillis();

    /** Applies the fact to a change in the making. */
    void applyTo(AccountChange change);
}
