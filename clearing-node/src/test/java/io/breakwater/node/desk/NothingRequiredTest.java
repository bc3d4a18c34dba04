package io.breakwater.node.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A bankrupt portfolio may require nothing, as a worthless option cannot lose: it is closed out all the same. */
class NothingRequiredTest {

    private final Books books = new Books();

    private Account debtor() {
        books.open("maker", AccountRole.TRADER, "10000000");
        books.open("debtor", AccountRole.TRADER, "15000");
        books.buy("debtor", "maker", Books.BTC, "1", "60000");
        return books.get("debtor");
    }

    private static MarginResult requiring(BigDecimal maintenance, MarginResult of) {
        List<PositionResult> positions = of.positions().stream()
                .map(position -> new PositionResult(
                        position.instrument(),
                        position.notional(),
                        position.profit(),
                        position.initialProfit(),
                        maintenance,
                        maintenance))
                .toList();
        return new MarginResult(
                of.collateralValue(),
                of.unrealisedProfit(),
                of.optionValue(),
                of.feesDue(),
                of.equity(),
                of.initialEquity(),
                maintenance,
                maintenance,
                positions,
                List.of());
    }

    private Optional<DeleveragingTerms> deleveraging(BigDecimal maintenance) {
        Account account = debtor();
        MarginResult margin = requiring(maintenance, HealthAssessment.margin(account, books.view()));
        return DeleveragingTerms.of(account, margin, margin.positions().get(0), Money.of("100"), books.view());
    }

    @Test
    void deleveragingSharesAShortfallByRequirementAndThereforeNotWithoutOne() {
        assertThat(deleveraging(BigDecimal.ZERO)).isEmpty();
        assertThat(deleveraging(BigDecimal.ONE)).isPresent();
    }

    @Test
    void theBackstopTakesItAndEarnsNothing() {
        Account account = debtor();
        MarginResult margin = requiring(BigDecimal.ZERO, HealthAssessment.margin(account, books.view()));

        assertThat(Takeover.all(account, margin, Money.ZERO, (instrument, added) -> added))
                .singleElement()
                .satisfies(takeover -> {
                    assertThat(takeover.closings()).containsEntry(Books.BTC, Quantity.of("-1"));
                    assertThat(takeover.cash()).isEqualTo(Money.ZERO);
                });
    }
}
