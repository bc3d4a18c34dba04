package io.breakwater.node.storage;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the local Cassandra is started with. All of its addresses are 127.0.0.1.
 *
 * @param javaHome a Java it runs on, see {@link CassandraJavaHome}
 * @param jars the directory of its jars, which the module {@code local-cassandra} fills
 * @param dataDirectory where it keeps data, commit log, configuration and its log; kept between runs, absolute
 * @param cqlPort where clients connect
 * @param storagePort where other Cassandras would connect
 * @param heapMebibytes the size of its heap, from {@value #LEAST_HEAP_MEBIBYTES}
 * @param jvmOptions further options of its JVM, after its own
 * @param startTimeout how long it may take until CQL is answered
 * @param stopTimeout how long an orderly stop may take before the process is killed
 * @param guardianPid the process it does not outlive
 */
public record LocalCassandraSettings(
        Path javaHome,
        Path jars,
        Path dataDirectory,
        int cqlPort,
        int storagePort,
        int heapMebibytes,
        List<String> jvmOptions,
        Duration startTimeout,
        Duration stopTimeout,
        long guardianPid) {

    private static final int LEAST_HEAP_MEBIBYTES = 256;
    private static final int MOST_HEAP_MEBIBYTES = 65_536;

    /**
     * Copies the options; checks ports and heap.
     *
     * @throws IllegalArgumentException naming the setting, its value and its limits
     */
    public LocalCassandraSettings {
        within("cql-port", cqlPort, 1, 65_535);
        within("storage-port", storagePort, 1, 65_535);
        within("heap-mebibytes", heapMebibytes, LEAST_HEAP_MEBIBYTES, MOST_HEAP_MEBIBYTES);
        jvmOptions = List.copyOf(jvmOptions);
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /**
     * The settings {@code breakwater.local-cassandra} of a configuration, for a checkout of the project; the Cassandra ends
     * with the running process.
     *
     * @param root the top directory of the project; data are kept in its {@code .breakwater/cassandra}
     * @param config the configuration, with {@code storage.conf}
     * @param environment the variables of the process
     * @throws LocalCassandraException.NoJava when no Java is found that Cassandra runs on
     */
    public static LocalCassandraSettings of(Path root, Config config, Map<String, String> environment) {
        Config settings = config.getConfig("breakwater.local-cassandra");
        return new LocalCassandraSettings(
                CassandraJavaHome.find(environment),
                root.resolve("clearing-node/local-cassandra/target/lib"),
                root.resolve(".breakwater/cassandra"),
                settings.getInt("cql-port"),
                settings.getInt("storage-port"),
                settings.getInt("heap-mebibytes"),
                JvmOptions.of(settings),
                settings.getDuration("start-timeout"),
                settings.getDuration("stop-timeout"),
                ProcessHandle.current().pid());
    }

    /** The same with other ports. */
    public LocalCassandraSettings withPorts(int newCqlPort, int newStoragePort) {
        return new LocalCassandraSettings(
                javaHome,
                jars,
                dataDirectory,
                newCqlPort,
                newStoragePort,
                heapMebibytes,
                jvmOptions,
                startTimeout,
                stopTimeout,
                guardianPid);
    }

    /** The same with its data elsewhere. */
    public LocalCassandraSettings withDataDirectory(Path newDataDirectory) {
        return new LocalCassandraSettings(
                javaHome,
                jars,
                newDataDirectory,
                cqlPort,
                storagePort,
                heapMebibytes,
                jvmOptions,
                startTimeout,
                stopTimeout,
                guardianPid);
    }

    /** The same with its jars elsewhere. */
    public LocalCassandraSettings withJars(Path newJars) {
        return new LocalCassandraSettings(
                javaHome,
                newJars,
                dataDirectory,
                cqlPort,
                storagePort,
                heapMebibytes,
                jvmOptions,
                startTimeout,
                stopTimeout,
                guardianPid);
    }

    /** The same, ending with another process than the running one. */
    public LocalCassandraSettings withGuardian(long newGuardianPid) {
        return new LocalCassandraSettings(
                javaHome,
                jars,
                dataDirectory,
                cqlPort,
                storagePort,
                heapMebibytes,
                jvmOptions,
                startTimeout,
                stopTimeout,
                newGuardianPid);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("breakwater.local-cassandra." + name + " is " + value
                    + " and must be from " + least + " to " + most);
        }
    }
}
