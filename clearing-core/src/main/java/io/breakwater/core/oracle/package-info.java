/**
 * Prices from many venues to one that may be trusted or not: quotes are judged and reduced to a robust median, jumps are
 * clamped until confirmed, and every published price carries its feed state (risk model B.4, B.9). The package knows
 * money and market; {@code protocol} runs it as a state machine of one symbol, and margin reads what it publishes. All
 * of it is integers and immutable values, with time as an argument. Read
 * {@link io.breakwater.core.oracle.PriceAggregation} first, then {@link io.breakwater.core.oracle.PriceAggregator}.
 */
package io.breakwater.core.oracle;
