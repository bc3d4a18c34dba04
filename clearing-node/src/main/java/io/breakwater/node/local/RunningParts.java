package io.breakwater.node.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The parts of a cluster that run, to be stopped in the other order than they were started in. A part is known from the
 * moment it exists, long before it serves, and none comes into being once they are stopped: whenever a process is told
 * to end, it leaves nothing behind.
 */
final class RunningParts implements AutoCloseable {

    private record Part(String name, AutoCloseable stops) {}

    private final Deque<Part> running = new ArrayDeque<>();
    private final Deque<Runnable> last = new ArrayDeque<>();
    private final Consumer<String> progress;
    private volatile boolean closed;

    /**
     * No parts yet.
     *
     * @param progress told in a few words what is stopped
     */
    RunningParts(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Makes a part and keeps it.
     *
     * @param spawn makes it, at once: waiting for it to serve is left to the caller
     * @throws LocalClusterException when all is stopped; it has not been made then
     */
    synchronized <P extends AutoCloseable> P start(String name, Supplier<P> spawn) {
        if (closed) {
            throw toldToStop();
        }
        return keep(name, spawn.get());
    }

    /**
     * Keeps a part of this process, which could not be left behind while it was made.
     *
     * @throws LocalClusterException when all is stopped; it has been stopped too then
     */
    synchronized <P extends AutoCloseable> P add(String name, P part) {
        if (closed) {
            stop(new Part(name, part));
            throw toldToStop();
        }
        return keep(name, part);
    }

    private <P extends AutoCloseable> P keep(String name, P part) {
        running.push(new Part(name, part));
        return part;
    }

    /** Why nothing more is started. */
    static LocalClusterException toldToStop() {
        return new LocalClusterException("told to stop");
    }

    /** Lets the process stop them when it is told to end, from now on. */
    void closeAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-cluster"));
        } catch (IllegalStateException ending) {
            close();
            throw toldToStop();
        }
    }

    /** Has something done when all have stopped; at once when they have already. */
    synchronized void afterStop(Runnable done) {
        if (closed) {
            done.run();
        } else {
            last.add(done);
        }
    }

    /** Whether the parts are stopped, or are being stopped. */
    boolean isClosed() {
        return closed;
    }

    /** Stops the newest first and returns when all have stopped, also when another thread is at it already. */
    @Override
    public void close() {
        closed = true;
        stopAll();
    }

    private synchronized void stopAll() {
        while (!running.isEmpty()) {
            stop(running.pop());
        }
        while (!last.isEmpty()) {
            last.pop().run();
        }
    }

    private void stop(Part part) {
        progress.accept("stopping " + part.name());
        try {
            part.stops().close();
        } catch (Exception failed) {
            progress.accept(part.name() + " did not stop in order: " + failed);
        }
    }
}
