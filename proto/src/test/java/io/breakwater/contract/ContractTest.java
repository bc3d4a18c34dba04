package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.breakwater.clearing.v1.IdempotencyKey;
import io.breakwater.clearing.v1.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guards the rules that every part of the contract keeps. */
class ContractTest {
    private static final Path SOURCES = Path.of("src/main/proto");
    private static final Pattern DECLARATION = Pattern.compile(
            "\\s*(message|enum|service|rpc|oneof) .*|\\s+[\\w.<>, ]+ \\w+ = \\d+;|\\s+[A-Z_0-9]+ = \\d+;");
    private static final int FIRST_EDGE_CODE = 100;

    /** Calls that change nothing; PublishQuotes is idempotent by the sequence of each quote. */
    private static final Set<String> WITHOUT_KEY = Set.of("SimulateMargin", "ExplainMargin", "PublishQuotes");

    @Test
    void nothingIsLeftUndocumented() throws IOException {
        List<String> undocumented = new ArrayList<>();
        long declarations = 0;
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 1; i < lines.size(); i++) {
                if (DECLARATION.matcher(lines.get(i)).matches()) {
                    declarations++;
                    if (!lines.get(i - 1).strip().startsWith("// ")) {
                        undocumented.add(file.getFileName() + ":" + (i + 1) + lines.get(i));
                    }
                }
            }
        }
        assertThat(undocumented).isEmpty();
        assertThat(declarations).isGreaterThan(numberOfFields());
    }

    @Test
    void aRepeatedWriteIsTheSameWrite() {
        List<String> without = new ArrayList<>();
        ContractFiles.ALL.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .filter(ContractTest::isWrite)
                .filter(method -> !hasKey(method))
                .forEach(method -> without.add(method.getFullName()));
        assertThat(without).isEmpty();
    }

    private static boolean isWrite(MethodDescriptor method) {
        boolean reads = Stream.of("Get", "List", "Watch").anyMatch(method.getName()::startsWith);
        return !reads && !WITHOUT_KEY.contains(method.getName());
    }

    private static boolean hasKey(MethodDescriptor method) {
        FieldDescriptor first = method.getInputType().findFieldByNumber(1);
        return first != null
                && first.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && first.getName().equals("idempotency_key")
                && first.getMessageType().equals(IdempotencyKey.getDescriptor());
    }

    @Test
    void everyRefusalOfTheCoreHasItsCode() {
        List<String> core = Arrays.stream(io.breakwater.core.account.RefusalCode.values())
                .map(Enum::name)
                .toList();
        List<String> contract = RefusalCode.getDescriptor().getValues().stream()
                .filter(code -> code.getNumber() > 0 && code.getNumber() < FIRST_EDGE_CODE)
                .map(EnumValueDescriptor::getName)
                .toList();
        assertThat(contract).containsExactlyInAnyOrderElementsOf(core);
    }

    @Test
    void anAbsentEnumIsNeverAMeaning() {
        assertThat(ContractFiles.enums().map(type -> type.getValues().get(0)))
                .isNotEmpty()
                .allMatch(zero -> zero.getNumber() == 0 && zero.getName().endsWith("_UNSPECIFIED"));
    }

    @Test
    void noNumberIsBinaryFloatingPoint() {
        assertThat(ContractFiles.messages().flatMap(message -> message.getFields().stream()))
                .noneMatch(field -> field.getJavaType() == FieldDescriptor.JavaType.DOUBLE
                        || field.getJavaType() == FieldDescriptor.JavaType.FLOAT);
    }

    @Test
    void everyIntegerOfTimeNamesItsUnit() {
        assertThat(ContractFiles.messages()
                        .flatMap(message -> message.getFields().stream())
                        .filter(field -> field.getName().matches(".*(time|_at|timestamp|duration|age|expiry)$"))
                        .filter(field -> field.getJavaType() != FieldDescriptor.JavaType.STRING))
                .isEmpty();
    }

    private static long numberOfFields() {
        return ContractFiles.messages()
                .filter(message -> !message.getOptions().getMapEntry())
                .mapToLong(message -> message.getFields().size())
                .sum();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".proto")).toList();
        }
    }
}
