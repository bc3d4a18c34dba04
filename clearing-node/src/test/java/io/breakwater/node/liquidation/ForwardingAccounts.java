package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.Accounts;
import java.util.concurrent.CompletionStage;

/** Forwards everything; a test lets one of it go another way. */
class ForwardingAccounts implements Accounts {

    private final Accounts accounts;

    ForwardingAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void tell(String accountId, AccountProtocol message) {
        accounts.tell(accountId, message);
    }

    @Override
    public CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command) {
        return accounts.execute(accountId, command);
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
