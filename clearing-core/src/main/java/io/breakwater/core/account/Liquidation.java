package io.breakwater.core.account;

import io.breakwater.core.money.Money;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A liquidation in progress; it lives in the journal of its account (architecture section 3).
 *
 * @param number counts the liquidations of this account from 1
 * @param startedMillis event time of its start
 * @param slices open slices by id
 * @param lastFence the highest fencing number spent so far
 * @param sliceCount slices offered so far; the next slice takes the next number
 * @param closedNotional what has been closed so far, at the prices it went for
 */
public record Liquidation(
        long number,
        long startedMillis,
        SortedMap<String, OpenSlice> slices,
        long lastFence,
        int sliceCount,
        Money closedNotional) {

    /** Copies the map. */
    public Liquidation {
        slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    }

    /** A liquidation that begins. */
    public static Liquidation begin(long number, long startedMillis) {
        return new Liquidation(number, startedMillis, new TreeMap<>(), 0, 0, Money.ZERO);
    }

    /** With a slice offered. */
    public Liquidation offered(OpenSlice slice) {
        return new Liquidation(
                number, startedMillis, with(slice), Math.max(lastFence, slice.fence()), sliceCount + 1, closedNotional);
    }

    /** With a part of a slice booked; a slice that is filled is closed. */
    public Liquidation taken(String sliceId, OpenSlice after, Money notional) {
        SortedMap<String, OpenSlice> next = after.left().signum() == 0 ? without(sliceId) : with(after);
        return new Liquidation(number, startedMillis, next, lastFence, sliceCount, closedNotional.plus(notional.abs()));
    }

    /** With a slice withdrawn; what it had left is returned to the coordinator by its id. */
    public Liquidation returned(String sliceId) {
        return new Liquidation(number, startedMillis, without(sliceId), lastFence, sliceCount, closedNotional);
    }

    private SortedMap<String, OpenSlice> with(OpenSlice slice) {
        TreeMap<String, OpenSlice> next = new TreeMap<>(slices);
        next.put(slice.id(), slice);
        return next;
    }

    private SortedMap<String, OpenSlice> without(String sliceId) {
        TreeMap<String, OpenSlice> next = new TreeMap<>(slices);
        next.remove(sliceId);
        return next;
    }
}
