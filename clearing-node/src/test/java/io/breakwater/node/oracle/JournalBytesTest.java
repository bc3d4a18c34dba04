package io.breakwater.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.BasisAverage;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.core.protocol.AggregatorState;
import io.breakwater.node.market.DirectoryEvent;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.DirectoryProtocol.Answer;
import io.breakwater.node.market.DirectoryProtocol.Change;
import io.breakwater.node.market.DirectoryState;
import io.breakwater.node.market.Operation;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.oracle.SourceQuote.DerivativeQuote;
import io.breakwater.node.oracle.SourceQuote.IndexQuote;
import io.breakwater.node.oracle.SourceQuote.OwnBookQuote;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the directory and the aggregators write and send is read back as it was, and version 1 is read for ever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalBytesTest {

    private static final Instrument PERPETUAL = OracleWorld.PERPETUAL;
    private static final LossHaircut HAIRCUT = new LossHaircut(Price.of("60000"), Price.of("-1.5"), Rate.of("0.1"));
    private static final Change DEFINE = new DirectoryProtocol.DefineSymbol(
            0,
            DefaultParameters.underlying("BTC", DefaultParameters.btcTiers(), "0.001", "0.10"),
            OracleWorld.definition(7_000, false));

    private static final Change HALT = new DirectoryProtocol.NoteHalt("BTC", "drill");

    private static final Operation OPERATION =
            new Operation(new SettlementId(LocalDate.of(2026, 11, 22), "funding-17"), new Fingerprint(1, -2));

    private ActorTestKit kit;
    private Serialization serialization;

    @BeforeAll
    void start() {
        kit = ActorTestKit.create("bytes", OracleWorld.config());
        serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    private static Stream<Change> changes() {
        return Stream.of(
                DEFINE,
                new DirectoryProtocol.ChangeParameters(1, in(2, DefaultParameters.epochOne())),
                new DirectoryProtocol.ListInstrument(0, PERPETUAL),
                new DirectoryProtocol.MoveFunding(PERPETUAL, Price.ZERO, Price.of("-1.5")),
                new DirectoryProtocol.CutProfits(PERPETUAL, 0, HAIRCUT),
                new DirectoryProtocol.OpenDeficit("BTC", "a-1"),
                new DirectoryProtocol.OpenDeficit("BTC", "a-2"),
                new DirectoryProtocol.CloseDeficit("BTC", "a-1"),
                new DirectoryProtocol.Expire(PERPETUAL, Price.of("60000")));
    }

    private static RiskParameters in(long epoch, RiskParameters of) {
        return new RiskParameters(
                epoch,
                Map.of("BTC", of.underlying("BTC").orElseThrow()),
                Map.of(),
                of.health(),
                of.liquidation(),
                of.portfolio());
    }

    /** Everything that enters a journal or a snapshot, by a name. */
    private static Map<String, Object> journal() {
        Map<String, Object> samples = new LinkedHashMap<>();
        DirectoryState state = DirectoryState.EMPTY;
        for (Change change : changes().toList()) {
            DirectoryEvent event = new DirectoryEvent(state.definitions().version() + 1, change, Optional.empty());
            samples.put(change.getClass().getSimpleName() + event.version(), event);
            state = state.after(event);
        }
        samples.put("directory", state);
        DirectoryEvent asked =
                new DirectoryEvent(10, new DirectoryProtocol.ListInstrument(0, PERPETUAL), Optional.of(OPERATION));
        samples.put("ListInstrumentOfAnOperation10", asked);
        samples.put("directoryWithAnOperation", state.after(asked));
        samples.put("NoteHalt11", new DirectoryEvent(11, HALT, Optional.empty()));
        samples.put("NoteResume12", new DirectoryEvent(12, new DirectoryProtocol.NoteResume("BTC"), Optional.empty()));
        samples.put("basis", basis());
        samples.put(
                "aggregator",
                new OracleState(
                        AggregatorState.unborn(OracleWorld.definition(1, true).aggregator()), basis()));
        return samples;
    }

    private static OracleEvent.BasisKept basis() {
        return new OracleEvent.BasisKept(
                new BasisAverage(new BigDecimal("-12.50"), new BigDecimal("149.125")), OracleWorld.START);
    }

    @Test
    @DisplayName("bytes of version 1 are written and read as the values they were written for")
    void golden() throws IOException {
        Map<String, String> golden = goldenLines();
        Map<String, Object> samples = journal();
        assertThat(golden.keySet())
                .containsExactlyInAnyOrderElementsOf(samples.entrySet().stream()
                        .map(sample -> key(sample.getKey(), sample.getValue()))
                        .toList());
        samples.forEach((name, value) -> {
            String key = key(name, value);
            assertThat(HexFormat.of().formatHex(bytes(value))).as(key).isEqualTo(golden.get(key));
            assertThat(read(value, HexFormat.of().parseHex(golden.get(key)))).isEqualTo(value);
        });
    }

    @Test
    @DisplayName("every message between nodes is read as it was sent, with the reference of who is answered")
    void messages() {
        TestProbe<Object> probe = kit.createTestProbe();
        Quote quote = new Quote("A", Price.of("60000"), Price.of("1"), OracleWorld.START, 7);
        OwnBookQuote book = new OwnBookQuote(
                Price.of("59999"), Price.of("60001"), Price.of("60000"), Money.of("50000"), OracleWorld.START, 8);
        DirectoryState state = DirectoryState.EMPTY.after(new DirectoryEvent(1, DEFINE, Optional.empty()));
        List<Object> messages = List.of(
                new OracleProtocol.Publish(
                        List.of(new IndexQuote(quote), new DerivativeQuote(quote), book),
                        probe.ref().unsafeUpcast()),
                new OracleProtocol.Halt("drill", probe.ref().unsafeUpcast()),
                new OracleProtocol.Resume(probe.ref().unsafeUpcast()),
                new OracleProtocol.ThrottleReported(Rate.of("0.5")),
                new OracleProtocol.Configure(3, OracleWorld.definition(7_000, true)),
                new OracleProtocol.Receipt(
                        2, List.of(new OracleProtocol.RefusedQuote("A", 7, OracleProtocol.Reason.SEQUENCE, "detail"))),
                new OracleProtocol.HaltReceipt("BTC", OracleProtocol.HaltOutcome.DURABLE),
                new DirectoryProtocol.Read(probe.ref().unsafeUpcast()),
                new DirectoryProtocol.Apply(
                        DEFINE, Optional.empty(), probe.ref().unsafeUpcast()),
                new DirectoryProtocol.Apply(
                        new DirectoryProtocol.ListInstrument(7, PERPETUAL),
                        Optional.empty(),
                        probe.ref().unsafeUpcast()),
                new DirectoryProtocol.Apply(
                        DEFINE, Optional.of(OPERATION), probe.ref().unsafeUpcast()),
                new DirectoryProtocol.Recall(OPERATION, probe.ref().unsafeUpcast()),
                new Answer.Unseen(state.definitions()),
                new Answer.Accepted(state.definitions()),
                new Answer.Refused(DirectoryProtocol.Reason.EXPIRED, "field", "value", "limit"),
                state.definitions(),
                state.after(new DirectoryEvent(2, HALT, Optional.empty())).definitions(),
                published(Optional.empty()),
                published(Optional.of(new PublishedPrice.OwnMarket(
                        Price.of("59999"), Price.of("60001"), Price.of("60000"), Money.of("50000")))));

        assertThat(messages)
                .allSatisfy(message -> assertThat(read(message, bytes(message))).isEqualTo(message));
    }

    private static PublishedPrice published(Optional<PublishedPrice.OwnMarket> own) {
        ValidatedPrice price = new ValidatedPrice(
                "BTC",
                new PriceId(2, 3),
                OracleWorld.START,
                FeedState.SUSPECT,
                Price.of("60000"),
                Price.of("1"),
                Price.of("60001"),
                Price.of("60002"),
                Price.of("60003"),
                Rate.of("0.66"),
                List.of("A", "B"));
        return new PublishedPrice(
                new AggregatorPrice(price, Rate.of("0.1"), Rate.of("0.2"), Rate.of("1.3"), Rate.of("1.4")),
                Price.of("60004"),
                Rate.of("0.001"),
                own);
    }

    @Test
    @DisplayName("a manifest of a newer version is refused, not guessed")
    void unknownManifest() {
        for (Object known : List.of(basis(), DirectoryState.EMPTY)) {
            assertThat(catchThrowable(() -> serializerOf(known).fromBinary(new byte[0], "x9")))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("x9");
        }
    }

    private SerializerWithStringManifest serializerOf(Object value) {
        return (SerializerWithStringManifest) serialization.findSerializerFor(value);
    }

    private byte[] bytes(Object value) {
        return serializerOf(value).toBinary(value);
    }

    private Object read(Object value, byte[] bytes) {
        try {
            return serializerOf(value).fromBinary(bytes, serializerOf(value).manifest(value));
        } catch (NotSerializableException e) {
            throw new AssertionError(e);
        }
    }

    private String key(String name, Object value) {
        return serializerOf(value).manifest(value) + " " + name;
    }

    private static Map<String, String> goldenLines() throws IOException {
        try (InputStream file = JournalBytesTest.class.getResourceAsStream("/golden-bytes/v1/directory.txt")) {
            Map<String, String> lines = new LinkedHashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int split = line.lastIndexOf(' ');
                lines.put(line.substring(0, split), line.substring(split + 1));
            });
            return lines;
        }
    }
}
