package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.Figure;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetMarketsRequest;
import io.breakwater.clearing.v1.GetMarketsResponse;
import io.breakwater.clearing.v1.Market;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.Settlement;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;

/** A part of the story of a node's contract: who is in it, and the calls that more than one part makes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class NodeStory {

    static final String PERPETUAL = "WAVE-PERP";
    static final String FUTURE = "WAVE-20251226";
    static final Instrument WAVE = InstrumentNames.parse(PERPETUAL);
    static final Set<String> TRADERS = new TreeSet<>(Set.of("long", "keeper", "crowd-1", "crowd-2"));

    ClearingNode.Parts parts;
    NodeClients clients;
    PlayedMarket market;

    GetMarketsResponse markets() {
        return clients.call(clients.admin.getMarkets(), GetMarketsRequest.getDefaultInstance());
    }

    Market wave() {
        return markets().getMarketsList().stream()
                .filter(one -> one.getTerms().getName().equals("WAVE"))
                .findFirst()
                .orElseThrow();
    }

    Account account(String id) {
        return clients.call(
                        clients.accounts.getAccount(),
                        GetAccountRequest.newBuilder().setAccountId(id).build())
                .getAccount();
    }

    /** A trade at 100 that must be booked. */
    void trade(String key, String buyer, String seller, String instrument, String quantity) {
        assertThat(clients.call(clients.clearing.clearTrade(), request(key, buyer, seller, instrument, quantity))
                        .getSettlement()
                        .getState())
                .isEqualTo(Settlement.State.BOOKED);
    }

    /** Asks for a trade at 100. */
    ClearTradeRequest request(String key, String buyer, String seller, String instrument, String quantity) {
        return ClearTradeRequest.newBuilder()
                .setIdempotencyKey(clients.key("trade-" + key))
                .setBuyerAccountId(buyer)
                .setSellerAccountId(seller)
                .setInstrument(instrument)
                .setQuantity(quantity)
                .setPrice("100")
                .build();
    }

    /** What a refusal says was there and what the limit is. */
    static List<String> figures(Refusal refusal) {
        return refusal.getFiguresList().stream()
                .map((Figure figure) -> figure.getName() + " " + figure.getValue())
                .toList();
    }
}
