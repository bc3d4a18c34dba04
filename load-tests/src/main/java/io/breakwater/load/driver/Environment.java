package io.breakwater.load.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * The machine of a measurement; figures mean little without it.
 *
 * @param cores processors of the driver's JVM
 * @param jdk version of it
 * @param os name and version
 * @param loadAverage of 1, 5 and 15 minutes before the run; empty where the system does not say
 * @param date when the run began, UTC
 */
record Environment(int cores, String jdk, String os, String loadAverage, String date) {

    private static final int LOAD_AVERAGES = 3;

    /** This machine. */
    static Environment of(Instant now) {
        return new Environment(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                loadAverages(),
                now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String loadAverages() {
        try {
            String[] fields = Files.readString(Path.of("/proc/loadavg")).split(" ");
            return String.join(" ", Arrays.asList(fields).subList(0, LOAD_AVERAGES));
        } catch (IOException elsewhere) {
            return "";
        }
    }

    /** One line. */
    String line() {
        return cores + " cores, JDK " + jdk + ", " + os + ", load average " + loadAverage + ", " + date;
    }
}
