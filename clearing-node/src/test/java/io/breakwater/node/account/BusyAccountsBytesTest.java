package io.breakwater.node.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.NotSerializableException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What version 1 wrote of lists of busy accounts is read for ever, and what it writes does not change unseen. */
class BusyAccountsBytesTest {

    private static final ActorTestKit KIT = ActorTestKit.create("busy-bytes", AccountWorld.serialization());

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    private static void isStillWritten(Object value, String manifest, String hex) {
        var serializer = (SerializerWithStringManifest)
                SerializationExtension.get(Adapter.toClassic(KIT.system())).findSerializerFor(value);
        assertThat(serializer.manifest(value)).isEqualTo(manifest);
        assertThat(HexFormat.of().formatHex(serializer.toBinary(value))).isEqualTo(hex);
        try {
            assertThat(serializer.fromBinary(HexFormat.of().parseHex(hex), manifest))
                    .isEqualTo(value);
        } catch (NotSerializableException unread) {
            throw new AssertionError(unread);
        }
    }

    @Test
    @DisplayName("the event of a list")
    void event() {
        isStillWritten(
                new BusyAccountsChanged(List.of("alice"), List.of("bob", "carol")),
                "bE1",
                "0a05616c6963651203626f6212056361726f6c");
        isStillWritten(new BusyAccountsChanged(List.of(), List.of()), "bE1", "");
    }

    @Test
    @DisplayName("the state of a list, in the order of its ids")
    void state() {
        isStillWritten(new BusyAccountsList(new TreeSet<>(List.of("bob", "alice"))), "bS1", "0a05616c6963650a03626f62");
        isStillWritten(BusyAccountsList.empty(), "bS1", "");
    }
}
