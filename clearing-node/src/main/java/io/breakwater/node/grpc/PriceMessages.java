package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.MarginMessages.plain;

import io.breakwater.clearing.v1.InstrumentMark;
import io.breakwater.clearing.v1.ValidatedPrice;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.PublishedPrice;
import java.util.Map;

/** Writes validated prices. */
final class PriceMessages {

    private PriceMessages() {}

    /** A price with the marks of its underlying's instruments. */
    static ValidatedPrice price(PublishedPrice published, MarketBoard.Posting posting) {
        AggregatorPrice aggregated = published.price();
        io.breakwater.core.oracle.ValidatedPrice price = aggregated.price();
        ValidatedPrice.Builder message = ValidatedPrice.newBuilder()
                .setUnderlying(price.symbol())
                .setPriceId(MarginMessages.priceId(price.id()))
                .setPublishedMillis(price.timeMillis())
                .setFeed(MarginMessages.feed(price.state()))
                .setIndex(plain(price.price().exact()))
                .setConfidence(plain(price.confidence().exact()))
                .setAverage(plain(price.average().exact()))
                .setStable(plain(price.stable().exact()))
                .setSupport(plain(price.support().exact()))
                .addAllSources(price.sources())
                .setInitialRange(plain(aggregated.initialRange().exact()))
                .setMaintenanceRange(plain(aggregated.maintenanceRange().exact()))
                .setInitialScale(plain(aggregated.initialScale().exact()))
                .setMaintenanceScale(plain(aggregated.maintenanceScale().exact()));
        posting.view().instruments().entrySet().stream()
                .filter(market -> market.getKey().underlying().equals(price.symbol()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(market -> message.addMarks(mark(market.getKey(), market.getValue())));
        return message.build();
    }

    private static InstrumentMark mark(Instrument instrument, InstrumentMarket at) {
        return InstrumentMark.newBuilder()
                .setInstrument(instrument.name())
                .setMark(plain(at.mark().exact()))
                .setImpliedVolatility(
                        at.impliedVolatility().map(rate -> plain(rate.exact())).orElse(""))
                .setFundingIndex(plain(at.facts().fundingIndex().exact()))
                .build();
    }
}
