package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.BackstopCapacity;
import io.breakwater.core.liquidation.BackstopParameters;
import io.breakwater.core.liquidation.BackstopTakeover;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.math.BigDecimal;
import java.util.HashMap;
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

    BackstopDesk(EventLoop loop, House house, Markets markets, KeeperFloor floor, Waterfall waterfall) {
        this.loop = loop;
        this.house = house;
        this.markets = markets;
        this.floor = floor;
        this.waterfall = waterfall;
    }

    /** Takes what no keeper took, if there is room for it; otherwise the slice is withdrawn and planned again. */
    void takeSlice(String accountId, String sliceId) {
        Account account = house.account(accountId);
        Instrument instrument =
                account.liquidation().orElseThrow().slices().get(sliceId).instrument();
        Quantity quantity = SliceRules.available(
                account, account.liquidation().orElseThrow().slices().get(sliceId));
        boolean taken = hasRoom(instrument, quantity.negate())
                && floor.takeByBackstop(
                        accountId, sliceId, HouseAccounts.backstop(instrument.underlying()), loop.now());
        if (!taken) {
            house.apply(accountId, new RiskCommand.ReturnSlice(sliceId));
        }
    }

    /** Takes a part at the mark, without an auction, if there is room for it. */
    void takePart(String accountId, Instrument instrument, Quantity closing) {
        Account account = house.account(accountId);
        if (!hasRoom(instrument, closing.negate())) {
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

    /** Takes the whole account; what it is short of goes down the waterfall. */
    void takeAll(String accountId) {
        Account account = house.account(accountId);
        MarginResult margin = HealthAssessment.margin(account, markets.view());
        BackstopTakeover terms = BackstopTakeover.of(
                margin.equity(),
                margin.maintenance(),
                markets.view().parameters().liquidation());
        if (terms.deficit().signum() > 0) {
            waterfall.deleverageIfFundsFallShort(accountId, margin, terms.deficit());
        }
        takePositions(accountId, margin, terms.fee());
        waterfall.coverDeficit(accountId);
    }

    private void takePositions(String accountId, MarginResult margin, Money fee) {
        SortedMap<String, SortedMap<Instrument, Quantity>> closings = new TreeMap<>();
        house.account(accountId)
                .positions()
                .forEach((instrument, position) -> closings.computeIfAbsent(
                                instrument.underlying(), key -> new TreeMap<>())
                        .put(instrument, position.quantity().negate()));
        closings.forEach((underlying, byInstrument) -> {
            waterfall.deleverageBeyond(accountId, margin, byInstrument, this);
            SortedMap<Instrument, Quantity> left = new TreeMap<>();
            byInstrument.keySet().forEach(instrument -> {
                Quantity held = house.account(accountId).quantity(instrument);
                if (held.signum() != 0) {
                    left.put(instrument, held.negate());
                }
            });
            take(accountId, underlying, left, share(fee, margin, underlying));
        });
        sellCollateral(accountId);
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

    /** An underlying's part of the fee, by its part of the maintenance requirement, rounded down. */
    private static Money share(Money fee, MarginResult margin, String underlying) {
        if (margin.maintenance().signum() == 0) {
            return Money.ZERO;
        }
        BigDecimal part = margin.positions().stream()
                .filter(position -> position.instrument().underlying().equals(underlying))
                .map(MarginResult.PositionResult::maintenance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal whole = margin.positions().stream()
                .map(MarginResult.PositionResult::maintenance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Money.rounded(
                fee.exact().multiply(part).divide(whole, Money.SCALE, Rounding.DOWN.mode()), Rounding.DOWN);
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

    /** Whether a backstop may take a signed quantity on: what makes it smaller it always may. */
    boolean hasRoom(Instrument instrument, Quantity added) {
        Quantity held =
                house.account(HouseAccounts.backstop(instrument.underlying())).quantity(instrument);
        Money after = markOf(instrument).times(held.plus(added).abs(), Rounding.UP);
        return held.signum() * added.signum() < 0 || after.compareTo(cap(instrument)) <= 0;
    }

    private Money cap(Instrument instrument) {
        Account backstop = house.account(HouseAccounts.backstop(instrument.underlying()));
        Quantity longs = Quantity.ZERO;
        for (Account account : house.accounts()) {
            longs = longs.plus(account.quantity(instrument).max(Quantity.ZERO));
        }
        BigDecimal initialRate = markets.feed(instrument)
                .terms()
                .tiers()
                .orElseThrow()
                .pieces()
                .get(0)
                .tier()
                .initialRate();
        return BackstopCapacity.of(
                        Money.rounded(equity(backstop), Rounding.DOWN),
                        initialRate,
                        markOf(instrument).times(longs, Rounding.DOWN),
                        BackstopParameters.defaults())
                .cap();
    }

    private BigDecimal equity(Account backstop) {
        return HealthAssessment.margin(backstop, markets.view()).equity();
    }
}
