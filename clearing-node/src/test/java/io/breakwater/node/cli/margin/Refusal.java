package io.breakwater.node.cli.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.node.cli.CommandRun;

/** What every refusal looks like: exit code 2, nothing on standard output, one line that names the field. */
final class Refusal {

    private Refusal() {}

    static void assertRefused(CommandRun run, String path, String problem) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("breakwater margin: ").contains(path + ": ", problem);
    }
}
