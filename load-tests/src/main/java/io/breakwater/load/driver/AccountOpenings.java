package io.breakwater.load.driver;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.DepositRequest;
import io.breakwater.clearing.v1.MarginMode;
import io.breakwater.clearing.v1.OpenAccountRequest;
import io.breakwater.load.client.Calls;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.load.client.IdempotencyKeys;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Opens an account with each call and deposits what it trades with.
 *
 * @param client the way to the gateway
 * @param keys of the run
 * @param accounts ids, one for each call
 * @param deposit settlement currency for each
 */
record AccountOpenings(ClearingClient client, IdempotencyKeys keys, List<String> accounts, String deposit)
        implements LoadTarget {

    @Override
    public String kind(long index) {
        return "opening";
    }

    @Override
    public CompletionStage<String> call(long index) {
        return client.ask(Calls.OPEN_ACCOUNT, opening(index))
                .thenCompose(opened -> client.ask(Calls.DEPOSIT, deposit(index)))
                .handle((answer, failure) -> failure == null ? OK : ClearingClient.codeOf(failure));
    }

    private OpenAccountRequest opening(long index) {
        return OpenAccountRequest.newBuilder()
                .setIdempotencyKey(keys.of("open", index))
                .setAccountId(accounts.get((int) index))
                .setRole(Account.Role.TRADER)
                .setMode(MarginMode.CROSS)
                .build();
    }

    private DepositRequest deposit(long index) {
        return DepositRequest.newBuilder()
                .setIdempotencyKey(keys.of("fund", index))
                .setAccountId(accounts.get((int) index))
                .setAmount(AssetAmount.newBuilder().setAsset("USDC").setAmount(deposit))
                .build();
    }
}
