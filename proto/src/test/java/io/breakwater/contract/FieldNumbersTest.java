package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Guards old clients: what was published once keeps its number, its type and its name. Additions are appended to {@code
 * field-numbers.txt}; a line that is there is never changed and never removed.
 */
class FieldNumbersTest {

    @Test
    void whatWasPublishedStays() throws IOException {
        assertThat(listing()).containsAll(published());
    }

    @Test
    void whatIsNewIsListed() throws IOException {
        List<String> published = published();
        List<String> missing =
                listing().stream().filter(line -> !published.contains(line)).toList();
        assertThat(missing)
                .as("append to field-numbers.txt:%n%s%n", String.join("\n", missing))
                .isEmpty();
        assertThat(published).doesNotHaveDuplicates();
    }

    private static List<String> published() throws IOException {
        try (InputStream golden = FieldNumbersTest.class.getResourceAsStream("/field-numbers.txt")) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static List<String> listing() {
        Stream<String> fields = ContractFiles.messages()
                .flatMap(message -> message.getFields().stream())
                .map(FieldNumbersTest::line);
        Stream<String> values = ContractFiles.enums()
                .flatMap(type -> type.getValues().stream()
                        .map(value -> type.getFullName() + "." + value.getName() + " = " + value.getNumber()));
        Stream<String> methods = ContractFiles.ALL.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .map(FieldNumbersTest::line);
        return Stream.of(fields, values, methods).flatMap(lines -> lines).toList();
    }

    private static String line(FieldDescriptor field) {
        String type = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
        String label = field.isMapField() ? "map " : field.isRepeated() ? "repeated " : "";
        return field.getFullName() + " = " + field.getNumber() + " " + label + type;
    }

    private static String line(MethodDescriptor method) {
        return method.getFullName() + "(" + (method.isClientStreaming() ? "stream " : "")
                + method.getInputType().getName() + ") returns (" + (method.isServerStreaming() ? "stream " : "")
                + method.getOutputType().getName() + ")";
    }
}
