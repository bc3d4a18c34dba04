package io.breakwater.node.market;

import java.util.concurrent.CompletionStage;

/** The directory of markets, wherever in the cluster it lives. A stage fails when no answer comes in time. */
public interface Directory {

    /** Asks for a change; the answer says whether it is durable. */
    CompletionStage<DirectoryProtocol.Answer> change(DirectoryProtocol.Change change);

    /** The present definitions. */
    CompletionStage<MarketDefinitions> read();
}
