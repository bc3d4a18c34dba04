package io.breakwater.node.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where this checkout of the project is, and where a command may write in it.
 *
 * @param root the top directory of the project
 */
record Home(Path root) {

    /** As the launcher says; the working directory where there is no launcher. */
    static Home ofProcess() {
        return new Home(Path.of(System.getProperty("breakwater.home", "")).toAbsolutePath());
    }

    /** Where a command keeps its data and its logs. */
    Path data(String command) {
        return root.resolve(".breakwater").resolve(command);
    }

    /** Lets what the node of this process has to tell go into a file; before anything of it is loaded. */
    Path logTo(String command) {
        Path log = data(command).resolve("node.log");
        try {
            Files.createDirectories(log.getParent());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(log.getParent() + " cannot be made: " + unwritable.getMessage(), unwritable);
        }
        System.setProperty("breakwater.log", log.toString());
        System.setProperty("logback.configurationFile", "logback-to-file.xml");
        return log;
    }
}
