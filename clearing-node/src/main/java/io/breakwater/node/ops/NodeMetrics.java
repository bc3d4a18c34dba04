package io.breakwater.node.ops;

import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.risk.LagHistogram;
import io.breakwater.node.risk.RiskGauges;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Everything a node shows to Prometheus: each metric is read from its owner at the moment of the scrape. */
public final class NodeMetrics {

    /** What Prometheus is told these bytes are. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double SECONDS_A_MICRO = 1e-6;
    private static final double MEDIAN = 0.5;
    private static final double NINETY_NINE = 0.99;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    /** Shows the risk book: rounds, nominations, who is unwatched, and both lags. */
    public NodeMetrics risk(RiskGauges risk) {
        gauge("breakwater_risk_accounts", "Accounts the risk book values at each price.", risk::accounts);
        gauge("breakwater_risk_unwatched", "Accounts that should be watched and cannot be valued.", risk::unwatched);
        gauge("breakwater_risk_unwatched_max", "The most that were ever unwatched.", risk::unwatchedMax);
        gauge("breakwater_risk_blocked", "Accounts below maintenance whose feeds forbid liquidation.", risk::blocked);
        gauge(
                "breakwater_risk_nominations_pending",
                "Nominations that wait or are not answered.",
                risk::pendingNominations);
        counter("breakwater_risk_rounds", "Valuations of the whole book.", risk::rounds);
        counter("breakwater_risk_nominations", "Accounts nominated.", risk::nominations);
        counter("breakwater_risk_nominations_false", "Nominations that changed nothing.", risk::falseNominations);
        counter("breakwater_risk_nominations_repeated", "Nominations told again.", risk::repeatedNominations);
        lag("breakwater_detection_lag_seconds", "Price accepted to nomination told.", risk.detectionLag());
        lag("breakwater_decision_lag_seconds", "Price accepted to durable change of health.", risk.decisionLag());
        return this;
    }

    /** Shows how many instruments have a price in each feed state. */
    public NodeMetrics markets(MarketBoard board) {
        GaugeWithCallback.builder()
                .name("breakwater_prices")
                .help("Instruments by the state of their feed.")
                .labelNames("state")
                .callback(callback -> {
                    for (FeedState state : FeedState.values()) {
                        long count = board.view().instruments().values().stream()
                                .map(InstrumentMarket::feed)
                                .filter(state::equals)
                                .count();
                        callback.call(count, state.name());
                    }
                })
                .register(registry);
        return this;
    }

    /** Shows a number of another part, such as the liquidations that are open. */
    public NodeMetrics gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
        return this;
    }

    /** Shows a number that only rises; Prometheus reads it with {@code _total} behind its name. */
    public NodeMetrics counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsLong()))
                .register(registry);
        return this;
    }

    /** Shows a distribution of lags since the start of the node, in seconds; its sum is not known and not shown. */
    public NodeMetrics lag(String name, String help, LagHistogram histogram) {
        SummaryWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> {
                    LagHistogram.Lag lag = histogram.lag();
                    callback.call(
                            lag.count(),
                            Double.NaN,
                            Quantiles.of(
                                    new Quantile(MEDIAN, lag.p50Micros() * SECONDS_A_MICRO),
                                    new Quantile(NINETY_NINE, lag.p99Micros() * SECONDS_A_MICRO),
                                    new Quantile(1, lag.maxMicros() * SECONDS_A_MICRO)));
                })
                .register(registry);
        return this;
    }

    /** All of it now, in the text format of Prometheus. */
    public byte[] scrape() {
        try (ByteArrayOutputStream text = new ByteArrayOutputStream()) {
            writer.write(text, registry.scrape());
            return text.toByteArray();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
