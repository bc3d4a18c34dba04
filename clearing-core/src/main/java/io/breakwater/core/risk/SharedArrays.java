package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.FullRevaluation;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.RiskArray;
import io.breakwater.core.margin.RiskArraySource;
import io.breakwater.core.margin.ScenarioGrid;
import java.util.HashMap;
import java.util.Map;

/** The risk arrays of one view: each instrument is valued once, however many accounts hold it (risk model B.7). */
final class SharedArrays implements RiskArraySource {

    private record Key(Instrument instrument, ScenarioGrid grid) {}

    private final RiskArraySource source;
    private final Map<Key, RiskArray> arrays = new HashMap<>();

    SharedArrays(RiskParameters parameters) {
        source = new FullRevaluation(parameters);
    }

    @Override
    public RiskArray arrayOf(Position position, ScenarioGrid grid) {
        return arrays.computeIfAbsent(
                new Key(position.instrument(), grid), key -> source.arrayOf(position, key.grid()));
    }
}
