package io.breakwater.node.liquidation;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Where processes that would be the coordinator agree who is: a term has one holder at a time, and terms rise. Every
 * process of the cluster reaches the same store.
 */
public interface TermStore {

    /**
     * Holds a term, or goes on holding it, for the store's time from some moment after this call.
     *
     * @param holder name of this life of the process
     * @return the term, the same as long as it is held without a break; empty while another holds one
     */
    CompletionStage<OptionalLong> hold(String holder);
}
