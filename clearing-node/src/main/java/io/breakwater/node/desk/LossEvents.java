package io.breakwater.node.desk;

import io.breakwater.core.liquidation.LossWaterfall;
import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.core.money.Money;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each loss event may still take of the shared layers: deficits of one underlying less than ten minutes apart are one
 * event, which shares the limits of the global fund and of the tranche (risk model B.11).
 *
 * @param events newest of each underlying
 */
public record LossEvents(SortedMap<String, LossEvent> events) {

    /** Before the first loss. */
    public static final LossEvents NONE = new LossEvents(Collections.emptySortedMap());

    private static final long EVENT_GAP_MILLIS = 600_000;
    private static final long NOTED_EVERY_MILLIS = 60_000;

    /**
     * One event.
     *
     * @param lastMillis its newest deficit
     * @param globalFund what it may still take of the global fund
     * @param tranche what it may still take of the tranche
     */
    public record LossEvent(long lastMillis, Money globalFund, Money tranche) {}

    /**
     * What the layers hold now.
     *
     * @param symbolFund of the underlying
     * @param globalFund all of it
     * @param tranche all of it
     */
    public record Balances(Money symbolFund, Money globalFund, Money tranche) {}

    /** Copies the map. */
    public LossEvents {
        events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
    }

    /** The event that a deficit now belongs to: the running one, or one that begins with these balances. */
    public LossEvent at(String underlying, Balances balances, WaterfallParameters parameters, long nowMillis) {
        LossEvent event = events.get(underlying);
        if (event != null && nowMillis - event.lastMillis() <= EVENT_GAP_MILLIS) {
            return event;
        }
        LossWaterfall begun = LossWaterfall.atEvent(Money.ZERO, balances.globalFund(), balances.tranche(), parameters);
        return new LossEvent(nowMillis, begun.globalFund(), begun.tranche());
    }

    /** What the layers may pay within an event. */
    public static LossWaterfall funds(LossEvent event, Balances balances) {
        return new LossWaterfall(
                balances.symbolFund(),
                event.globalFund().min(balances.globalFund()),
                event.tranche().min(balances.tranche()));
    }

    /**
     * Whether a newer state of an underlying's event is to be noted: what it may still take has changed, or its newest
     * deficit is a minute later. An open deficit is looked at much more often than that.
     */
    public boolean isNews(String underlying, LossEvent newer) {
        LossEvent noted = events.get(underlying);
        return noted == null
                || newer.lastMillis() - noted.lastMillis() >= NOTED_EVERY_MILLIS
                || !newer.globalFund().equals(noted.globalFund())
                || !newer.tranche().equals(noted.tranche());
    }

    /** With the newest state of an underlying's event. */
    public LossEvents with(String underlying, LossEvent event) {
        TreeMap<String, LossEvent> next = new TreeMap<>(events);
        next.put(underlying, event);
        return new LossEvents(next);
    }
}
