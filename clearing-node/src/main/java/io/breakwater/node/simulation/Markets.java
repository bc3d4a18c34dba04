package io.breakwater.node.simulation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteTape;
import io.breakwater.node.feed.TapeQuote;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** All feeds of a run, and the one view of the market that everybody decides on. */
public final class Markets {

    private final RiskParameters parameters;
    private final SortedMap<String, Feed> feeds = new TreeMap<>();
    private final Map<Instrument, InstrumentMarket> instruments = new HashMap<>();
    private final Map<String, Price> collateral = new HashMap<>();
    private final Set<String> openDeficits = new TreeSet<>();
    private final List<String> underlyingsOnTape;
    private MarketView view;

    /** Markets whose instruments stand at the first prices of a tape. */
    public Markets(
            RiskParameters parameters,
            List<OutsideMarket> outside,
            QuoteTape tape,
            Function<OutsideMarket, OwnBook.Parameters> books,
            long startMillis) {
        this.parameters = parameters;
        this.underlyingsOnTape = tape.underlyings();
        for (OutsideMarket market : outside) {
            feeds.put(
                    market.underlying(),
                    new Feed(
                            market,
                            parameters.underlying(market.underlying()).orElseThrow(),
                            books.apply(market),
                            startMillis));
            openAt(market);
        }
        view = viewAt(startMillis);
    }

    /** An instrument opens at the first price on its tape, so that the opening trades can be cleared at it. */
    private void openAt(OutsideMarket market) {
        Instrument perpetual = feeds.get(market.underlying()).perpetual();
        Price first = market.firstPrice();
        instruments.put(perpetual, InstrumentMarket.live(PriceId.NONE, first));
        if (parameters.collateral().containsKey(market.underlying())) {
            collateral.put(market.underlying(), first);
        }
    }

    /** Gives a quote to its feed. */
    public void quote(TapeQuote quote) {
        Feed feed = feeds.get(underlyingsOnTape.get(quote.underlying()));
        if (feed != null) {
            feed.quote(quote);
        }
    }

    /** Publishes every feed's price of this moment. */
    public void tick(long now) {
        for (Feed feed : feeds.values()) {
            feed.tick(now).ifPresentOrElse(market -> publish(feed, market), () -> suspend(feed));
        }
        view = viewAt(now);
    }

    private void publish(Feed feed, InstrumentMarket market) {
        instruments.put(feed.perpetual(), market);
        feed.index()
                .ifPresent(index ->
                        collateral.computeIfPresent(feed.perpetual().underlying(), (asset, before) -> index.price()));
    }

    /** Before its first quorum an instrument stands where it opened, STALE: nothing is started or continued on it. */
    private void suspend(Feed feed) {
        instruments.computeIfPresent(
                feed.perpetual(),
                (key, opened) ->
                        opened.at(opened.id(), FeedState.STALE, opened.mark(), opened.average(), opened.stable()));
    }

    /** Publishes facts of a market, effective at once. */
    void publish(Instrument instrument, MarketFacts facts) {
        feeds.get(instrument.underlying()).publish(facts);
        instruments.computeIfPresent(instrument, (key, market) -> market.with(facts));
        view = viewAt(view.timeMillis());
    }

    /** Notes whether a loss of a market is not covered yet. */
    void deficit(String underlying, boolean open) {
        if (open ? openDeficits.add(underlying) : openDeficits.remove(underlying)) {
            view = viewAt(view.timeMillis());
        }
    }

    private MarketView viewAt(long now) {
        return new MarketView(now, parameters, instruments, collateral, openDeficits);
    }

    /** The newest view. */
    public MarketView view() {
        return view;
    }

    /** The feed of an instrument. */
    public Feed feed(Instrument instrument) {
        return feeds.get(instrument.underlying());
    }

    /** All feeds, by underlying. */
    public Collection<Feed> feeds() {
        return feeds.values();
    }

    /** The facts of every instrument. */
    Map<Instrument, MarketFacts> facts() {
        Map<Instrument, MarketFacts> facts = new HashMap<>();
        feeds.values().forEach(feed -> facts.put(feed.perpetual(), feed.facts()));
        return facts;
    }
}
