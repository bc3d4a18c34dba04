package io.breakwater.node.demo;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.LiquidationServiceClient;
import io.breakwater.clearing.v1.WatchAuctionsRequest;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import io.breakwater.node.local.GatewayClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.pekko.stream.KillSwitch;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.RestartSettings;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.RestartSource;
import org.apache.pekko.stream.javadsl.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The auctions that are open, as the stream of the gateway tells them; watched anew when the stream ends. */
final class AuctionBoard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuctionBoard.class);
    private static final RestartSettings AGAIN =
            RestartSettings.create(Duration.ofMillis(50), Duration.ofSeconds(2), 0.1);

    private final ConcurrentSkipListMap<String, Auction> open = new ConcurrentSkipListMap<>();
    private Optional<KillSwitch> watching = Optional.empty();

    /** Nothing is on auction. */
    AuctionBoard() {}

    /** Follows the auctions of the cluster from now on. */
    void watch(LiquidationServiceClient liquidation, Materializer materializer) {
        watching = Optional.of(RestartSource.withBackoff(AGAIN, () -> {
                    open.clear();
                    return GatewayClients.stream(liquidation.watchAuctions())
                            .invoke(WatchAuctionsRequest.getDefaultInstance())
                            .mapError(Throwable.class, AuctionBoard::told);
                })
                .viaMat(KillSwitches.single(), Keep.right())
                .to(Sink.foreach(this::heard))
                .run(materializer));
    }

    private static Throwable told(Throwable failure) {
        LOG.warn("the stream of auctions ended and is watched anew: {}", failure.toString());
        return failure;
    }

    /** Takes a message of the stream. */
    void heard(WatchAuctionsResponse update) {
        switch (update.getUpdateCase()) {
            case OPENED -> put(update.getOpened());
            case CHANGED -> put(update.getChanged());
            case CLOSED ->
                open.remove(key(
                        update.getClosed().getAccountId(), update.getClosed().getSliceId()));
            case UPDATE_NOT_SET -> {}
        }
    }

    private void put(Auction auction) {
        open.put(key(auction.getAccountId(), auction.getSliceId()), auction);
    }

    private static String key(String account, String slice) {
        return account + "/" + slice;
    }

    /** The auctions open now, by account and slice. */
    List<Auction> open() {
        return List.copyOf(open.values());
    }

    @Override
    public void close() {
        watching.ifPresent(KillSwitch::shutdown);
    }
}
