package io.breakwater.node.storage;

import com.typesafe.config.Config;
import java.util.List;
import java.util.stream.Stream;

/** The options that a child process's JVM is given by the configuration. */
public final class JvmOptions {

    /**
     * For a process that lives minutes: no optimizing compiler, which would take a quarter of two processors and not earn
     * it back.
     */
    public static final String SHORT_LIFE = "-XX:TieredStopAtLevel=1";

    private JvmOptions() {}

    /** The setting {@code jvm-options} of a part, split at spaces. */
    public static List<String> of(Config part) {
        return Stream.of(part.getString("jvm-options").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
    }
}
