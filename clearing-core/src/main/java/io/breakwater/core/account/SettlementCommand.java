package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The account's part in settlements, as first party (A) and as second (B). */
public sealed interface SettlementCommand extends AccountCommand {

    /**
     * As first party: check the leg and hold its margin. Asked again, it changes nothing.
     *
     * @param settlement all of it
     */
    record Reserve(Settlement settlement) implements SettlementCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            if (!settlement.isFirst(account.id())) {
                return Decision.refuse(RefusalCode.NOT_A_PARTY, "first", account.id(), "id", settlement.id());
            }
            Reservation held = account.reservations().get(settlement.id());
            if (held != null) {
                return held.settlement().equals(settlement)
                        ? Decision.accept()
                        : Decision.refuse(RefusalCode.ID_REUSED, "id", settlement.id());
            }
            return answered(account, settlement)
                    .or(() -> boundRefusal(account, context.limits()))
                    .or(() -> LegCheck.refusal(account, settlement, context).map(Decision.Refused::new))
                    .orElseGet(() -> Decision.accept(
                            new SettlementEvent.LegReserved(context.market().timeMillis(), settlement)));
        }

        private static Optional<Decision> boundRefusal(Account account, AccountLimits limits) {
            return account.reservations().size() >= limits.maxReservations()
                    ? Optional.of(Decision.refuse(RefusalCode.TOO_MANY_RESERVATIONS, "limit", limits.maxReservations()))
                    : Optional.empty();
        }
    }

    /**
     * As second party: check the leg and book it. The event is the commit of the settlement. Asked again, it changes
     * nothing.
     *
     * @param settlement all of it
     */
    record Book(Settlement settlement) implements SettlementCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            if (!settlement.second().account().equals(account.id())) {
                return Decision.refuse(RefusalCode.NOT_A_PARTY, "second", account.id(), "id", settlement.id());
            }
            return answered(account, settlement)
                    .or(() -> LegCheck.refusal(account, settlement, context).map(Decision.Refused::new))
                    .orElseGet(() -> Decision.accept(
                            booked(account, settlement, factsNow(settlement, context.market()), context.market())));
        }
    }

    /**
     * As first party: the counterparty has booked, so this account books and cannot refuse. A market view that is behind
     * the commit is refused, and a newer one will do.
     *
     * @param id which
     * @param commit the facts at which the counterparty booked
     */
    record Confirm(SettlementId id, CommitFacts commit) implements SettlementCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            Reservation held = account.reservations().get(id);
            if (held != null) {
                return behind(held.leg(), context.market())
                        .orElseGet(() -> Decision.accept(booked(account, held.settlement(), commit, context.market())));
            }
            boolean done = account.committed(id).isPresent();
            return done ? Decision.accept() : Decision.refuse(RefusalCode.NOTHING_RESERVED, "id", id);
        }

        private Optional<Decision> behind(Leg leg, MarketView market) {
            for (Leg.Movement movement : leg.movements()) {
                Instrument instrument = movement.instrument();
                CommitFacts.Reached reached = commit.byInstrument().get(instrument);
                Optional<InstrumentMarket> at = market.instrument(instrument);
                if (reached == null || at.isEmpty()) {
                    return Optional.of(Decision.refuse(RefusalCode.MARKET_UNKNOWN, "instrument", instrument));
                }
                int view = at.get().facts().haircutEpoch();
                if (view < reached.haircutEpoch()) {
                    return Optional.of(Decision.refuse(
                            RefusalCode.BEHIND_MARKET_EPOCH, "view", view, "commit", reached.haircutEpoch()));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * As first party: the counterparty has refused for good, so the reservation goes.
     *
     * @param id which
     */
    record Release(SettlementId id) implements SettlementCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            Reservation held = account.reservations().get(id);
            return held == null
                    ? Decision.accept()
                    : Decision.accept(new SettlementEvent.ReservationReleased(
                            context.market().timeMillis(), id, held.settlement().fingerprint()));
        }
    }

    /**
     * As second party: unless it is booked, never book this id. After it the account's outcome of the id is the answer
     * to the first party's question. An id so old that its booking may have been forgotten is refused: nobody can tell.
     *
     * @param id which
     * @param fingerprint of what the first party has reserved
     */
    record Abandon(SettlementId id, Fingerprint fingerprint) implements SettlementCommand {
        @Override
        public Decision decide(Account account, AccountContext context) {
            Optional<SettlementOutcome> outcome = account.outcomes().get(id);
            if (outcome.isPresent() || account.reservations().containsKey(id)) {
                boolean same = outcome.filter(ended -> ended.fingerprint().equals(fingerprint))
                        .isPresent();
                return same ? Decision.accept() : Decision.refuse(RefusalCode.ID_REUSED, "id", id);
            }
            LocalDate first = Transfers.firstRemembered(Transfers.businessDate(account, context), context);
            return id.businessDate().isBefore(first)
                    ? Decision.refuse(RefusalCode.ID_TOO_OLD, "date", id.businessDate(), "first", first)
                    : Decision.accept(new SettlementEvent.SettlementRefused(
                            context.market().timeMillis(), id, fingerprint));
        }

        /** An account that does not exist can promise too that it will never book. */
        @Override
        public boolean opens() {
            return true;
        }
    }

    /** The decision on an id that has been answered before, or under which this account holds something else. */
    private static Optional<Decision> answered(Account account, Settlement settlement) {
        if (account.reservations().containsKey(settlement.id())) {
            return Optional.of(Decision.refuse(RefusalCode.ID_REUSED, "id", settlement.id()));
        }
        return account.outcomes().get(settlement.id()).map(outcome -> {
            if (!outcome.fingerprint().equals(settlement.fingerprint())) {
                return Decision.refuse(RefusalCode.ID_REUSED, "id", settlement.id());
            }
            return outcome.isBooked()
                    ? Decision.accept()
                    : Decision.refuse(RefusalCode.ID_ABANDONED, "id", settlement.id());
        });
    }

    private static CommitFacts factsNow(Settlement settlement, MarketView market) {
        TreeMap<Instrument, CommitFacts.Reached> reached = new TreeMap<>();
        for (Leg.Movement movement : settlement.second().movements()) {
            MarketFacts facts = market.instruments().get(movement.instrument()).facts();
            reached.put(movement.instrument(), CommitFacts.Reached.of(facts));
        }
        return new CommitFacts(reached);
    }

    /** The booking of this account's leg, with what has happened to it since the commit. */
    private static AccountEvent booked(Account account, Settlement settlement, CommitFacts commit, MarketView market) {
        List<SettlementEvent.LegBooked.BookedMovement> movements = new ArrayList<>();
        long residue = 0;
        for (Leg.Movement movement : settlement.legOf(account.id()).movements()) {
            MarketFacts facts = market.instruments().get(movement.instrument()).facts();
            Position.Accrual accrual = commit.position(movement).accrue(facts);
            movements.add(new SettlementEvent.LegBooked.BookedMovement(
                    movement.instrument(), accrual.position(), accrual.haircutCharge()));
            residue = Math.addExact(residue, accrual.residue());
        }
        return new SettlementEvent.LegBooked(market.timeMillis(), settlement, commit, movements, residue);
    }
}
