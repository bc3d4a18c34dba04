package io.breakwater.core.oracle;

import io.breakwater.core.money.Price;
import io.breakwater.core.oracle.OracleParameters.Source;
import java.util.List;
import java.util.Optional;

/** Variations of the default feed that stories need. */
final class OracleCases {

    private OracleCases() {}

    /** Default limits, these sources, and as many of them for a quorum. */
    static OracleParameters feed(String symbol, int quorum, Source... sources) {
        OracleParameters p = OracleParameters.defaults(symbol, OracleFeed.THREE);
        return with(p, List.of(sources), quorum, p.jumps(), Optional.empty(), p.stable());
    }

    static OracleParameters mayBeNegative(OracleParameters p, String scale) {
        return with(p, p.sources(), p.quorumSources(), p.jumps(), Optional.of(Price.of(scale)), p.stable());
    }

    static OracleParameters limited(OracleParameters p, JumpLimits jumps) {
        return with(p, p.sources(), p.quorumSources(), jumps, p.referenceScale(), p.stable());
    }

    static OracleParameters following(OracleParameters p, StablePriceParameters stable) {
        return with(p, p.sources(), p.quorumSources(), p.jumps(), p.referenceScale(), stable);
    }

    private static OracleParameters with(
            OracleParameters p,
            List<Source> sources,
            int quorum,
            JumpLimits jumps,
            Optional<Price> scale,
            StablePriceParameters stable) {
        return new OracleParameters(
                p.symbol(),
                sources,
                quorum,
                p.quorumShare(),
                p.widestConfidence(),
                p.outlierScales(),
                p.scaleFloor(),
                p.supportShare(),
                p.supportWithin(),
                jumps,
                p.staleAfterMillis(),
                p.warmUpMillis(),
                p.tickMillis(),
                p.clockToleranceMillis(),
                scale,
                stable);
    }
}
