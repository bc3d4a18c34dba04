package io.breakwater.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.Account;
import io.breakwater.clearing.v1.GetStatusRequest;
import io.breakwater.clearing.v1.GetStatusResponse;
import io.breakwater.clearing.v1.HealthState;
import io.breakwater.clearing.v1.ListFundsRequest;
import io.breakwater.core.ledger.Conservation;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is there at the end: the status, and books that balance. */
abstract class BooksStory extends NodeStory {

    @Test
    @Order(1)
    @DisplayName("the status names the member, its coordinator and its markets")
    void status() {
        GetStatusResponse status = statusWithShards();

        assertThat(status.getMembersCount()).isEqualTo(1);
        assertThat(status.getCoordinator())
                .isEqualTo(status.getMembers(0).getAddress())
                .isEqualTo(status.getAnsweredBy());
        assertThat(status.getMembers(0).getShards()).isPositive();
        assertThat(status.getMembers(0).getEntities()).isGreaterThanOrEqualTo(TRADERS.size());
        market.playUntil("open interest", () -> openInterest(PERPETUAL).compareTo(new BigDecimal("20000")) > 0);
        assertThat(status.getParameterEpoch()).isEqualTo(2);
        assertThat(status.getOpenLiquidations()).isZero();
        assertThat(status.getUnwatchedAccounts()).isZero();
        assertThat(status.getSymbolsList().stream()
                        .filter(symbol -> symbol.getUnderlying().equals("WAVE"))
                        .map(symbol -> symbol.getFeed() + " " + symbol.getIndex()))
                .containsExactly("LIVE 91");
    }

    /** A member that is too busy to answer within a second is shown without its shards. */
    private GetStatusResponse statusWithShards() {
        AtomicReference<GetStatusResponse> last = new AtomicReference<>();
        PlayedMarket.await("the member's shards", () -> {
            last.set(clients.call(clients.cluster.getStatus(), GetStatusRequest.getDefaultInstance()));
            return last.get().getMembers(0).getShards() > 0;
        });
        return last.get();
    }

    private BigDecimal openInterest(String instrument) {
        return wave().getInstrumentsList().stream()
                .filter(one -> one.getInstrument().equals(instrument))
                .map(one -> new BigDecimal(one.getOpenInterest()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(2)
    @DisplayName("nothing was made or lost, and nobody is below maintenance")
    void conservation() {
        Set<String> ids = new TreeSet<>(TRADERS);
        clients.call(clients.admin.listFunds(), ListFundsRequest.getDefaultInstance())
                .getFundsList()
                .forEach(fund -> ids.add(fund.getAccountId()));
        var accounts = ids.stream()
                .map(id -> parts.accounts().read(id).toCompletableFuture().join())
                .toList();

        Conservation.Imbalance imbalance = Conservation.audit(
                accounts, parts.board().newest().definitions().facts());

        assertThat(imbalance.positionsBalance()).as(imbalance.toString()).isTrue();
        assertThat(imbalance.cashBalances()).as(imbalance.toString()).isTrue();
        for (String id : TRADERS) {
            Account account = account(id);
            assertThat(new BigDecimal(account.getMargin().getEquity()))
                    .as(id)
                    .isGreaterThanOrEqualTo(new BigDecimal(account.getMargin().getMaintenanceMargin()));
            assertThat(account.getHealthState().getNumber()).as(id).isLessThan(HealthState.LIQUIDATING_VALUE);
        }
    }
}
