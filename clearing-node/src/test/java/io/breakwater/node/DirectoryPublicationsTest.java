package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.core.money.Rate;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.Operation;
import io.breakwater.node.oracle.OracleProtocol;
import io.breakwater.node.oracle.Oracles;
import io.breakwater.node.oracle.SourceQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A market that the waterfall stops: first its feed stops, then everybody can read why. */
class DirectoryPublicationsTest implements Directory, Oracles {

    private final List<String> said = new ArrayList<>();
    private final DirectoryPublications publications = new DirectoryPublications(this, this);
    private OracleProtocol.HaltOutcome outcome = OracleProtocol.HaltOutcome.DURABLE;

    @Test
    @DisplayName("the reason is noted once the feed has stopped")
    void haltedWithAReason() {
        publications.halt("BTC").toCompletableFuture().join();

        assertThat(said).containsExactly("halt BTC", "note BTC: gains could not carry a loss");
    }

    @Test
    @DisplayName("no reason is noted of a feed that has not stopped, and whoever asked hears of it")
    void notHalted() {
        outcome = OracleProtocol.HaltOutcome.UNAVAILABLE;

        assertThat(catchThrowable(
                        () -> publications.halt("BTC").toCompletableFuture().join()))
                .hasMessageContaining("the halt of BTC is UNAVAILABLE");
        assertThat(said).containsExactly("halt BTC");
    }

    @Override
    public CompletionStage<OracleProtocol.HaltReceipt> halt(String underlying, String reason) {
        said.add("halt " + underlying);
        return CompletableFuture.completedFuture(new OracleProtocol.HaltReceipt(underlying, outcome));
    }

    @Override
    public CompletionStage<DirectoryProtocol.Answer> change(
            DirectoryProtocol.Change change, Optional<Operation> operation) {
        DirectoryProtocol.NoteHalt note = (DirectoryProtocol.NoteHalt) change;
        said.add("note " + note.underlying() + ": " + note.reason());
        return CompletableFuture.completedFuture(new DirectoryProtocol.Answer.Accepted(MarketDefinitions.NONE));
    }

    @Override
    public CompletionStage<DirectoryProtocol.Answer> recall(Operation operation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<MarketDefinitions> read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<OracleProtocol.Receipt> publish(String underlying, List<SourceQuote> quotes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<OracleProtocol.HaltReceipt> resume(String underlying) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void throttled(String underlying, Rate gain) {
        throw new UnsupportedOperationException();
    }
}
