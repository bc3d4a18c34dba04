package io.breakwater.node.desk;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What the backstop of one underlying takes of an account at the marks, without an auction.
 *
 * @param underlying whose backstop takes it
 * @param closings signed movements of the account, by instrument
 * @param assets other collateral that goes along, signed movements of the account
 * @param cash signed movement of the account's cash
 */
public record Takeover(
        String underlying, SortedMap<Instrument, Quantity> closings, SortedMap<String, Quantity> assets, Money cash) {

    /**
     * Everything there is room for, one takeover for each underlying.
     *
     * @param account in liquidation
     * @param margin of it
     * @param fee for the whole account, shared out by requirement and quantity
     * @param fitting the part of a signed quantity that the backstop may add of an instrument
     */
    public static List<Takeover> all(
            Account account, MarginResult margin, Money fee, BiFunction<Instrument, Quantity, Quantity> fitting) {
        SortedMap<String, SortedMap<Instrument, Quantity>> closings = new TreeMap<>();
        for (Instrument instrument : account.positions().keySet()) {
            Quantity closable = SliceRules.closable(account, instrument);
            Quantity taken = fitting.apply(instrument, closable.negate()).negate();
            if (taken.signum() != 0) {
                closings.computeIfAbsent(instrument.underlying(), key -> new TreeMap<>())
                        .put(instrument, taken);
            }
        }
        List<Takeover> takeovers = new ArrayList<>();
        closings.forEach((underlying, taken) -> takeovers.add(new Takeover(
                underlying,
                taken,
                LiquidationSettlements.noAssets(),
                share(fee, account, margin, taken).negate())));
        return takeovers;
    }

    /**
     * The fee of what is taken, by its part of the maintenance requirement and of the quantity held, rounded down; nothing
     * where nothing is required.
     */
    private static Money share(Money fee, Account account, MarginResult margin, SortedMap<Instrument, Quantity> taken) {
        BigDecimal whole = margin.positions().stream()
                .map(MarginResult.PositionResult::maintenance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (whole.signum() == 0) {
            return Money.ZERO;
        }
        Money due = Money.ZERO;
        for (MarginResult.PositionResult position : margin.positions()) {
            Quantity held = account.quantity(position.instrument());
            Quantity part = taken.getOrDefault(position.instrument(), Quantity.ZERO);
            if (part.signum() != 0) {
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

    /** A part that cannot wait for velocity: the backstop earns a keeper's fee, as far as there is equity. */
    public static Takeover part(MarginResult margin, Instrument instrument, Quantity closing, MarketView view) {
        Money notional = view.instruments().get(instrument).mark().times(closing.abs(), Rounding.UP);
        Money fee = Money.rounded(
                        view.parameters().liquidation().keeperFee().multiply(notional.exact()), Rounding.REQUIREMENT)
                .min(Money.rounded(margin.equity().max(BigDecimal.ZERO), Rounding.AGAINST_HOLDER));
        TreeMap<Instrument, Quantity> closings = new TreeMap<>();
        closings.put(instrument, closing);
        return new Takeover(instrument.underlying(), closings, LiquidationSettlements.noAssets(), fee.negate());
    }

    /** Cash below zero is first met from the account's other collateral, which is bought at what it counts for. */
    public static List<Takeover> collateral(Account account, MarketView view) {
        List<Takeover> sales = new ArrayList<>();
        if (account.cash().signum() >= 0) {
            return sales;
        }
        account.collateral().forEach((asset, amount) -> {
            BigDecimal value = view.parameters()
                    .collateral()
                    .get(asset)
                    .haircut()
                    .counted(
                            amount.exact().multiply(view.collateral().get(asset).exact()));
            TreeMap<String, Quantity> assets = new TreeMap<>();
            assets.put(asset, amount.negate());
            sales.add(new Takeover(asset, new TreeMap<>(), assets, Money.rounded(value, Rounding.AGAINST_HOLDER)));
        });
        return sales;
    }

    /** Its settlement, at the marks of a view. */
    public Settlement settlement(SettlementId id, Account account, MarketView view) {
        Map<Instrument, Price> prices = new HashMap<>();
        closings.keySet()
                .forEach(instrument -> prices.put(
                        instrument, view.instruments().get(instrument).mark()));
        return LiquidationSettlements.takeover(id, account, underlying, closings, prices, assets, cash);
    }
}
