package io.breakwater.node.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.node.desk.LossEvents;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must not be forgotten of losses: which are in hand, what their events may still take, and haircuts that are decided
 * and not paid out yet.
 *
 * @param losses by account in hand, the underlying its loss is counted to
 * @param events limits of the running events
 * @param haircuts by underlying, decided and not ended
 */
public record LossLedger(
        SortedMap<String, String> losses, LossEvents events, SortedMap<String, LossEvent.HaircutDecided> haircuts) {

    /** Before the first loss. */
    public static final LossLedger EMPTY = new LossLedger(new TreeMap<>(), LossEvents.NONE, new TreeMap<>());

    /** Copies the maps. */
    public LossLedger {
        losses = Collections.unmodifiableSortedMap(new TreeMap<>(losses));
        haircuts = Collections.unmodifiableSortedMap(new TreeMap<>(haircuts));
    }

    /** What the fund of an underlying collects for a haircut's accounts and pays nobody else. */
    Money promised(String underlying) {
        LossEvent.HaircutDecided begun = haircuts.get(underlying);
        return begun == null
                ? Money.ZERO
                : begun.dues().values().stream().map(LossEvent.Due::amount).reduce(Money.ZERO, Money::plus);
    }

    LossLedger found(String account, String underlying) {
        TreeMap<String, String> next = new TreeMap<>(losses);
        next.put(account, underlying);
        return new LossLedger(next, events, haircuts);
    }

    LossLedger noted(String underlying, LossEvents.LossEvent event) {
        return new LossLedger(losses, events.with(underlying, event), haircuts);
    }

    LossLedger decided(LossEvent.HaircutDecided haircut) {
        TreeMap<String, LossEvent.HaircutDecided> next = new TreeMap<>(haircuts);
        next.put(haircut.underlying(), haircut);
        return new LossLedger(losses, events, next);
    }

    LossLedger haircutEnded(String underlying) {
        TreeMap<String, LossEvent.HaircutDecided> next = new TreeMap<>(haircuts);
        next.remove(underlying);
        return new LossLedger(losses, events, next);
    }

    LossLedger covered(String account) {
        TreeMap<String, String> next = new TreeMap<>(losses);
        next.remove(account);
        return new LossLedger(next, events, haircuts);
    }
}
