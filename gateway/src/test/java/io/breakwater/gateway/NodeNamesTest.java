package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes are where their names resolve to, and while a name does not resolve, where it did. */
class NodeNamesTest {

    private final ActorTestKit kit = ActorTestKit.create(GatewayWorld.config());
    private final Map<String, List<String>> answers = new HashMap<>();
    private final NodeNames names = new NodeNames(List.of("a.nodes:1", "b.nodes:2"), this::resolve);

    @AfterEach
    void end() {
        kit.shutdownTestKit();
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        if (!answers.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        List<String> ips = answers.get(host);
        InetAddress[] addresses = new InetAddress[ips.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(ips.get(i));
        }
        return addresses;
    }

    private void areAt(String... addresses) {
        assertThat(names.addresses())
                .containsExactlyElementsOf(Stream.of(addresses)
                        .map(address -> address.split(":"))
                        .map(parts -> new InetSocketAddress(parts[0], Integer.parseInt(parts[1])))
                        .toList());
    }

    private void warned(int times, Runnable looks) {
        LoggingTestKit.warn("does not resolve").withOccurrences(times).expect(kit.system(), () -> {
            looks.run();
            return null;
        });
    }

    @Test
    void nameThatDoesNotResolveForAWhileLosesNoNode() {
        answers.put("a.nodes", List.of("10.0.0.1", "10.0.0.2"));
        answers.put("b.nodes", List.of("10.0.0.3"));
        areAt("10.0.0.1:1", "10.0.0.2:1", "10.0.0.3:2");

        answers.remove("a.nodes");

        areAt("10.0.0.1:1", "10.0.0.2:1", "10.0.0.3:2");
    }

    @Test
    void nodeThatItsNameNoLongerNamesIsDropped() {
        answers.put("a.nodes", List.of("10.0.0.1", "10.0.0.2"));
        answers.put("b.nodes", List.of());
        areAt("10.0.0.1:1", "10.0.0.2:1");

        answers.put("a.nodes", List.of("10.0.0.2", "10.0.0.4"));

        areAt("10.0.0.2:1", "10.0.0.4:1");
    }

    @Test
    void nameThatDoesNotResolveIsWarnedOfOnceAndAgainWhenItWasBackInBetween() {
        answers.put("b.nodes", List.of("10.0.0.3"));
        warned(1, () -> {
            areAt("10.0.0.3:2");
            areAt("10.0.0.3:2");
        });
        warned(0, () -> {
            areAt("10.0.0.3:2");
            answers.put("a.nodes", List.of("10.0.0.1"));
            areAt("10.0.0.1:1", "10.0.0.3:2");
        });
        warned(1, () -> {
            answers.remove("a.nodes");
            areAt("10.0.0.1:1", "10.0.0.3:2");
        });
    }
}
