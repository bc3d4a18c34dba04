package io.breakwater.node.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Finds a Java that Cassandra runs on, which need not be the one that runs Breakwater.
 *
 * <p>Cassandra 5.0 installs a system-wide security policy, which later JDKs refuse, so a node on JDK 25 still needs a JDK
 * of {@value #LEAST} to {@value #MOST} for its Cassandra. The version is read from the {@code release} file of the home:
 * asking the JVM itself is slow.
 */
public final class CassandraJavaHome {

    /** The environment variable that names the home to use and ends the search. */
    public static final String SETTING = "BREAKWATER_CASSANDRA_JAVA_HOME";

    private static final int LEAST = 17;
    private static final int MOST = 21;

    private CassandraJavaHome() {}

    /**
     * The home that {@value #SETTING} names, or else the first that fits of: the running JVM, {@code JAVA_HOME}, the JDKs
     * where Linux and macOS keep them.
     *
     * @param environment the variables of the process
     * @throws LocalCassandraException.NoJava when the named home does not fit, or none is found
     */
    public static Path find(Map<String, String> environment) {
        List<Path> usual = new ArrayList<>();
        usual.add(Path.of(System.getProperty("java.home")));
        Optional.ofNullable(environment.get("JAVA_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .ifPresent(usual::add);
        usual.addAll(childrenOf(Path.of("/usr/lib/jvm")));
        childrenOf(Path.of("/Library/Java/JavaVirtualMachines"))
                .forEach(bundle -> usual.add(bundle.resolve("Contents/Home")));
        return find(Optional.ofNullable(environment.get(SETTING)).map(Path::of), usual);
    }

    static Path find(Optional<Path> named, List<Path> usual) {
        if (named.isPresent()) {
            return named.filter(CassandraJavaHome::fits)
                    .orElseThrow(() -> new LocalCassandraException.NoJava(
                            SETTING + "=" + named.get() + " is not a Java " + LEAST + " to " + MOST + " home"));
        }
        return usual.stream()
                .filter(CassandraJavaHome::fits)
                .findFirst()
                .orElseThrow(() -> new LocalCassandraException.NoJava("Cassandra needs Java " + LEAST + " to " + MOST
                        + " and none was found among " + usual + "; install one or set " + SETTING));
    }

    private static boolean fits(Path home) {
        OptionalInt feature = feature(home);
        return Files.isExecutable(home.resolve("bin/java"))
                && feature.isPresent()
                && feature.getAsInt() >= LEAST
                && feature.getAsInt() <= MOST;
    }

    /** The feature number of a home: 17 of {@code JAVA_VERSION="17.0.15"}. */
    private static OptionalInt feature(Path home) {
        Properties release = new Properties();
        try (var lines = Files.newBufferedReader(home.resolve("release"))) {
            release.load(lines);
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return OptionalInt.of(Runtime.Version.parse(version).feature());
        } catch (IOException | IllegalArgumentException notAJavaHome) {
            return OptionalInt.empty();
        }
    }

    private static List<Path> childrenOf(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
