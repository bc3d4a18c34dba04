package io.breakwater.node.simulation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.margin.VolatilityRange;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.BasisAverage;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.MarkPrice;
import io.breakwater.core.oracle.PriceAggregator;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.SourceKind;
import io.breakwater.node.feed.TapeQuote;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The market of one underlying in a run: its venues' quotes, the aggregator, the own book, and the mark of its perpetual
 * made of them.
 */
public final class Feed {

    /** A quote on a tape has no stated confidence; one basis point of its price stands for it. */
    private static final long CONFIDENCE_DIVISOR = 10_000;

    private static final long VOLATILITY_MILLIS = 60_000;
    private static final long BASIS_SAMPLE_MILLIS = 3_000;
    private static final MarkParameters MARK = MarkParameters.defaults();
    private static final VolatilityParameters VOLATILITY =
            VolatilityParameters.defaults(new BigDecimal("0.04"), new BigDecimal("0.12"));

    private final Instrument.Perpetual perpetual;
    private final Map<Integer, OutsideMarket.Venue> venues = new HashMap<>();
    private final Map<Integer, Price> derivatives = new HashMap<>();
    private final Map<Integer, Long> derivativeTimes = new HashMap<>();
    private final long[] sequences;
    private final UnderlyingParameters terms;
    private final OwnBook.Parameters bookParameters;
    private PriceAggregator aggregator;
    private Optional<OwnBook> book = Optional.empty();
    private BasisAverage basis = BasisAverage.NONE;
    private long basisMillis;
    private VolatilityRange volatility;
    private Optional<ValidatedPrice> index = Optional.empty();
    private MarketFacts facts = MarketFacts.NONE;

    Feed(OutsideMarket outside, UnderlyingParameters terms, OwnBook.Parameters bookParameters, long startMillis) {
        this.perpetual = new Instrument.Perpetual(outside.underlying());
        this.terms = terms;
        this.bookParameters = bookParameters;
        this.aggregator = PriceAggregator.cold(outside.oracleParameters(), 1);
        this.volatility = VolatilityRange.startingAt(VOLATILITY, startMillis);
        int sources = 0;
        for (OutsideMarket.Venue venue : outside.venues()) {
            venues.put(venue.source(), venue);
            sources = Math.max(sources, venue.source() + 1);
        }
        this.sequences = new long[sources];
    }

    /** Takes a quote; one of a venue that is not part of the market is not for this feed. */
    void quote(TapeQuote quote) {
        OutsideMarket.Venue venue = venues.get(quote.source());
        if (venue == null) {
            return;
        }
        Price price = new Price(quote.priceUnits());
        if (venue.kind() == SourceKind.DERIVATIVE) {
            derivatives.put(quote.source(), price);
            derivativeTimes.put(quote.source(), quote.timeMillis());
        }
        Price confidence = new Price(Math.abs(quote.priceUnits()) / CONFIDENCE_DIVISOR);
        aggregator = aggregator
                .onQuote(new Quote(venue.name(), price, confidence, quote.timeMillis(), ++sequences[quote.source()]))
                .next();
    }

    /** The market at this moment; absent before the first quorum. */
    Optional<InstrumentMarket> tick(long now) {
        PriceAggregator.Tick tick = aggregator.onTick(now);
        aggregator = tick.next();
        index = tick.published();
        return index.filter(price -> price.price().signum() > 0).map(price -> market(price, now));
    }

    private InstrumentMarket market(ValidatedPrice price, long now) {
        OwnBook own = ownBook(price.price(), now);
        own.moveIndex(now, price.price());
        sampleBasis(own, price.price(), now);
        if (now - volatility.timeMillis() >= VOLATILITY_MILLIS) {
            volatility = volatility.next(price.price(), price.state(), false, now);
        }
        Price mark = MarkPrice.of(
                        price.price(),
                        basis,
                        Optional.of(new MarkPrice.OwnBook(own.bid(), own.ask(), own.last())),
                        outsidePerpetual(now),
                        MARK)
                .price();
        return new InstrumentMarket(
                price.id(),
                price.state(),
                mark,
                price.average(),
                price.stable(),
                price.confidence(),
                Optional.empty(),
                Rate.ONE,
                Rate.ONE,
                Rate.ZERO,
                facts);
    }

    private OwnBook ownBook(Price first, long now) {
        if (book.isEmpty()) {
            book = Optional.of(new OwnBook(
                    bookParameters,
                    Quantity.of(terms.increments().lot()),
                    Price.of(terms.increments().tick()),
                    now,
                    first));
        }
        return book.get();
    }

    private void sampleBasis(OwnBook own, Price price, long now) {
        if (now - basisMillis < BASIS_SAMPLE_MILLIS) {
            return;
        }
        BigDecimal seconds = basisMillis == 0 ? BigDecimal.ONE : BigDecimal.valueOf(now - basisMillis, 3);
        basis = basis.with(own.mid().minus(price).exact(), seconds, MARK.basisSeconds());
        basisMillis = now;
    }

    /** The median of the outside perpetuals that are fresh; with an even number the lower of the middle two. */
    private Optional<Price> outsidePerpetual(long now) {
        List<Price> fresh = derivatives.entrySet().stream()
                .filter(entry -> now - derivativeTimes.get(entry.getKey())
                        <= venues.get(entry.getKey()).stalenessMillis())
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        return fresh.isEmpty() ? Optional.empty() : Optional.of(fresh.get((fresh.size() - 1) / 2));
    }

    /** What is traded on it. */
    public Instrument.Perpetual perpetual() {
        return perpetual;
    }

    /** The own book; only once there is a price. */
    public OwnBook book() {
        return book.orElseThrow(() -> new IllegalStateException("no price of " + perpetual.underlying() + " yet"));
    }

    /** What the aggregator published last. */
    public Optional<ValidatedPrice> index() {
        return index;
    }

    /** How far the published price can be trusted. */
    public FeedState state() {
        return index.map(ValidatedPrice::state).orElse(FeedState.WARMUP);
    }

    /** One-minute volatility as a share of the price. */
    Rate sigma() {
        return volatility.sigma();
    }

    /** The terms of its underlying. */
    public UnderlyingParameters terms() {
        return terms;
    }

    void publish(MarketFacts newFacts) {
        facts = newFacts;
    }

    MarketFacts facts() {
        return facts;
    }

    /** Stops the market: the last step of the waterfall. */
    void halt() {
        aggregator = aggregator.halt();
    }
}
