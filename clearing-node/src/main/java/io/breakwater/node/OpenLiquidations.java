package io.breakwater.node;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.node.account.AccountListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the accounts of this node that are in liquidation. */
final class OpenLiquidations implements AccountListener {

    private final Set<String> inLiquidation = ConcurrentHashMap.newKeySet();

    @Override
    public void recovered(Account account) {
        if (account.liquidation().isPresent()) {
            inLiquidation.add(account.id());
        } else {
            inLiquidation.remove(account.id());
        }
    }

    @Override
    public void changed(Account before, Account after, List<AccountEvent> events) {
        recovered(after);
    }

    @Override
    public void stopped(Account account) {
        inLiquidation.remove(account.id());
    }

    long count() {
        return inLiquidation.size();
    }
}
