package io.breakwater.node.account;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementStep;
import java.util.concurrent.CompletionStage;

/**
 * The way to every account of the cluster, wherever its shard lives. A stage fails with a timeout when the account did not
 * answer in time; whether something happened is then unknown, and the same ids may be used again.
 */
public interface Accounts {

    /** Tells an account something. */
    void tell(String accountId, AccountProtocol message);

    /** Executes a command. */
    CompletionStage<AccountProtocol.Reply> execute(String accountId, AccountCommand command);

    /** Clears a settlement through its first party. */
    CompletionStage<SettlementStep.Answer> clear(Settlement settlement);

    /** The present state of an account. */
    CompletionStage<Account> read(String accountId);
}
