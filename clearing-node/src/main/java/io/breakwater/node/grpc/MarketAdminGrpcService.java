package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.ChangeParametersRequest;
import io.breakwater.clearing.v1.ChangeParametersResponse;
import io.breakwater.clearing.v1.DefineInstrumentRequest;
import io.breakwater.clearing.v1.DefineInstrumentResponse;
import io.breakwater.clearing.v1.DefineUnderlyingRequest;
import io.breakwater.clearing.v1.DefineUnderlyingResponse;
import io.breakwater.clearing.v1.ExpireInstrumentRequest;
import io.breakwater.clearing.v1.ExpireInstrumentResponse;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.FundDepositRequest;
import io.breakwater.clearing.v1.FundDepositResponse;
import io.breakwater.clearing.v1.GetMarketsRequest;
import io.breakwater.clearing.v1.GetMarketsResponse;
import io.breakwater.clearing.v1.HaltMarketRequest;
import io.breakwater.clearing.v1.HaltMarketResponse;
import io.breakwater.clearing.v1.ListFundsRequest;
import io.breakwater.clearing.v1.ListFundsResponse;
import io.breakwater.clearing.v1.MarketAdminServicePowerApi;
import io.breakwater.clearing.v1.PublishFundingRequest;
import io.breakwater.clearing.v1.PublishFundingResponse;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.ResumeMarketRequest;
import io.breakwater.clearing.v1.ResumeMarketResponse;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.oracle.OracleProtocol;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.grpc.javadsl.Metadata;

/** Serves the operator: definitions and facts of the markets through the directory, halts, and the house's accounts. */
final class MarketAdminGrpcService implements MarketAdminServicePowerApi {

    private static final int LONGEST_REASON = 200;

    private final NodeParts parts;
    private final DirectoryWrites directory;
    private final HouseFunds funds;

    MarketAdminGrpcService(NodeParts parts) {
        this.parts = parts;
        this.directory = new DirectoryWrites(parts.directory());
        this.funds = new HouseFunds(parts.accounts(), parts.board());
    }

    @Override
    public CompletionStage<DefineUnderlyingResponse> defineUnderlying(DefineUnderlyingRequest in, Metadata metadata) {
        return Calls.answer(
                metadata,
                "DefineUnderlying",
                () -> directory
                        .once(
                                in.getIdempotencyKey(),
                                in,
                                now -> MarketTerms.define(in.getExpectedEpoch(), in.getTerms(), now))
                        .thenCompose(now -> funds.open(in.getTerms().getName()).thenApply(done -> now))
                        .thenApply(now -> DefineUnderlyingResponse.newBuilder()
                                .setEpoch(now.parameters().epoch())
                                .build()));
    }

    @Override
    public CompletionStage<DefineInstrumentResponse> defineInstrument(DefineInstrumentRequest in, Metadata metadata) {
        return Calls.answer(
                metadata,
                "DefineInstrument",
                () -> directory
                        .once(
                                in.getIdempotencyKey(),
                                in,
                                now -> new DirectoryProtocol.ListInstrument(
                                        in.getExpectedEpoch(), Fields.instrument("instrument", in.getInstrument())))
                        .thenApply(now -> DefineInstrumentResponse.newBuilder()
                                .setEpoch(now.parameters().epoch())
                                .build()));
    }

    @Override
    public CompletionStage<ChangeParametersResponse> changeParameters(ChangeParametersRequest in, Metadata metadata) {
        return Calls.answer(
                metadata,
                "ChangeParameters",
                () -> directory
                        .once(in.getIdempotencyKey(), in, now -> MarketTerms.change(in, now))
                        .thenApply(now -> ChangeParametersResponse.newBuilder()
                                .setEpoch(now.parameters().epoch())
                                .build()));
    }

    @Override
    public CompletionStage<GetMarketsResponse> getMarkets(GetMarketsRequest in, Metadata metadata) {
        return Calls.answer(
                metadata,
                "GetMarkets",
                () -> CompletableFuture.completedFuture(MarketTerms.markets(
                        in.getUnderlyingsList(), parts.board().newest(), parts.openInterest())));
    }

    @Override
    public CompletionStage<HaltMarketResponse> haltMarket(HaltMarketRequest in, Metadata metadata) {
        return Calls.answer(metadata, "HaltMarket", () -> {
            int length = in.getReason().length();
            Fields.require(
                    length >= 1 && length <= LONGEST_REASON,
                    "reason",
                    length + " characters",
                    "1 to " + LONGEST_REASON + " characters");
            String underlying = Fields.underlying("underlying", in.getUnderlying());
            return directory
                    .once(
                            in.getIdempotencyKey(),
                            in,
                            () -> parts.oracles()
                                    .halt(underlying, in.getReason())
                                    .thenApply(MarketAdminGrpcService::requireDurable),
                            now -> new DirectoryProtocol.NoteHalt(underlying, in.getReason()))
                    .thenApply(now -> HaltMarketResponse.newBuilder()
                            .setFeed(FeedState.HALTED)
                            .build());
        });
    }

    @Override
    public CompletionStage<ResumeMarketResponse> resumeMarket(ResumeMarketRequest in, Metadata metadata) {
        return Calls.answer(metadata, "ResumeMarket", () -> {
            String underlying = Fields.underlying("underlying", in.getUnderlying());
            return directory
                    .once(
                            in.getIdempotencyKey(),
                            in,
                            () -> parts.oracles().resume(underlying).thenApply(MarketAdminGrpcService::requireDurable),
                            now -> new DirectoryProtocol.NoteResume(underlying))
                    .thenApply(now -> ResumeMarketResponse.newBuilder()
                            .setFeed(FeedState.WARMUP)
                            .build());
        });
    }

    private static OracleProtocol.HaltReceipt requireDurable(OracleProtocol.HaltReceipt receipt) {
        return switch (receipt.outcome()) {
            case DURABLE -> receipt;
            case UNDEFINED -> throw Refusals.refused(RefusalCode.MARKET_UNKNOWN, "underlying", receipt.underlying());
            case UNAVAILABLE ->
                throw Refusals.refused(RefusalCode.NODE_UNAVAILABLE, "underlying", receipt.underlying());
        };
    }

    @Override
    public CompletionStage<PublishFundingResponse> publishFunding(PublishFundingRequest in, Metadata metadata) {
        return Calls.answer(metadata, "PublishFunding", () -> {
            Instrument instrument = Fields.instrument("instrument", in.getInstrument());
            if (!(instrument instanceof Instrument.Perpetual)) {
                throw Refusals.refused(
                        RefusalCode.INSTRUMENT_NOT_ALLOWED, "instrument", instrument, "needs", "a perpetual");
            }
            Price payment = Fields.price("payment_per_unit", in.getPaymentPerUnit());
            return directory
                    .once(in.getIdempotencyKey(), in, now -> funding(instrument, payment, now))
                    .thenApply(now -> PublishFundingResponse.newBuilder()
                            .setFundingIndex(MarginMessages.plain(
                                    factsOf(instrument, now).fundingIndex().exact()))
                            .build());
        });
    }

    private static DirectoryProtocol.Change funding(Instrument instrument, Price payment, MarketDefinitions now) {
        Price from = factsOf(instrument, now).fundingIndex();
        return new DirectoryProtocol.MoveFunding(instrument, from, from.plus(payment));
    }

    private static MarketFacts factsOf(Instrument instrument, MarketDefinitions now) {
        MarketFacts facts = now.facts().get(instrument);
        if (facts == null) {
            throw Refusals.refused(RefusalCode.MARKET_UNKNOWN, "instrument", instrument);
        }
        return facts;
    }

    @Override
    public CompletionStage<ExpireInstrumentResponse> expireInstrument(ExpireInstrumentRequest in, Metadata metadata) {
        return Calls.answer(metadata, "ExpireInstrument", () -> {
            Instrument instrument = Fields.instrument("instrument", in.getInstrument());
            if (instrument instanceof Instrument.Perpetual) {
                throw Refusals.refused(
                        RefusalCode.INSTRUMENT_NOT_ALLOWED, "instrument", instrument, "needs", "a dated instrument");
            }
            Price settlement = Fields.price("settlement_price", in.getSettlementPrice());
            return directory
                    .once(in.getIdempotencyKey(), in, now -> new DirectoryProtocol.Expire(instrument, settlement))
                    .thenApply(now -> ExpireInstrumentResponse.newBuilder()
                            .setExpiredMillis(parts.clock().nowMillis())
                            .build());
        });
    }

    @Override
    public CompletionStage<ListFundsResponse> listFunds(ListFundsRequest in, Metadata metadata) {
        return Calls.answer(metadata, "ListFunds", funds::list);
    }

    @Override
    public CompletionStage<FundDepositResponse> fundDeposit(FundDepositRequest in, Metadata metadata) {
        return Calls.answer(metadata, "FundDeposit", () -> funds.deposit(in));
    }
}
