package io.breakwater.node.simulation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.feed.OutsideMarket;
import io.breakwater.node.feed.QuoteTape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything a run is made of; the same setup gives the same run.
 *
 * @param input what is played, for the report
 * @param tape opens the quotes from their beginning
 * @param outside the outside market of each underlying
 * @param parameters margin parameters that cover every underlying
 * @param onSolTiers underlyings whose terms were assumed
 * @param population who takes part
 * @param keeperParameters how keepers decide
 * @param policy how what is liquidated is sold
 * @param throttle parameters of the throttle
 * @param depthShare depth within 1 % of the own book, as a share of open interest
 * @param path the true price of an underlying at a moment, where it is known
 * @param fromMillis first quote
 * @param toMillis last quote
 * @param tickMillis distance of two publications of a price
 * @param auditMillis distance of two audits of the books
 */
public record SimulationSetup(
        SimulationReport.Input input,
        Supplier<QuoteTape> tape,
        List<OutsideMarket> outside,
        RiskParameters parameters,
        List<String> onSolTiers,
        Population population,
        Keeper.Parameters keeperParameters,
        Policy policy,
        ThrottleParameters throttle,
        Rate depthShare,
        Optional<Path> path,
        long fromMillis,
        long toMillis,
        long tickMillis,
        long auditMillis) {

    /** The true price of an underlying, which nobody in the run sees. */
    @FunctionalInterface
    public interface Path {
        /** The price at a moment. */
        Price at(String underlying, long timeMillis);
    }

    /** Copies the lists; refuses times that do not rise. */
    public SimulationSetup {
        outside = List.copyOf(outside);
        onSolTiers = List.copyOf(onSolTiers);
        if (toMillis < fromMillis || tickMillis <= 0 || auditMillis <= 0) {
            throw new IllegalArgumentException(
                    "from " + fromMillis + " to " + toMillis + " ms by " + tickMillis + " ms is not possible");
        }
    }

    /** The depth of the own book of an underlying, at least enough for one lot's worth of trading. */
    public Money depth(OutsideMarket market) {
        Money openInterest =
                population.openInterest(new Instrument.Perpetual(market.underlying()), market.firstPrice());
        return depthShare.of(openInterest, Rounding.UP).max(Money.of("100000"));
    }
}
