package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Brings accrued fees to their funds, a round at a time. */
final class FeeSweep {

    private static final long EVERY_MILLIS = 60_000;

    private final House house;
    private final Set<String> owing = new TreeSet<>();
    private long nextMillis;

    FeeSweep(House house) {
        this.house = house;
    }

    /** Notes an account that owes something. */
    void changed(Account account) {
        if (!account.feesDue().isEmpty()) {
            owing.add(account.id());
        }
    }

    /** Once a minute everybody who owes pays. */
    void tick(long now) {
        if (now >= nextMillis) {
            nextMillis = now + EVERY_MILLIS;
            Set<String> round = new TreeSet<>(owing);
            owing.clear();
            round.forEach(account -> sweep(house, account));
        }
    }

    /** Sweeps all that one account owes. */
    static void sweep(House house, String accountId) {
        for (Map.Entry<String, Money> due :
                new TreeMap<>(house.account(accountId).feesDue()).entrySet()) {
            house.mustSettle(LiquidationSettlements.sweep(house.id("fees"), accountId, due.getKey(), due.getValue()));
        }
    }
}
