package io.breakwater.node.market;

/**
 * A change of the definitions that is durable.
 *
 * @param version of the definitions after it
 * @param change what has changed
 */
public record DirectoryEvent(long version, DirectoryProtocol.Change change) {}
