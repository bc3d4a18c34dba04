package io.breakwater.node.oracle;

import io.breakwater.core.money.Rate;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;

/** What the oracle aggregator of an underlying hears, from anywhere in the cluster. */
public sealed interface OracleProtocol {

    /**
     * Quotes of any sources, in order; they count from the next tick on.
     *
     * @param quotes bounded by a setting
     * @param replyTo told when all of them are taken or refused
     */
    record Publish(List<SourceQuote> quotes, ActorRef<Receipt> replyTo) implements OracleProtocol {
        /** Copies the list. */
        public Publish {
            quotes = List.copyOf(quotes);
        }
    }

    /**
     * Stop the feed: it publishes its last price as HALTED.
     *
     * @param reason for the record
     * @param replyTo told once it is durable
     */
    record Halt(String reason, ActorRef<HaltReceipt> replyTo) implements OracleProtocol {}

    /**
     * Let the feed return.
     *
     * @param replyTo told once it is durable
     */
    record Resume(ActorRef<HaltReceipt> replyTo) implements OracleProtocol {}

    /**
     * The liquidation coordinator tells the symbol's throttle gain.
     *
     * @param gain below 1 while liquidation is slowed
     */
    record ThrottleReported(Rate gain) implements OracleProtocol {}

    /**
     * The definition in force; it also starts an aggregator that does not run. An older version than the one it runs
     * under changes nothing.
     *
     * @param version of the definitions
     * @param definition of this underlying
     */
    record Configure(long version, SymbolDefinition definition) implements OracleProtocol {}

    /** What the entity tells itself; never leaves its node. */
    sealed interface Private extends OracleProtocol, NoSerializationVerificationNeeded {}

    /** Its journal is read. */
    record Start() implements Private {}

    /** Its shard stops it: it moves to another node, or has asked for it. */
    record Stop() implements Private {}

    /** Its timer: publish. */
    record Tick() implements Private {}

    /**
     * The directory has answered.
     *
     * @param version of the definitions
     * @param definition of this underlying, if there is one
     */
    record DefinitionRead(long version, Optional<SymbolDefinition> definition) implements Private {}

    /** The directory has not answered in time. */
    record DefinitionLost() implements Private {}

    /**
     * What became of a batch.
     *
     * @param accepted how many quotes were taken
     * @param refused the others
     */
    record Receipt(int accepted, List<RefusedQuote> refused) {
        /** Copies the list. */
        public Receipt {
            refused = List.copyOf(refused);
        }
    }

    /**
     * A quote that was not taken.
     *
     * @param source who said it
     * @param sequence its number
     * @param reason why
     * @param detail the value and its limit, where there is one; empty otherwise
     */
    record RefusedQuote(String source, long sequence, Reason reason, String detail) {}

    /** Why a quote was not taken. */
    enum Reason {
        /** No such source is configured for this kind of quote. */
        UNKNOWN_SOURCE,
        /** Its sequence is not higher than one already taken. */
        SEQUENCE,
        /** Its price is zero or negative where the underlying's cannot be. */
        NON_POSITIVE,
        /** The underlying is not defined. */
        UNDEFINED,
        /** The batch is longer than allowed; none of it was taken. */
        TOO_MANY,
        /** The definition could not be read or too much waits for it; to be sent again. */
        UNAVAILABLE
    }

    /**
     * What became of a halt or a resume.
     *
     * @param underlying which
     * @param outcome whether the feed is so now
     */
    record HaltReceipt(String underlying, HaltOutcome outcome) {}

    /** What became of a halt or a resume. */
    enum HaltOutcome {
        /** It is so, and durable. */
        DURABLE,
        /** The underlying is not defined. */
        UNDEFINED,
        /** The definition could not be read; to be sent again. */
        UNAVAILABLE
    }
}
