package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.PublishedPrice;
import io.breakwater.node.market.PublishedPrice.OwnMarket;
import io.breakwater.node.time.ReplayClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** The BTC market that a test posts on a board: its mark, its feed, and what the waterfall has published about it. */
final class PostedMarket implements LossPublications {

    final MarketBoard board;
    final List<String> halted = new ArrayList<>();
    volatile boolean isDirectoryDown;
    private final ReplayClock clock;
    private Optional<OwnMarket> own = Optional.empty();
    private final Set<String> deficits = new TreeSet<>();
    private MarketFacts facts = MarketFacts.NONE;
    private Price mark = Price.of("60000");
    private FeedState feed = FeedState.LIVE;

    /** At 60,000, LIVE, without a book of its own. */
    PostedMarket(ReplayClock clock) {
        this.clock = clock;
        board = new MarketBoard(posting());
    }

    /** Tells the board. */
    synchronized void post() {
        board.post(posting());
    }

    /** The next posting has this mark. */
    synchronized void mark(String price) {
        mark = Price.of(price);
    }

    /** The next posting has this state of the feed. */
    synchronized void feed(FeedState state) {
        feed = state;
    }

    /** From the next posting on the own book quotes. */
    synchronized void ownBook(OwnMarket book) {
        own = Optional.of(book);
    }

    /** Haircuts and funding so far. */
    synchronized MarketFacts facts() {
        return facts;
    }

    /** Underlyings with a loss that is not covered. */
    synchronized Set<String> deficits() {
        return Set.copyOf(deficits);
    }

    private MarketBoard.Posting posting() {
        MarketView view = new MarketView(
                clock.nowMillis(),
                DefaultParameters.epochOne(),
                Map.of(LiquidationWorld.BTC, market()),
                Map.of("BTC", mark, "ETH", Price.of("3000")),
                Set.copyOf(deficits));
        Map<String, PublishedPrice> prices = Map.of("BTC", new PublishedPrice(null, mark, Rate.of("0.001"), own));
        return new MarketBoard.Posting(view, definitions(view), prices, 0);
    }

    private InstrumentMarket market() {
        return new InstrumentMarket(
                new PriceId(1, clock.nowMillis()),
                feed,
                mark,
                mark,
                mark,
                Price.ZERO,
                Optional.empty(),
                Rate.ONE,
                Rate.ONE,
                Rate.ZERO,
                facts);
    }

    private MarketDefinitions definitions(MarketView view) {
        TreeMap<String, MarketDefinitions.SymbolDefinition> symbols = new TreeMap<>();
        symbols.put("BTC", new MarketDefinitions.SymbolDefinition(null, null, ThrottleParameters.defaults()));
        TreeMap<Instrument, MarketFacts> allFacts = new TreeMap<>();
        allFacts.put(LiquidationWorld.BTC, facts);
        return new MarketDefinitions(1, view.parameters(), symbols, allFacts, Set.copyOf(deficits), new TreeMap<>());
    }

    @Override
    public synchronized CompletionStage<Void> deficit(String underlying, String account, boolean open) {
        if (open ? deficits.add(underlying) : deficits.remove(underlying)) {
            post();
        }
        return Stages.done();
    }

    @Override
    public synchronized CompletionStage<Boolean> haircut(
            Instrument instrument, int epoch, MarketFacts.LossHaircut haircut) {
        if (isDirectoryDown) {
            return CompletableFuture.failedFuture(new TimeoutException("the directory does not answer"));
        }
        if (epoch < facts.haircutEpoch()) {
            return CompletableFuture.completedFuture(facts.haircuts().get(epoch).equals(haircut));
        }
        List<MarketFacts.LossHaircut> haircuts = new ArrayList<>(facts.haircuts());
        haircuts.add(haircut);
        facts = new MarketFacts(facts.fundingIndex(), haircuts, facts.settlement());
        post();
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized CompletionStage<Void> halt(String underlying) {
        halted.add(underlying);
        feed = FeedState.HALTED;
        post();
        return Stages.done();
    }
}
