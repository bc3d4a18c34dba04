package io.breakwater.node.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.node.local.LocalState.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What up writes down of what it runs. */
class LocalStateTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsReadAgainAndGoneWhenRemoved() {
        Path file = LocalState.file(directory);
        assertThat(LocalState.read(file)).isEmpty();

        LocalState state = LocalState.ofThisProcess().with(Map.of("gateway", ProcessHandle.current()), 8180);
        state.write(file);
        assertThat(LocalState.read(file)).contains(state);
        assertThat(state.main().find()).contains(ProcessHandle.current());

        LocalState.remove(file);
        LocalState.remove(file);
        assertThat(LocalState.read(file)).isEmpty();
    }

    @Test
    @DisplayName("a process of the same id that started at another moment is somebody else's")
    void reusedId() {
        Recorded own = Recorded.of("node", ProcessHandle.current());
        Recorded older = new Recorded("node", own.pid(), own.startedMillis() - 1);

        assertThat(own.find()).isPresent();
        assertThat(older.find()).isEmpty();
    }

    @Test
    void aFileThatNamesNoProcessIsRefusedByItsName() throws IOException {
        Path file = directory.resolve("up.json");
        for (String broken : List.of("{}", "{\"main\":{\"pid\":\"x\"}}", "nonsense")) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> LocalState.read(file))
                    .isInstanceOf(LocalClusterException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
