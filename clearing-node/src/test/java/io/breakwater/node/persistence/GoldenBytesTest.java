package io.breakwater.node.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.protocol.AggregatorEvent;
import io.breakwater.core.protocol.AggregatorMessage;
import io.breakwater.core.protocol.CoordinatorEvent;
import io.breakwater.core.protocol.SettlementMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What version 1 wrote is read for ever, and what it writes does not change unseen. */
class GoldenBytesTest {

    private static final Map<String, byte[]> GOLDEN = GoldenBytes.all();

    static List<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("bytes of version 1 are still read as the value they were written for")
    void read(Sample sample) {
        assertThat(GOLDEN).containsKey(sample.key());
        assertThat(sample.wireType().fromBytes(GOLDEN.get(sample.key()))).isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("a value is still written as the bytes of version 1")
    void write(Sample sample) {
        assertThat(sample.bytes()).isEqualTo(GOLDEN.get(sample.key()));
    }

    @Test
    @DisplayName("no golden bytes stand without the sample they are compared with")
    void everyLineHasItsSample() {
        Set<String> keys = Sample.all().stream().map(Sample::key).collect(Collectors.toSet());
        assertThat(GOLDEN.keySet()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    @DisplayName("every type that is written has golden bytes, every member of a family included")
    void everyTypeHasGoldenBytes() {
        Set<String> sampled = Sample.all().stream()
                .map(sample -> sample.value().getClass().getName())
                .collect(Collectors.toSet());
        Set<String> written = new TreeSet<>();
        WireTypes.ALL.forEach(type -> members(type.type()).map(Class::getName).forEach(written::add));
        assertThat(sampled).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    @DisplayName("no event, command or message of the core was forgotten in the tables")
    void everyMemberOfTheCoreIsWritten() {
        Stream.of(
                        AccountEvent.class,
                        AccountCommand.class,
                        SettlementMessage.class,
                        CoordinatorEvent.class,
                        AggregatorEvent.class,
                        AggregatorMessage.class)
                .flatMap(GoldenBytesTest::members)
                .forEach(member -> assertThat(new CoreSerializer().of(member))
                        .as(member.getName())
                        .isPresent());
    }

    private static Stream<Class<?>> members(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(GoldenBytesTest::members)
                : Stream.of(type);
    }

    @Test
    @DisplayName("manifests are short and differ, also where case does not count")
    void manifestsAreUnique() {
        List<String> manifests = WireTypes.ALL.stream().map(WireType::manifest).toList();
        assertThat(manifests).allMatch(manifest -> manifest.matches("[a-z][A-Z][1-9]"));
        assertThat(manifests.stream().map(String::toLowerCase).toList()).doesNotHaveDuplicates();
    }
}
