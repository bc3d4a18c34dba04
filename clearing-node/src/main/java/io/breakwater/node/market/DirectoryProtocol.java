package io.breakwater.node.market;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the directory of markets hears. Every change says what it changes from, so that the same change told twice happens
 * once, and one made on an outdated reading is refused.
 */
public sealed interface DirectoryProtocol {

    /** Tell the present definitions. */
    record Read(ActorRef<MarketDefinitions> replyTo) implements DirectoryProtocol {}

    /**
     * Do this, or refuse it. An operation that has happened is accepted and not done again.
     *
     * @param change what
     * @param operation that asks for it; none when a node does by itself
     * @param replyTo told once it is durable or refused
     */
    record Apply(Change change, Optional<Operation> operation, ActorRef<Answer> replyTo) implements DirectoryProtocol {}

    /**
     * Tell what became of an operation, and the present definitions to make its change against.
     *
     * @param operation about to be asked for, perhaps again
     * @param replyTo told that it has happened, or must be refused, or is new
     */
    record Recall(Operation operation, ActorRef<Answer> replyTo) implements DirectoryProtocol {}

    /** A change of the definitions: the same value is asked for, and once it is durable, has happened. */
    sealed interface Change {

        /** Why the directory refuses it, if it does. */
        Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits);

        /** The state after it, still of the version before; equal to the state when it has happened already. */
        DirectoryState applyTo(DirectoryState state);
    }

    /**
     * Define a symbol or change it: its terms become part of a new epoch of the parameters.
     *
     * @param expectedEpoch of the parameters it is based on
     * @param terms of the underlying
     * @param definition how it is priced and throttled
     */
    record DefineSymbol(long expectedEpoch, UnderlyingParameters terms, SymbolDefinition definition) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return SymbolRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return SymbolRules.after(this, state);
        }
    }

    /**
     * Replace the parameters of all underlyings.
     *
     * @param expectedEpoch of the parameters it is based on
     * @param parameters their epoch is one higher
     */
    record ChangeParameters(long expectedEpoch, RiskParameters parameters) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return SymbolRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return SymbolRules.after(this, state);
        }
    }

    /**
     * List an instrument of a defined underlying; done already is no error.
     *
     * @param expectedEpoch of the parameters it is based on; they stay as they are
     * @param instrument which
     */
    record ListInstrument(long expectedEpoch, Instrument instrument) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /**
     * Move the cumulative funding of an instrument.
     *
     * @param instrument which
     * @param from the index it is based on
     * @param to the index afterwards
     */
    record MoveFunding(Instrument instrument, Price from, Price to) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /**
     * Charge every positive unrealised profit once more.
     *
     * @param instrument which
     * @param haircutEpoch how many haircuts there were before it
     * @param haircut share and price
     */
    record CutProfits(Instrument instrument, int haircutEpoch, LossHaircut haircut) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /**
     * Settle an instrument for good.
     *
     * @param instrument which
     * @param settlement the price of the underlying that it settles at
     */
    record Expire(Instrument instrument, Price settlement) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /**
     * A loss of an account is not covered yet; the underlying's profit is not paid out meanwhile.
     *
     * @param underlying whose market
     * @param accountId whose loss
     */
    record OpenDeficit(String underlying, String accountId) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /**
     * A loss of an account is covered.
     *
     * @param underlying whose market
     * @param accountId whose loss
     */
    record CloseDeficit(String underlying, String accountId) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /**
     * An underlying is halted: its aggregator has stopped it already, and here it stands why.
     *
     * @param underlying which
     * @param reason for whoever reads it later
     */
    record NoteHalt(String underlying, String reason) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /**
     * An underlying that was halted goes on.
     *
     * @param underlying which
     */
    record NoteResume(String underlying) implements Change {
        @Override
        public Optional<Answer.Refused> refusal(DirectoryState state, DirectoryLimits limits) {
            return FactRules.refusal(this, state, limits);
        }

        @Override
        public DirectoryState applyTo(DirectoryState state) {
            return FactRules.after(this, state);
        }
    }

    /** What became of a change. */
    sealed interface Answer {

        /**
         * It is so, and durable.
         *
         * @param definitions in force now
         */
        record Accepted(MarketDefinitions definitions) implements Answer {}

        /**
         * An operation that was recalled is new.
         *
         * @param definitions in force now
         */
        record Unseen(MarketDefinitions definitions) implements Answer {}

        /**
         * Nothing has changed.
         *
         * @param reason the rule
         * @param field at fault
         * @param value what it was
         * @param limit what it had to be
         */
        record Refused(Reason reason, String field, String value, String limit) implements Answer {}
    }

    /** Why a change is refused. */
    enum Reason {
        /** It is based on another epoch of the parameters. */
        EPOCH_MISMATCH,
        /** No such underlying is defined. */
        UNKNOWN_UNDERLYING,
        /** No such instrument is listed. */
        UNKNOWN_INSTRUMENT,
        /** The parts of a definition name different underlyings, or parameters leave out a defined one. */
        INCONSISTENT,
        /** The funding index is not the one it is based on. */
        FUNDING_MISMATCH,
        /** The number of haircuts is not the one it is based on. */
        HAIRCUT_MISMATCH,
        /** The instrument has expired, at another price. */
        EXPIRED,
        /** There are as many of them as allowed. */
        TOO_MANY,
        /** The id of the operation stands for another one. */
        ID_REUSED,
        /** The date of the operation's id is not one of those that are accepted. */
        ID_OUTDATED
    }
}
