package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.HaircutIndex;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.node.desk.Gains;
import io.breakwater.node.liquidation.LossEvent.Due;
import io.breakwater.node.liquidation.LossEvent.HaircutDecided;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * The last layers of the waterfall: one haircut of a market's positive unrealised profits for all deficits that wait for it,
 * decided once, published, collected from whom it charges and paid to the accounts in deficit; what no gain carries stops
 * the market. Every step can be repeated after a crash.
 */
final class HaircutSequence {

    private final LossWorkings with;
    private final HaircutCollection collection;

    HaircutSequence(LossWorkings with) {
        this.with = with;
        this.collection = new HaircutCollection(with);
    }

    /**
     * How far it has come.
     *
     * @param covered accounts that owe nothing any more
     * @param isUnderWay whether the haircut is to be gone on with, before anything else is done about its accounts
     */
    record Outcome(List<String> covered, boolean isUnderWay) {}

    /** Goes on with the haircut of an underlying that is under way, or decides one for these accounts. */
    CompletionStage<Outcome> cover(String underlying, List<String> accountIds) {
        return with.ledgerNow()
                .thenCompose(ledger -> {
                    HaircutDecided begun = ledger.haircuts().get(underlying);
                    return begun == null ? begin(underlying, accountIds) : goOn(begun);
                })
                .thenCompose(done -> with.ledgerNow())
                .thenCompose(ledger -> ledger.haircuts().containsKey(underlying)
                        ? Stages.done().thenApply(so -> new Outcome(List.of(), true))
                        : settled(underlying, accountIds));
    }

    private CompletionStage<Outcome> settled(String underlying, List<String> accountIds) {
        return with.readAll(accountIds).thenCompose(accounts -> {
            List<String> covered = accounts.stream()
                    .filter(account -> LossWorkings.owed(account).signum() == 0)
                    .map(Account::id)
                    .toList();
            return with.covered(underlying, covered).thenApply(noted -> new Outcome(covered, false));
        });
    }

    /** Does nothing while the feed does not permit it, or the market is not known here yet. */
    private CompletionStage<Void> begin(String underlying, List<String> accountIds) {
        Instrument instrument = new Instrument.Perpetual(underlying);
        InstrumentMarket at = with.board().view().instruments().get(instrument);
        if (at == null || at.feed().verdict(FeedState.Action.SOCIALISE) != FeedState.Verdict.ALLOWED) {
            return Stages.done();
        }
        return with.readAll(accountIds).thenCompose(accounts -> {
            SortedMap<String, Money> deficits = deficits(accounts);
            return deficits.isEmpty()
                    ? Stages.done()
                    : with.holders().of(instrument).thenCompose(holders -> {
                        HaircutDecided decided = decide(deficits, instrument, at, holders);
                        return with.note(decided).thenCompose(noted -> goOn(decided));
                    });
        });
    }

    private static SortedMap<String, Money> deficits(List<Account> accounts) {
        SortedMap<String, Money> deficits = new TreeMap<>();
        for (Account account : accounts) {
            Money owed = LossWorkings.owed(account);
            if (owed.signum() > 0) {
                deficits.put(account.id(), owed);
            }
        }
        return deficits;
    }

    private HaircutDecided decide(
            SortedMap<String, Money> deficits, Instrument instrument, InstrumentMarket at, List<Account> holders) {
        MarketFacts facts = at.facts();
        Money loss = deficits.values().stream().reduce(Money.ZERO, Money::plus);
        HaircutIndex index = HaircutIndex.of(loss, Gains.of(instrument, at.mark(), facts, holders), with.parameters());
        return new HaircutDecided(
                instrument.underlying(),
                facts.haircutEpoch(),
                new MarketFacts.LossHaircut(at.mark(), facts.fundingIndex(), index.share()),
                dues(deficits, loss.minus(index.unpaid())),
                index.haltsMarket());
    }

    /** Where gains do not carry everything, accounts are paid in the order of their ids. */
    private static SortedMap<String, Due> dues(SortedMap<String, Money> deficits, Money carried) {
        SortedMap<String, Due> dues = new TreeMap<>();
        Money rest = carried;
        for (var deficit : deficits.entrySet()) {
            Money amount = deficit.getValue().min(rest);
            dues.put(deficit.getKey(), new Due(amount, deficit.getValue().minus(amount)));
            rest = rest.minus(amount);
        }
        return dues;
    }

    /** Publishes, collects and pays what is decided; where another haircut has its place, it is decided anew later. */
    private CompletionStage<Void> goOn(HaircutDecided decided) {
        Instrument instrument = new Instrument.Perpetual(decided.underlying());
        return with.publications()
                .haircut(instrument, decided.epoch(), decided.haircut())
                .thenCompose(stands -> {
                    if (!stands) {
                        return ended(decided);
                    }
                    MarketFacts facts =
                            with.board().view().instruments().get(instrument).facts();
                    return facts.haircutEpoch() > decided.epoch() ? collect(instrument, decided) : Stages.done();
                });
    }

    private CompletionStage<Void> collect(Instrument instrument, HaircutDecided decided) {
        return owedNow(decided)
                .thenCompose(owed -> collection.collect(instrument, decided.epoch(), owed.values()))
                .thenCompose(collected -> owedNow(decided))
                .thenCompose(owed -> pay(decided.underlying(), owed))
                .thenCompose(
                        paid -> decided.haltsMarket() ? with.publications().halt(decided.underlying()) : Stages.done())
                .thenCompose(halted -> ended(decided));
    }

    /** What the haircut is still to pay, by account. */
    private CompletionStage<SortedMap<String, Money>> owedNow(HaircutDecided decided) {
        return with.readAll(List.copyOf(decided.dues().keySet())).thenApply(accounts -> {
            SortedMap<String, Money> owed = new TreeMap<>();
            accounts.forEach(account -> owed.put(
                    account.id(),
                    decided.dues().get(account.id()).of(account.cash().negate())));
            return owed;
        });
    }

    /** No more than the fund has: what is missing goes down the waterfall again. */
    private CompletionStage<Void> pay(String underlying, SortedMap<String, Money> owed) {
        String fund = HouseAccounts.symbolFund(underlying);
        return with.accounts().read(fund).thenCompose(paying -> {
            SortedMap<String, Money> amounts = new TreeMap<>();
            Money rest = paying.cash();
            for (var due : owed.entrySet()) {
                Money amount = due.getValue().min(rest);
                amounts.put(due.getKey(), amount);
                rest = rest.minus(amount);
            }
            return Stages.all(
                            with.settings().haircutParallelism(),
                            List.copyOf(amounts.keySet()),
                            account ->
                                    with.pay(fund, LiquidationsProtocol.Layer.HAIRCUT, account, amounts.get(account)))
                    .thenAccept(paid -> {});
        });
    }

    private CompletionStage<Void> ended(HaircutDecided decided) {
        return with.note(new LossEvent.HaircutEnded(decided.underlying())).thenAccept(ledger -> {});
    }
}
