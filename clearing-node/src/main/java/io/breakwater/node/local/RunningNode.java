package io.breakwater.node.local;

import com.typesafe.config.Config;
import io.breakwater.node.account.AccountListener;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.net.InetSocketAddress;
import java.util.List;

/** A node that serves in this process. */
public interface RunningNode extends AutoCloseable {

    /** Where its gRPC services listen. */
    InetSocketAddress grpcAddress();

    /** What it knows of the markets. */
    MarketBoard board();

    /** The way to every account. */
    Accounts accounts();

    /** What it shows of itself. */
    NodeGauges gauges();

    /** Stops it in order: services, accounts, membership. Returns when it has stopped; once is enough. */
    @Override
    void close();

    /** Starts nodes. */
    @FunctionalInterface
    interface Launcher {

        /**
         * Starts a node and returns when it serves.
         *
         * @param config of the node, complete
         * @param clock that it lives by
         * @param listeners told of every account that lives on it, besides its own parts
         * @throws InterruptedException when the waiting thread is interrupted; nothing is left running
         */
        RunningNode launch(Config config, NodeClock clock, List<AccountListener> listeners) throws InterruptedException;
    }
}
