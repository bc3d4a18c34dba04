package io.breakwater.node.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.ledger.Leg;
import io.breakwater.journal.v1.AccountEventProto;
import io.breakwater.journal.v1.SettlementProto;
import io.breakwater.journal.v1.ValuesProto;
import io.breakwater.node.persistence.MessageChanges.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is guessed about what was written; and what a later version adds does not stop an earlier one. */
class StrictReadingTest {

    private static final Set<String> MAY_BE_EMPTY = Set.of("Figure.value", "Halted.reason", "HaltAsked.reason");

    static List<Sample> samples() {
        return Sample.all();
    }

    private static Message message(Sample sample) {
        return (Message) sample.wireType().write().apply(sample.value());
    }

    private static UnreadableMessageException refusal(Sample sample, Message message) {
        return catchThrowableOfType(
                UnreadableMessageException.class, () -> sample.wireType().fromBytes(message.toByteArray()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("a missing part is refused by its name, at any depth")
    void missingPart(Sample sample) {
        for (Change change : MessageChanges.withoutOnePart(message(sample))) {
            if (!MAY_BE_EMPTY.contains(change.field())) {
                assertThat(refusal(sample, change.message())).as(change.field()).isNotNull();
                assertThat(refusal(sample, change.message()).field()).isEqualTo(change.field());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("a constant of a later version is refused by the name of its field, at any depth")
    void laterConstant(Sample sample) {
        for (Change change : MessageChanges.withALaterConstant(message(sample))) {
            assertThat(refusal(sample, change.message())).as(change.field()).isNotNull();
            assertThat(refusal(sample, change.message()).field()).isEqualTo(change.field());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("a field that a later version added, at any depth, is passed over")
    void laterField(Sample sample) {
        Message later = MessageChanges.withLaterFields(message(sample));
        assertThat(later.toByteArray()).hasSizeGreaterThan(sample.bytes().length);
        assertThat(sample.wireType().fromBytes(later.toByteArray())).isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("bytes that are no message at all are refused by the name of the type")
    void noMessage(Sample sample) {
        byte[] text = "not a protobuf message".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> sample.wireType().fromBytes(text))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining(sample.wireType().type().getSimpleName());
    }

    private static void assertRefused(Object value, Function<byte[], byte[]> change, String field) {
        WireType<Object, ?> type = Sample.of(value).wireType();
        byte[] bytes = change.apply(type.toBytes(value));
        assertThatThrownBy(() -> type.fromBytes(bytes))
                .isInstanceOfSatisfying(
                        UnreadableMessageException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    private static byte[] changed(
            byte[] leg, Function<SettlementProto.Leg.Builder, SettlementProto.Leg.Builder> change) {
        try {
            return change.apply(SettlementProto.Leg.parseFrom(leg).toBuilder())
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("a map with a key twice, or out of order, is refused")
    void mapsAscend() {
        Leg leg = SettlementSamples.trade().first();
        ValuesProto.AssetQuantity first =
                ValuesProto.AssetQuantity.newBuilder().setAsset("BTC").build();
        ValuesProto.AssetQuantity second =
                ValuesProto.AssetQuantity.newBuilder().setAsset("ETH").build();

        assertRefused(
                leg,
                bytes -> changed(bytes, b -> b.clearAssets().addAssets(first).addAssets(first)),
                "Leg.assets");
        assertRefused(
                leg,
                bytes -> changed(bytes, b -> b.clearAssets().addAssets(second).addAssets(first)),
                "Leg.assets");
        Leg inOrder = (Leg) Sample.of(leg)
                .wireType()
                .fromBytes(changed(
                        SettlementCodec.write(leg).toByteArray(),
                        b -> b.clearAssets().addAssets(first).addAssets(second)));
        assertThat(inOrder.assets()).containsOnlyKeys("BTC", "ETH");
    }

    @Test
    @DisplayName("an instrument that is none, and parts that contradict each other, are refused")
    void contradictions() {
        Leg leg = SettlementSamples.trade().first();
        assertRefused(
                leg,
                bytes -> changed(
                        bytes,
                        b -> b.setMovements(0, b.getMovements(0).toBuilder().setInstrument("BTC-"))),
                "Movement.instrument");
        assertRefused(leg, bytes -> changed(bytes, b -> b.addMovements(b.getMovements(0))), "Leg");
        assertRefused(
                leg,
                bytes -> changed(
                        bytes, b -> b.setFees(0, b.getFees(0).toBuilder().setAmountUnits(-1))),
                "Leg");
    }

    @Test
    @DisplayName("a day off the calendar is refused by its name")
    void day() {
        AccountEventProto.IdsForgotten wire = AccountEventProto.IdsForgotten.newBuilder()
                .setBeforeEpochDay(Long.MAX_VALUE)
                .build();
        assertThatThrownBy(() -> LifecycleEventCodec.read(wire))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("IdsForgotten.before_epoch_day");
    }

    @Test
    @DisplayName("parameters are written in the order of their names, whatever order they came in")
    void orderOfMaps() {
        RiskParameters parameters = (RiskParameters) MarketSamples.all().get(0).value();
        assertThat(RiskParametersCodec.write(parameters).getCollateralList())
                .extracting(entry -> entry.getAsset())
                .containsExactly("ETH", "USDC");
        assertThat(RiskParametersCodec.write(parameters).getUnderlyingsList())
                .extracting(entry -> entry.getName())
                .containsExactly("BTC", "WTI");
    }
}
