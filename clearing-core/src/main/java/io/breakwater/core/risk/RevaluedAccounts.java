package io.breakwater.core.risk;

import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.market.MarketView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The accounts that columns cannot hold: portfolio margin, open reservations, and sizes beyond 64 bits of slack. Each is
 * valued whole, by the law itself, when its bound is used up.
 */
final class RevaluedAccounts {

    private final TreeMap<String, RevaluedAccount> accounts = new TreeMap<>();
    private MarketView market;
    private Watches watches;
    private MarginCalculator calculator;
    private long revaluations;
    private int unvalued;

    int size() {
        return accounts.size();
    }

    /** How many valuations there were. */
    long revaluations() {
        return revaluations;
    }

    /** How many accounts could not be valued at the newest view. */
    int unvalued() {
        return unvalued;
    }

    /** The exposure of an account, if it is here. */
    Optional<Exposure> exposure(String accountId) {
        return Optional.ofNullable(accounts.get(accountId)).map(RevaluedAccount::exposure);
    }

    /**
     * Puts an account in, in place of an earlier version.
     *
     * @throws IllegalArgumentException when its holdings are against the rules of its mode; nothing is changed
     */
    void put(Exposure exposure) {
        RevaluedAccount account = new RevaluedAccount(exposure);
        account.value(market, calculator, watches);
        revaluations++;
        accounts.put(exposure.accountId(), account);
    }

    /** Takes an account out; nothing when it is not there. */
    void remove(String accountId) {
        accounts.remove(accountId);
    }

    /**
     * Moves to another view. An account that cannot be valued there keeps its last valuation and counts as unvalued; one
     * such account stops no other.
     */
    void advance(MarketView view, Watches newWatches) {
        market = view;
        watches = newWatches;
        calculator = new MarginCalculator(view.parameters(), new SharedArrays(view.parameters()));
        unvalued = 0;
        for (RevaluedAccount account : accounts.values()) {
            if (MarketNeeds.missing(account.exposure(), view).isPresent()) {
                unvalued++;
            } else {
                advance(account);
            }
        }
    }

    private void advance(RevaluedAccount account) {
        try {
            if (account.advance(market, calculator, watches)) {
                revaluations++;
            }
        } catch (IllegalArgumentException | ArithmeticException outsideTheLaw) {
            unvalued++;
        }
    }

    /** What is to be nominated since the last collection. */
    void collect(List<Nomination> into) {
        accounts.values().forEach(account -> account.collect(into));
    }

    /** An account looked and stays as it is; it is looked at again where it is crossed. */
    void lookAgain(String accountId) {
        RevaluedAccount account = accounts.get(accountId);
        if (account != null) {
            account.forgetNominations();
        }
    }

    /** Adds the accounts that adverse moves could bring below their next worse threshold, with the slack left. */
    void addNear(AdverseMoves moves, Map<String, Long> slackLeftById) {
        MarketView moved = moves.appliedTo(market);
        accounts.forEach((id, account) -> account.slackLeft(market, moved, watches)
                .filter(left -> left < 0)
                .ifPresent(left -> slackLeftById.put(id, left)));
    }

    /** The slacks of an account, if it is here. */
    Optional<RiskBook.Slack> slack(String accountId) {
        return Optional.ofNullable(accounts.get(accountId)).map(RevaluedAccount::slack);
    }
}
