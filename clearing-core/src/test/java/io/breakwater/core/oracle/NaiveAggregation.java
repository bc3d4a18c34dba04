package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Risk model B.9, steps 1 to 4, as it is written, on exact decimals: the oracle of {@link PriceAggregation}. */
record NaiveAggregation(
        Map<String, DropReason> dropped,
        boolean hasQuorum,
        BigDecimal firstMedian,
        BigDecimal deviation,
        BigDecimal price,
        BigDecimal confidence) {

    private static final BigDecimal TWO = new BigDecimal("2");
    private static final BigDecimal NORMAL = new BigDecimal("1.4826");

    private record Weighted(BigDecimal value, BigDecimal weight) {}

    static NaiveAggregation of(OracleParameters parameters, Map<String, Quote> quotes, long now) {
        Map<String, DropReason> dropped = new LinkedHashMap<>();
        List<Source> live = new ArrayList<>();
        for (Source source : parameters.sources()) {
            DropReason fault = fault(parameters, source, quotes.get(source.name()), now);
            if (fault == null) {
                live.add(source);
            } else {
                dropped.put(source.name(), fault);
            }
        }
        if (live.isEmpty()) {
            return new NaiveAggregation(dropped, false, null, null, null, null);
        }
        Function<Source, BigDecimal> price =
                source -> quotes.get(source.name()).price().exact();
        BigDecimal m0 = median(live, price);
        BigDecimal mad = median(live, source -> price.apply(source).subtract(m0).abs());
        BigDecimal scale =
                NORMAL.multiply(mad).max(parameters.scaleFloor().exact().multiply(size(parameters, m0)));
        BigDecimal cut = scale.multiply(BigDecimal.valueOf(parameters.outlierScales()));
        List<Source> kept = live.stream()
                .filter(source -> price.apply(source).subtract(m0).abs().compareTo(cut) <= 0)
                .toList();
        live.stream().filter(source -> !kept.contains(source)).forEach(s -> dropped.put(s.name(), DropReason.OUTLIER));
        BigDecimal stated =
                median(kept, source -> quotes.get(source.name()).confidence().exact());
        return new NaiveAggregation(
                dropped,
                live.size() >= parameters.quorumSources()
                        && weight(live)
                                        .compareTo(
                                                parameters.quorumShare().exact().multiply(weight(parameters.sources())))
                                >= 0,
                m0,
                mad,
                median(kept, price).setScale(Price.SCALE, RoundingMode.HALF_EVEN),
                NORMAL.multiply(mad).max(stated).setScale(Price.SCALE, RoundingMode.CEILING));
    }

    private static DropReason fault(OracleParameters parameters, Source source, Quote quote, long now) {
        if (quote == null) {
            return DropReason.MISSING;
        }
        if (now - quote.timeMillis() > source.staleMillis()) {
            return DropReason.STALE;
        }
        if (quote.timeMillis() > now + parameters.clockToleranceMillis()) {
            return DropReason.EARLY;
        }
        if (quote.price().signum() <= 0 && parameters.referenceScale().isEmpty()) {
            return DropReason.NON_POSITIVE;
        }
        BigDecimal widest = parameters
                .widestConfidence()
                .exact()
                .multiply(size(parameters, quote.price().exact()));
        return quote.confidence().exact().compareTo(widest) > 0 ? DropReason.UNCERTAIN : null;
    }

    private static BigDecimal size(OracleParameters parameters, BigDecimal price) {
        return parameters.referenceScale().map(Price::exact).orElse(price.abs());
    }

    private static BigDecimal weight(List<Source> sources) {
        return sources.stream().map(s -> BigDecimal.valueOf(s.weight())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The smallest value with at least half of the weight at or below it; at exactly half the mean with the next. */
    private static BigDecimal median(List<Source> sources, Function<Source, BigDecimal> value) {
        List<Weighted> sorted = sources.stream()
                .map(source -> new Weighted(value.apply(source), BigDecimal.valueOf(source.weight())))
                .sorted(Comparator.comparing(Weighted::value))
                .toList();
        BigDecimal half = weight(sources).divide(TWO);
        BigDecimal cumulated = BigDecimal.ZERO;
        for (int i = 0; i < sorted.size(); i++) {
            cumulated = cumulated.add(sorted.get(i).weight());
            if (cumulated.compareTo(half) == 0) {
                return sorted.get(i).value().add(sorted.get(i + 1).value()).divide(TWO);
            }
            if (cumulated.compareTo(half) > 0) {
                return sorted.get(i).value();
            }
        }
        throw new IllegalStateException("no median of " + sorted);
    }
}
