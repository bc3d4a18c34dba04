package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * What was sold lately, by when, over a bounded time.
 *
 * <p>Amounts of one step of time are kept together and count until the step's end has left the window, so a window is
 * never too generous, and there are at most span/spacing + 1 entries.
 *
 * @param spacingMillis length of a step
 * @param spanMillis how long amounts are remembered
 * @param entries by rising step
 */
public record SlidingWindow(long spacingMillis, long spanMillis, List<Entry> entries) {

    /**
     * What was sold in one step.
     *
     * @param step time divided by the spacing
     * @param amount at least 0
     */
    public record Entry(long step, Money amount) {}

    /** Copies the list; refuses a spacing that is not positive or exceeds the span. */
    public SlidingWindow {
        if (spacingMillis <= 0 || spanMillis < spacingMillis) {
            throw new IllegalArgumentException(
                    "spacingMillis " + spacingMillis + " must be positive and at most spanMillis " + spanMillis);
        }
        entries = List.copyOf(entries);
    }

    /** Nothing sold yet. */
    public static SlidingWindow empty(long spacingMillis, long spanMillis) {
        return new SlidingWindow(spacingMillis, spanMillis, List.of());
    }

    /** What was sold within the last milliseconds, at most the span. */
    public Money within(long millis, long nowMillis) {
        Money total = Money.ZERO;
        for (Entry entry : entries) {
            total = isWithin(entry, millis, nowMillis) ? total.plus(entry.amount) : total;
        }
        return total;
    }

    /** With an amount sold now; a clock that went back counts as standing still. */
    public SlidingWindow plus(Money amount, long nowMillis) {
        List<Entry> kept = new ArrayList<>(
                entries.stream().filter(e -> isWithin(e, spanMillis, nowMillis)).toList());
        long step = Math.floorDiv(nowMillis, spacingMillis);
        Entry last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
        if (last != null && step <= last.step) {
            kept.set(kept.size() - 1, new Entry(last.step, last.amount.plus(amount)));
        } else {
            kept.add(new Entry(step, amount));
        }
        return new SlidingWindow(spacingMillis, spanMillis, kept);
    }

    /** Without an amount that was counted at a time and was not sold after all; no step falls below 0. */
    public SlidingWindow minus(Money amount, long countedMillis) {
        long step = Math.floorDiv(countedMillis, spacingMillis);
        return new SlidingWindow(
                spacingMillis,
                spanMillis,
                entries.stream()
                        .map(e -> e.step == step
                                ? new Entry(step, e.amount.minus(amount).max(Money.ZERO))
                                : e)
                        .toList());
    }

    /** All of it as if sold now: for a reader whose clock has another origin. */
    public SlidingWindow asOf(long nowMillis) {
        Money total = entries.stream().map(Entry::amount).reduce(Money.ZERO, Money::plus);
        return empty(spacingMillis, spanMillis).plus(total, nowMillis);
    }

    private boolean isWithin(Entry entry, long millis, long nowMillis) {
        long stepEnd = entry.step * spacingMillis + spacingMillis - 1;
        return stepEnd > nowMillis - millis;
    }
}
