package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountDecider;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.Decision;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementProtocol;
import io.breakwater.core.protocol.SettlementStep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Executes accounts and settlements as the cluster's entities will: decide, keep the events, then send. Messages of a
 * settlement arrive at once; what the network can do to them is proven by the protocol's own tests.
 */
final class House {

    /** Hears of every account that changed. */
    interface Observer {
        /** An account has changed by these events. */
        void changed(Account before, Account after, List<AccountEvent> events);
    }

    private final TreeMap<String, Account> accounts = new TreeMap<>();
    private final AccountLimits limits;
    private final Supplier<MarketView> market;
    private final Observer observer;
    private long nextId;

    House(AccountLimits limits, Supplier<MarketView> market, Observer observer) {
        this.limits = limits;
        this.market = market;
        this.observer = observer;
    }

    /** The account of an id; one never opened if there is none. */
    Account account(String id) {
        Account account = accounts.get(id);
        return account == null ? Account.unopened(id) : account;
    }

    /** All accounts, by id. */
    Collection<Account> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /** What a decision may read now. */
    AccountContext context() {
        return new AccountContext(market.get(), limits);
    }

    /** Decides a command and keeps its events. */
    Optional<Refusal> apply(String id, AccountCommand command) {
        Decision decision = AccountDecider.decide(account(id), command, context());
        if (decision instanceof Decision.Refused refused) {
            return Optional.of(refused.refusal());
        }
        keep(id, ((Decision.Accepted) decision).events());
        return Optional.empty();
    }

    /** Decides a command that cannot be refused in a run that is set up rightly. */
    void require(String id, AccountCommand command) {
        apply(id, command).ifPresent(refusal -> {
            throw new IllegalStateException(id + " refuses " + command + ": " + refusal);
        });
    }

    /** Carries a settlement to its end through both parties. */
    Optional<Refusal> settle(Settlement settlement) {
        Deque<SettlementStep.Send> messages = new ArrayDeque<>();
        messages.add(new SettlementStep.Send(settlement.first().account(), new SettlementMessage.Clear(settlement)));
        Optional<SettlementStep.Answer> answer = Optional.empty();
        while (!messages.isEmpty()) {
            SettlementStep.Send next = messages.poll();
            SettlementStep step = SettlementProtocol.step(account(next.to()), next.message(), context());
            keep(next.to(), step.events());
            messages.addAll(step.sends());
            answer = step.answer().isPresent() ? step.answer() : answer;
        }
        return answer.orElseThrow(() -> new IllegalStateException(settlement.id() + " was not answered"))
                .refusal();
    }

    /** Carries a settlement to its end that nobody may refuse in a run that is set up rightly. */
    void mustSettle(Settlement settlement) {
        settle(settlement).ifPresent(refusal -> {
            throw new IllegalStateException(settlement + " was refused: " + refusal);
        });
    }

    private void keep(String id, List<AccountEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Account before = account(id);
        Account after = before.evolve(events);
        accounts.put(id, after);
        observer.changed(before, after, events);
    }

    /** A new id of this run, of the market's date. */
    SettlementId id(String prefix) {
        LocalDate today = Instant.ofEpochMilli(market.get().timeMillis())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
        return new SettlementId(today, prefix + "-" + ++nextId);
    }
}
