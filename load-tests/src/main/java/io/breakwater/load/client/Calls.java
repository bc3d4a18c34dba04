package io.breakwater.load.client;

import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.ClearTradeResponse;
import io.breakwater.clearing.v1.DefineInstrumentRequest;
import io.breakwater.clearing.v1.DefineInstrumentResponse;
import io.breakwater.clearing.v1.DefineUnderlyingRequest;
import io.breakwater.clearing.v1.DefineUnderlyingResponse;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.DepositResponse;
import io.breakwater.clearing.v1.FundDepositRequest;
import io.breakwater.clearing.v1.FundDepositResponse;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetAccountResponse;
import io.breakwater.clearing.v1.GetMarketsRequest;
import io.breakwater.clearing.v1.GetMarketsResponse;
import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.ListFundsRequest;
import io.breakwater.clearing.v1.ListFundsResponse;
import io.breakwater.clearing.v1.ListLiquidationsRequest;
import io.breakwater.clearing.v1.ListLiquidationsResponse;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.clearing.v1.OpenAccountResponse;
import io.breakwater.clearing.v1.PublishQuotesRequest;
import io.breakwater.clearing.v1.PublishQuotesResponse;
import io.breakwater.clearing.v1.TakeSliceRequest;
import io.breakwater.clearing.v1.TakeSliceResponse;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.clearing.v1.WatchAuctionsRequest;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import io.breakwater.clearing.v1.WatchPricesRequest;
import io.breakwater.clearing.v1.WatchPricesResponse;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/** The calls of {@code breakwater.clearing.v1} that clients here make, one line each: name, question, answer. */
public final class Calls {

    public static final MethodDescriptor<OpenAccountRequest, OpenAccountResponse> OPEN_ACCOUNT =
            unary("AccountService/OpenAccount", OpenAccountRequest.class, OpenAccountResponse.class);
    public static final MethodDescriptor<GetAccountRequest, GetAccountResponse> GET_ACCOUNT =
            unary("AccountService/GetAccount", GetAccountRequest.class, GetAccountResponse.class);
    public static final MethodDescriptor<DepositRequest, DepositResponse> DEPOSIT =
            unary("AccountService/Deposit", DepositRequest.class, DepositResponse.class);
    public static final MethodDescriptor<WatchAccountRequest, WatchAccountResponse> WATCH_ACCOUNT =
            watch("AccountService/WatchAccount", WatchAccountRequest.class, WatchAccountResponse.class);
    public static final MethodDescriptor<ClearTradeRequest, ClearTradeResponse> CLEAR_TRADE =
            unary("ClearingService/ClearTrade", ClearTradeRequest.class, ClearTradeResponse.class);
    public static final MethodDescriptor<PublishQuotesRequest, PublishQuotesResponse> PUBLISH_QUOTES = call(
            MethodType.BIDI_STREAMING,
            "OracleService/PublishQuotes",
            PublishQuotesRequest.class,
            PublishQuotesResponse.class);
    public static final MethodDescriptor<WatchPricesRequest, WatchPricesResponse> WATCH_PRICES =
            watch("OracleService/WatchPrices", WatchPricesRequest.class, WatchPricesResponse.class);
    public static final MethodDescriptor<WatchAuctionsRequest, WatchAuctionsResponse> WATCH_AUCTIONS =
            watch("LiquidationService/WatchAuctions", WatchAuctionsRequest.class, WatchAuctionsResponse.class);
    public static final MethodDescriptor<TakeSliceRequest, TakeSliceResponse> TAKE_SLICE =
            unary("LiquidationService/TakeSlice", TakeSliceRequest.class, TakeSliceResponse.class);
    public static final MethodDescriptor<ListLiquidationsRequest, ListLiquidationsResponse> LIST_LIQUIDATIONS =
            unary("LiquidationService/ListLiquidations", ListLiquidationsRequest.class, ListLiquidationsResponse.class);
    public static final MethodDescriptor<DefineUnderlyingRequest, DefineUnderlyingResponse> DEFINE_UNDERLYING =
            unary("MarketAdminService/DefineUnderlying", DefineUnderlyingRequest.class, DefineUnderlyingResponse.class);
    public static final MethodDescriptor<DefineInstrumentRequest, DefineInstrumentResponse> DEFINE_INSTRUMENT =
            unary("MarketAdminService/DefineInstrument", DefineInstrumentRequest.class, DefineInstrumentResponse.class);
    public static final MethodDescriptor<GetMarketsRequest, GetMarketsResponse> GET_MARKETS =
            unary("MarketAdminService/GetMarkets", GetMarketsRequest.class, GetMarketsResponse.class);
    public static final MethodDescriptor<ListFundsRequest, ListFundsResponse> LIST_FUNDS =
            unary("MarketAdminService/ListFunds", ListFundsRequest.class, ListFundsResponse.class);
    public static final MethodDescriptor<FundDepositRequest, FundDepositResponse> FUND_DEPOSIT =
            unary("MarketAdminService/FundDeposit", FundDepositRequest.class, FundDepositResponse.class);
    public static final MethodDescriptor<GetStatusRequest, GetStatusResponse> GET_STATUS =
            unary("ClusterService/GetStatus", GetStatusRequest.class, GetStatusResponse.class);

    private static final String PACKAGE = "breakwater.clearing.v1.";

    private Calls() {}

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> unary(
            String name, Class<Q> question, Class<A> answer) {
        return call(MethodType.UNARY, name, question, answer);
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> watch(
            String name, Class<Q> question, Class<A> answer) {
        return call(MethodType.SERVER_STREAMING, name, question, answer);
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> call(
            MethodType type, String name, Class<Q> question, Class<A> answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(type)
                .setFullMethodName(PACKAGE + name)
                .setRequestMarshaller(ProtoUtils.marshaller(emptyOf(question)))
                .setResponseMarshaller(ProtoUtils.marshaller(emptyOf(answer)))
                .build();
    }

    private static <M extends Message> M emptyOf(Class<M> type) {
        return Internal.getDefaultInstance(type);
    }
}
