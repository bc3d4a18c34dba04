package io.breakwater.node.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the configuration of a local Cassandra into its data directory and says how its process is started.
 *
 * <p>The templates are the resources of {@code local-cassandra/}. The process runs {@link CassandraChild} and ignores
 * SIGINT and SIGHUP, which a terminal sends to all of its processes at once: the node, which needs its store while it
 * stops, gets them alone.
 */
final class CassandraProcess {

    private static final String TEMPLATES = "/local-cassandra/";
    private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$@\"";

    private final LocalCassandraSettings settings;

    CassandraProcess(LocalCassandraSettings settings) {
        this.settings = settings;
    }

    /** What the process prints. It is written anew at each start. */
    Path log() {
        return settings.dataDirectory().resolve("cassandra.log");
    }

    /**
     * Starts the process; it does not answer yet.
     *
     * @throws LocalCassandraException.JarsMissing when there are none
     * @throws IOException when the data directory cannot be written or the process cannot be started
     */
    Process start() throws IOException {
        Path agent = theJar("jamm-*.jar");
        theJar("cassandra-all-*.jar");
        writeConfiguration();
        return new ProcessBuilder(command(agent))
                .directory(settings.dataDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path theJar(String pattern) throws IOException {
        if (Files.isDirectory(settings.jars())) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(settings.jars(), pattern)) {
                for (Path jar : found) {
                    return jar.toAbsolutePath();
                }
            }
        }
        throw new LocalCassandraException.JarsMissing(settings.jars());
    }

    private void writeConfiguration() throws IOException {
        Files.createDirectories(settings.dataDirectory());
        String yaml = template("cassandra.yaml")
                .replace("${directory}", settings.dataDirectory().toString())
                .replace("${cql-port}", Integer.toString(settings.cqlPort()))
                .replace("${storage-port}", Integer.toString(settings.storagePort()));
        Files.writeString(file("cassandra.yaml"), yaml);
        Files.writeString(file("logback.xml"), template("logback.xml"));
    }

    private List<String> command(Path agent) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL, "cassandra"));
        command.add(settings.javaHome().resolve("bin/java").toString());
        template("jvm.options")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(command::add);
        command.add("-Xms" + settings.heapMebibytes() + "m");
        command.add("-Xmx" + settings.heapMebibytes() + "m");
        command.addAll(settings.jvmOptions());
        command.add("-javaagent:" + agent);
        command.add("-Dcassandra.config=" + file("cassandra.yaml").toUri());
        command.add("-Dcassandra.storagedir=" + settings.dataDirectory());
        command.add("-Dlogback.configurationFile=" + file("logback.xml"));
        command.add("-cp");
        command.add(settings.jars().toAbsolutePath().resolve("*") + ":" + ownClasses());
        command.add(CassandraChild.class.getName());
        command.add(Long.toString(settings.guardianPid()));
        command.add(settings.dataDirectory().toString());
        return command;
    }

    /** The jar or directory of this class, where the child finds {@link CassandraChild}. */
    private static Path ownClasses() {
        try {
            return Path.of(CassandraChild.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a class was loaded from what is no location", impossible);
        }
    }

    private Path file(String name) {
        return settings.dataDirectory().resolve(name);
    }

    private static String template(String name) throws IOException {
        try (InputStream bytes = CassandraProcess.class.getResourceAsStream(TEMPLATES + name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
