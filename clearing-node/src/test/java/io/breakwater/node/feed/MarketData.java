package io.breakwater.node.feed;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;

/** Finds recorded market files beside the project; a test that needs an absent one is skipped by the file's name. */
public final class MarketData {

    private MarketData() {}

    /** A file under the market directory, {@code -Dbreakwater.market=DIR} or {@code ../shared/data/market}. */
    public static MarketFile file(String relative) {
        String directory = System.getProperty("breakwater.market");
        Path root = directory == null ? Path.of("..", "..", "shared", "data", "market") : Path.of(directory);
        Path path = root.resolve(relative);
        Assumptions.assumeThat(Files.isRegularFile(path))
                .as("market file " + path + " is not here")
                .isTrue();
        return MarketFile.of(path);
    }
}
