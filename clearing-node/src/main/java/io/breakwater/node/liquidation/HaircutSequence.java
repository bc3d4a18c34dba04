package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.HaircutIndex;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.node.desk.Gains;
import io.breakwater.node.liquidation.LossEvent.HaircutDecided;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The last layers of the waterfall: a haircut of the market's positive unrealised profits, decided once, published, collected
 * from every holder and paid to the account in deficit; what no gain carries stops the market. Every step can be repeated
 * after a crash.
 */
final class HaircutSequence {

    private final LossWorkings with;
    private final FeeSweeps sweeps;

    HaircutSequence(LossWorkings with) {
        this.with = with;
        this.sweeps = new FeeSweeps(with.board(), with.accounts(), with.clearing());
    }

    /** Covers a loss by a new haircut; does nothing while the feed does not permit it. */
    CompletionStage<Void> cover(String account, String underlying, Money loss) {
        Instrument instrument = new Instrument.Perpetual(underlying);
        InstrumentMarket at = with.board().view().instruments().get(instrument);
        if (at.feed().verdict(FeedState.Action.SOCIALISE) != FeedState.Verdict.ALLOWED) {
            return Stages.done();
        }
        return with.holders().of(instrument).thenCompose(holders -> {
            HaircutDecided decided = decide(account, loss, instrument, at, holders);
            return with.note(decided).thenCompose(ledger -> goOn(underlying, decided));
        });
    }

    private HaircutDecided decide(
            String account, Money loss, Instrument instrument, InstrumentMarket at, List<Account> holders) {
        MarketFacts facts = at.facts();
        HaircutIndex index = HaircutIndex.of(loss, Gains.of(instrument, at.mark(), facts, holders), with.parameters());
        return new HaircutDecided(
                account,
                facts.haircutEpoch(),
                new MarketFacts.LossHaircut(at.mark(), facts.fundingIndex(), index.share()),
                loss.minus(index.unpaid()),
                index.haltsMarket());
    }

    /** Publishes, collects and pays what is decided; where another haircut has its place, it is decided anew later. */
    CompletionStage<Void> goOn(String underlying, HaircutDecided decided) {
        Instrument instrument = new Instrument.Perpetual(underlying);
        return with.publications()
                .haircut(instrument, decided.epoch(), decided.haircut())
                .thenCompose(stands -> {
                    if (!stands) {
                        return ended(decided);
                    }
                    boolean isSeen = with.board()
                                    .view()
                                    .instruments()
                                    .get(instrument)
                                    .facts()
                                    .haircutEpoch()
                            > decided.epoch();
                    return isSeen ? collect(instrument, decided) : Stages.done();
                });
    }

    /** Every holder catches up and pays what it is charged into the symbol's fund; then the fund pays. */
    private CompletionStage<Void> collect(Instrument instrument, HaircutDecided decided) {
        return with.holders()
                .of(instrument)
                .thenCompose(holders -> Stages.fold((Void) null, holders, (so, holder) -> collect(holder.id())))
                .thenCompose(collected -> pay(instrument.underlying(), decided))
                .thenCompose(paid ->
                        decided.haltsMarket() ? with.publications().halt(instrument.underlying()) : Stages.done())
                .thenCompose(halted -> ended(decided));
    }

    private CompletionStage<Void> collect(String holder) {
        return with.accounts().execute(holder, new RiskCommand.CatchUp()).thenCompose(reply -> sweeps.sweep(holder));
    }

    /** No more than is still owed, nor than the fund has: what is missing goes down the waterfall again. */
    private CompletionStage<Boolean> pay(String underlying, HaircutDecided decided) {
        String fund = HouseAccounts.symbolFund(underlying);
        return with.accounts()
                .read(decided.account())
                .thenCompose(account -> with.accounts()
                        .read(fund)
                        .thenCompose(paying -> with.pay(
                                fund,
                                LiquidationsProtocol.Layer.HAIRCUT,
                                account.id(),
                                decided.due().min(account.cash().negate()).min(paying.cash()))));
    }

    private CompletionStage<Void> ended(HaircutDecided decided) {
        return with.note(new LossEvent.HaircutEnded(decided.account())).thenAccept(ledger -> {});
    }
}
