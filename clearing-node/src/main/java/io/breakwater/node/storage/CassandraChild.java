package io.breakwater.node.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of Cassandra's process: it keeps the data directory to itself, ends with its guardian, and otherwise is
 * Cassandra.
 *
 * <p>A parent that was killed cannot stop its children, so the child watches: when the guardian's process is gone, it
 * shuts Cassandra down, and halts if that takes too long. Runs on Cassandra's class path, so it knows the JDK alone and
 * Cassandra by name only.
 */
final class CassandraChild {

    /** The exit code when another process holds the data directory. */
    static final int DIRECTORY_IN_USE = 73;

    private static final long WATCH_EVERY_MILLIS = 500;
    private static final long LONGEST_SHUTDOWN_SECONDS = 20;

    /** Held by a field, because a lock ends when its channel is collected as garbage. */
    private static FileLock directoryLock;

    private CassandraChild() {}

    /**
     * Becomes Cassandra.
     *
     * @param arguments the guardian's process id, and the data directory
     */
    public static void main(String[] arguments) throws Exception {
        long guardian = Long.parseLong(arguments[0]);
        Path directory = Path.of(arguments[1]);

        lock(directory);
        startDaemon("guardian-watch", () -> endWith(guardian));
        Class.forName("org.apache.cassandra.service.CassandraDaemon")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
    }

    /** Cassandra itself does not notice when two processes write one directory. */
    private static void lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        directoryLock = file.tryLock();
        if (directoryLock == null) {
            System.exit(DIRECTORY_IN_USE);
        }
    }

    private static void endWith(long guardian) {
        while (lives(guardian)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_EVERY_MILLIS));
        }
        startDaemon("shutdown-bound", () -> {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(LONGEST_SHUTDOWN_SECONDS));
            Runtime.getRuntime().halt(1);
        });
        System.exit(0);
    }

    /** A process that has ended and that nobody has waited for still has its id, but no program any more. */
    private static boolean lives(long guardian) {
        return ProcessHandle.of(guardian)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
