package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;

/**
 * A price that was published at a time: what moving windows are made of and kept as.
 *
 * @param timeMillis when it was published, UTC epoch milliseconds
 * @param price the published price
 */
public record PriceSample(long timeMillis, Price price) {}
