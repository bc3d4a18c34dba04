package io.breakwater.node.market;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The directory of markets, wherever in the cluster it lives. A stage fails when no answer comes in time. */
public interface Directory {

    /** Asks for a change; the answer says whether it is durable. */
    default CompletionStage<DirectoryProtocol.Answer> change(DirectoryProtocol.Change change) {
        return change(change, Optional.empty());
    }

    /** Asks for a change that an operation wants, once however often it is asked for. */
    CompletionStage<DirectoryProtocol.Answer> change(DirectoryProtocol.Change change, Optional<Operation> operation);

    /** Whether an operation has happened, must be refused, or is new. */
    CompletionStage<DirectoryProtocol.Answer> recall(Operation operation);

    /** The present definitions. */
    CompletionStage<MarketDefinitions> read();
}
