package io.breakwater.core.protocol;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountDecider;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.Decision;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.account.Reservation;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A settlement between two accounts as a pure state machine: whole or not at all, once, whatever is lost, repeated,
 * reordered or crashed (invariant 2).
 *
 * <p>A reserves and asks; B's booking is the commit; A then books and cannot refuse. A never releases by the clock: it
 * asks B, and B either has booked or persists that it never will. So B's journal alone decides, and every message can be
 * sent again. All state is in the two accounts; a restart begins with {@link #recovered}.
 */
public final class SettlementProtocol {

    private SettlementProtocol() {}

    /** What a party does on a message. */
    public static SettlementStep step(Account account, SettlementMessage message, AccountContext context) {
        if (message instanceof SettlementMessage.Clear clear) {
            return clear(account, clear.settlement(), context);
        }
        if (message instanceof SettlementMessage.Ask ask) {
            return ask(account, ask.settlement(), context);
        }
        if (message instanceof SettlementMessage.Booked booked) {
            return booked(account, booked, context);
        }
        if (message instanceof SettlementMessage.Declined declined) {
            return declined(account, declined, context);
        }
        if (message instanceof SettlementMessage.Resolve resolve) {
            return resolve(account, resolve, context);
        }
        return overdue(account, message.id());
    }

    /** What a party does after a restart: it asks about every settlement it still holds. */
    public static SettlementStep recovered(Account account) {
        List<SettlementStep.Send> sends = new ArrayList<>();
        List<SettlementId> watched = new ArrayList<>();
        for (Reservation held : account.reservations().values()) {
            sends.add(question(account, held.settlement()));
            watched.add(held.settlement().id());
        }
        return new SettlementStep(List.of(), sends, watched, Optional.empty());
    }

    private static SettlementStep clear(Account account, Settlement settlement, AccountContext context) {
        Decision decision = decide(account, new SettlementCommand.Reserve(settlement), context);
        if (decision instanceof Decision.Refused refused) {
            return SettlementStep.refused(List.of(), settlement.id(), refused.refusal());
        }
        List<AccountEvent> events = ((Decision.Accepted) decision).events();
        if (events.isEmpty() && account.committed(settlement.id()).isPresent()) {
            return SettlementStep.booked(events, settlement.id());
        }
        return SettlementStep.send(events, settlement.second().account(), new SettlementMessage.Ask(settlement))
                .andWatch(settlement.id());
    }

    /** What is booked is booked, also where the account would refuse by now: its journal decides. */
    private static SettlementStep ask(Account account, Settlement settlement, AccountContext context) {
        String first = settlement.first().account();
        Optional<CommitFacts> done = account.committed(settlement.id(), settlement.fingerprint());
        if (done.isPresent()) {
            return SettlementStep.send(List.of(), first, new SettlementMessage.Booked(settlement.id(), done.get()));
        }
        Decision decision = decide(account, new SettlementCommand.Book(settlement), context);
        if (decision instanceof Decision.Accepted accepted) {
            CommitFacts commit =
                    account.evolve(accepted.events()).committed(settlement.id()).orElseThrow();
            return SettlementStep.send(accepted.events(), first, new SettlementMessage.Booked(settlement.id(), commit));
        }
        Refusal refusal = ((Decision.Refused) decision).refusal();
        if (refusal.code() == RefusalCode.BEHIND_MARKET_EPOCH) {
            return SettlementStep.nothing();
        }
        return never(account, settlement.id(), settlement.fingerprint(), first, refusal, context);
    }

    /**
     * Persists that the id will never be booked, and only then says so: a late copy of the question stays refused. Where
     * that cannot be persisted now nothing is said, and the first party asks again. Another payload booked under the id
     * rules this one out as well as a tombstone does.
     */
    private static SettlementStep never(
            Account account,
            SettlementId id,
            Fingerprint fingerprint,
            String first,
            Refusal refusal,
            AccountContext context) {
        Decision decision = decide(account, new SettlementCommand.Abandon(id, fingerprint), context);
        if (decision instanceof Decision.Refused refused && refused.refusal().code() != RefusalCode.ID_REUSED) {
            return SettlementStep.nothing();
        }
        List<AccountEvent> events = decision instanceof Decision.Accepted accepted ? accepted.events() : List.of();
        return SettlementStep.send(events, first, new SettlementMessage.Declined(id, refusal));
    }

    private static SettlementStep booked(Account account, SettlementMessage.Booked booked, AccountContext context) {
        Decision decision = decide(account, new SettlementCommand.Confirm(booked.id(), booked.commit()), context);
        return decision instanceof Decision.Accepted accepted
                ? SettlementStep.booked(accepted.events(), booked.id())
                : SettlementStep.nothing();
    }

    private static SettlementStep declined(
            Account account, SettlementMessage.Declined declined, AccountContext context) {
        if (!account.reservations().containsKey(declined.id())) {
            return SettlementStep.nothing();
        }
        Decision decision = decide(account, new SettlementCommand.Release(declined.id()), context);
        return decision instanceof Decision.Accepted accepted
                ? SettlementStep.refused(accepted.events(), declined.id(), declined.refusal())
                : SettlementStep.nothing();
    }

    private static SettlementStep resolve(Account account, SettlementMessage.Resolve resolve, AccountContext context) {
        Optional<CommitFacts> commit = account.committed(resolve.id(), resolve.fingerprint());
        if (commit.isPresent()) {
            return SettlementStep.send(
                    List.of(), resolve.first(), new SettlementMessage.Booked(resolve.id(), commit.get()));
        }
        Refusal refusal = Refusal.of(RefusalCode.ID_ABANDONED, "id", resolve.id());
        return never(account, resolve.id(), resolve.fingerprint(), resolve.first(), refusal, context);
    }

    private static SettlementStep overdue(Account account, SettlementId id) {
        Reservation held = account.reservations().get(id);
        if (held == null) {
            return SettlementStep.nothing();
        }
        return new SettlementStep(
                List.of(), List.of(question(account, held.settlement())), List.of(id), Optional.empty());
    }

    private static SettlementStep.Send question(Account account, Settlement settlement) {
        return new SettlementStep.Send(
                settlement.second().account(),
                new SettlementMessage.Resolve(settlement.id(), settlement.fingerprint(), account.id()));
    }

    private static Decision decide(Account account, AccountCommand command, AccountContext context) {
        return AccountDecider.decide(account, command, context);
    }
}
