package io.breakwater.node.local;

import io.breakwater.clearing.v1.ChangeParametersRequest;
import io.breakwater.clearing.v1.CommonTerms;
import io.breakwater.clearing.v1.DefineInstrumentRequest;
import io.breakwater.clearing.v1.DefineUnderlyingRequest;
import io.breakwater.clearing.v1.GetMarketsRequest;
import io.breakwater.clearing.v1.MarketAdminServiceClient;
import io.breakwater.clearing.v1.UnderlyingTerms;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Defines markets through the gateway, one change after the other, as an operator does. */
public final class MarketSetup {

    private final MarketAdminServiceClient admin;
    private final OperationKeys keys;
    private long epoch;

    /** An operator's client. */
    public MarketSetup(MarketAdminServiceClient admin, OperationKeys keys) {
        this.admin = admin;
        this.keys = keys;
    }

    /** Defines underlyings with their perpetuals, and the collateral; blocks until every change is answered. */
    public void define(List<UnderlyingTerms> underlyings, CommonTerms common) {
        epoch = answer(GatewayClients.call(admin.getMarkets()).invoke(GetMarketsRequest.getDefaultInstance()))
                .getEpoch();
        underlyings.forEach(this::define);
        epoch = answer(GatewayClients.call(admin.changeParameters())
                        .invoke(ChangeParametersRequest.newBuilder()
                                .setIdempotencyKey(keys.next("common"))
                                .setExpectedEpoch(epoch)
                                .setCommon(common)
                                .build()))
                .getEpoch();
    }

    /** Whether there is no market yet. */
    public boolean isEmpty() {
        return answer(GatewayClients.call(admin.getMarkets()).invoke(GetMarketsRequest.getDefaultInstance()))
                        .getMarketsCount()
                == 0;
    }

    private void define(UnderlyingTerms terms) {
        epoch = answer(GatewayClients.call(admin.defineUnderlying())
                        .invoke(DefineUnderlyingRequest.newBuilder()
                                .setIdempotencyKey(keys.next("define"))
                                .setExpectedEpoch(epoch)
                                .setTerms(terms)
                                .build()))
                .getEpoch();
        epoch = answer(GatewayClients.call(admin.defineInstrument())
                        .invoke(DefineInstrumentRequest.newBuilder()
                                .setIdempotencyKey(keys.next("list"))
                                .setExpectedEpoch(epoch)
                                .setInstrument(terms.getName() + "-PERP")
                                .build()))
                .getEpoch();
    }

    private static <A> A answer(CompletionStage<A> stage) {
        return stage.toCompletableFuture().join();
    }
}
