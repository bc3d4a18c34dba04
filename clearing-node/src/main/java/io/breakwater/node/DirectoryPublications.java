package io.breakwater.node;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.node.liquidation.LossPublications;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.oracle.OracleProtocol;
import io.breakwater.node.oracle.Oracles;
import java.util.concurrent.CompletionStage;

/**
 * Says what the waterfall has to say to the whole market through the directory of markets and the aggregators.
 *
 * @param directory keeps deficits and haircuts
 * @param oracles halt a market
 */
record DirectoryPublications(Directory directory, Oracles oracles) implements LossPublications {

    private static final String GAINS_TOO_SMALL = "gains could not carry a loss";

    @Override
    public CompletionStage<Void> deficit(String underlying, String account, boolean open) {
        DirectoryProtocol.Change change = open
                ? new DirectoryProtocol.OpenDeficit(underlying, account)
                : new DirectoryProtocol.CloseDeficit(underlying, account);
        return directory.change(change).thenAccept(answer -> requireAccepted(change, answer));
    }

    @Override
    public CompletionStage<Boolean> haircut(Instrument instrument, int epoch, MarketFacts.LossHaircut haircut) {
        DirectoryProtocol.Change change = new DirectoryProtocol.CutProfits(instrument, epoch, haircut);
        return directory.change(change).thenApply(answer -> {
            boolean isTaken = answer instanceof DirectoryProtocol.Answer.Refused refused
                    && refused.reason() == DirectoryProtocol.Reason.HAIRCUT_MISMATCH;
            if (!isTaken) {
                requireAccepted(change, answer);
            }
            return !isTaken;
        });
    }

    @Override
    public CompletionStage<Void> halt(String underlying) {
        DirectoryProtocol.Change note = new DirectoryProtocol.NoteHalt(underlying, GAINS_TOO_SMALL);
        return oracles.halt(underlying, GAINS_TOO_SMALL)
                .thenAccept(DirectoryPublications::requireDurable)
                .thenCompose(stopped -> directory.change(note))
                .thenAccept(answer -> requireAccepted(note, answer));
    }

    private static void requireDurable(OracleProtocol.HaltReceipt receipt) {
        if (receipt.outcome() != OracleProtocol.HaltOutcome.DURABLE) {
            throw new IllegalStateException("the halt of " + receipt.underlying() + " is " + receipt.outcome());
        }
    }

    private static void requireAccepted(DirectoryProtocol.Change change, DirectoryProtocol.Answer answer) {
        if (answer instanceof DirectoryProtocol.Answer.Refused refused) {
            throw new IllegalStateException(change + " is refused: " + refused);
        }
    }
}
