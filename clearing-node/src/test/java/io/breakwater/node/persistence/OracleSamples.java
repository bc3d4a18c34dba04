package io.breakwater.node.persistence;

import io.breakwater.core.margin.VolatilityRange;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.PriceSample;
import io.breakwater.core.oracle.Quote;
import io.breakwater.core.oracle.Suspicion;
import io.breakwater.core.oracle.ValidatedPrice;
import io.breakwater.core.oracle.WarmState;
import io.breakwater.core.protocol.AggregatorEvent;
import io.breakwater.core.protocol.AggregatorMessage;
import io.breakwater.core.protocol.AggregatorPrice;
import io.breakwater.core.protocol.AggregatorState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Samples of an aggregator's journal, of what it is told and of what it broadcasts. */
final class OracleSamples {

    private static final long TIME = 1_760_097_600_789L;

    private OracleSamples() {}

    static List<Sample> all() {
        return Stream.of(events(), messages(), prices()).flatMap(List::stream).toList();
    }

    private static List<Sample> events() {
        AggregatorState unborn = AggregatorState.unborn(MarketSamples.aggregator());
        AggregatorState warm = new AggregatorState(
                MarketSamples.aggregator(),
                4,
                true,
                Optional.of(warm()),
                Optional.of(range()),
                Optional.empty(),
                false,
                TIME);
        return List.of(
                Sample.of(new AggregatorEvent.EpochBegun(4)),
                Sample.of(new AggregatorEvent.WarmStateKept(warm(), range())),
                Sample.of(new AggregatorEvent.Halted("operator: no quorum expected")),
                Sample.of(new AggregatorEvent.Resumed()),
                Sample.of("unborn", unborn),
                Sample.of("warm", warm));
    }

    private static List<Sample> messages() {
        return List.of(
                Sample.of(new AggregatorMessage.Started()),
                Sample.of(new AggregatorMessage.QuoteArrived(quote())),
                Sample.of(new AggregatorMessage.Ticked()),
                Sample.of(new AggregatorMessage.HaltAsked("maintenance")),
                Sample.of(new AggregatorMessage.ResumeAsked()),
                Sample.of(new AggregatorMessage.ThrottleReported(new Rate(250_000_000_000L))));
    }

    private static List<Sample> prices() {
        return List.of(
                Sample.of(quote()),
                Sample.of(price()),
                Sample.of(new AggregatorPrice(price(), new Rate(41), new Rate(42), new Rate(43), new Rate(44))),
                Sample.of(warm()),
                Sample.of("calm", calm()));
    }

    private static Quote quote() {
        return new Quote("venue-a", new Price(-3_700_000_000L), new Price(5), TIME, 99);
    }

    private static ValidatedPrice price() {
        return new ValidatedPrice(
                "BTC",
                new PriceId(4, 1_001),
                TIME,
                FeedState.SUSPECT,
                new Price(101),
                new Price(102),
                new Price(103),
                new Price(104),
                new Price(105),
                new Rate(106),
                List.of("venue-a", "venue-b"));
    }

    private static WarmState warm() {
        return new WarmState(
                price(),
                TIME - 1,
                TIME + 2,
                true,
                false,
                Optional.of(new Suspicion(new Price(107), 3)),
                List.of(new PriceSample(TIME - 9, new Price(108))),
                List.of(new PriceSample(TIME - 8, new Price(109)), new PriceSample(TIME - 7, new Price(110))),
                new PriceSample(TIME - 6, new Price(111)),
                List.of(new PriceSample(TIME - 5, new Price(112))));
    }

    private static WarmState calm() {
        return new WarmState(
                price(),
                TIME,
                TIME,
                false,
                true,
                Optional.empty(),
                List.of(),
                List.of(),
                new PriceSample(TIME, new Price(113)),
                List.of());
    }

    private static VolatilityRange range() {
        return new VolatilityRange(
                MarketSamples.volatility(),
                TIME,
                new BigDecimal("0.000000123456789012"),
                Optional.of(new VolatilityRange.PricePoint(TIME - 60_000, new Price(114))),
                List.of(new Rate(201), new Rate(202)),
                TIME - 30_000,
                List.of(new VolatilityRange.RangePoint(TIME - 20_000, new Rate(203))),
                new VolatilityRange.Figures(
                        new Rate(204), new Rate(205), new Rate(206), new Rate(207), new Rate(208), new Rate(209)));
    }
}
