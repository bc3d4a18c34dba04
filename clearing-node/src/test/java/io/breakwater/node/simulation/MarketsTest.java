package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.BTC;
import static io.breakwater.node.simulation.SmallWorld.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.node.feed.ListTape;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.SourceKind;
import io.breakwater.node.feed.TapeQuote;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one view of the market that everybody in a run decides on. */
class MarketsTest {

    @Test
    void itOpensAtTheFirstPriceAndIsStaleFromThereToTheFirstQuorum() {
        OutsideMarket outside = new OutsideMarket(
                "BTC",
                Price.of("60000"),
                List.of(
                        new OutsideMarket.Venue(0, "east", SourceKind.SPOT, 10, 4, 3_000),
                        new OutsideMarket.Venue(1, "west", SourceKind.SPOT, 10, 4, 3_000)),
                2);
        Markets markets = new Markets(
                DefaultParameters.epochOne(),
                List.of(outside),
                new ListTape(List.of(), List.of("BTC"), List.of()),
                market -> OwnBook.Parameters.defaults(Money.of("1000000")),
                0);
        assertThat(btc(markets).feed()).isEqualTo(FeedState.LIVE);
        assertThat(btc(markets).mark()).isEqualTo(Price.of("60000"));

        markets.quote(new TapeQuote(900, 0, 0, Price.of("61000").units()));
        markets.tick(1_000);
        assertThat(btc(markets).feed()).as("one of two venues").isEqualTo(FeedState.STALE);
        assertThat(btc(markets).mark()).isEqualTo(Price.of("60000"));

        markets.quote(new TapeQuote(1_100, 1, 0, Price.of("61000").units()));
        markets.tick(1_250);
        assertThat(btc(markets).feed()).isEqualTo(FeedState.WARMUP);
        assertThat(btc(markets).mark()).isEqualTo(Price.of("61000"));
    }

    @Test
    void aVenueThatLiesDoesNotMoveTheIndexNorTheMark() {
        SmallWorld world = new SmallWorld("10000000");
        for (String lie : List.of("24000", "59000", "1", "600000")) {
            world.lie("north", "BTC", lie);
            world.pass(10);

            assertThat(world.feed("BTC").index().orElseThrow().price()).as(lie).isEqualTo(Price.of("60000"));
            assertThat(world.mark(BTC)).as(lie).isEqualTo(Price.of("60000"));
            assertThat(world.feed("BTC").state().isTrusted()).as(lie).isTrue();
        }
    }

    @Test
    void collateralIsPricedByTheIndexOfItsUnderlying() {
        SmallWorld world = new SmallWorld("10000000");
        assertThat(world.markets.view().collateral().get("ETH")).isEqualTo(Price.of("3000"));

        world.walk("ETH", "2900");

        assertThat(world.markets.view().collateral().get("ETH")).isEqualTo(Price.of("2900"));
        assertThat(world.markets.view().collateral().get("BTC")).isEqualTo(Price.of("60000"));
    }

    @Test
    void aHaltedFeedStaysHaltedAtItsLastPriceAndTheOthersGoOn() {
        SmallWorld world = new SmallWorld("10000000");
        world.feed("BTC").halt();
        world.walk("ETH", "2900");

        assertThat(world.feed("BTC").state()).isEqualTo(FeedState.HALTED);
        assertThat(world.markets.view().instruments().get(BTC).feed()).isEqualTo(FeedState.HALTED);
        assertThat(world.mark(BTC)).isEqualTo(Price.of("60000"));
        assertThat(world.markets.view().instruments().get(ETH).feed()).isEqualTo(FeedState.LIVE);
    }

    @Test
    void aSilentFeedIsStaleAtItsLastPriceAndWarmsUpBeforeItIsTrustedAgain() {
        SmallWorld world = new SmallWorld("10000000");
        world.goStale("BTC");
        assertThat(world.mark(BTC)).isEqualTo(Price.of("60000"));

        world.speak("BTC").pass(29);
        assertThat(world.feed("BTC").state()).isEqualTo(FeedState.WARMUP);
        world.pass(2);
        assertThat(world.feed("BTC").state()).isEqualTo(FeedState.LIVE);
    }

    private static InstrumentMarket btc(Markets markets) {
        return markets.view().instruments().get(BTC);
    }
}
