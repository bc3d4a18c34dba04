package io.breakwater.node.cli.margin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads the bytes of a request from a file or from standard input, up to a limit.
 *
 * @param name path of the file; {@code -} is standard input
 * @param standardInput what {@code -} reads
 */
record RequestFile(String name, InputStream standardInput) {

    private static final String STANDARD_INPUT = "-";

    /** What messages call it. */
    private String title() {
        return name.equals(STANDARD_INPUT) ? "standard input" : RefusedRequestException.shortened(name);
    }

    /**
     * Its bytes.
     *
     * @throws RefusedRequestException when it cannot be read, is empty or is larger than the limit
     */
    byte[] read(InputLimits limits) {
        byte[] bytes = bytes(limits.bytes());
        if (bytes.length == 0) {
            throw refused("is empty, a JSON object is expected");
        }
        if (bytes.length > limits.bytes()) {
            throw refused("is larger than " + limits.bytes() + " bytes");
        }
        return bytes;
    }

    private byte[] bytes(int limit) {
        try {
            if (name.equals(STANDARD_INPUT)) {
                return standardInput.readNBytes(limit + 1);
            }
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw refused("is a directory");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(limit + 1);
            }
        } catch (NoSuchFileException | InvalidPathException e) {
            throw refused("there is no such file");
        } catch (AccessDeniedException e) {
            throw refused("may not be read");
        } catch (IOException e) {
            throw refused("cannot be read: " + e.getMessage());
        }
    }

    private RefusedRequestException refused(String problem) {
        return new RefusedRequestException(title(), problem);
    }
}
