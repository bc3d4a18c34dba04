package io.breakwater.node.storage;

import java.nio.file.Path;

/** A parent to be killed: starts a Cassandra that is its own, prints that process's id, and waits. */
final class CassandraStarter {

    private CassandraStarter() {}

    /** Takes the data directory, the CQL port and the storage port. */
    public static void main(String[] arguments) throws InterruptedException {
        LocalCassandraSettings settings = SharedCassandra.settings(Path.of(arguments[0]))
                .withPorts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        LocalCassandra cassandra = LocalCassandra.start(settings);
        System.out.println(cassandra.pid());
        cassandra.onExit().join();
    }
}
