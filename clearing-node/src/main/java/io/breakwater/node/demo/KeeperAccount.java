package io.breakwater.node.demo;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.local.GatewayClients;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account of the gateway's world knows of itself.
 *
 * @param free its init equity less its initial requirement; zero where it has no margin
 * @param positions signed, by instrument
 */
record KeeperAccount(Money free, SortedMap<Instrument, Quantity> positions) {

    /** Asks the gateway; blocks until it answers. */
    static KeeperAccount read(GatewayClients clients, String id) {
        return of(GatewayClients.call(clients.accounts().getAccount())
                .invoke(GetAccountRequest.newBuilder().setAccountId(id).build())
                .toCompletableFuture()
                .join()
                .getAccount());
    }

    private static KeeperAccount of(Account account) {
        String free = account.getMargin().getFree();
        SortedMap<Instrument, Quantity> positions = new TreeMap<>();
        account.getPositionsList()
                .forEach(position -> positions.put(
                        InstrumentNames.parse(position.getInstrument()), Quantity.of(position.getQuantity())));
        return new KeeperAccount(free.isEmpty() ? Money.ZERO : Money.of(free), positions);
    }
}
