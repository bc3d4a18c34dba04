package io.breakwater.node.feed;

/**
 * One quote on a tape.
 *
 * @param timeMillis when it became known, UTC epoch milliseconds
 * @param source index into {@link QuoteTape#sources()}
 * @param underlying index into {@link QuoteTape#underlyings()}
 * @param priceUnits the price in units of 1e-8, as quoted: a broken feed may say zero or less, and the oracle must see it
 */
public record TapeQuote(long timeMillis, int source, int underlying, long priceUnits) {}
