package io.breakwater.node.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.GeneratedMessageV3;
import com.typesafe.config.ConfigFactory;
import io.breakwater.journal.v1.ValuesProto;
import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pekko itself, as the node configures it and without Java serialization, finds the way of each value there and back. */
class CoreSerializerTest {

    private static ActorTestKit kit;
    private static Serialization pekko;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(
                "core-serializer",
                ConfigFactory.parseResourcesAnySyntax("serialization.conf")
                        .withFallback(ConfigFactory.defaultReference()));
        pekko = SerializationExtension.get(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    static List<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName(
            "a value of the core is bound, and comes back by the identifier and manifest that stand beside its bytes")
    void thereAndBack(Sample sample) {
        Object value = sample.value();
        byte[] bytes = pekko.serialize(value).get();
        String manifest = Serializers.manifestFor(pekko.findSerializerFor(value), value);

        assertThat(pekko.findSerializerFor(value)).isInstanceOf(CoreSerializer.class);
        assertThat(manifest).isEqualTo(sample.wireType().manifest());
        assertThat(pekko.deserialize(bytes, CoreSerializer.IDENTIFIER, manifest).get())
                .isEqualTo(value);
    }

    @Test
    @DisplayName("a manifest of a later version is refused by its name, and never read as something else")
    void unknownManifest() {
        assertThatThrownBy(() -> new CoreSerializer().fromBinary(new byte[0], "aO2"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("'aO2'");
        assertThat(pekko.deserialize(new byte[0], CoreSerializer.IDENTIFIER, "aO2")
                        .isFailure())
                .isTrue();
    }

    @Test
    @DisplayName("a value nobody said how to write is refused by its class")
    void unknownClass() {
        assertThatThrownBy(() -> new CoreSerializer().manifest("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    @DisplayName("protobuf messages that are not ours stay with Pekko's own serializers")
    void protobufStaysWithPekko() throws Exception {
        GeneratedMessageV3 message = ValuesProto.PriceId.getDefaultInstance();
        assertThat(pekko.serializerFor(message.getClass())).isNotInstanceOf(CoreSerializer.class);
    }
}
