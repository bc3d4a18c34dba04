package io.breakwater.node.market;

import java.util.Optional;

/**
 * A change of the definitions that is durable.
 *
 * @param version of the definitions after it
 * @param change what has changed
 * @param operation that asked for it; none when a node did by itself
 */
public record DirectoryEvent(long version, DirectoryProtocol.Change change, Optional<Operation> operation) {}
