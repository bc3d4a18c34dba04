package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Brings what a published haircut charges its holders into the symbol's fund, from so many holders at once. */
final class HaircutCollection {

    private final LossWorkings with;
    private final FeeSweeps sweeps;

    HaircutCollection(LossWorkings with) {
        this.with = with;
        this.sweeps = new FeeSweeps(with.board(), with.accounts(), with.clearing());
    }

    /** Ends when the fund has what is due, or when everybody who is charged has paid. */
    CompletionStage<Void> collect(Instrument instrument, int epoch, Collection<Money> due) {
        String fund = HouseAccounts.symbolFund(instrument.underlying());
        Money needed = due.stream().reduce(Money.ZERO, Money::plus);
        return with.accounts()
                .read(fund)
                .thenCompose(account -> account.cash().compareTo(needed) >= 0
                        ? Stages.done()
                        : with.holders()
                                .of(instrument)
                                .thenCompose(holders -> collect(instrument, epoch, fund, holders)));
    }

    private CompletionStage<Void> collect(Instrument instrument, int epoch, String fund, List<Account> holders) {
        MarketFacts facts = with.board().view().instruments().get(instrument).facts();
        List<String> charged = holders.stream()
                .filter(holder -> isCharged(holder, instrument, epoch, facts, fund))
                .map(Account::id)
                .toList();
        return Stages.all(with.settings().haircutParallelism(), charged, holder -> collect(holder, fund))
                .thenAccept(collected -> {});
    }

    /** Who has caught up already may still owe it; whose position is charged nothing catches up when it likes. */
    private static boolean isCharged(Account holder, Instrument instrument, int epoch, MarketFacts facts, String fund) {
        Position position = holder.positions().get(instrument);
        return position == null || position.haircutEpoch() > epoch
                ? holder.feesDue().containsKey(fund)
                : position.accrue(facts).haircutCharge().signum() > 0;
    }

    private CompletionStage<Void> collect(String holder, String fund) {
        return with.accounts()
                .execute(holder, new RiskCommand.CatchUp())
                .thenCompose(reply -> sweeps.sweep(holder, fund));
    }
}
