package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.ValueOverflowException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides commands: catches up with the market's facts, asks the command, and re-tests health after it. The events of
 * one decision are persisted in one write, so a settlement costs three (architecture section 2).
 */
public final class AccountDecider {

    private AccountDecider() {}

    /** The decision on a command. Accepted events can be applied without failure; a refusal has changed nothing. */
    public static Decision decide(Account account, AccountCommand command, AccountContext context) {
        try {
            return decideWithin(account, command, context);
        } catch (ValueOverflowException overflow) {
            return Decision.refuse(RefusalCode.VALUE_OVERFLOW, "what", overflow.getMessage());
        }
    }

    private static Decision decideWithin(Account account, AccountCommand command, AccountContext context) {
        boolean open = account.status() == Account.Status.OPEN;
        if (!open && !command.opens()) {
            RefusalCode code =
                    account.status() == Account.Status.NONE ? RefusalCode.ACCOUNT_UNKNOWN : RefusalCode.ACCOUNT_CLOSED;
            return Decision.refuse(code, "account", account.id());
        }
        if (isBehind(account, context.market())) {
            return Decision.refuse(
                    RefusalCode.BEHIND_MARKET_EPOCH,
                    "view",
                    context.market().parameters().epoch(),
                    "account",
                    account.parameterEpoch());
        }
        List<AccountEvent> facts = open ? FactsDue.events(account, context.market()) : List.of();
        Account current = account.evolve(facts);
        Decision decision = command.decide(current, context);
        return decision instanceof Decision.Accepted accepted
                ? complete(current, facts, accepted.events(), command, context)
                : decision;
    }

    private static Decision complete(
            Account current,
            List<AccountEvent> facts,
            List<AccountEvent> decided,
            AccountCommand command,
            AccountContext context) {
        Account after = current.evolve(decided);
        List<AccountEvent> health = HealthAssessment.events(after, context.market());
        boolean nothingNew = decided.isEmpty() && health.isEmpty() && !command.catchesUp();
        if (nothingNew) {
            return Decision.accept();
        }
        List<AccountEvent> events = new ArrayList<>(facts);
        events.addAll(decided);
        events.addAll(health);
        after.evolve(health);
        return new Decision.Accepted(events);
    }

    /** An account never decides on a view older than one it has already used. */
    private static boolean isBehind(Account account, MarketView market) {
        if (market.parameters().epoch() < account.parameterEpoch()) {
            return true;
        }
        for (var held : account.positions().entrySet()) {
            if (isBehind(held.getKey(), held.getValue(), market)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBehind(Instrument instrument, Position position, MarketView market) {
        return market.instrument(instrument)
                .map(at -> at.facts().haircutEpoch() < position.haircutEpoch())
                .orElse(false);
    }
}
