package io.breakwater.node.risk;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.Accounts;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to every account, on which nobody is opened before the index knows it: so no account that exists is missing when
 * a shard moves (invariant 3). Everything else passes as it is.
 */
public final class IndexedAccounts implements Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(IndexedAccounts.class);

    private final Accounts accounts;
    private final AccountIndex index;

    /** The way through an index to the accounts. */
    public IndexedAccounts(Accounts accounts, AccountIndex index) {
        this.accounts = accounts;
        this.index = index;
    }

    /** An account that cannot be noted is not opened; who asked hears nothing, as if the message had been lost. */
    @Override
    public void tell(String accountId, AccountProtocol message) {
        if (message instanceof AccountProtocol.Execute execute && opens(execute.command())) {
            index.add(accountId).whenComplete((added, failure) -> {
                if (failure == null) {
                    accounts.tell(accountId, message);
                } else {
                    LOG.warn("{} is not opened: the account index does not answer", accountId, failure);
                }
            });
        } else {
            accounts.tell(accountId, message);
        }
    }

    @Override
    public CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
        return opens(command)
                ? index.add(accountId).thenCompose(added -> accounts.execute(accountId, command))
                : accounts.execute(accountId, command);
    }

    private static boolean opens(AccountCommand command) {
        return command instanceof LifecycleCommand.Open;
    }

    @Override
    public CompletionStage<SettlementStep.Answer> clear(Settlement settlement) {
        return accounts.clear(settlement);
    }

    @Override
    public CompletionStage<Account> read(String accountId) {
        return accounts.read(accountId);
    }
}
