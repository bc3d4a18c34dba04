package io.breakwater.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The process of a gateway: starts it, prints where it listens, and ends when it is told to. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        version = "breakwater gateway",
        description = {
            "Serves the gRPC services of breakwater.clearing.v1 in front of the nodes of a cluster.",
            "Settings: breakwater.gateway in application.conf, each with an environment variable."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped", "1:could not listen", "2:bad usage or bad settings"})
public final class GatewayMain implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 0 takes a free one.")
    private Integer port;

    @Option(
            names = "--nodes",
            paramLabel = "HOST:PORT,...",
            description = "Nodes; every address that a name resolves to is a node.")
    private String nodes;

    /** Runs the gateway until its process is told to stop. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new GatewayMain()).execute(args));
    }

    @Override
    public Integer call() {
        Config config = config();
        GatewaySettings settings;
        try {
            settings = GatewaySettings.from(config);
        } catch (IllegalArgumentException | ConfigException e) {
            System.err.println("breakwater gateway: " + e.getMessage());
            return ExitCode.USAGE;
        }
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "gateway", config);
        try {
            Gateway gateway =
                    Gateway.start(system, settings).toCompletableFuture().join();
            System.out.println("gateway listens on " + gateway.address().getHostString() + ":"
                    + gateway.address().getPort() + ", nodes " + String.join(",", settings.nodes()));
        } catch (CompletionException e) {
            System.err.println("breakwater gateway: cannot listen on " + settings.host() + ":" + settings.port() + ": "
                    + e.getCause().getMessage());
            system.terminate();
            return ExitCode.SOFTWARE;
        }
        system.getWhenTerminated().toCompletableFuture().join();
        return ExitCode.OK;
    }

    private Config config() {
        Config config = ConfigFactory.load();
        config = with(config, "host", host);
        config = with(config, "port", port);
        return with(config, "nodes", nodes);
    }

    private static Config with(Config config, String key, Object value) {
        return value == null
                ? config
                : config.withValue("breakwater.gateway." + key, ConfigValueFactory.fromAnyRef(value));
    }
}
