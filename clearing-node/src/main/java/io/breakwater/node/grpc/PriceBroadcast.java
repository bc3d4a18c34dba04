package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.ValidatedPrice;
import io.breakwater.clearing.v1.WatchPricesResponse;
import io.breakwater.node.market.MarketBoard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.BroadcastHub;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Gives every watcher the newest state of the board: each follows the board once here, and a slow one skips states in
 * between and never the newest.
 */
final class PriceBroadcast {

    private static final int HUB_BUFFER = 4;

    private final MarketBoard board;
    private final Source<MarketBoard.Posting, NotUsed> postings;

    PriceBroadcast(ActorSystem<?> system, MarketBoard board) {
        this.board = board;
        var running = Source.<MarketBoard.Posting>queue(1, OverflowStrategy.dropHead())
                .toMat(BroadcastHub.of(MarketBoard.Posting.class, HUB_BUFFER), Keep.both())
                .run(system);
        this.postings = running.second();
        board.follow(running.first()::offer);
    }

    /** Newer prices of these underlyings, or of all when there are none named. */
    Source<WatchPricesResponse, NotUsed> prices(Set<String> underlyings) {
        return Source.lazySource(() -> Source.single(board.newest()))
                .concat(postings.conflate((older, newer) -> newer))
                .conflate((older, newer) -> newer)
                .statefulMapConcat(() -> {
                    Map<String, ValidatedPrice> sent = new HashMap<>();
                    return posting -> newer(posting, underlyings, sent);
                })
                .mapMaterializedValue(used -> NotUsed.getInstance());
    }

    private static List<WatchPricesResponse> newer(
            MarketBoard.Posting posting, Set<String> underlyings, Map<String, ValidatedPrice> sent) {
        WatchPricesResponse.Builder news = WatchPricesResponse.newBuilder();
        posting.prices().values().stream()
                .filter(price -> underlyings.isEmpty() || underlyings.contains(price.symbol()))
                .map(price -> PriceMessages.price(price, posting))
                .filter(price -> isNews(price, sent.get(price.getUnderlying())))
                .forEach(price -> {
                    sent.put(price.getUnderlying(), price);
                    news.addPrices(price);
                });
        return news.getPricesCount() == 0 ? List.of() : List.of(news.build());
    }

    /** Another price, or the same one trusted otherwise. */
    private static boolean isNews(ValidatedPrice price, ValidatedPrice sent) {
        return sent == null || !price.getPriceId().equals(sent.getPriceId()) || price.getFeed() != sent.getFeed();
    }
}
