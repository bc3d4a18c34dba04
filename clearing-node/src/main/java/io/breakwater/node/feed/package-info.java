/**
 * Quotes from outside, in time order: recorded market files are read row by row, merged into one tape, and surveyed for
 * the settings an aggregator needs of each source. It knows nothing of accounts; {@code io.breakwater.node.simulation}
 * plays its tapes and generates others of the same type. Read {@link io.breakwater.node.feed.QuoteTape} first, then
 * {@link io.breakwater.node.feed.MarketFile}.
 */
package io.breakwater.node.feed;
