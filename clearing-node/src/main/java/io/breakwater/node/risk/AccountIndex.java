package io.breakwater.node.risk;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Remembers which accounts there are, by shard, so that a node that gets a shard knows whom it has to watch. A row is
 * written before its account is asked to open and stays for ever: a row without an account says too much, never too
 * little.
 */
public interface AccountIndex {

    /** Notes an account; the same again changes nothing. Durable when the stage completes. */
    CompletionStage<?> add(String accountId);

    /** Every account of a shard, in no order. */
    CompletionStage<List<String>> accountsOf(int shard);

    /** Some account of a shard, if it has any. */
    CompletionStage<Optional<String>> someAccountOf(int shard);
}
