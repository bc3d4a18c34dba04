package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a margined account needs for a leg that it may refuse: mode, bounds, state, feed and margin. */
final class FreeLegCheck {

    private FreeLegCheck() {}

    static Optional<Refusal> refusal(Account account, Leg leg, AccountContext context) {
        return modeRefusal(account, leg)
                .or(() -> boundRefusal(account, leg, context.limits()))
                .or(() -> stateRefusal(account))
                .or(() -> MarketCoverage.refusal(account, context.market()))
                .or(() -> marginRefusal(account, leg, context));
    }

    private static Optional<Refusal> stateRefusal(Account account) {
        return account.health().isLiquidation()
                ? Optional.of(Refusal.of(RefusalCode.IN_LIQUIDATION, "state", account.health()))
                : Optional.empty();
    }

    private static Optional<Refusal> modeRefusal(Account account, Leg leg) {
        Set<String> underlyings =
                instruments(account, leg).stream().map(Instrument::underlying).collect(Collectors.toSet());
        boolean mixes = account.mode() == MarginMode.ISOLATED && underlyings.size() > 1;
        for (Leg.Movement movement : leg.movements()) {
            Instrument instrument = movement.instrument();
            boolean option = instrument instanceof EuropeanOption && account.mode() != MarginMode.PORTFOLIO;
            if (option || mixes) {
                return Optional.of(Refusal.of(
                        RefusalCode.INSTRUMENT_NOT_ALLOWED, "instrument", instrument, "mode", account.mode()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> boundRefusal(Account account, Leg leg, AccountLimits limits) {
        if (instruments(account, leg).size() > limits.maxPositions()) {
            return Optional.of(Refusal.of(RefusalCode.TOO_MANY_POSITIONS, "limit", limits.maxPositions()));
        }
        Set<String> assets = new TreeSet<>(account.collateral().keySet());
        account.reservations()
                .values()
                .forEach(held -> assets.addAll(held.leg().assets().keySet()));
        assets.addAll(leg.assets().keySet());
        return !leg.assets().isEmpty() && assets.size() > limits.maxAssets()
                ? Optional.of(Refusal.of(RefusalCode.TOO_MANY_ASSETS, "limit", limits.maxAssets()))
                : Optional.empty();
    }

    /** Everything held, reserved or asked for: a reservation cannot be refused later. */
    private static Set<Instrument> instruments(Account account, Leg leg) {
        Set<Instrument> all = new TreeSet<>(account.positions().keySet());
        account.reservations().values().forEach(held -> all.addAll(instruments(held.leg())));
        all.addAll(instruments(leg));
        return all;
    }

    private static List<Instrument> instruments(Leg leg) {
        return leg.movements().stream().map(Leg.Movement::instrument).toList();
    }

    private static Optional<Refusal> marginRefusal(Account account, Leg leg, AccountContext context) {
        Account after = Projection.booked(account, leg, context.market());
        Optional<Refusal> uncovered = MarketCoverage.refusal(after, context.market());
        if (uncovered.isPresent()) {
            return uncovered;
        }
        return isReduction(account, leg)
                ? reductionRefusal(account, after, context)
                : newRiskRefusal(account, leg, after, context);
    }

    /** Whether every movement closes a part of what is held and not yet reserved to be closed. */
    private static boolean isReduction(Account account, Leg leg) {
        return !leg.movements().isEmpty()
                && leg.movements().stream().allMatch(movement -> {
                    Quantity left = SliceRules.unreserved(account, movement.instrument());
                    return movement.quantity().signum() * left.signum() < 0
                            && movement.quantity().abs().compareTo(left.abs()) <= 0;
                });
    }

    /** Reducing is always permitted, on terms that do not make health worse. */
    private static Optional<Refusal> reductionRefusal(Account account, Account after, AccountContext context) {
        MarginResult margin = HealthAssessment.margin(account, context.market());
        MarginResult marginAfter = HealthAssessment.margin(after, context.market());
        return MarginCheck.isNoWorse(margin, marginAfter)
                ? Optional.empty()
                : Optional.of(MarginCheck.insufficient(marginAfter.maintenance(), marginAfter.equity()));
    }

    private static Optional<Refusal> newRiskRefusal(Account account, Leg leg, Account after, AccountContext context) {
        if (account.health() == HealthState.MARGIN_CALL) {
            return Optional.of(Refusal.of(RefusalCode.REDUCE_ONLY, "state", account.health()));
        }
        return MarginCheck.feedRefusal(instruments(leg), context, FeedState.Action.NEW_RISK)
                .or(() -> MarginCheck.initialRefusal(after, context));
    }
}
