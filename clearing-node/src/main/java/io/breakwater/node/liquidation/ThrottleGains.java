package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.CoordinatorParameters;
import io.breakwater.core.protocol.CoordinatorState;
import io.breakwater.node.market.MarketBoard;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reckons at which gain a coordinator would grant in each symbol: the least over the symbol's instruments and both sides.
 *
 * @param board newest state of the markets
 * @param conditions of the markets
 * @param parameters of the coordinator
 */
record ThrottleGains(MarketBoard board, ConditionsSource conditions, CoordinatorParameters parameters) {

    /** By underlying; without those whose market has not been seen, in which nothing is granted. */
    SortedMap<String, Rate> at(CoordinatorState coordinator, long nowMillis) {
        MarketBoard.Posting posting = board.newest();
        TreeMap<String, Rate> gains = new TreeMap<>();
        posting.definitions()
                .symbols()
                .forEach((underlying, symbol) -> posting.view().instruments().keySet().stream()
                        .filter(instrument -> instrument.underlying().equals(underlying))
                        .flatMap(instrument -> ofSides(coordinator, instrument, symbol.throttle(), nowMillis))
                        .min(Rate::compareTo)
                        .ifPresent(least -> gains.put(underlying, least)));
        return gains;
    }

    private Stream<Rate> ofSides(
            CoordinatorState coordinator, Instrument instrument, ThrottleParameters throttle, long nowMillis) {
        return Stream.of(BucketKey.Side.values()).flatMap(side -> {
            BucketKey bucket = new BucketKey(instrument.underlying(), side);
            return conditions
                    .of(instrument, side)
                    .map(now -> coordinator.gain(bucket, now, throttle, parameters, nowMillis))
                    .stream();
        });
    }
}
