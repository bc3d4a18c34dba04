package io.breakwater.load.driver;

import java.util.Map;
import java.util.TreeMap;

/**
 * The CPU time of several processes at one moment.
 *
 * @param microsByProcess microseconds since each process started, by what it is
 */
record CpuMeter(Map<String, Long> microsByProcess) {

    /** Reads the processes that run; those that do not are left out. */
    static CpuMeter read(Map<String, Long> pids) {
        Map<String, Long> micros = new TreeMap<>();
        pids.forEach((name, pid) -> ProcessCpu.micros(pid).ifPresent(value -> micros.put(name, value)));
        return new CpuMeter(micros);
    }

    /** Microseconds used since an earlier reading, divided by the commands of that time, by process; empty without commands. */
    Map<String, Double> perCommandSince(CpuMeter earlier, long commands) {
        Map<String, Double> used = new TreeMap<>();
        microsByProcess.forEach((name, micros) -> {
            Long before = earlier.microsByProcess.get(name);
            if (before != null && commands > 0) {
                used.put(name, (double) (micros - before) / commands);
            }
        });
        return used;
    }
}
