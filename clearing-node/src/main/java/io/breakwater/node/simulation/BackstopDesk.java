package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BackstopTakeover;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.desk.Takeover;
import java.util.List;

/** What the backstops take over: the rest of a slice, a part that would wait too long, or a whole account. */
final class BackstopDesk {

    private final EventLoop loop;
    private final House house;
    private final Markets markets;
    private final KeeperFloor floor;
    private final Waterfall waterfall;
    private final BackstopRoom room;

    BackstopDesk(
            EventLoop loop, House house, Markets markets, KeeperFloor floor, Waterfall waterfall, BackstopRoom room) {
        this.loop = loop;
        this.house = house;
        this.markets = markets;
        this.floor = floor;
        this.waterfall = waterfall;
        this.room = room;
    }

    /** Takes what no keeper took, if there is room for it; otherwise the slice is withdrawn and planned again. */
    void takeSlice(String accountId, String sliceId) {
        Account account = house.account(accountId);
        Instrument instrument =
                account.liquidation().orElseThrow().slices().get(sliceId).instrument();
        Quantity quantity = SliceRules.available(
                account, account.liquidation().orElseThrow().slices().get(sliceId));
        boolean taken = room.fitting(instrument, quantity.negate()).equals(quantity.negate())
                && floor.takeByBackstop(
                        accountId, sliceId, HouseAccounts.backstop(instrument.underlying()), loop.now());
        if (!taken) {
            house.apply(accountId, new RiskCommand.ReturnSlice(sliceId));
        }
    }

    /** Takes a part at the mark, without an auction, if there is room for it. */
    void takePart(String accountId, Instrument instrument, Quantity closing) {
        Account account = house.account(accountId);
        if (!room.fitting(instrument, closing.negate()).equals(closing.negate())) {
            return;
        }
        Takeover part =
                Takeover.part(HealthAssessment.margin(account, markets.view()), instrument, closing, markets.view());
        boolean booked = house.settle(part.settlement(house.id("part"), account, markets.view()))
                .isEmpty();
        if (booked) {
            floor.sliceTaken(true);
        }
    }

    /**
     * Takes the whole account, as far as there is room; what is left of an account with equity goes on to the market. A
     * bankrupt account is taken whole, beyond the cap if need be, because nobody else will: first it is deleveraged for
     * what the funds will not pay, and afterwards its deficit goes down the waterfall.
     */
    void takeAll(String accountId) {
        Account account = house.account(accountId);
        MarginResult margin = HealthAssessment.margin(account, markets.view());
        BackstopTakeover terms = BackstopTakeover.of(
                margin.equity(),
                margin.maintenance(),
                markets.view().parameters().liquidation());
        boolean bankrupt = terms.deficit().signum() > 0;
        if (bankrupt) {
            waterfall.deleverageIfFundsFallShort(accountId, margin, terms.deficit());
        }
        takePositions(accountId, margin, terms.fee(), bankrupt);
        if (bankrupt || house.account(accountId).positions().isEmpty()) {
            sellCollateral(accountId);
            waterfall.coverDeficit(accountId);
        }
    }

    private void takePositions(String accountId, MarginResult margin, Money fee, boolean bankrupt) {
        List<Takeover> takeovers = Takeover.all(
                house.account(accountId),
                margin,
                fee,
                (instrument, added) -> bankrupt ? added : room.fitting(instrument, added));
        takeovers.forEach(takeover ->
                house.settle(takeover.settlement(house.id("takeover"), house.account(accountId), markets.view())));
    }

    /** Cash below zero is first met from the account's other collateral, which the backstop buys at what it counts for. */
    private void sellCollateral(String accountId) {
        Takeover.collateral(house.account(accountId), markets.view())
                .forEach(sale -> house.settle(
                        sale.settlement(house.id("collateral"), house.account(accountId), markets.view())));
    }
}
