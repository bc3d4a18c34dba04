package io.breakwater.load.cluster;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.AssetAmount;
import io.breakwater.clearing.v1.Fund;
import io.breakwater.clearing.v1.FundAmount;
import io.breakwater.clearing.v1.GetAccountRequest;
import io.breakwater.clearing.v1.ListFundsRequest;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Conservation;
import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.LedgerAccount;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.load.client.Calls;
import io.breakwater.load.client.ClearingClient;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The books as a client can read them, audited by the core: every account through GetAccount, those of the house named by
 * ListFunds, and what came in as the client itself remembers.
 *
 * <p>Holds for quiet books (no reservation open) without funding, haircut or expiry, whose accruals are not public.
 */
final class PublicBooks {

    private PublicBooks() {}

    /**
     * What does not sum to what it must.
     *
     * @param deposits of every account that has one, by id; withdrawals deducted
     * @param others accounts without a deposit
     */
    static Conservation.Imbalance audit(ClearingClient client, Map<String, Money> deposits, List<String> others) {
        Stream<String> houses =
                client.call(Calls.LIST_FUNDS, ListFundsRequest.getDefaultInstance()).getFundsList().stream()
                        .map(Fund::getAccountId);
        List<Read> accounts = Stream.of(deposits.keySet().stream(), others.stream(), houses)
                .flatMap(ids -> ids)
                .distinct()
                .map(id -> new Read(read(client, id), deposits.getOrDefault(id, Money.ZERO)))
                .toList();
        return Conservation.audit(accounts, Map.of());
    }

    /** An account now. */
    static Account read(ClearingClient client, String id) {
        return client.call(
                        Calls.GET_ACCOUNT,
                        GetAccountRequest.newBuilder().setAccountId(id).build())
                .getAccount();
    }

    /** An account as the ledger sees it. */
    private record Read(Account account, Money deposited) implements LedgerAccount {

        private static final String USDC = "USDC";

        Read {
            if (account.getOpenReservations() != 0) {
                throw new IllegalStateException(account.getAccountId() + " has open reservations");
            }
        }

        @Override
        public String id() {
            return account.getAccountId();
        }

        @Override
        public Money cash() {
            return account.getBalancesList().stream()
                    .filter(balance -> balance.getAsset().equals(USDC))
                    .map(balance -> Money.of(balance.getAmount()))
                    .reduce(Money.ZERO, Money::plus);
        }

        @Override
        public SortedMap<String, Quantity> collateral() {
            SortedMap<String, Quantity> other = new TreeMap<>();
            for (AssetAmount balance : account.getBalancesList()) {
                if (!balance.getAsset().equals(USDC)) {
                    other.put(balance.getAsset(), Quantity.of(balance.getAmount()));
                }
            }
            return other;
        }

        @Override
        public SortedMap<Instrument, Position> positions() {
            SortedMap<Instrument, Position> positions = new TreeMap<>();
            account.getPositionsList()
                    .forEach(position -> positions.put(
                            InstrumentNames.parse(position.getInstrument()),
                            new Position(
                                    Quantity.of(position.getQuantity()),
                                    Money.of(position.getQuote()),
                                    Price.ZERO,
                                    0)));
            return positions;
        }

        @Override
        public SortedMap<String, Money> feesDue() {
            SortedMap<String, Money> due = new TreeMap<>();
            for (FundAmount fee : account.getFeesDueList()) {
                due.put(fee.getFund(), Money.of(fee.getAmount()));
            }
            return due;
        }

        @Override
        public long residue() {
            return 0;
        }

        @Override
        public Money transferredCash() {
            return deposited;
        }

        @Override
        public SortedMap<String, Quantity> transferredAssets() {
            return Collections.emptySortedMap();
        }

        @Override
        public Collection<Settlement> reserved() {
            return List.of();
        }

        @Override
        public Optional<CommitFacts> committed(SettlementId id, Fingerprint payload) {
            return Optional.empty();
        }
    }
}
