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
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
        Money notional = markOf(instrument).times(closing.abs(), Rounding.UP);
        MarginResult margin = HealthAssessment.margin(account, markets.view());
        Money fee = Money.rounded(
                        markets.view().parameters().liquidation().keeperFee().multiply(notional.exact()),
                        Rounding.REQUIREMENT)
                .min(Money.rounded(margin.equity().max(BigDecimal.ZERO), Rounding.AGAINST_HOLDER));
        TreeMap<Instrument, Quantity> closings = new TreeMap<>();
        closings.put(instrument, closing);
        house.settle(LiquidationSettlements.takeover(
                house.id("part"),
                account,
                instrument.underlying(),
                closings,
                Map.of(instrument, markOf(instrument)),
                LiquidationSettlements.noAssets(),
                fee.negate()));
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
        SortedMap<String, SortedMap<Instrument, Quantity>> closings = new TreeMap<>();
        for (Instrument instrument :
                List.copyOf(house.account(accountId).positions().keySet())) {
            Quantity closable = SliceRules.closable(house.account(accountId), instrument);
            Quantity taken = bankrupt
                    ? closable
                    : room.fitting(instrument, closable.negate()).negate();
            if (taken.signum() != 0) {
                closings.computeIfAbsent(instrument.underlying(), key -> new TreeMap<>())
                        .put(instrument, taken);
            }
        }
        closings.forEach((underlying, byInstrument) ->
                take(accountId, underlying, byInstrument, share(fee, margin, underlying, byInstrument, accountId)));
    }

    private void take(String accountId, String underlying, SortedMap<Instrument, Quantity> closings, Money fee) {
        if (closings.isEmpty()) {
            return;
        }
        Map<Instrument, Price> prices = new HashMap<>();
        closings.keySet().forEach(instrument -> prices.put(instrument, markOf(instrument)));
        house.settle(LiquidationSettlements.takeover(
                house.id("takeover"),
                house.account(accountId),
                underlying,
                closings,
                prices,
                LiquidationSettlements.noAssets(),
                fee.negate()));
    }

    /** The fee of what is taken, by its part of the maintenance requirement and of the quantity held, rounded down. */
    private Money share(
            Money fee,
            MarginResult margin,
            String underlying,
            SortedMap<Instrument, Quantity> taken,
            String accountId) {
        BigDecimal whole = margin.positions().stream()
                .map(MarginResult.PositionResult::maintenance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Money due = Money.ZERO;
        for (MarginResult.PositionResult position : margin.positions()) {
            Quantity held = house.account(accountId).quantity(position.instrument());
            Quantity part = taken.getOrDefault(position.instrument(), Quantity.ZERO);
            if (part.signum() != 0 && position.instrument().underlying().equals(underlying)) {
                BigDecimal weight = position.maintenance().multiply(part.abs().exact());
                due = due.plus(Money.rounded(
                        fee.exact()
                                .multiply(weight)
                                .divide(whole.multiply(held.abs().exact()), Money.SCALE, Rounding.DOWN.mode()),
                        Rounding.DOWN));
            }
        }
        return due;
    }

    /** Cash below zero is first met from the account's other collateral, which the backstop buys at what it counts for. */
    private void sellCollateral(String accountId) {
        Account account = house.account(accountId);
        if (account.cash().signum() >= 0 || account.collateral().isEmpty()) {
            return;
        }
        account.collateral().forEach((asset, amount) -> {
            BigDecimal value = markets.view()
                    .parameters()
                    .collateral()
                    .get(asset)
                    .haircut()
                    .counted(amount.exact()
                            .multiply(markets.view().collateral().get(asset).exact()));
            TreeMap<String, Quantity> assets = new TreeMap<>();
            assets.put(asset, amount.negate());
            house.settle(LiquidationSettlements.takeover(
                    house.id("collateral"),
                    house.account(accountId),
                    asset,
                    new TreeMap<>(),
                    Map.of(),
                    assets,
                    Money.rounded(value, Rounding.AGAINST_HOLDER)));
        });
    }

    private Price markOf(Instrument instrument) {
        return markets.view().instruments().get(instrument).mark();
    }
}
