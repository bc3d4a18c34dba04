package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.desk.SliceTerms;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fund adds to a keeper's reward: never more than it has left, and that is no fault. */
class RewardTest {

    private final LiquidationWorld world = new LiquidationWorld();

    @AfterEach
    void close() {
        world.close();
    }

    /** A slice of 590, of whose least reward the account cannot pay the last 0.326838. */
    private SliceTerms smallSlice() {
        world.trader("maker", "10000000")
                .trader("debtor", "15")
                .open("keeper", AccountRole.KEEPER, "2000000")
                .deposit(LiquidationWorld.FUND, "0.3")
                .buy("debtor", "maker", "0.01", "60000")
                .mark("59000")
                .until(
                        "a slice on offer",
                        () -> world.account("debtor")
                                .liquidation()
                                .filter(liquidation -> !liquidation.slices().isEmpty())
                                .isPresent());
        Account debtor = world.account("debtor");
        OpenSlice slice =
                debtor.liquidation().orElseThrow().slices().values().iterator().next();
        MarketView view = world.board.view();
        return SliceTerms.of(debtor, slice, view, view.timeMillis(), LiquidationWorld.SETTINGS.auction())
                .orElseThrow();
    }

    @ParameterizedTest(name = "another take takes {0} of 0.3: {1} is left for this one")
    @CsvSource({"0, 0.3", "0.2, 0.1", "0.299999, 0.000001", "0.3, 0"})
    @DisplayName("a fund that other takes have drained meanwhile pays what it has left, and nobody is warned")
    void whatIsLeft(String drained, String left) {
        SliceTerms terms = smallSlice();
        TakeSequence sequence =
                new TakeSequence(world.accounts, new Clearing(world.accounts, world.clock, LiquidationWorld.SETTINGS));
        TakeSequence.Prepared take = sequence.prepare(world.id("take"), terms, terms.available(), "keeper", false)
                .toCompletableFuture()
                .join();
        assertThat(take.fees().keeperFromFund()).isEqualTo(Money.of("0.3"));
        if (!drained.equals("0")) {
            world.accounts.settle(LiquidationSettlements.payment(
                    world.id("other"), LiquidationWorld.FUND, "maker", Money.of(drained)));
        }

        AuctionProtocol.Taken taken = LoggingTestKit.warn("reward")
                .withOccurrences(0)
                .expect(world.kit.system(), () -> (AuctionProtocol.Taken)
                        sequence.settle(take).toCompletableFuture().join());

        assertThat(taken.reward()).isEqualTo(take.fees().keeperFromAccount().plus(Money.of(left)));
        assertThat(world.cash(LiquidationWorld.FUND)).isEqualTo(Money.ZERO);
        world.assertBalanced();
    }
}
