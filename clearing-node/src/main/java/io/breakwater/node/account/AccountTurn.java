package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountDecider;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.Decision;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementProtocol;
import io.breakwater.core.protocol.SettlementStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one message leads to: decided by the law, not yet durable.
 *
 * @param after the account when the events are applied
 * @param events to persist; may be empty
 * @param afterwards what is said once they are durable
 */
record AccountTurn(Account after, List<AccountEvent> events, Consumer<Afterwards> afterwards) {

    /** What an entity does once the events are durable. */
    interface Afterwards {
        /** Sends, sets timers and answers whoever waits, as a step of a settlement says. */
        void carryOut(SettlementStep step);

        /** Waits for the counterparty on behalf of somebody. */
        void waiting(AccountProtocol.Clear clear);
    }

    /** Decides a command, and answers it. */
    static AccountTurn execute(Account account, AccountProtocol.Execute execute, AccountContext context) {
        Decided decided = Decided.of(account, execute.command(), context);
        AccountProtocol.Reply reply = new AccountProtocol.Reply(decided.after().version(), decided.refusal());
        return new AccountTurn(
                decided.after(),
                decided.events(),
                afterwards -> execute.replyTo().tell(reply));
    }

    /** Begins a settlement; whoever asked is answered at once if it has ended already. */
    static AccountTurn clear(Account account, AccountProtocol.Clear clear, AccountContext context) {
        SettlementStep step =
                SettlementProtocol.step(account, new SettlementMessage.Clear(clear.settlement()), context);
        return new AccountTurn(account.evolve(step.events()), step.events(), afterwards -> {
            afterwards.carryOut(withoutAnswer(step));
            step.answer().ifPresentOrElse(answer -> clear.replyTo().tell(answer), () -> afterwards.waiting(clear));
        });
    }

    /** Takes the next step of a settlement. */
    static AccountTurn settle(Account account, AccountProtocol.Settle settle, AccountContext context) {
        SettlementStep step = SettlementProtocol.step(account, settle.message(), context);
        return new AccountTurn(account.evolve(step.events()), step.events(), afterwards -> afterwards.carryOut(step));
    }

    /** Re-tests health at the newest prices. */
    static AccountTurn assess(Account account, AccountProtocol.Nominated nominated, AccountContext context) {
        Decided decided = Decided.of(account, new RiskCommand.Assess(), context);
        AccountProtocol.Assessed assessed = new AccountProtocol.Assessed(
                account.id(),
                context.market().timeMillis(),
                nominated.acceptedNanos(),
                result(account, decided, context.market()));
        return new AccountTurn(
                decided.after(),
                decided.events(),
                afterwards -> nominated.replyTo().tell(assessed));
    }

    /** An open account that could not decide is asked again, as one that may not be liquidated yet is. */
    private static AccountProtocol.Assessed.Result result(Account before, Decided decided, MarketView view) {
        boolean isOpen = before.status() == Account.Status.OPEN;
        boolean mustWait = decided.refusal().isPresent() ? isOpen : isBlocked(decided.after(), view);
        if (mustWait) {
            return AccountProtocol.Assessed.Result.BLOCKED;
        }
        return decided.events().isEmpty()
                ? AccountProtocol.Assessed.Result.UNCHANGED
                : AccountProtocol.Assessed.Result.CHANGED;
    }

    /** Below maintenance and still in margin call: a price it rests on does not permit a liquidation (invariant 4). */
    private static boolean isBlocked(Account account, MarketView view) {
        if (account.health() != HealthState.MARGIN_CALL) {
            return false;
        }
        try {
            MarginResult margin = HealthAssessment.margin(account, view);
            return margin.equity().compareTo(margin.maintenance()) < 0;
        } catch (IllegalArgumentException notCovered) {
            return true;
        }
    }

    private static SettlementStep withoutAnswer(SettlementStep step) {
        return new SettlementStep(step.events(), step.sends(), step.overdue(), Optional.empty());
    }

    /** A decision and the account after it. */
    private record Decided(Account after, List<AccountEvent> events, Optional<Refusal> refusal) {

        static Decided of(Account account, AccountCommand command, AccountContext context) {
            Decision decision = AccountDecider.decide(account, command, context);
            if (decision instanceof Decision.Refused refused) {
                return new Decided(account, List.of(), Optional.of(refused.refusal()));
            }
            List<AccountEvent> events = ((Decision.Accepted) decision).events();
            return new Decided(account.evolve(events), events, Optional.empty());
        }
    }
}
