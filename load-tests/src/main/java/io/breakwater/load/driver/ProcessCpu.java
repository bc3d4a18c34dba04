package io.breakwater.load.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads how much CPU time a process has used, from {@code /proc/<pid>/stat}. */
final class ProcessCpu {

    /** Linux counts in hundredths of a second for everybody who asks (USER_HZ), whatever the kernel's own tick is. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Fields are counted from 1; those after the name of the program begin with the third. */
    private static final int FIRST_FIELD_AFTER_NAME = 3;

    private static final int USER_TICKS_FIELD = 14;
    private static final int SYSTEM_TICKS_FIELD = 15;

    private ProcessCpu() {}

    /** User and system time of all threads of a process in microseconds; empty when it does not run, or is not on Linux. */
    static OptionalLong micros(long pid) {
        try {
            return OptionalLong.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /**
     * The CPU time of a line of {@code /proc/<pid>/stat} in microseconds. The name of the program stands in brackets and
     * may itself contain spaces and brackets, so fields are counted after the last closing one.
     *
     * @throws IllegalArgumentException when it is not such a line
     */
    static long parse(String stat) {
        int nameEnd = stat.lastIndexOf(')');
        String[] fields = stat.substring(nameEnd + 1).strip().split(" +");
        if (nameEnd < 0 || fields.length <= SYSTEM_TICKS_FIELD - FIRST_FIELD_AFTER_NAME) {
            throw new IllegalArgumentException("not a line of /proc/<pid>/stat: '" + stat.strip() + "'");
        }
        long user = Long.parseLong(fields[USER_TICKS_FIELD - FIRST_FIELD_AFTER_NAME]);
        long system = Long.parseLong(fields[SYSTEM_TICKS_FIELD - FIRST_FIELD_AFTER_NAME]);
        return (user + system) * MICROS_PER_TICK;
    }
}
