package io.breakwater.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cassandra is started on a Java that it runs on, or not at all. */
class CassandraJavaHomeTest {

    @TempDir
    Path homes;

    private Path java16;
    private Path java17;
    private Path java21;
    private Path java22;

    @BeforeEach
    void install() throws IOException {
        java16 = home("16.0.2");
        java17 = home("17.0.15");
        java21 = home("21");
        java22 = home("22.0.1");
    }

    @Test
    @DisplayName("17 and 21 fit, 16 and 22 do not; the first that fits is taken")
    void theFirstThatFits() {
        assertThat(find(java16, java22, java17, java21)).isEqualTo(java17);
        assertThat(find(java22, java21, java17)).isEqualTo(java21);
        assertThatThrownBy(() -> find(java16, java22, homes.resolve("none")))
                .isInstanceOf(LocalCassandraException.NoJava.class)
                .hasMessageStartingWith("Cassandra needs Java 17 to 21 and none was found among [" + java16)
                .hasMessageEndingWith("install one or set BREAKWATER_CASSANDRA_JAVA_HOME");
    }

    @Test
    @DisplayName("a home that was named is used or refused, never silently replaced")
    void theNamedHome() {
        assertThat(CassandraJavaHome.find(Optional.of(java21), List.of(java17))).isEqualTo(java21);
        assertThatThrownBy(() -> CassandraJavaHome.find(Map.of(CassandraJavaHome.SETTING, java22.toString())))
                .isInstanceOf(LocalCassandraException.NoJava.class)
                .hasMessage("BREAKWATER_CASSANDRA_JAVA_HOME=" + java22 + " is not a Java 17 to 21 home");
    }

    @Test
    @DisplayName("a home without an executable java does not fit")
    void onlyARelease() throws IOException {
        Files.delete(java17.resolve("bin/java"));

        assertThat(find(java17, java21)).isEqualTo(java21);
    }

    private static Path find(Path... usual) {
        return CassandraJavaHome.find(Optional.empty(), List.of(usual));
    }

    private Path home(String version) throws IOException {
        Path home = Files.createDirectories(homes.resolve(version));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        assertThat(Files.createFile(java).toFile().setExecutable(true)).isTrue();
        return home;
    }
}
