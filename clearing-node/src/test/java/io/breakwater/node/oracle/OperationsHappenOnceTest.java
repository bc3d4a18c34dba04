package io.breakwater.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.DirectoryProtocol.Answer;
import io.breakwater.node.market.DirectoryProtocol.MoveFunding;
import io.breakwater.node.market.DirectoryProtocol.Reason;
import io.breakwater.node.market.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A funding payment that is sent again is paid once, whatever happens to the directory in between. */
class OperationsHappenOnceTest {

    private static final LocalDate TODAY =
            Instant.ofEpochMilli(OracleWorld.START).atOffset(ZoneOffset.UTC).toLocalDate();
    private static final Fingerprint ASKED = Fingerprint.of("1.5 per BTC");
    private static final Operation PAYMENT = paymentOf(TODAY, "funding-17", ASKED);

    private OracleWorld world;

    @BeforeEach
    void define() {
        world = new OracleWorld(true).defined();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Operation paymentOf(LocalDate date, String key, Fingerprint asked) {
        return new Operation(new SettlementId(date, key), asked);
    }

    /** As the services pay: on top of the index that is read. */
    private Answer pay(Operation operation) {
        Price from = index();
        return answer(world.directory.change(
                new MoveFunding(OracleWorld.PERPETUAL, from, from.plus(Price.of("1.5"))), Optional.of(operation)));
    }

    private Price index() {
        return answer(world.directory.read()).facts().get(OracleWorld.PERPETUAL).fundingIndex();
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    @DisplayName("the same payment again is accepted and moves the index once, also after a restart of the directory")
    void once() {
        assertThat(answer(world.directory.recall(PAYMENT))).isInstanceOf(Answer.Unseen.class);
        assertThat(pay(PAYMENT)).isInstanceOf(Answer.Accepted.class);
        assertThat(pay(PAYMENT)).isInstanceOf(Answer.Accepted.class);
        assertThat(index()).isEqualTo(Price.of("1.5"));

        world.restartDirectory();

        assertThat(answer(world.directory.recall(PAYMENT))).isInstanceOf(Answer.Accepted.class);
        assertThat(pay(PAYMENT)).isInstanceOf(Answer.Accepted.class);
        assertThat(index()).isEqualTo(Price.of("1.5"));
        assertThat(pay(paymentOf(TODAY, "funding-18", ASKED))).isInstanceOf(Answer.Accepted.class);
        assertThat(index()).isEqualTo(Price.of("3"));
    }

    @Test
    @DisplayName("an id that stands for another payment is refused")
    void reused() {
        pay(PAYMENT);
        Operation other = paymentOf(TODAY, "funding-17", Fingerprint.of("2 per BTC"));

        assertThat(refusal(pay(other)).reason()).isEqualTo(Reason.ID_REUSED);
        assertThat(refusal(answer(world.directory.recall(other))).reason()).isEqualTo(Reason.ID_REUSED);
        assertThat(index()).isEqualTo(Price.of("1.5"));
    }

    @Test
    @DisplayName("an id of three days ago or tomorrow is accepted, a day further it is refused with the dates")
    void dates() {
        assertThat(pay(paymentOf(TODAY.minusDays(3), "a", ASKED))).isInstanceOf(Answer.Accepted.class);
        assertThat(pay(paymentOf(TODAY.plusDays(1), "b", ASKED))).isInstanceOf(Answer.Accepted.class);
        for (LocalDate date : new LocalDate[] {TODAY.minusDays(4), TODAY.plusDays(2)}) {
            assertThat(pay(paymentOf(date, "c", ASKED)))
                    .isEqualTo(new Answer.Refused(
                            Reason.ID_OUTDATED,
                            "date",
                            date.toString(),
                            TODAY.minusDays(3) + " to " + TODAY.plusDays(1)));
        }
        assertThat(index()).isEqualTo(Price.of("3"));
    }

    private static Answer.Refused refusal(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return (Answer.Refused) answer;
    }
}
