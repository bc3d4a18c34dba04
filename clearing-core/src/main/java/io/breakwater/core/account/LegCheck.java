package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * Whether an account takes its leg of a settlement. Every leg must be possible (a market, whole lots, what a fund has);
 * a leg that is not binding needs margin and permission besides.
 */
final class LegCheck {

    private LegCheck() {}

    static Optional<Refusal> refusal(Account account, Settlement settlement, AccountContext context) {
        Leg leg = settlement.legOf(account.id());
        return Transfers.dateRefusal(settlement.id(), context)
                .or(() -> instrumentRefusal(account, leg, context))
                .or(() -> account.role().isFund() ? fundRefusal(account, leg) : Optional.empty())
                .or(() -> kindRefusal(account, settlement, leg, context))
                .or(() -> leg.binding() ? Optional.empty() : freeRefusal(account, leg, context));
    }

    private static Optional<Refusal> instrumentRefusal(Account account, Leg leg, AccountContext context) {
        for (Leg.Movement movement : leg.movements()) {
            Instrument instrument = movement.instrument();
            Optional<InstrumentMarket> at = context.market().instrument(instrument);
            Optional<UnderlyingParameters> terms = context.market().parameters().underlying(instrument.underlying());
            if (at.isEmpty() || terms.isEmpty()) {
                return Optional.of(Refusal.of(RefusalCode.MARKET_UNKNOWN, "instrument", instrument));
            }
            if (at.get().facts().settlement().isPresent()) {
                return Optional.of(Refusal.of(RefusalCode.INSTRUMENT_EXPIRED, "instrument", instrument));
            }
            Quantity lot = Quantity.of(terms.get().increments().lot());
            boolean closesAll =
                    movement.quantity().plus(account.quantity(instrument)).signum() == 0;
            if (!movement.quantity().isWholeLots(lot) && !closesAll) {
                return Optional.of(Refusal.of(
                        RefusalCode.NOT_WHOLE_LOTS,
                        "instrument",
                        instrument,
                        "quantity",
                        movement.quantity(),
                        "lot",
                        lot));
            }
        }
        return Optional.empty();
    }

    /** A fund or the tranche holds cash only and never pays more than it has (invariant 7). */
    private static Optional<Refusal> fundRefusal(Account account, Leg leg) {
        if (!leg.movements().isEmpty() || !leg.assets().isEmpty()) {
            return Optional.of(Refusal.of(RefusalCode.INSTRUMENT_NOT_ALLOWED, "role", account.role()));
        }
        Money reserved = account.reservations().values().stream()
                .map(held -> held.leg().cash().min(Money.ZERO))
                .reduce(Money.ZERO, Money::plus);
        Money has = account.cash().plus(reserved);
        return has.plus(leg.cash().min(Money.ZERO)).signum() < 0
                ? Optional.of(Refusal.of(
                        RefusalCode.INSUFFICIENT_BALANCE, "needs", leg.cash().negate(), "has", has))
                : Optional.empty();
    }

    private static Optional<Refusal> kindRefusal(
            Account account, Settlement settlement, Leg leg, AccountContext context) {
        return switch (settlement.kind()) {
            case LIQUIDATION ->
                leg.binding() ? SliceCheck.refusal(account, settlement, leg, context) : Optional.empty();
            case DELEVERAGING -> DeleveragingCheck.refusal(account, leg, context);
            case FEE_SWEEP -> sweepRefusal(account, settlement, leg);
            case BACKSTOP_TAKEOVER, FUND_PAYMENT, TRADE -> Optional.empty();
        };
    }

    private static Optional<Refusal> sweepRefusal(Account account, Settlement settlement, Leg leg) {
        if (leg.cash().signum() >= 0) {
            return Optional.empty();
        }
        Money due = account.feesDue().getOrDefault(settlement.counterpartyOf(account.id()), Money.ZERO);
        Money reserved = account.reservations().values().stream()
                .filter(held -> held.settlement().kind() == Settlement.Kind.FEE_SWEEP
                        && held.settlement()
                                .counterpartyOf(account.id())
                                .equals(settlement.counterpartyOf(account.id())))
                .map(held -> held.leg().cash())
                .reduce(Money.ZERO, Money::plus);
        return due.plus(reserved).plus(leg.cash()).signum() < 0
                ? Optional.of(
                        Refusal.of(RefusalCode.FEES_NOT_DUE, "asked", leg.cash().negate(), "due", due.plus(reserved)))
                : Optional.empty();
    }

    /** What a leg that may be refused needs: mode, bounds, state, feed and margin. */
    private static Optional<Refusal> freeRefusal(Account account, Leg leg, AccountContext context) {
        if (!account.role().isMargined()) {
            return Optional.empty();
        }
        return modeRefusal(account, leg)
                .or(() -> boundRefusal(account, leg, context))
                .or(() -> {
                    if (account.health().isLiquidation()) {
                        return Optional.of(Refusal.of(RefusalCode.IN_LIQUIDATION, "state", account.health()));
                    }
                    return isReduction(account, leg)
                            ? reductionRefusal(account, leg, context)
                            : newRiskRefusal(account, leg, context);
                });
    }

    private static Optional<Refusal> modeRefusal(Account account, Leg leg) {
        for (Leg.Movement movement : leg.movements()) {
            Instrument instrument = movement.instrument();
            boolean option = instrument instanceof EuropeanOption && account.mode() != MarginMode.PORTFOLIO;
            boolean foreign = account.mode() == MarginMode.ISOLATED
                    && isolatedUnderlying(account)
                            .filter(own -> !own.equals(instrument.underlying()))
                            .isPresent();
            if (option || foreign) {
                return Optional.of(Refusal.of(
                        RefusalCode.INSTRUMENT_NOT_ALLOWED, "instrument", instrument, "mode", account.mode()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> isolatedUnderlying(Account account) {
        return java.util.stream.Stream.concat(
                        account.positions().keySet().stream(),
                        account.reservations().values().stream()
                                .flatMap(held -> held.leg().movements().stream().map(Leg.Movement::instrument)))
                .map(Instrument::underlying)
                .findFirst();
    }

    private static Optional<Refusal> boundRefusal(Account account, Leg leg, AccountContext context) {
        if (account.reservations().size() >= context.limits().maxReservations()) {
            return Optional.of(Refusal.of(
                    RefusalCode.TOO_MANY_RESERVATIONS, "limit", context.limits().maxReservations()));
        }
        long added = leg.movements().stream()
                .filter(movement -> !account.positions().containsKey(movement.instrument()))
                .count();
        return account.positions().size() + added > context.limits().maxPositions()
                ? Optional.of(Refusal.of(
                        RefusalCode.TOO_MANY_POSITIONS,
                        "limit",
                        context.limits().maxPositions()))
                : Optional.empty();
    }

    /** Whether every movement closes a part of what is held and not yet reserved to be closed. */
    private static boolean isReduction(Account account, Leg leg) {
        return !leg.movements().isEmpty()
                && leg.movements().stream().allMatch(movement -> {
                    Quantity held = account.quantity(movement.instrument());
                    Quantity left = held.plus(SliceRules.reservedCloses(account, movement.instrument(), held));
                    return movement.quantity().signum() * held.signum() < 0
                            && movement.quantity().abs().compareTo(left.abs()) <= 0;
                });
    }

    /** Reducing is always permitted, on terms that do not make health worse. */
    private static Optional<Refusal> reductionRefusal(Account account, Leg leg, AccountContext context) {
        MarginResult before = HealthAssessment.margin(account, context.market());
        MarginResult after =
                HealthAssessment.margin(Projection.booked(account, leg, context.market()), context.market());
        return MarginCheck.isNoWorse(before, after)
                ? Optional.empty()
                : Optional.of(MarginCheck.insufficient(after.maintenance(), after.equity()));
    }

    private static Optional<Refusal> newRiskRefusal(Account account, Leg leg, AccountContext context) {
        if (account.health() == HealthState.MARGIN_CALL) {
            return Optional.of(Refusal.of(RefusalCode.REDUCE_ONLY, "state", account.health()));
        }
        List<Instrument> instruments =
                leg.movements().stream().map(Leg.Movement::instrument).toList();
        return MarginCheck.feedRefusal(instruments, context, FeedState.Action.NEW_RISK)
                .or(() -> MarginCheck.initialRefusal(Projection.booked(account, leg, context.market()), context));
    }
}
