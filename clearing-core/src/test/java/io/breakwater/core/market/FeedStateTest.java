package io.breakwater.core.market;

import static io.breakwater.core.market.FeedState.DEGRADED;
import static io.breakwater.core.market.FeedState.HALTED;
import static io.breakwater.core.market.FeedState.LIVE;
import static io.breakwater.core.market.FeedState.STALE;
import static io.breakwater.core.market.FeedState.SUSPECT;
import static io.breakwater.core.market.FeedState.Verdict.ALLOWED;
import static io.breakwater.core.market.FeedState.Verdict.IF_BELOW_AT_BOTH_PRICES;
import static io.breakwater.core.market.FeedState.Verdict.REFUSED;
import static io.breakwater.core.market.FeedState.WARMUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.market.FeedState.Action;
import io.breakwater.core.market.FeedState.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeedStateTest {

    private static final List<FeedState> COLUMNS = List.of(LIVE, DEGRADED, SUSPECT, WARMUP, STALE, HALTED);

    @Test
    @DisplayName("The permission table of risk model B.9, row by row")
    void permissions() {
        assertThat(row(Action.REDUCE)).containsOnly(ALLOWED);
        assertThat(row(Action.NEW_RISK)).containsExactly(ALLOWED, ALLOWED, REFUSED, REFUSED, REFUSED, REFUSED);
        List<Verdict> liquidation =
                List.of(ALLOWED, ALLOWED, IF_BELOW_AT_BOTH_PRICES, IF_BELOW_AT_BOTH_PRICES, REFUSED, REFUSED);
        assertThat(row(Action.START_LIQUIDATION)).isEqualTo(liquidation);
        assertThat(row(Action.CONTINUE_LIQUIDATION)).isEqualTo(liquidation);
        assertThat(row(Action.SOCIALISE)).containsExactly(ALLOWED, ALLOWED, REFUSED, REFUSED, REFUSED, REFUSED);
        assertThat(COLUMNS).containsExactlyInAnyOrder(FeedState.values());
    }

    @Test
    @DisplayName("Invariant 11: no liquidation starts on a price that is STALE or HALTED")
    void noLiquidationWithoutAPrice() {
        assertThat(Arrays.stream(FeedState.values())
                        .filter(state -> state.verdict(Action.START_LIQUIDATION) == REFUSED))
                .containsExactlyInAnyOrder(STALE, HALTED);
    }

    private static List<Verdict> row(Action action) {
        return COLUMNS.stream().map(state -> state.verdict(action)).toList();
    }
}
