package io.breakwater.node.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Says which build is running, from the manifest of its jar. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Breakwater.class.getPackage().getImplementationVersion();
        return new String[] {
            "breakwater " + Objects.requireNonNullElse(version, "(not packaged)"), "Java " + Runtime.version()
        };
    }
}
