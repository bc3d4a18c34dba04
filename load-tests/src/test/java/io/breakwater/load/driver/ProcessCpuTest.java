package io.breakwater.load.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CPU time is read from the right fields of /proc/pid/stat. */
class ProcessCpuTest {

    private static final String AFTER_NAME =
            " S 1 4242 4242 0 -1 4194304 100 200 0 0 1234 66 0 0 20 0 40 0 777 9999 500 18446744073709551615\n";

    @Test
    @DisplayName("user and system time are added, in hundredths of a second")
    void plainName() {
        assertThat(ProcessCpu.parse("4242 (java)" + AFTER_NAME)).isEqualTo(13_000_000);
    }

    @Test
    @DisplayName("a program's name may look like fields")
    void nameWithSpacesAndBrackets() {
        assertThat(ProcessCpu.parse("4242 (a (b) 1 2) 3)" + AFTER_NAME)).isEqualTo(13_000_000);
    }

    @Test
    @DisplayName("a line that is cut off is refused with its text")
    void cutLine() {
        assertThatThrownBy(() -> ProcessCpu.parse("4242 (java) S 1 4242"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4242 (java) S 1 4242");
        assertThatThrownBy(() -> ProcessCpu.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("this process has used some, and one that does not run has none")
    void processes() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcessCpu.micros(self)).isPresent();
        assertThat(ProcessCpu.micros(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    @DisplayName(
            "a command's share is the difference of two readings over the commands; a process that came later has none")
    void perCommand() {
        CpuMeter before = new CpuMeter(Map.of("node", 1_000L));
        CpuMeter after = new CpuMeter(Map.of("node", 4_000L, "gateway", 500L));

        assertThat(after.perCommandSince(before, 10)).isEqualTo(Map.of("node", 300.0));
        assertThat(after.perCommandSince(before, 0)).isEmpty();
    }
}
