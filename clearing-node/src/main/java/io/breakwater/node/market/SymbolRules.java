package io.breakwater.node.market;

import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.node.market.DirectoryProtocol.Answer.Refused;
import io.breakwater.node.market.DirectoryProtocol.ChangeParameters;
import io.breakwater.node.market.DirectoryProtocol.DefineSymbol;
import io.breakwater.node.market.DirectoryProtocol.Reason;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** When parameters may change, and what they are afterwards: every change of them is one epoch. */
final class SymbolRules {

    private SymbolRules() {}

    static Optional<Refused> refusal(DefineSymbol change, DirectoryState state, DirectoryLimits limits) {
        MarketDefinitions now = state.definitions();
        if (after(change, state).equals(state)) {
            return Optional.empty();
        }
        String underlying = change.terms().name();
        SymbolDefinition before = now.symbols().get(underlying);
        if (before == null && now.symbols().size() >= limits.mostSymbols()) {
            return refused(Reason.TOO_MANY, "symbols", underlying, limits.mostSymbols() + " symbols");
        }
        return mismatch(change.expectedEpoch(), now)
                .or(() -> inconsistency(change))
                .or(() -> staleThrottle(before, change.definition().throttle()));
    }

    static Optional<Refused> mismatch(long expectedEpoch, MarketDefinitions now) {
        long epoch = now.parameters().epoch();
        return expectedEpoch == epoch
                ? Optional.empty()
                : refused(Reason.EPOCH_MISMATCH, "expectedEpoch", expectedEpoch, epoch);
    }

    private static Optional<Refused> inconsistency(DefineSymbol change) {
        UnderlyingParameters terms = change.terms();
        SymbolDefinition definition = change.definition();
        if (!terms.name().equals(definition.underlying())) {
            return refused(
                    Reason.INCONSISTENT, "definition.aggregator.oracle.symbol", definition.underlying(), terms.name());
        }
        boolean mayBeNegative = definition.aggregator().oracle().mayBeNegative();
        if (terms.mayBeNegative() != mayBeNegative) {
            return refused(Reason.INCONSISTENT, "terms.mayBeNegative", terms.mayBeNegative(), mayBeNegative);
        }
        return Optional.empty();
    }

    /** Grants name the version of the throttle they were made under, so a version has one meaning. */
    private static Optional<Refused> staleThrottle(SymbolDefinition before, ThrottleParameters throttle) {
        if (before == null || before.throttle().equals(throttle)) {
            return Optional.empty();
        }
        long version = before.throttle().version();
        return throttle.version() > version
                ? Optional.empty()
                : refused(Reason.INCONSISTENT, "definition.throttle.version", throttle.version(), "above " + version);
    }

    static DirectoryState after(DefineSymbol change, DirectoryState state) {
        RiskParameters parameters = state.definitions().parameters();
        UnderlyingParameters terms = change.terms();
        TreeMap<String, SymbolDefinition> symbols =
                new TreeMap<>(state.definitions().symbols());
        symbols.put(terms.name(), change.definition());
        if (parameters.underlying(terms.name()).equals(Optional.of(terms))) {
            return state.with(parameters, symbols);
        }
        Map<String, UnderlyingParameters> underlyings = new HashMap<>(parameters.underlyings());
        underlyings.put(terms.name(), terms);
        return state.with(
                new RiskParameters(
                        parameters.epoch() + 1,
                        underlyings,
                        parameters.collateral(),
                        parameters.health(),
                        parameters.liquidation(),
                        parameters.portfolio()),
                symbols);
    }

    static Optional<Refused> refusal(ChangeParameters change, DirectoryState state, DirectoryLimits limits) {
        MarketDefinitions now = state.definitions();
        RiskParameters parameters = change.parameters();
        if (parameters.equals(now.parameters())) {
            return Optional.empty();
        }
        Optional<Refused> mismatch = mismatch(change.expectedEpoch(), now);
        if (mismatch.isPresent()) {
            return mismatch;
        }
        long next = change.expectedEpoch() + 1;
        if (parameters.epoch() != next) {
            return refused(Reason.INCONSISTENT, "parameters.epoch", parameters.epoch(), next);
        }
        int underlyings = parameters.underlyings().size();
        if (underlyings > limits.mostSymbols()) {
            return refused(Reason.TOO_MANY, "parameters.underlyings", underlyings, limits.mostSymbols());
        }
        return leftOut(parameters, now);
    }

    private static Optional<Refused> leftOut(RiskParameters parameters, MarketDefinitions now) {
        TreeSet<String> missing = new TreeSet<>(now.symbols().keySet());
        missing.removeAll(parameters.underlyings().keySet());
        return missing.isEmpty()
                ? Optional.empty()
                : refused(Reason.INCONSISTENT, "parameters.underlyings", "without " + missing, "every defined symbol");
    }

    static DirectoryState after(ChangeParameters change, DirectoryState state) {
        return state.with(change.parameters(), state.definitions().symbols());
    }

    static Optional<Refused> refused(Reason reason, String field, Object value, Object limit) {
        return Optional.of(new Refused(reason, field, String.valueOf(value), String.valueOf(limit)));
    }
}
