package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.MarginMessages.plain;

import io.breakwater.clearing.v1.LiquidationServicePowerApi;
import io.breakwater.clearing.v1.ListLiquidationsRequest;
import io.breakwater.clearing.v1.ListLiquidationsResponse;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.TakeSliceRequest;
import io.breakwater.clearing.v1.TakeSliceResponse;
import io.breakwater.clearing.v1.WatchAuctionsRequest;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import io.breakwater.clearing.v1.WatchLiquidationsRequest;
import io.breakwater.clearing.v1.WatchLiquidationsResponse;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.liquidation.AuctionProtocol;
import io.breakwater.node.liquidation.LiquidationsProtocol;
import io.breakwater.node.market.MarketBoard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSource;

/**
 * Serves keepers: the auctions of slices, takes, and the liquidations they belong to. A watcher asks for each update when
 * it has room for it, so a slow one gets newer states and not more of them.
 */
final class LiquidationGrpcService implements LiquidationServicePowerApi {

    private static final int MOST_A_PAGE = 500;
    private static final int USUAL_PAGE = 100;

    private final ActorSystem<?> system;
    private final ActorRef<AuctionProtocol.Message> floor;
    private final ActorRef<LiquidationsProtocol.Message> register;
    private final Accounts accounts;
    private final MarketBoard board;
    private final GrpcSettings settings;

    LiquidationGrpcService(
            ActorSystem<?> system,
            ActorRef<AuctionProtocol.Message> floor,
            ActorRef<LiquidationsProtocol.Message> register,
            Accounts accounts,
            MarketBoard board,
            GrpcSettings settings) {
        this.system = system;
        this.floor = floor;
        this.register = register;
        this.accounts = accounts;
        this.board = board;
        this.settings = settings;
    }

    @Override
    public Source<WatchAuctionsResponse, NotUsed> watchAuctions(WatchAuctionsRequest in, Metadata metadata) {
        return Calls.asCaller(metadata, "WatchAuctions", () -> {
            Set<String> underlyings = underlyings(in.getUnderlyingsList());
            String id = UUID.randomUUID().toString();
            return ActorSource.<AuctionProtocol.Update, AuctionProtocol.Message>actorRefWithBackpressure(
                            floor,
                            new AuctionProtocol.Ready(id),
                            update -> Optional.empty(),
                            update -> update instanceof AuctionProtocol.Overloaded
                                    ? Optional.of(overloaded())
                                    : Optional.empty())
                    .mapMaterializedValue(follower -> {
                        floor.tell(new AuctionProtocol.Follow(id, underlyings, follower));
                        return NotUsed.getInstance();
                    })
                    .mapConcat(this::changes);
        });
    }

    private List<WatchAuctionsResponse> changes(AuctionProtocol.Update update) {
        return update instanceof AuctionProtocol.Changes changes
                ? changes.changes().stream()
                        .map(change -> LiquidationMessages.change(
                                changes.timeMillis(), change, board.view().parameters()))
                        .toList()
                : List.of();
    }

    @Override
    public CompletionStage<TakeSliceResponse> takeSlice(TakeSliceRequest in, Metadata metadata) {
        return Calls.answer(metadata, "TakeSlice", () -> {
            AuctionProtocol.Take asked = new AuctionProtocol.Take(
                    Fields.key("idempotency_key", in.getIdempotencyKey()),
                    Fields.accountId("keeper_account_id", in.getKeeperAccountId()),
                    Fields.accountId("account_id", in.getAccountId()),
                    Fields.accountId("slice_id", in.getSliceId()),
                    Fields.positiveQuantity("quantity", in.getQuantity()),
                    Fields.price("limit_price", in.getLimitPrice()),
                    system.ignoreRef());
            return AskPattern.<AuctionProtocol.Message, AuctionProtocol.TakeAnswer>ask(
                            floor,
                            replyTo -> new AuctionProtocol.Take(
                                    asked.operationId(),
                                    asked.keeper(),
                                    asked.account(),
                                    asked.sliceId(),
                                    asked.quantity(),
                                    asked.limitPrice(),
                                    replyTo),
                            settings.askTimeout(),
                            system.scheduler())
                    .thenApply(LiquidationGrpcService::taken)
                    .thenCompose(taken -> accounts.read(asked.keeper())
                            .thenApply(keeper ->
                                    taken.setKeeperVersion(keeper.version()).build()));
        });
    }

    private static TakeSliceResponse.Builder taken(AuctionProtocol.TakeAnswer answer) {
        if (answer instanceof AuctionProtocol.Taken taken) {
            return TakeSliceResponse.newBuilder()
                    .setPrice(plain(taken.price().exact()))
                    .setQuantity(AccountMessages.quantity(taken.quantity()))
                    .setReward(AccountMessages.money(taken.reward()))
                    .setLeft(AccountMessages.quantity(taken.left()));
        }
        if (answer instanceof AuctionProtocol.TakenEarlier) {
            return TakeSliceResponse.newBuilder();
        }
        if (answer instanceof AuctionProtocol.LimitNotMet missed) {
            throw Refusals.refused(RefusalCode.LIMIT_NOT_MET, "price", missed.price(), "limit", missed.limit());
        }
        if (answer instanceof AuctionProtocol.TooSmall small) {
            throw Fields.invalid(
                    "quantity", small.notional(), "the whole slice, or a notional of at least " + small.least());
        }
        if (answer instanceof AuctionProtocol.Refused refused) {
            throw Refusals.exception(refused.refusal());
        }
        throw Refusals.refused(RefusalCode.NODE_UNAVAILABLE, "why", "the take is still being decided");
    }

    @Override
    public CompletionStage<ListLiquidationsResponse> listLiquidations(ListLiquidationsRequest in, Metadata metadata) {
        return Calls.answer(metadata, "ListLiquidations", () -> {
            int asked = in.getPageSize();
            Fields.require(asked >= 0 && asked <= MOST_A_PAGE, "page_size", asked, "0 to " + MOST_A_PAGE);
            LiquidationsProtocol.Filter filter = new LiquidationsProtocol.Filter(
                    in.getOpenOnly(),
                    Optional.of(in.getAccountId())
                            .filter(id -> !id.isEmpty())
                            .map(id -> Fields.accountId("account_id", id)),
                    in.getUnderlying().isEmpty()
                            ? Set.of()
                            : Set.of(Fields.underlying("underlying", in.getUnderlying())));
            Optional<LiquidationsProtocol.Key> after = PageToken.read("page_token", in.getPageToken());
            return AskPattern.<LiquidationsProtocol.Message, LiquidationsProtocol.Page>ask(
                            register,
                            replyTo -> new LiquidationsProtocol.ListPage(
                                    filter, after, asked == 0 ? USUAL_PAGE : asked, replyTo),
                            settings.askTimeout(),
                            system.scheduler())
                    .thenApply(LiquidationGrpcService::page);
        });
    }

    private static ListLiquidationsResponse page(LiquidationsProtocol.Page page) {
        ListLiquidationsResponse.Builder message = ListLiquidationsResponse.newBuilder();
        page.liquidations()
                .forEach(liquidation -> message.addLiquidations(LiquidationMessages.liquidation(liquidation)));
        if (page.hasMore()) {
            int last = page.liquidations().size() - 1;
            message.setNextPageToken(PageToken.of(page.liquidations().get(last).key()));
        }
        return message.build();
    }

    @Override
    public Source<WatchLiquidationsResponse, NotUsed> watchLiquidations(
            WatchLiquidationsRequest in, Metadata metadata) {
        return Calls.asCaller(metadata, "WatchLiquidations", () -> {
            LiquidationsProtocol.Filter filter =
                    new LiquidationsProtocol.Filter(false, Optional.empty(), underlyings(in.getUnderlyingsList()));
            String id = UUID.randomUUID().toString();
            return ActorSource.<LiquidationsProtocol.Update, LiquidationsProtocol.Message>actorRefWithBackpressure(
                            register,
                            new LiquidationsProtocol.Ready(id),
                            update -> Optional.empty(),
                            update -> update instanceof LiquidationsProtocol.Overloaded
                                    ? Optional.of(overloaded())
                                    : Optional.empty())
                    .mapMaterializedValue(follower -> {
                        register.tell(new LiquidationsProtocol.Follow(id, filter, follower));
                        return NotUsed.getInstance();
                    })
                    .mapConcat(LiquidationGrpcService::changes);
        });
    }

    private static List<WatchLiquidationsResponse> changes(LiquidationsProtocol.Update update) {
        return update instanceof LiquidationsProtocol.Changes changes
                ? changes.liquidations().stream()
                        .map(liquidation -> WatchLiquidationsResponse.newBuilder()
                                .setEventMillis(changes.timeMillis())
                                .setLiquidation(LiquidationMessages.liquidation(liquidation))
                                .build())
                        .toList()
                : List.of();
    }

    private static Throwable overloaded() {
        return Refusals.refused(RefusalCode.OVERLOADED, "why", "the watcher cannot keep up");
    }

    private static Set<String> underlyings(List<String> names) {
        names.forEach(name -> Fields.underlying("underlyings", name));
        return Set.copyOf(names);
    }
}
