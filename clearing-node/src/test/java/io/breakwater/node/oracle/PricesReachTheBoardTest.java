package io.breakwater.node.oracle;

import static io.breakwater.node.oracle.OracleWorld.PERPETUAL;
import static io.breakwater.node.oracle.OracleWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.oracle.OracleProtocol.HaltOutcome;
import io.breakwater.node.oracle.OracleProtocol.HaltReceipt;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import io.breakwater.node.oracle.OracleProtocol.RefusedQuote;
import io.breakwater.node.oracle.SourceQuote.DerivativeQuote;
import io.breakwater.node.oracle.SourceQuote.IndexQuote;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From quotes to the view that decisions are made on: the real actors of one node, every message serialised. */
class PricesReachTheBoardTest {

    private static final long WARM_UP = 30_000;
    private static final long MINUTE = 60_000;

    private final OracleWorld world = new OracleWorld(true);

    @AfterEach
    void close() {
        world.close();
    }

    private void live() {
        world.defined().aggregating().play("60000", "60000", WARM_UP + 500);
        assertThat(world.state()).isEqualTo(FeedState.LIVE);
    }

    @Test
    @DisplayName(
            "without a price an instrument has no market; with a quorum it is WARMUP for 30 s, then LIVE at the price")
    void quorum() {
        world.defined().aggregating();
        await(() -> !world.board.newest().definitions().facts().isEmpty());
        assertThat(world.board.view().instruments()).isEmpty();

        world.play("60000", "60000", WARM_UP);
        assertThat(world.state()).isEqualTo(FeedState.WARMUP);

        world.play("60000", "60000", 500);
        InstrumentMarket market = world.market();
        assertThat(market.feed()).isEqualTo(FeedState.LIVE);
        assertThat(market.mark()).isEqualTo(Price.of("60000"));
        assertThat(market.id().epoch()).isEqualTo(1);
        assertThat(market.openInterestShare()).isEqualTo(Rate.of("0.25"));
        AggregatorPrice price = world.board.price("BTC").orElseThrow().price();
        assertThat(market.maintenanceScale()).isEqualTo(price.maintenanceScale());
        assertThat(market.initialScale()).isEqualTo(price.initialScale());
    }

    @Test
    @DisplayName("a definition that is not scaled by its range has scales of 1")
    void scales() {
        live();
        Rate scale = world.market().initialScale();
        assertThat(scale).isNotEqualTo(Rate.ONE);

        world.accepted(new DirectoryProtocol.DefineSymbol(
                1,
                world.board.view().parameters().underlying("BTC").orElseThrow(),
                OracleWorld.definition(10_000, false)));

        await(() -> world.market().initialScale().equals(Rate.ONE));
        assertThat(world.market().maintenanceScale()).isEqualTo(Rate.ONE);
    }

    @Test
    @DisplayName("one venue that lies does not move index or mark")
    void lyingVenue() {
        live();
        world.play("60000", "30000", 2_000);

        assertThat(world.market().mark()).isEqualTo(Price.of("60000"));
        assertThat(world.board.price("BTC").orElseThrow().price().price().price())
                .isEqualTo(Price.of("60000"));
    }

    @Test
    @DisplayName("a silent aggregator is STALE by the node's clock after 3,001 ms, not after 3,000")
    void silence() {
        live();
        world.silence();

        world.pass(3_000);
        assertThat(world.state()).isEqualTo(FeedState.LIVE);
        world.pass(1);
        assertThat(world.state()).isEqualTo(FeedState.STALE);
        assertThat(world.market().mark()).isEqualTo(Price.of("60000"));
    }

    @Test
    @DisplayName("after its own pause of 1,001 ms, not of 1,000, a node takes every price for STALE until the next")
    void pause() {
        live();
        world.jump(1_000);
        assertThat(world.state()).isEqualTo(FeedState.LIVE);

        world.silence();
        world.jump(1_001);
        assertThat(world.state()).isEqualTo(FeedState.STALE);

        PublishedPrice last = world.board.price("BTC").orElseThrow();
        PriceId later = new PriceId(
                last.price().price().id().epoch(), last.price().price().id().sequence() + 1_000);
        world.prices.tell(Topic.publish(with(later, "60001", last)));
        await(() -> world.market().mark().equals(Price.of("60001")));
        assertThat(world.state()).isEqualTo(FeedState.LIVE);
    }

    @Test
    @DisplayName("a price of an older epoch is dropped, however high its sequence; one of a newer epoch is taken")
    void olderEpoch() {
        live();
        world.aggregating().play("60000", "60000", 250);
        assertThat(world.market().id().epoch()).isEqualTo(2);
        PublishedPrice last = world.board.price("BTC").orElseThrow();

        world.prices.tell(Topic.publish(with(new PriceId(1, 1_000_000), "1", last)));
        world.prices.tell(Topic.publish(with(new PriceId(3, 1), "61000", last)));

        await(() -> world.market().id().epoch() == 3);
        assertThat(world.market().mark()).isEqualTo(Price.of("61000"));
    }

    private static PublishedPrice with(PriceId id, String mark, PublishedPrice last) {
        ValidatedPrice old = last.price().price();
        ValidatedPrice price = new ValidatedPrice(
                "BTC",
                id,
                old.timeMillis(),
                FeedState.LIVE,
                Price.of(mark),
                old.confidence(),
                old.average(),
                old.stable(),
                old.raw(),
                old.support(),
                old.sources());
        AggregatorPrice aggregated = new AggregatorPrice(
                price,
                last.price().initialRange(),
                last.price().maintenanceRange(),
                last.price().initialScale(),
                last.price().maintenanceScale());
        return new PublishedPrice(aggregated, Price.of(mark), last.sigma(), last.own());
    }

    @Test
    @DisplayName("a restart goes on from its average, its volatility and its basis, under a higher epoch")
    void restart() {
        world.defined().aggregating();
        world.ownBook("60100", "60102");
        world.play("60000", "60000", 6_000);
        world.ownBook("60100", "60102");
        world.play("60600", "60600", 90_000);
        AggregatorPrice before = world.board.price("BTC").orElseThrow().price();
        assertThat(before.price().average()).isBetween(Price.of("60001"), Price.of("60599"));

        world.aggregating().play("60600", "60600", 250);

        PublishedPrice after = world.board.price("BTC").orElseThrow();
        assertThat(after.price().price().id()).isEqualTo(new PriceId(2, 1));
        assertThat(after.price().price().average())
                .as("five-minute average")
                .isBetween(Price.of("60001"), Price.of("60599"));
        assertThat(after.price().initialRange()).isEqualTo(before.initialRange());
        assertThat(after.own()).isEmpty();
        assertThat(after.sigma()).isGreaterThan(Rate.ZERO);
    }

    @Test
    @DisplayName(
            "the own book's price reaches mark and board until it is 10,001 ms old; then the mark is the index again")
    void ownBook() {
        live();
        assertThat(world.board.price("BTC").orElseThrow().own()).isEmpty();
        for (int i = 0; i < 35; i++) {
            world.ownBook("60100", "60102");
            world.play("60000", "60000", 1_000);
        }
        assertThat(world.market().mark()).isEqualTo(Price.of("60100"));
        assertThat(world.board.price("BTC").orElseThrow().own())
                .contains(new PublishedPrice.OwnMarket(
                        Price.of("60100"), Price.of("60102"), Price.of("60100"), Money.of("50000")));

        world.play("60000", "60000", 9_000);
        assertThat(world.board.price("BTC").orElseThrow().own()).isPresent();
        world.play("60000", "60000", 250);
        assertThat(world.board.price("BTC").orElseThrow().own()).isEmpty();
        assertThat(world.market().mark()).isNotEqualTo(Price.of("60100"));
    }

    @Test
    @DisplayName("the average basis survives a restart: a book that jumps does not carry the mark along")
    void basis() {
        world.defined().aggregating();
        for (int i = 0; i < 35; i++) {
            world.ownBook("60100", "60102");
            world.play("60000", "60000", 1_000);
        }
        assertThat(world.market().mark()).isEqualTo(Price.of("60100"));

        world.aggregating();
        world.ownBook("60200", "60202");
        world.play("60000", "60000", 250);

        assertThat(world.market().mark())
                .as("with the basis forgotten, the first sample would carry it to 60200")
                .isBetween(Price.of("60101"), Price.of("60150"));
    }

    @Test
    @DisplayName("a halted market publishes its last price as HALTED, over a restart, until it is resumed")
    void halt() {
        live();
        TestProbe<HaltReceipt> probe = world.kit.createTestProbe();
        world.tell(new OracleProtocol.Halt("waterfall", probe.ref()));
        assertThat(probe.receiveMessage(OracleWorld.PATIENCE)).isEqualTo(new HaltReceipt("BTC", HaltOutcome.DURABLE));
        world.play("50000", "50000", 250);
        assertThat(world.state()).isEqualTo(FeedState.HALTED);
        assertThat(world.market().mark()).isEqualTo(Price.of("60000"));

        world.aggregating().play("50000", "50000", 250);
        assertThat(world.state()).isEqualTo(FeedState.HALTED);

        world.tell(new OracleProtocol.Resume(probe.ref()));
        assertThat(probe.receiveMessage(OracleWorld.PATIENCE).outcome()).isEqualTo(HaltOutcome.DURABLE);
        world.play("60000", "60000", 250);
        assertThat(world.state()).isEqualTo(FeedState.WARMUP);
    }

    @Test
    @DisplayName(
            "while the throttle holds sales back the range of positions stands, at 0.999999 as at 0.7; at 1 it rises")
    void throttle() {
        live();
        world.play("60000", "60000", MINUTE);
        Rate free = maintenanceRange();
        assertThat(free).as("a range rises to its target by itself").isGreaterThan(Rate.of("0.04"));

        world.tell(new OracleProtocol.ThrottleReported(Rate.of("0.7")));
        world.play("60300", "60300", MINUTE);
        assertThat(maintenanceRange()).isEqualTo(free);
        world.tell(new OracleProtocol.ThrottleReported(Rate.of("0.999999")));
        world.play("60600", "60600", MINUTE);
        assertThat(maintenanceRange()).isEqualTo(free);
        AggregatorPrice held = world.board.price("BTC").orElseThrow().price();
        assertThat(held.initialRange()).as("new risk").isGreaterThan(held.maintenanceRange());
        assertThat(world.market().maintenanceScale()).isEqualTo(held.maintenanceScale());

        world.tell(new OracleProtocol.ThrottleReported(Rate.ONE));
        world.play("60600", "60600", MINUTE);
        assertThat(maintenanceRange()).isGreaterThan(free);
        assertThat(world.market().maintenanceScale()).isGreaterThan(held.maintenanceScale());
    }

    @Test
    @DisplayName("an aggregator that starts again holds its range as soon as the throttle is reported again")
    void throttleAfterARestart() {
        live();
        world.aggregating();
        world.tell(new OracleProtocol.ThrottleReported(Rate.of("0.7")));
        world.play("60000", "60000", WARM_UP + 500);
        Rate restarted = maintenanceRange();

        world.play("60000", "60000", MINUTE);

        assertThat(world.state()).isEqualTo(FeedState.LIVE);
        assertThat(maintenanceRange()).isEqualTo(restarted);
    }

    private Rate maintenanceRange() {
        return world.board.price("BTC").orElseThrow().price().maintenanceRange();
    }

    @Test
    @DisplayName(
            "a view that cannot be made does not end the writer: without the next one a silent feed would stay LIVE")
    void brokenView() {
        live();
        world.openInterestShare = instrument -> {
            throw new ArithmeticException("a fault that nobody foresaw");
        };
        world.pass(250);
        world.openInterestShare = instrument -> Rate.ZERO;
        world.silence();
        world.pass(10_000);

        assertThat(world.state()).isEqualTo(FeedState.STALE);
    }

    @Test
    @DisplayName("a haircut and an open deficit are on the board with the next posting")
    void facts() {
        live();
        LossHaircut haircut = new LossHaircut(Price.of("60000"), Price.ZERO, Rate.of("0.1"));
        world.accepted(new DirectoryProtocol.CutProfits(PERPETUAL, 0, haircut));
        world.accepted(new DirectoryProtocol.OpenDeficit("BTC", "a-1"));

        await(() -> world.board.view().openDeficits().contains("BTC"));
        assertThat(world.market().facts().haircuts()).containsExactly(haircut);
    }

    @Test
    @DisplayName("a quote is refused alone, by its reason; a batch of 1,001 is refused whole, one of 1,000 is not")
    void refusals() {
        world.defined().aggregating();
        SourceQuote first = index("A", 1);
        assertThat(world.publish(List.of(first, first, index("Z", 1), new DerivativeQuote(quote("A", 1)))))
                .isEqualTo(new OracleProtocol.Receipt(
                        1,
                        List.of(
                                new RefusedQuote("A", 1, Reason.SEQUENCE, ""),
                                new RefusedQuote("Z", 1, Reason.UNKNOWN_SOURCE, ""),
                                new RefusedQuote("A", 1, Reason.UNKNOWN_SOURCE, ""))));

        assertThat(world.publish(Collections.nCopies(1_000, index("B", 1))).accepted())
                .isEqualTo(1);
        OracleProtocol.Receipt tooLong = world.publish(Collections.nCopies(1_001, index("C", 1)));
        assertThat(tooLong.accepted()).isZero();
        assertThat(tooLong.refused())
                .hasSize(1_001)
                .contains(new RefusedQuote("C", 1, Reason.TOO_MANY, "1001 quotes, at most 1000"));
    }

    private SourceQuote index(String source, long sequence) {
        return new IndexQuote(quote(source, sequence));
    }

    private Quote quote(String source, long sequence) {
        return new Quote(source, Price.of("60000"), Price.of("1"), world.clock.nowMillis(), sequence);
    }
}
