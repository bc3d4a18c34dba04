package io.breakwater.node;

import com.typesafe.config.Config;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Rate;
import io.breakwater.node.market.BoardWriter;
import io.breakwater.node.market.ClusterDirectory;
import io.breakwater.node.market.Directory;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.MarketSettings;
import io.breakwater.node.market.MarketTopics;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.oracle.AggregatorStarter;
import io.breakwater.node.oracle.ClusterOracles;
import io.breakwater.node.oracle.OracleSettings;
import io.breakwater.node.time.NodeClock;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.pubsub.Topic;

/** Wires the markets of a node: the directory, the aggregators, and who keeps the board. */
final class MarketWiring {

    private final Directory directory;
    private final ClusterOracles oracles;

    MarketWiring(
            ActorContext<Void> context,
            NodeClock clock,
            MarketBoard board,
            Function<Instrument, Rate> openInterestShare) {
        ActorSystem<?> system = context.getSystem();
        Config config = system.settings().config();
        MarketSettings settings = MarketSettings.of(config);
        OracleSettings oracleSettings = OracleSettings.of(config);
        ActorRef<Topic.Command<PublishedPrice>> prices = context.spawn(MarketTopics.prices(), "prices");
        ActorRef<Topic.Command<MarketDefinitions>> definitions =
                context.spawn(MarketTopics.definitions(), "definitions");
        ActorRef<DirectoryProtocol> singleton = ClusterDirectory.start(system, clock, definitions, settings);
        directory = new ClusterDirectory(system, singleton, settings.askTimeout());
        context.spawn(
                BoardWriter.create(new BoardWriter.Surroundings(
                        clock, board, singleton, prices, definitions, openInterestShare, settings)),
                "board-writer");
        oracles = ClusterOracles.start(system, clock, singleton, prices, oracleSettings);
        context.spawn(AggregatorStarter.create(clock, board, oracles::configure, oracleSettings), "aggregators");
    }

    Directory directory() {
        return directory;
    }

    ClusterOracles oracles() {
        return oracles;
    }
}
