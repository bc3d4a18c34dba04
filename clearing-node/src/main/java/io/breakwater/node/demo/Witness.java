package io.breakwater.node.demo;

import io.breakwater.core.account.RiskEvent.HealthChanged;
import io.breakwater.core.account.RiskEvent.HealthChanged.PriceUsed;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Price;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers what the honest venues alone said of late, and tells whether a decision rests on prices that they bear out:
 * each mark it used lies within a tolerance of the span of theirs.
 *
 * <p>A venue that lies may move a median between honest quotes, which is what a median is for; it must not move it beyond
 * them.
 */
final class Witness {

    private static final int REMEMBERED = 10;
    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

    private final Deque<MarketView> views = new ArrayDeque<>();

    /** What the honest venues say now. */
    synchronized void saw(MarketView honest) {
        views.addLast(honest);
        if (views.size() > REMEMBERED) {
            views.removeFirst();
        }
    }

    /** Whether the honest venues bear out every price that a change of health rests on. */
    synchronized boolean bearsOut(HealthChanged change) {
        return change.prices().stream().allMatch(this::bearsOut);
    }

    private boolean bearsOut(PriceUsed used) {
        Price low = null;
        Price high = null;
        for (MarketView view : views) {
            Price mark = mark(view, used.instrument());
            low = low == null || mark != null && mark.compareTo(low) < 0 ? mark : low;
            high = high == null || mark != null && mark.compareTo(high) > 0 ? mark : high;
        }
        return low == null || isWithin(used.mark(), low, high);
    }

    private static Price mark(MarketView view, Instrument instrument) {
        return view.instrument(instrument).map(InstrumentMarket::mark).orElse(null);
    }

    private static boolean isWithin(Price mark, Price low, Price high) {
        BigDecimal least = low.exact().multiply(BigDecimal.ONE.subtract(TOLERANCE));
        BigDecimal most = high.exact().multiply(BigDecimal.ONE.add(TOLERANCE));
        return mark.exact().compareTo(least) >= 0 && mark.exact().compareTo(most) <= 0;
    }
}
