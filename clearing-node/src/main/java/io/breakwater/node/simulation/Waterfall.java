package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.liquidation.LossWaterfall;
import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.desk.DeleveragingTerms;
import io.breakwater.node.desk.LossEvents;
import java.util.HashMap;
import java.util.Map;

/**
 * Who pays when an account could not: symbol fund, global fund, tranche, then deleveraging, then a haircut of gains, then
 * the market stops (risk model B.11).
 *
 * <p>A deficit is one underlying's: that with the greatest part of the account's requirement. Deficits of one underlying
 * less than ten minutes apart are one event, which shares the limits of the global fund and of the tranche.
 */
final class Waterfall {

    private final House house;
    private final Markets markets;
    private final Tally tally;
    private final Deleverager deleverager;
    private final HaircutDesk haircuts;
    private final WaterfallParameters parameters = WaterfallParameters.defaults();
    private final Map<String, String> deficits = new HashMap<>();
    private LossEvents events = LossEvents.NONE;

    Waterfall(House house, Markets markets, Tally tally) {
        this.house = house;
        this.markets = markets;
        this.tally = tally;
        this.deleverager = new Deleverager(house, markets, tally);
        this.haircuts = new HaircutDesk(house, markets, tally, parameters);
    }

    /** Before a bankrupt account is taken over: what the funds will not pay is met by deleveraging, where it can be. */
    void deleverageIfFundsFallShort(String accountId, MarginResult margin, Money deficit) {
        String underlying = underlyingOf(margin, accountId);
        deficits.put(accountId, underlying);
        Money left = funds(underlying).absorb(deficit).toDeleveraging();
        if (left.signum() > 0 && !margin.positions().isEmpty()) {
            deleverager.recoup(accountId, margin, left);
        }
    }

    private String underlyingOf(MarginResult margin, String accountId) {
        return DeleveragingTerms.underlyingOf(margin)
                .orElseGet(() -> deficits.getOrDefault(
                        accountId, markets.feeds().iterator().next().perpetual().underlying()));
    }

    /** After it: an account without positions and with cash below zero is paid out, layer by layer. */
    void coverDeficit(String accountId) {
        Account account = house.account(accountId);
        Money deficit = account.cash().negate();
        String underlying = deficits.get(accountId);
        if (deficit.signum() <= 0 || !account.positions().isEmpty() || underlying == null) {
            return;
        }
        markets.deficit(underlying, true);
        LossWaterfall.Absorbed absorbed = funds(underlying).absorb(deficit);
        pay(HouseAccounts.symbolFund(underlying), accountId, absorbed.fromSymbolFund());
        pay(HouseAccounts.GLOBAL_FUND, accountId, absorbed.fromGlobalFund());
        pay(HouseAccounts.TRANCHE, accountId, absorbed.fromTranche());
        remember(underlying, absorbed.after());
        tally.paid(Tally.Payer.SYMBOL_FUND, absorbed.fromSymbolFund());
        tally.paid(Tally.Payer.GLOBAL_FUND, absorbed.fromGlobalFund());
        tally.paid(Tally.Payer.TRANCHE, absorbed.fromTranche());
        boolean covered = absorbed.toDeleveraging().signum() == 0
                || haircuts.cover(accountId, underlying, absorbed.toDeleveraging());
        if (covered) {
            markets.deficit(underlying, false);
            deficits.remove(accountId);
        }
    }

    /** What nobody has paid. */
    Money unpaid() {
        return Audit.unpaid(house.accounts());
    }

    /** What the funds hold now, within what is left of the event's limits. */
    private LossWaterfall funds(String underlying) {
        LossEvents.Balances balances = new LossEvents.Balances(
                balance(HouseAccounts.symbolFund(underlying)),
                balance(HouseAccounts.GLOBAL_FUND),
                balance(HouseAccounts.TRANCHE));
        LossEvents.LossEvent event =
                events.at(underlying, balances, parameters, markets.view().timeMillis());
        events = events.with(underlying, event);
        return LossEvents.funds(event, balances);
    }

    private void remember(String underlying, LossWaterfall after) {
        events = events.with(
                underlying, new LossEvents.LossEvent(markets.view().timeMillis(), after.globalFund(), after.tranche()));
    }

    private Money balance(String fund) {
        return house.account(fund).cash();
    }

    private void pay(String payer, String accountId, Money amount) {
        if (amount.signum() > 0) {
            house.mustSettle(LiquidationSettlements.payment(house.id("deficit"), payer, accountId, amount));
        }
    }
}
