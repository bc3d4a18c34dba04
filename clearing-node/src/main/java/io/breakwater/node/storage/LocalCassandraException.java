package io.breakwater.node.storage;

import java.nio.file.Path;

/** Says in one line why the local Cassandra does not run, and what to do about it; one subtype for each reason. */
public abstract sealed class LocalCassandraException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private LocalCassandraException(String message) {
        super(message);
    }

    /** Somebody listens on a port that Cassandra needs. */
    public static final class PortInUse extends LocalCassandraException {

        private static final long serialVersionUID = 1L;

        private final int port;

        PortInUse(String role, int port, boolean answersCql) {
            super("the " + role + " port " + port + " of 127.0.0.1 is in use"
                    + (answersCql ? " by a Cassandra, perhaps of another breakwater that still runs" : "")
                    + "; stop its user or choose another port");
            this.port = port;
        }

        /** The port. */
        public int port() {
            return port;
        }
    }

    /** No Java that this Cassandra runs on was found. */
    public static final class NoJava extends LocalCassandraException {

        private static final long serialVersionUID = 1L;

        NoJava(String problem) {
            super(problem);
        }
    }

    /** Cassandra's jars are not where they should be. */
    public static final class JarsMissing extends LocalCassandraException {

        private static final long serialVersionUID = 1L;

        JarsMissing(Path jars) {
            super("no Cassandra in " + jars
                    + "; fetch it with: mvn -q -pl clearing-node/local-cassandra process-resources");
        }
    }

    /** Another process keeps its data in the same directory. */
    public static final class DataDirectoryInUse extends LocalCassandraException {

        private static final long serialVersionUID = 1L;

        DataDirectoryInUse(Path directory) {
            super("the data directory " + directory + " is in use by another Cassandra; stop that one first");
        }
    }

    /** Cassandra ended before it answered. */
    public static final class Died extends LocalCassandraException {

        private static final long serialVersionUID = 1L;

        Died(int exitCode, Path log, String lastLines) {
            super("Cassandra ended with exit code " + exitCode + " before it answered; the end of " + log + ": "
                    + lastLines);
        }
    }

    /** Cassandra runs and did not answer in time; it has been stopped. */
    public static final class NotReady extends LocalCassandraException {

        private static final long serialVersionUID = 1L;

        NotReady(long waitedSeconds, Path log, String lastLines) {
            super("Cassandra did not answer within " + waitedSeconds + " s; the end of " + log + ": " + lastLines);
        }
    }
}
