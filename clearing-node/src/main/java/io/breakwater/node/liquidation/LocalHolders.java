package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.node.account.AccountListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows who holds what among the accounts of one node, by the newest state of each. An account that leaves memory is kept
 * as it was: it still holds what it holds.
 */
public final class LocalHolders implements AccountListener, Holders {

    private final Map<Instrument, Map<String, Account>> holders = new ConcurrentHashMap<>();

    @Override
    public void recovered(Account account) {
        account.positions().keySet().forEach(instrument -> put(instrument, account));
    }

    @Override
    public void changed(Account before, Account after, List<AccountEvent> events) {
        for (Instrument instrument : before.positions().keySet()) {
            if (!after.positions().containsKey(instrument)) {
                holders.getOrDefault(instrument, new ConcurrentHashMap<>()).remove(after.id());
            }
        }
        recovered(after);
    }

    @Override
    public void stopped(Account account) {
        recovered(account);
    }

    private void put(Instrument instrument, Account account) {
        holders.computeIfAbsent(instrument, key -> new ConcurrentHashMap<>()).put(account.id(), account);
    }

    @Override
    public CompletionStage<List<Account>> of(Instrument instrument) {
        return CompletableFuture.completedFuture(
                List.copyOf(holders.getOrDefault(instrument, Map.of()).values()));
    }
}
