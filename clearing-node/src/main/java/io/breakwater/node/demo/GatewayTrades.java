package io.breakwater.node.demo;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.TakeSliceRequest;
import io.breakwater.contract.RefusalStatus;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.local.GatewayClients;
import io.breakwater.node.local.OperationKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes slices and trades through the gateway, with the market makers on the other side of every trade. */
final class GatewayTrades implements KeeperDesk.Takes {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayTrades.class);

    private final GatewayClients clients;
    private final OperationKeys keys;
    private final List<String> makers;
    private final AtomicInteger nextMaker = new AtomicInteger();
    private final Map<String, Long> refused = new ConcurrentHashMap<>();

    GatewayTrades(GatewayClients clients, OperationKeys keys, List<String> makers) {
        this.clients = clients;
        this.keys = keys;
        this.makers = makers;
    }

    @Override
    public Optional<Quantity> take(String keeper, Auction auction, Quantity quantity, Price limit) {
        try {
            return Optional.of(
                    Quantity.of(GatewayClients.call(clients.liquidation().takeSlice())
                            .invoke(TakeSliceRequest.newBuilder()
                                    .setIdempotencyKey(keys.next("take"))
                                    .setKeeperAccountId(keeper)
                                    .setAccountId(auction.getAccountId())
                                    .setSliceId(auction.getSliceId())
                                    .setQuantity(quantity.toString())
                                    .setLimitPrice(limit.toString())
                                    .build())
                            .toCompletableFuture()
                            .join()
                            .getLeft()));
        } catch (CompletionException failed) {
            count("TakeSlice", failed);
            return Optional.empty();
        }
    }

    /** An account trades a signed quantity with the next maker; the stage ends when that is booked or refused. */
    CompletionStage<?> trade(String account, Instrument instrument, Quantity quantity, Price price) {
        String maker = makers.get(Math.floorMod(nextMaker.getAndIncrement(), makers.size()));
        boolean buys = quantity.signum() > 0;
        return GatewayClients.call(clients.clearing().clearTrade())
                .invoke(ClearTradeRequest.newBuilder()
                        .setIdempotencyKey(keys.next("unload"))
                        .setBuyerAccountId(buys ? account : maker)
                        .setSellerAccountId(buys ? maker : account)
                        .setInstrument(instrument.name())
                        .setQuantity(quantity.abs().toString())
                        .setPrice(price.toString())
                        .build())
                .handle((booked, failed) -> {
                    if (failed != null) {
                        count("ClearTrade", failed);
                    }
                    return booked;
                });
    }

    /** A refusal is an answer, and counted by its code; anything else is told. */
    private void count(String call, Throwable failed) {
        String why = RefusalStatus.of(failed)
                .map(refusal -> refusal.getCode().name())
                .orElseGet(() -> {
                    LOG.warn("{} failed", call, failed);
                    return failed.getClass().getSimpleName();
                });
        refused.merge(call + " " + why, 1L, Long::sum);
    }

    /** How many calls were refused, by call and code. */
    Map<String, Long> refused() {
        return new TreeMap<>(refused);
    }
}
