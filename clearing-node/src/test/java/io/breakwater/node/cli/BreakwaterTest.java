package io.breakwater.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line itself: what there is, and what happens to what there is not. */
class BreakwaterTest {

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpListsTheCommandsAndTheExitCodes(String asked) {
        CommandRun run = CommandRun.of(asked);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("margin", "help", "0   done", "2   bad usage or bad input");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everyCommandHasItsOwnHelp() {
        assertThat(CommandRun.of("margin", "--help").out()).contains("FILE", "--explain");
        assertThat(CommandRun.of("help", "margin").out()).contains("FILE", "--explain");
    }

    @Test
    void theVersionNamesTheBuildAndTheJava() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("breakwater ").contains("Java ");
    }

    @Test
    void noCommandAnUnknownOneAndAnUnknownOptionAreBadUsage() {
        assertBadUsage(CommandRun.of(), "no command given");
        assertBadUsage(CommandRun.of("margins"), "'margins'");
        assertBadUsage(CommandRun.of("margin"), "FILE");
        assertBadUsage(CommandRun.of("margin", "--explian", "-"), "'--explian'");
        assertBadUsage(CommandRun.of("margin", "a.json", "b.json"), "'b.json'");
    }

    private static void assertBadUsage(CommandRun run, String named) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(named);
    }
}
