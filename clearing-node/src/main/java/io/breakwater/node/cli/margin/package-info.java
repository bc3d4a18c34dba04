/**
 * The margin check: what the margin of accounts would be that need not exist, as one JSON request and one JSON answer.
 * The readers refuse whatever the contract does not allow and name the field; {@code clearing-core} computes; the writer
 * rounds each number once. Read {@link io.breakwater.node.cli.margin.MarginCommand} first, then
 * {@link io.breakwater.node.cli.margin.MarginCheck}.
 */
package io.breakwater.node.cli.margin;
