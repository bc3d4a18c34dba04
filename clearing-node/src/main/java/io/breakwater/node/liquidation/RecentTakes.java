package io.breakwater.node.liquidation;

import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.node.liquidation.AuctionProtocol.Take;
import io.breakwater.node.liquidation.AuctionProtocol.TakeAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Remembers keepers' takes by their id, so that one that is asked again is answered again and not settled twice. Bounded:
 * the oldest is forgotten, and the keeper's account still knows that it is booked.
 */
final class RecentTakes {

    /** The most who wait for one answer; who asks beyond that is told to ask again. */
    private static final int MOST_WAITING = 16;

    /** What is to be done about a take. */
    enum Known {
        /** Work it out. */
        NEW,
        /** Nothing: it is under way, or was answered here. */
        IN_HAND,
        /** Settle it again, as it was worked out. */
        UNDECIDED
    }

    private static final class Entry {
        private final Take take;
        private final List<ActorRef<TakeAnswer>> waiting = new ArrayList<>();
        private TakeSequence.Prepared prepared;
        private TakeAnswer answer;
        private boolean isUnderWay = true;

        private Entry(Take take) {
            this.take = take;
        }

        private boolean isSame(Take other) {
            return take.keeper().equals(other.keeper())
                    && take.account().equals(other.account())
                    && take.sliceId().equals(other.sliceId())
                    && take.quantity().equals(other.quantity())
                    && take.limitPrice().equals(other.limitPrice());
        }

        private void tell(TakeAnswer told) {
            waiting.forEach(waiter -> waiter.tell(told));
            waiting.clear();
        }
    }

    private final int limit;
    private final Map<SettlementId, Entry> entries = new LinkedHashMap<>();

    RecentTakes(int limit) {
        this.limit = limit;
    }

    /** A take is asked for; whoever asks is told its answer. */
    Known ask(Take take) {
        Entry entry = entries.get(take.operationId());
        if (entry == null) {
            Entry added = new Entry(take);
            added.waiting.add(take.replyTo());
            entries.put(take.operationId(), added);
            shrink();
            return Known.NEW;
        }
        if (!entry.isSame(take)) {
            take.replyTo()
                    .tell(new AuctionProtocol.Refused(Refusal.of(RefusalCode.ID_REUSED, "id", take.operationId())));
        } else if (entry.answer != null) {
            take.replyTo().tell(entry.answer);
        } else if (entry.waiting.size() >= MOST_WAITING) {
            take.replyTo().tell(new AuctionProtocol.Undecided(take.operationId()));
        } else {
            entry.waiting.add(take.replyTo());
            boolean isUndecided = !entry.isUnderWay;
            entry.isUnderWay = true;
            return isUndecided ? Known.UNDECIDED : Known.IN_HAND;
        }
        return Known.IN_HAND;
    }

    private void shrink() {
        var oldest = entries.values().iterator();
        while (entries.size() > limit && oldest.hasNext()) {
            if (!oldest.next().isUnderWay) {
                oldest.remove();
            }
        }
    }

    /** A take is worked out. */
    void prepared(SettlementId id, TakeSequence.Prepared prepared) {
        entries.get(id).prepared = prepared;
    }

    TakeSequence.Prepared prepared(SettlementId id) {
        return entries.get(id).prepared;
    }

    /** A take has ended and is remembered. */
    void answered(SettlementId id, TakeAnswer answer) {
        Entry entry = entries.get(id);
        entry.answer = answer;
        entry.isUnderWay = false;
        entry.tell(answer);
    }

    /** Nobody knows how a take ended; it is remembered as it was worked out. */
    void undecided(SettlementId id) {
        Entry entry = entries.get(id);
        entry.isUnderWay = false;
        entry.tell(new AuctionProtocol.Undecided(id));
    }

    /** A take has come to nothing and is not remembered. */
    void forget(SettlementId id, TakeAnswer answer) {
        entries.remove(id).tell(answer);
    }
}
