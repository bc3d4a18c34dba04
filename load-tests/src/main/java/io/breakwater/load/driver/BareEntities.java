package io.breakwater.load.driver;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Bare persistent entities in this process, over the journal plugin and the settings of a node, in a keyspace of their own. */
final class BareEntities implements LoadTarget, AutoCloseable {

    static final String PERSIST = "persist";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final ActorSystem<SpawnProtocol.Command> system;
    private final List<ActorRef<BareEntity.Write>> entities;
    private final byte[] event;

    private BareEntities(
            ActorSystem<SpawnProtocol.Command> system, List<ActorRef<BareEntity.Write>> entities, byte[] event) {
        this.system = system;
        this.entities = entities;
        this.event = event;
    }

    /** Starts so many entities that persist events of this size in an existing keyspace. */
    static BareEntities start(Config settings, String keyspace, int eventBytes, int count) {
        ActorSystem<SpawnProtocol.Command> system =
                ActorSystem.create(SpawnProtocol.create(), "bare-entities", config(settings, keyspace));
        List<ActorRef<BareEntity.Write>> entities =
                IntStream.range(0, count).mapToObj(i -> spawn(system, i)).toList();
        return new BareEntities(system, entities, new byte[eventBytes]);
    }

    /** The node's storage settings; the tables appear with the first use, and there is no cluster. */
    private static Config config(Config settings, String keyspace) {
        Config own = ConfigFactory.parseString("""
                pekko {
                  loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
                  logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
                  actor.provider = local
                  actor.allow-java-serialization = off
                  jvm-shutdown-hooks = off
                  persistence.cassandra {
                    journal { keyspace = %1$s, tables-autocreate = on }
                    snapshot { keyspace = %1$s, tables-autocreate = on }
                  }
                }
                """.formatted(keyspace));
        return own.withValue(
                        "datastax-java-driver.basic.contact-points",
                        ConfigValueFactory.fromIterable(JournalStore.contactPoints(settings)))
                .withFallback(settings)
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    private static ActorRef<BareEntity.Write> spawn(ActorSystem<SpawnProtocol.Command> system, int number) {
        String name = "bare-" + number;
        CompletionStage<ActorRef<BareEntity.Write>> spawned = AskPattern.ask(
                system,
                replyTo -> new SpawnProtocol.Spawn<>(BareEntity.create(name), name, Props.empty(), replyTo),
                START_PATIENCE,
                system.scheduler());
        return spawned.toCompletableFuture().join();
    }

    @Override
    public String kind(long index) {
        return PERSIST;
    }

    @Override
    public CompletionStage<String> call(long index) {
        CompletableFuture<String> done = new CompletableFuture<>();
        entities.get((int) (index % entities.size())).tell(new BareEntity.Write(event, done));
        return done;
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
