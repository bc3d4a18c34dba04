package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.Auction;
import io.breakwater.clearing.v1.ChangeParametersRequest;
import io.breakwater.clearing.v1.ClearTradeRequest;
import io.breakwater.clearing.v1.DefineInstrumentRequest;
import io.breakwater.clearing.v1.DefineUnderlyingRequest;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.ExpireInstrumentRequest;
import io.breakwater.clearing.v1.ExplainMarginRequest;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.Figure;
import io.breakwater.clearing.v1.Fund;
import io.breakwater.clearing.v1.FundDepositRequest;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.GetMarketsRequest;
import io.breakwater.clearing.v1.GetMarketsResponse;
import io.breakwater.clearing.v1.GetSettlementRequest;
import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.HaltMarketRequest;
import io.breakwater.clearing.v1.HealthState;
import io.breakwater.clearing.v1.Increments;
import io.breakwater.clearing.v1.Liquidation;
import io.breakwater.clearing.v1.ListFundsRequest;
import io.breakwater.clearing.v1.ListLiquidationsRequest;
import io.breakwater.clearing.v1.MarginMode;
import io.breakwater.clearing.v1.MarginTerm;
import io.breakwater.clearing.v1.MarginTier;
import io.breakwater.clearing.v1.Market;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.clearing.v1.OracleTerms;
import io.breakwater.clearing.v1.PublishFundingRequest;
import io.breakwater.clearing.v1.Refusal;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.ResumeMarketRequest;
import io.breakwater.clearing.v1.Settlement;
import io.breakwater.clearing.v1.SourceTerms;
import io.breakwater.clearing.v1.TakeSliceRequest;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.clearing.v1.VolatilityTerms;
import io.breakwater.clearing.v1.WatchAccountRequest;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.clearing.v1.WatchAccountResponse.UpdateCase;
import io.breakwater.clearing.v1.WatchAuctionsRequest;
import io.breakwater.clearing.v1.WatchAuctionsResponse;
import io.breakwater.clearing.v1.WatchLiquidationsRequest;
import io.breakwater.clearing.v1.WatchLiquidationsResponse;
import io.breakwater.clearing.v1.WatchPricesRequest;
import io.breakwater.clearing.v1.WatchPricesResponse;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.node.storage.CassandraForTests;
import io.breakwater.node.storage.CassandraSchema;
import io.breakwater.node.time.ReplayClock;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole contract over a whole node on a real Cassandra, in one story: markets are defined, prices come, a long is
 * called and liquidated, markets stop and go on, an instrument expires, and the books balance.
 *
 * <p>The long holds 1,000 at 100 with 13,000 deposited; initial and maintenance rates are 10% and 5%. Its health is
 * (13,000 + 1,000*(p - 100)) / (50*p): 1.087 at 92 (called below 1.10), 0.879 at 91 (liquidated below 1).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeContractTest {

    private static final long START = 1_760_000_000_000L;
    private static final String TODAY = "2025-10-09";
    private static final String PERPETUAL = "WAVE-PERP";
    private static final String FUTURE = "WAVE-20251226";
    private static final Instrument WAVE = InstrumentNames.parse(PERPETUAL);
    private static final Set<String> TRADERS = new TreeSet<>(Set.of("long", "keeper", "crowd-1", "crowd-2"));

    @RegisterExtension
    static final CassandraForTests CASSANDRA = new CassandraForTests();

    private static ReplayClock clock;
    private static ClearingNode node;
    private static ActorTestKit kit;
    private static NodeClients clients;
    private static PlayedMarket market;

    @BeforeAll
    static void start() {
        CassandraSchema.create(CASSANDRA.settings());
        clock = new ReplayClock(START);
        node = ClearingNode.start(CASSANDRA.nodeConfig(), clock, List.of());
        kit = ActorTestKit.create(
                "clients",
                ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
        clients = new NodeClients(kit.system(), node.parts().grpc(), TODAY);
        market = new PlayedMarket(
                "WAVE", clients, kit.system(), clock, node.parts().board(), "100");
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
        node.close();
    }

    private static UnderlyingTerms terms(String name) {
        OracleTerms.Builder oracle =
                OracleTerms.newBuilder().setQuorumSources(2).setWarmUpMillis(2_000);
        PlayedMarket.SOURCES.forEach(source -> oracle.addSources(
                SourceTerms.newBuilder().setName(source).setWeight(1).setStaleMillis(5_000)));
        return UnderlyingTerms.newBuilder()
                .setName(name)
                .addTiers(MarginTier.newBuilder().setLower("0").setImr("0.10").setMmr("0.05"))
                .setIncrements(Increments.newBuilder().setLot("0.001").setTick("0.01"))
                .setOracle(oracle)
                .setVolatility(VolatilityTerms.newBuilder().setFloor("0.02").setStress("0.02"))
                .build();
    }

    @Test
    @Order(1)
    @DisplayName(
            "two underlyings are defined, a repeated definition changes nothing, and an outdated change is refused")
    void definitions() {
        define(0, "WAVE");
        define(1, "CALM");
        assertThat(define(0, "WAVE")).as("the same key again").isEqualTo(2);
        list(PERPETUAL);
        list(FUTURE);
        list("CALM-PERP");
        PlayedMarket.await(
                "the board",
                () -> markets().getMarketsList().stream()
                                .mapToInt(Market::getInstrumentsCount)
                                .sum()
                        == 3);

        Refusal outdated = clients.refused(
                clients.admin.changeParameters(),
                ChangeParametersRequest.newBuilder()
                        .setIdempotencyKey(clients.key("change"))
                        .setExpectedEpoch(1)
                        .addUnderlyings(terms("CALM").toBuilder().clearOracle().clearVolatility())
                        .build());

        assertThat(outdated.getCode()).isEqualTo(RefusalCode.EPOCH_OUTDATED);
        assertThat(figures(outdated)).containsExactly("expected 1", "is 2");
        assertThat(markets().getEpoch()).isEqualTo(2);
        assertThat(markets().getMarketsList().stream().map(one -> one.getTerms().getName()))
                .containsExactly("CALM", "WAVE");
    }

    private static long define(long epoch, String name) {
        return clients.call(
                        clients.admin.defineUnderlying(),
                        DefineUnderlyingRequest.newBuilder()
                                .setIdempotencyKey(clients.key("define-" + name))
                                .setExpectedEpoch(epoch)
                                .setTerms(terms(name))
                                .build())
                .getEpoch();
    }

    private static void list(String instrument) {
        clients.call(
                clients.admin.defineInstrument(),
                DefineInstrumentRequest.newBuilder()
                        .setIdempotencyKey(clients.key("list-" + instrument))
                        .setExpectedEpoch(2)
                        .setInstrument(instrument)
                        .build());
    }

    private static GetMarketsResponse markets() {
        return clients.call(clients.admin.getMarkets(), GetMarketsRequest.getDefaultInstance());
    }

    private static List<String> figures(Refusal refusal) {
        return refusal.getFiguresList().stream()
                .map((Figure figure) -> figure.getName() + " " + figure.getValue())
                .toList();
    }

    @Test
    @Order(2)
    @DisplayName("three sources warm a price up until it is LIVE for whoever watches")
    void prices() {
        List<WatchPricesResponse> seen = clients.watch(
                clients.oracle.watchPrices(),
                WatchPricesRequest.newBuilder().addUnderlyings("WAVE").build());

        market.tick();
        PlayedMarket.await("the first price on the stream", () -> !seen.isEmpty());
        market.moveTo("100", WAVE);
        market.playUntil(
                "a LIVE price on the stream",
                () -> seen.stream().anyMatch(change -> change.getPrices(0).getFeed() == FeedState.LIVE));

        assertThat(seen.get(0).getPrices(0).getFeed()).isEqualTo(FeedState.WARMUP);
        assertThat(seen.get(seen.size() - 1).getPrices(0).getIndex()).isEqualTo("100");
        assertThat(seen.get(seen.size() - 1).getPrices(0).getSourcesList()).containsExactly("A", "B", "C");
    }

    @Test
    @Order(3)
    @DisplayName("accounts are opened and paid into, trades are cleared once, and margin is explained term by term")
    void trades() {
        TRADERS.forEach(id -> open(id, id.equals("keeper") ? Account.Role.KEEPER : Account.Role.TRADER));
        deposit("long", "13000");
        deposit("keeper", "100000");
        deposit("crowd-1", "1000000");
        deposit("crowd-2", "1000000");

        trade("crowd", "crowd-1", "crowd-2", PERPETUAL, "20000");
        trade("long", "long", "crowd-2", PERPETUAL, "1000");
        trade("long", "long", "crowd-2", PERPETUAL, "1000");
        trade("future", "crowd-1", "crowd-2", FUTURE, "10");

        Settlement known = clients.call(
                        clients.clearing.getSettlement(),
                        GetSettlementRequest.newBuilder()
                                .setSettlementId(clients.key("trade-long"))
                                .setAccountId("long")
                                .build())
                .getSettlement();
        assertThat(known.getState()).isEqualTo(Settlement.State.BOOKED);
        assertThat(account("long").getPositions(0).getQuantity()).isEqualTo("1000");
        var explained = clients.call(
                clients.accounts.explainMargin(),
                ExplainMarginRequest.newBuilder().setAccountId("long").build());
        assertThat(explained.getTermsList().stream()
                        .filter(term -> term.getNumber().equals("maintenance_margin"))
                        .map(MarginTerm::getValue)
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(explained.getFigures().getMaintenanceMargin())
                .isEqualByComparingTo("5000");
    }

    private static void open(String id, Account.Role role) {
        clients.call(
                clients.accounts.openAccount(),
                OpenAccountRequest.newBuilder()
                        .setIdempotencyKey(clients.key("open-" + id))
                        .setAccountId(id)
                        .setRole(role)
                        .setMode(MarginMode.CROSS)
                        .build());
    }

    private static void deposit(String id, String amount) {
        clients.call(
                clients.accounts.deposit(),
                DepositRequest.newBuilder()
                        .setIdempotencyKey(clients.key("deposit-" + id))
                        .setAccountId(id)
                        .setAmount(AssetAmount.newBuilder().setAsset("USDC").setAmount(amount))
                        .build());
    }

    private static ClearTradeRequest request(
            String key, String buyer, String seller, String instrument, String quantity) {
        return ClearTradeRequest.newBuilder()
                .setIdempotencyKey(clients.key("trade-" + key))
                .setBuyerAccountId(buyer)
                .setSellerAccountId(seller)
                .setInstrument(instrument)
                .setQuantity(quantity)
                .setPrice("100")
                .build();
    }

    private static void trade(String key, String buyer, String seller, String instrument, String quantity) {
        assertThat(clients.call(clients.clearing.clearTrade(), request(key, buyer, seller, instrument, quantity))
                        .getSettlement()
                        .getState())
                .isEqualTo(Settlement.State.BOOKED);
    }

    private static Account account(String id) {
        return clients.call(
                        clients.accounts.getAccount(),
                        GetAccountRequest.newBuilder().setAccountId(id).build())
                .getAccount();
    }

    @Test
    @Order(4)
    @DisplayName(
            "the house's accounts are opened with the underlying, and money paid in twice with one key is there once")
    void funds() {
        FundDepositRequest deposit = FundDepositRequest.newBuilder()
                .setIdempotencyKey(clients.key("fund"))
                .setAccountId("fund:WAVE")
                .setAmount("10000")
                .build();
        clients.call(clients.admin.fundDeposit(), deposit);
        assertThat(clients.call(clients.admin.fundDeposit(), deposit).getCash()).isEqualTo("10000.000000");

        assertThat(
                        clients
                                .call(clients.admin.listFunds(), ListFundsRequest.getDefaultInstance())
                                .getFundsList()
                                .stream()
                                .map(Fund::getAccountId))
                .containsExactly(
                        "backstop:CALM", "backstop:WAVE", "fund:CALM", "fund:WAVE", "fund:global", "tranche:operator");
    }

    @Test
    @Order(5)
    @DisplayName("a fall calls the margin, a further one liquidates; a keeper takes the slices and it ends")
    void liquidation() {
        List<WatchAccountResponse> story = clients.watch(
                clients.accounts.watchAccount(),
                WatchAccountRequest.newBuilder().setAccountId("long").build());
        List<WatchAuctionsResponse> auctions =
                clients.watch(clients.liquidation.watchAuctions(), WatchAuctionsRequest.getDefaultInstance());
        List<WatchLiquidationsResponse> liquidations =
                clients.watch(clients.liquidation.watchLiquidations(), WatchLiquidationsRequest.getDefaultInstance());
        PlayedMarket.await("the snapshot", () -> !story.isEmpty());
        for (String level : List.of("96", "93", "92")) {
            market.moveTo(level, WAVE);
        }
        market.playUntil("a margin call", () -> story.stream().anyMatch(WatchAccountResponse::hasMarginCall));
        market.moveTo("91", WAVE);
        Set<String> tried = new HashSet<>();
        market.playUntil("the end of the liquidation", () -> {
            takeWhatIsOpen(auctions, tried);
            return story.stream().anyMatch(WatchAccountResponse::hasLiquidationEnded);
        });

        assertThat(story.stream().map(WatchAccountResponse::getUpdateCase))
                .containsSubsequence(
                        UpdateCase.SNAPSHOT,
                        UpdateCase.MARGIN_CALL,
                        UpdateCase.LIQUIDATION_STARTED,
                        UpdateCase.SLICE_OFFERED,
                        UpdateCase.SETTLEMENT_BOOKED,
                        UpdateCase.LIQUIDATION_ENDED);
        Liquidation ended = clients.call(
                        clients.liquidation.listLiquidations(),
                        ListLiquidationsRequest.newBuilder()
                                .setAccountId("long")
                                .build())
                .getLiquidations(0);
        assertThat(ended.getPhase()).isEqualTo(Liquidation.Phase.ENDED);
        assertThat(new BigDecimal(ended.getClosedNotional())).isPositive();
        PlayedMarket.await(
                "the end on the stream",
                () -> liquidations.stream()
                        .anyMatch(change -> change.getLiquidation().getPhase() == Liquidation.Phase.ENDED));
        assertThat(account("keeper").getPositionsCount()).isEqualTo(1);
    }

    private static void takeWhatIsOpen(List<WatchAuctionsResponse> auctions, Set<String> tried) {
        auctions.stream()
                .filter(WatchAuctionsResponse::hasOpened)
                .map(WatchAuctionsResponse::getOpened)
                .filter(auction -> tried.add(auction.getSliceId()))
                .forEach(NodeContractTest::take);
    }

    private static void take(Auction auction) {
        var taken = clients.call(
                clients.liquidation.takeSlice(),
                TakeSliceRequest.newBuilder()
                        .setIdempotencyKey(clients.key("take-" + auction.getSliceId()))
                        .setKeeperAccountId("keeper")
                        .setAccountId(auction.getAccountId())
                        .setSliceId(auction.getSliceId())
                        .setQuantity(new BigDecimal(auction.getQuantity()).abs().toPlainString())
                        .setLimitPrice("91")
                        .build());
        assertThat(new BigDecimal(taken.getPrice())).isLessThanOrEqualTo(new BigDecimal("91"));
        assertThat(new BigDecimal(taken.getLeft())).isZero();
    }

    @Test
    @Order(6)
    @DisplayName("a halted market takes no new risk and says why; resumed, it warms up and goes on")
    void halt() {
        HaltMarketRequest halt = HaltMarketRequest.newBuilder()
                .setIdempotencyKey(clients.key("halt"))
                .setUnderlying("WAVE")
                .setReason("drill")
                .build();
        clients.call(clients.admin.haltMarket(), halt);
        market.playUntil(
                "the halt", () -> wave().getHalted() && wave().getHaltReason().equals("drill"));
        Refusal refusal =
                clients.refused(clients.clearing.clearTrade(), request("halted", "crowd-1", "crowd-2", PERPETUAL, "1"));
        assertThat(refusal.getCode()).isEqualTo(RefusalCode.FEED_NOT_TRUSTED);
        assertThat(figures(refusal)).anyMatch(figure -> figure.contains("HALTED"));

        clients.call(
                clients.admin.resumeMarket(),
                ResumeMarketRequest.newBuilder()
                        .setIdempotencyKey(clients.key("resume"))
                        .setUnderlying("WAVE")
                        .build());
        clients.call(clients.admin.haltMarket(), halt);
        market.moveTo("91", WAVE);
        assertThat(wave().getHalted()).as("the first halt, asked again").isFalse();
        PlayedMarket.await("the end of the reason", () -> wave().getHaltReason().isEmpty());
        trade("resumed", "crowd-1", "crowd-2", PERPETUAL, "1");
    }

    private static Market wave() {
        return markets().getMarketsList().stream()
                .filter(one -> one.getTerms().getName().equals("WAVE"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(7)
    @DisplayName("funding published twice with one key is paid once; the same key for another payment is refused")
    void funding() {
        PublishFundingRequest payment = PublishFundingRequest.newBuilder()
                .setIdempotencyKey(clients.key("funding"))
                .setInstrument(PERPETUAL)
                .setPaymentPerUnit("0.01")
                .build();
        for (int i = 0; i < 2; i++) {
            assertThat(clients.call(clients.admin.publishFunding(), payment).getFundingIndex())
                    .isEqualTo("0.01");
        }
        assertThat(clients.refused(
                                clients.admin.publishFunding(),
                                payment.toBuilder().setPaymentPerUnit("0.02").build())
                        .getCode())
                .isEqualTo(RefusalCode.ID_REUSED);
    }

    @Test
    @Order(8)
    @DisplayName("an expired future is settled in every account that holds it, and cannot be traded again")
    void expiry() {
        clients.call(
                clients.admin.expireInstrument(),
                ExpireInstrumentRequest.newBuilder()
                        .setIdempotencyKey(clients.key("expire"))
                        .setInstrument(FUTURE)
                        .setSettlementPrice("91")
                        .build());
        market.playUntil(
                "the settlement of the future",
                () -> List.of("crowd-1", "crowd-2").stream()
                        .allMatch(id -> account(id).getPositionsList().stream()
                                .noneMatch(position -> position.getInstrument().equals(FUTURE))));

        assertThat(clients.refused(clients.clearing.clearTrade(), request("expired", "crowd-1", "crowd-2", FUTURE, "1"))
                        .getCode())
                .isEqualTo(RefusalCode.INSTRUMENT_EXPIRED);
    }

    @Test
    @Order(9)
    @DisplayName("the status names the member, its coordinator and its markets")
    void status() {
        GetStatusResponse status = statusWithShards();

        assertThat(status.getMembersCount()).isEqualTo(1);
        assertThat(status.getCoordinator())
                .isEqualTo(status.getMembers(0).getAddress())
                .isEqualTo(status.getAnsweredBy());
        assertThat(status.getMembers(0).getShards()).isPositive();
        assertThat(status.getMembers(0).getEntities()).isGreaterThanOrEqualTo(TRADERS.size());
        market.playUntil("open interest", () -> openInterest(PERPETUAL).compareTo(new BigDecimal("20000")) > 0);
        assertThat(status.getParameterEpoch()).isEqualTo(2);
        assertThat(status.getOpenLiquidations()).isZero();
        assertThat(status.getUnwatchedAccounts()).isZero();
        assertThat(status.getSymbolsList().stream()
                        .filter(symbol -> symbol.getUnderlying().equals("WAVE"))
                        .map(symbol -> symbol.getFeed() + " " + symbol.getIndex()))
                .containsExactly("LIVE 91");
    }

    /** A member that is too busy to answer within a second is shown without its shards. */
    private static GetStatusResponse statusWithShards() {
        AtomicReference<GetStatusResponse> last = new AtomicReference<>();
        PlayedMarket.await("the member's shards", () -> {
            last.set(clients.call(clients.cluster.getStatus(), GetStatusRequest.getDefaultInstance()));
            return last.get().getMembers(0).getShards() > 0;
        });
        return last.get();
    }

    private static BigDecimal openInterest(String instrument) {
        return wave().getInstrumentsList().stream()
                .filter(one -> one.getInstrument().equals(instrument))
                .map(one -> new BigDecimal(one.getOpenInterest()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(10)
    @DisplayName("nothing was made or lost, and nobody is below maintenance")
    void conservation() {
        Set<String> ids = new TreeSet<>(TRADERS);
        clients.call(clients.admin.listFunds(), ListFundsRequest.getDefaultInstance())
                .getFundsList()
                .forEach(fund -> ids.add(fund.getAccountId()));
        var accounts = ids.stream()
                .map(id ->
                        node.parts().accounts().read(id).toCompletableFuture().join())
                .toList();

        Conservation.Imbalance imbalance = Conservation.audit(
                accounts, node.parts().board().newest().definitions().facts());

        assertThat(imbalance.positionsBalance()).as(imbalance.toString()).isTrue();
        assertThat(imbalance.cashBalances()).as(imbalance.toString()).isTrue();
        for (String id : TRADERS) {
            Account account = account(id);
            assertThat(new BigDecimal(account.getMargin().getEquity()))
                    .as(id)
                    .isGreaterThanOrEqualTo(new BigDecimal(account.getMargin().getMaintenanceMargin()));
            assertThat(account.getHealthState().getNumber()).as(id).isLessThan(HealthState.LIQUIDATING_VALUE);
        }
    }
}
