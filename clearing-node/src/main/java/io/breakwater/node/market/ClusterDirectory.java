package io.breakwater.node.market;

import io.breakwater.node.time.NodeClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/** Finds the directory of markets in the cluster and asks it. */
public final class ClusterDirectory implements Directory {

    private final ActorSystem<?> system;
    private final ActorRef<DirectoryProtocol> directory;
    private final Duration askTimeout;

    /**
     * The way to a directory.
     *
     * @param directory itself or its singleton proxy
     * @param askTimeout real time after which an answer counts as lost
     */
    public ClusterDirectory(ActorSystem<?> system, ActorRef<DirectoryProtocol> directory, Duration askTimeout) {
        this.system = system;
        this.directory = directory;
        this.askTimeout = askTimeout;
    }

    /**
     * Starts the singleton, on whichever node, and gives the way to it; called once on each node.
     *
     * @param clock of this node
     * @param topic of this node
     */
    public static ActorRef<DirectoryProtocol> start(
            ActorSystem<?> system,
            NodeClock clock,
            ActorRef<Topic.Command<MarketDefinitions>> topic,
            MarketSettings settings) {
        return ClusterSingleton.get(system)
                .init(SingletonActor.of(MarketDirectory.create(clock, topic, settings), "market-directory"));
    }

    @Override
    public CompletionStage<DirectoryProtocol.Answer> change(
            DirectoryProtocol.Change change, Optional<Operation> operation) {
        return AskPattern.ask(
                directory,
                replyTo -> new DirectoryProtocol.Apply(change, operation, replyTo),
                askTimeout,
                system.scheduler());
    }

    @Override
    public CompletionStage<DirectoryProtocol.Answer> recall(Operation operation) {
        return AskPattern.ask(
                directory, replyTo -> new DirectoryProtocol.Recall(operation, replyTo), askTimeout, system.scheduler());
    }

    @Override
    public CompletionStage<MarketDefinitions> read() {
        return AskPattern.ask(directory, DirectoryProtocol.Read::new, askTimeout, system.scheduler());
    }
}
