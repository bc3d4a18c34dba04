package io.breakwater.node.oracle;

import io.breakwater.core.money.Rate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Every aggregator of the cluster by its underlying, wherever it lives. A stage fails when no answer comes in time. */
public interface Oracles {

    /** Gives quotes to an underlying's aggregator. */
    CompletionStage<OracleProtocol.Receipt> publish(String underlying, List<SourceQuote> quotes);

    /**
     * Stops a market.
     *
     * @param reason for the record
     */
    CompletionStage<OracleProtocol.HaltReceipt> halt(String underlying, String reason);

    /** Lets a market return. */
    CompletionStage<OracleProtocol.HaltReceipt> resume(String underlying);

    /** Tells the throttle gain of a symbol, below 1 while liquidation is slowed; unanswered. */
    void throttled(String underlying, Rate gain);
}
