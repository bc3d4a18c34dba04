package io.breakwater.core.protocol;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settlements of a liquidation and of the waterfall behind it: each is of exactly two accounts. */
public final class LiquidationSettlements {

    private LiquidationSettlements() {}

    /**
     * Somebody takes a part of a slice: the account cannot refuse for want of margin, a keeper can.
     *
     * @param id its identity
     * @param account in liquidation
     * @param slice open slice of it
     * @param quantity signed movement of the account
     * @param price what the taker pays or gets for each unit
     * @param taker keeper or backstop
     * @param takerBinding true for the backstop
     * @param reward the taker's reward, paid by the account
     * @param fundFee fee the account owes its symbol fund
     */
    public static Settlement take(
            SettlementId id,
            Account account,
            OpenSlice slice,
            Quantity quantity,
            Price price,
            String taker,
            boolean takerBinding,
            Money reward,
            Money fundFee) {
        Leg sells = Leg.of(account.id(), true, List.of(Leg.Movement.at(slice.instrument(), quantity, price)))
                .withCash(reward.negate());
        Leg takes = sells.opposite(taker, takerBinding);
        String fund = HouseAccounts.symbolFund(slice.instrument().underlying());
        return Settlement.of(
                id, Settlement.Kind.LIQUIDATION, sells.withFee(fund, fundFee), takes, Optional.of(slice.id()));
    }

    /**
     * The backstop of an underlying takes positions at given prices, and its fee.
     *
     * @param id its identity
     * @param account in liquidation
     * @param underlying whose backstop takes them
     * @param closings signed movements of the account, by instrument
     * @param prices a price for each of them
     * @param assets other collateral that goes along, signed movements of the account
     * @param cash signed cash movement of the account: what the assets are worth less the fee
     */
    public static Settlement takeover(
            SettlementId id,
            Account account,
            String underlying,
            SortedMap<Instrument, Quantity> closings,
            Map<Instrument, Price> prices,
            SortedMap<String, Quantity> assets,
            Money cash) {
        List<Leg.Movement> movements = closings.entrySet().stream()
                .map(closing -> Leg.Movement.at(closing.getKey(), closing.getValue(), prices.get(closing.getKey())))
                .toList();
        Leg gives = Leg.of(account.id(), true, movements).withAssets(assets).withCash(cash);
        return Settlement.of(
                id, Settlement.Kind.BACKSTOP_TAKEOVER, gives, gives.opposite(HouseAccounts.backstop(underlying), true));
    }

    /**
     * A profitable opposite position is closed against a bankrupt one at the bankruptcy price.
     *
     * @param id its identity
     * @param account bankrupt
     * @param target whose position is closed
     * @param instrument in which
     * @param quantity signed movement of the bankrupt account
     * @param price bankruptcy price
     */
    public static Settlement deleverage(
            SettlementId id, String account, String target, Instrument instrument, Quantity quantity, Price price) {
        Leg closes = Leg.of(account, true, List.of(Leg.Movement.at(instrument, quantity, price)));
        return Settlement.of(id, Settlement.Kind.DELEVERAGING, closes, closes.opposite(target, true));
    }

    /**
     * A fund or the tranche pays an account; it refuses what it does not have.
     *
     * @param id its identity
     * @param payer fund or tranche
     * @param account who is paid
     * @param amount positive
     */
    public static Settlement payment(SettlementId id, String payer, String account, Money amount) {
        Leg pays = Leg.ofCash(payer, false, amount.negate());
        return Settlement.of(id, Settlement.Kind.FUND_PAYMENT, pays, pays.opposite(account, true));
    }

    /**
     * Accrued fees reach their fund.
     *
     * @param id its identity
     * @param account who owes them
     * @param fund to whom they are due
     * @param amount positive, at most what is due
     */
    public static Settlement sweep(SettlementId id, String account, String fund, Money amount) {
        Leg pays = Leg.ofCash(account, true, amount.negate());
        return Settlement.of(id, Settlement.Kind.FEE_SWEEP, pays, pays.opposite(fund, true));
    }

    /** No other collateral goes along. */
    public static SortedMap<String, Quantity> noAssets() {
        return new TreeMap<>();
    }
}
