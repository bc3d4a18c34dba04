package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Quantity;

/**
 * What a node's backstop desk hears. Nothing is answered: whoever asks sees it in the account. What is asked of an account
 * while another takeover of it is under way is left out, and asked again by its driver.
 */
public sealed interface BackstopProtocol {

    /** Whose takeover. */
    String account();

    /**
     * Take what is left of a slice at the auction's price, or withdraw it when there is no room.
     *
     * @param account in liquidation
     * @param sliceId within it
     */
    record TakeSlice(String account, String sliceId) implements BackstopProtocol {}

    /**
     * Take a part at the mark, if there is room for it.
     *
     * @param account in liquidation
     * @param instrument what is closed
     * @param quantity signed movement that closes it
     */
    record TakePart(String account, Instrument instrument, Quantity quantity) implements BackstopProtocol {}

    /**
     * Take the whole account, as far as there is room; a bankrupt one goes down the waterfall.
     *
     * @param account in liquidation
     */
    record TakeAll(String account) implements BackstopProtocol {}

    /**
     * A takeover has ended; the desk tells itself.
     *
     * @param account whose
     * @param failure why it ended early, null when it did not
     */
    record Ended(String account, Throwable failure) implements BackstopProtocol {}
}
