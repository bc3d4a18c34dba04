package io.breakwater.node.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The three streams a command talks through, so that a test can hold them.
 *
 * @param in standard input
 * @param out standard output: answers only
 * @param err standard error: refusals and progress
 */
public record Streams(InputStream in, PrintStream out, PrintStream err) {

    /** Those of this process. */
    public static Streams ofProcess() {
        return new Streams(System.in, System.out, System.err);
    }
}
