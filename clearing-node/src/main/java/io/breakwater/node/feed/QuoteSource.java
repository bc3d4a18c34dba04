package io.breakwater.node.feed;

/**
 * One market of one venue: what an aggregator counts as one source.
 *
 * <p>Two symbols of a venue are two sources even when they share an underlying, because their prices differ (BTCUSD and
 * BTCUSDC did by 14 % in March 2023) and one source that alternates between them would jump with each quote.
 *
 * @param venue where, such as {@code coinbase}
 * @param symbol what it calls the market, such as {@code AVAX-USD}
 * @param underlying the market it prices, such as {@code AVAX}
 * @param kind spot or derivative
 * @param granularityMillis length of its bars; 0 when each trade is a quote
 */
public record QuoteSource(String venue, String symbol, String underlying, SourceKind kind, long granularityMillis) {

    /** The one name of the source, {@code venue:symbol}. */
    public String name() {
        return venue + ":" + symbol;
    }

    @Override
    public String toString() {
        return name();
    }
}
