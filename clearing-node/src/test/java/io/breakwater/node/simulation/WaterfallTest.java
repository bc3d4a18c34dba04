package io.breakwater.node.simulation;

import static io.breakwater.node.simulation.SmallWorld.BTC;
import static io.breakwater.node.simulation.SmallWorld.FUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Who pays when an account could not, layer by layer (risk model B.11). The account bought 1 BTC at 60,000 with 1,300 and
 * is taken over at 57,000: it owes 1,700.
 */
class WaterfallTest {

    private static final Money OWED = Money.of("1700");

    @Test
    @DisplayName("the symbol's fund pays all that it can, and nobody else pays")
    void symbolFundFirst() {
        SmallWorld world = bankrupt("1700", "1000000", "10000");

        world.backstops.takeAll("poor");

        assertThat(world.tally.paidBySymbolFund).isEqualTo(OWED);
        assertThat(world.cash(FUND)).isEqualTo(Money.ZERO);
        assertThat(world.cash(HouseAccounts.GLOBAL_FUND)).isEqualTo(Money.of("1000000"));
        assertThat(world.cash(HouseAccounts.TRANCHE)).isEqualTo(Money.of("10000"));
        assertPaidOut(world);
    }

    @Test
    @DisplayName("then a quarter of the global fund, then the tranche: 100, 250 of 1,000, and 1,350")
    void layersInOrder() {
        SmallWorld world = bankrupt("100", "1000", "10000");

        world.backstops.takeAll("poor");

        assertThat(world.tally.paidBySymbolFund).isEqualTo(Money.of("100"));
        assertThat(world.tally.paidByGlobalFund).isEqualTo(Money.of("250"));
        assertThat(world.tally.paidByTranche).isEqualTo(Money.of("1350"));
        assertThat(world.tally.paidByDeleveraging).isEqualTo(Money.ZERO);
        assertPaidOut(world);
    }

    @Test
    @DisplayName(
            "one event takes a quarter of the global fund, however many accounts it bankrupts; the next event again")
    void oneEventSharesItsLimit() {
        SmallWorld world = world("0", "8000", "0");
        world.trader("second", "1300").trader("third", "1300");
        world.buy("second", "maker", "1", "60000").buy("third", "maker", "1", "60000");
        fall(world);

        world.backstops.takeAll("poor");
        assertThat(world.tally.paidByGlobalFund).isEqualTo(OWED);
        world.pass(600);
        world.assess("second");
        world.backstops.takeAll("second");
        assertThat(world.tally.paidByGlobalFund).as("2,000 an event").isEqualTo(Money.of("2000"));
        assertThat(world.tally.paidByDeleveraging).isEqualTo(Money.of("1400"));
        world.pass(601);
        world.assess("third");
        world.backstops.takeAll("third");

        assertThat(world.tally.paidByGlobalFund)
                .as("a quarter of the 6,000 left")
                .isEqualTo(Money.of("3500"));
        assertThat(world.tally.paidByDeleveraging).isEqualTo(Money.of("1600"));
        world.assertBalanced();
    }

    @Test
    @DisplayName(
            "what the funds will not pay, profitable counterparties do: the maker buys the BTC 1,700 above the mark")
    void deleveraging() {
        SmallWorld world = bankrupt("0", "0", "0");

        world.backstops.takeAll("poor");

        assertThat(world.tally.paidByDeleveraging).isEqualTo(OWED);
        assertThat(world.tally.deleveraged).containsEntry("BTC", Quantity.of("1"));
        assertThat(world.tally.paidByHaircut).isEqualTo(Money.ZERO);
        assertThat(world.held("maker")).isEqualTo(Quantity.ZERO);
        assertPaidOut(world);
    }

    @Test
    @DisplayName("where no counterparty is in profit, every gain of the market is cut by one index")
    void haircut() {
        SmallWorld world = withoutProfitableShorts("50000");

        world.backstops.takeAll("poor");

        assertThat(world.tally.paidByDeleveraging).isEqualTo(Money.ZERO);
        assertThat(world.tally.paidByHaircut).isEqualTo(OWED);
        assertThat(world.feed("BTC").facts().haircuts())
                .singleElement()
                .satisfies(cut -> assertThat(cut.share().toString()).isEqualTo("0.242857143"));
        assertThat(world.margin("winner").equity()).isEqualByComparingTo("8299.999999");
        assertThat(world.cash(FUND)).as("what the index rounds up").isEqualTo(Money.of("0.000001"));
        assertThat(world.feed("BTC").state()).isEqualTo(FeedState.LIVE);
        assertPaidOut(world);
    }

    @Test
    @DisplayName("a gain of exactly the loss carries it; a gain below it halts the market with the rest unpaid")
    void halt() {
        SmallWorld enough = withoutProfitableShorts("55300");
        enough.backstops.takeAll("poor");
        assertThat(enough.tally.paidByHaircut).isEqualTo(OWED);
        enough.pass(1);
        assertThat(enough.feed("BTC").state()).isEqualTo(FeedState.LIVE);
        assertPaidOut(enough);

        SmallWorld tooLittle = withoutProfitableShorts("56500");
        tooLittle.backstops.takeAll("poor");
        assertThat(tooLittle.tally.paidByHaircut).isEqualTo(Money.of("500"));
        tooLittle.pass(1);
        assertThat(tooLittle.feed("BTC").state()).isEqualTo(FeedState.HALTED);
        assertThat(tooLittle.waterfall.unpaid()).isEqualTo(Money.of("1200"));
        assertThat(tooLittle.cash("poor")).isEqualTo(Money.of("-1200"));
        tooLittle.assertBalanced();
    }

    @Test
    @DisplayName("gains are not cut at a price nobody trusts: the deficit stays open until the feed is back")
    void nothingIsSharedOutOnAStaleFeed() {
        SmallWorld world = withoutProfitableShorts("50000");
        world.goStale("BTC");
        assertThat(world.account("poor").health()).isEqualTo(HealthState.BANKRUPT);

        world.backstops.takeAll("poor");
        assertThat(world.held("poor")).as("no takeover on a stale price").isEqualTo(Quantity.of("1"));
        world.speak("BTC").pass(40);
        world.backstops.takeAll("poor");

        assertThat(world.tally.paidByHaircut).isEqualTo(OWED);
        assertPaidOut(world);
    }

    private static void assertPaidOut(SmallWorld world) {
        assertThat(world.cash("poor")).isEqualTo(Money.ZERO);
        assertThat(world.account("poor").positions()).isEmpty();
        assertThat(world.tally.badDebt(world.waterfall.unpaid())).isEqualTo(OWED);
        assertThat(world.markets.view().openDeficits()).isEmpty();
        world.assertBalanced();
    }

    /** The account is bankrupt; its counterparty, the maker, is in profit. */
    private static SmallWorld bankrupt(String symbolFund, String globalFund, String tranche) {
        SmallWorld world = world(symbolFund, globalFund, tranche);
        fall(world);
        return world;
    }

    private static SmallWorld world(String symbolFund, String globalFund, String tranche) {
        SmallWorld world = new SmallWorld("10000000");
        world.deposit(FUND, symbolFund)
                .deposit(HouseAccounts.GLOBAL_FUND, globalFund)
                .deposit(HouseAccounts.TRANCHE, tranche)
                .trader("maker", "1000000")
                .trader("poor", "1300")
                .buy("poor", "maker", "1", "60000");
        return world;
    }

    /** The maker has sold so low before that its shorts lose; only the winner gains. */
    private static SmallWorld withoutProfitableShorts(String winnersPrice) {
        SmallWorld world = world("0", "0", "0");
        world.trader("early", "10000").trader("late", "100000").trader("winner", "3000");
        world.buy("early", "maker", "1", "50000").buy("late", "early", "1", "60000");
        world.buy("winner", "maker", "1", winnersPrice);
        fall(world);
        return world;
    }

    private static void fall(SmallWorld world) {
        world.walk("BTC", "57000");
        assertThat(world.mark(BTC).toString()).isEqualTo("57000");
        assertThat(world.assess("poor")).isEqualTo(HealthState.BANKRUPT);
    }
}
