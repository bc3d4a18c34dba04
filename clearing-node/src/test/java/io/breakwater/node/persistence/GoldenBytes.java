package io.breakwater.node.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of version 1 as they were first written, checked in as {@code golden-bytes/v1/AREA.txt}: manifest, name of the
 * sample and the bytes in hexadecimal on each line, {@code -} for none.
 *
 * <p>{@link #main} appends the lines of new samples, and never changes one that stands: what a released version wrote must
 * be read for ever. Run it by hand, from the test class path, with the directory of the files as its argument.
 */
final class GoldenBytes {

    private static final Map<Character, String> AREAS =
            Map.of('a', "account", 's', "settlement", 'c', "coordinator", 'o', "oracle", 'm', "market");

    private static final String NO_BYTES = "-";

    private GoldenBytes() {}

    /** Bytes by manifest and name. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> golden = new LinkedHashMap<>();
        AREAS.values().stream()
                .sorted()
                .forEach(area -> lines(area).forEach(line -> {
                    int split = line.lastIndexOf(' ');
                    byte[] before = golden.put(line.substring(0, split), bytes(line.substring(split + 1)));
                    if (before != null) {
                        throw new IllegalStateException("twice in " + area + ": " + line);
                    }
                }));
        return golden;
    }

    private static byte[] bytes(String hex) {
        return hex.equals(NO_BYTES) ? new byte[0] : HexFormat.of().parseHex(hex);
    }

    private static List<String> lines(String area) {
        try (InputStream file = GoldenBytes.class.getResourceAsStream("/golden-bytes/v1/" + area + ".txt")) {
            return file == null
                    ? List.of()
                    : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends the samples that have no line yet. */
    public static void main(String[] arguments) throws IOException {
        Map<String, byte[]> golden = all();
        for (Map.Entry<Character, String> area : AREAS.entrySet()) {
            List<String> lines = new ArrayList<>(lines(area.getValue()));
            for (Sample sample : Sample.all()) {
                if (sample.key().charAt(0) == area.getKey() && !golden.containsKey(sample.key())) {
                    lines.add(line(sample));
                }
            }
            Files.writeString(Path.of(arguments[0], area.getValue() + ".txt"), String.join("\n", lines) + "\n");
        }
    }

    private static String line(Sample sample) {
        String hex = HexFormat.of().formatHex(sample.bytes());
        return sample.key() + " " + (hex.isEmpty() ? NO_BYTES : hex);
    }
}
