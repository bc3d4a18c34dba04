package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.liquidation.BackstopTakeover;
import io.breakwater.core.liquidation.LossWaterfall;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.money.Money;
import io.breakwater.node.desk.LossEvents;
import io.breakwater.node.liquidation.LiquidationsProtocol.Layer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Closes out one bankrupt account and covers its deficit: deleveraging for what the funds will not pay, takeover, sale of
 * collateral, then symbol fund, global fund and tranche, then a haircut of gains (risk model B.11). It decides on what the
 * accounts and the ledger show, so that it can be begun again at any point.
 */
final class LossSequence {

    private final LossWorkings with;
    private final Takeovers takeovers;
    private final DeleverageSequence deleveraging;
    private final HaircutSequence haircuts;

    LossSequence(LossWorkings with, Takeovers takeovers) {
        this.with = with;
        this.takeovers = takeovers;
        this.deleveraging = new DeleverageSequence(with);
        this.haircuts = new HaircutSequence(with);
    }

    /** Goes as far as it can now; what is left is tried again. Says whether nothing is. */
    CompletionStage<Boolean> cover(String accountId, String underlying) {
        return with.ledgerNow()
                .thenCompose(ledger -> ledger.losses().containsKey(accountId)
                        ? CompletableFuture.completedFuture(ledger)
                        : with.note(new LossEvent.LossFound(accountId, underlying)))
                .thenCompose(ledger -> with.accounts().read(accountId))
                .thenCompose(account -> closeOut(account, underlying))
                .thenCompose(done -> with.accounts().read(accountId))
                .thenCompose(account -> takeovers.collateral(account))
                .thenCompose(done -> with.accounts().read(accountId))
                .thenCompose(account -> settleUp(account, underlying));
    }

    private CompletionStage<Void> closeOut(Account account, String underlying) {
        if (account.positions().isEmpty() || account.health() != HealthState.BANKRUPT) {
            return Stages.done();
        }
        MarginResult margin = HealthAssessment.margin(account, with.board().view());
        Money deficit = BackstopTakeover.of(
                        margin.equity(),
                        margin.maintenance(),
                        with.board().view().parameters().liquidation())
                .deficit();
        if (deficit.signum() == 0) {
            return Stages.done();
        }
        return funds(underlying)
                .thenCompose(funds -> {
                    Money left = funds.absorb(deficit).toDeleveraging();
                    return left.signum() > 0 ? deleveraging.recoup(account, margin, left) : Stages.done();
                })
                .thenCompose(done -> with.accounts().read(account.id()))
                .thenCompose(takeovers::whole);
    }

    private CompletionStage<LossWaterfall> funds(String underlying) {
        return with.ledgerNow()
                .thenCompose(ledger -> with.balances(underlying)
                        .thenApply(balances -> LossEvents.funds(event(ledger, underlying, balances), balances)));
    }

    private LossEvents.LossEvent event(LossLedger ledger, String underlying, LossEvents.Balances balances) {
        return ledger.events()
                .at(underlying, balances, with.parameters(), with.board().view().timeMillis());
    }

    private CompletionStage<Boolean> settleUp(Account account, String underlying) {
        boolean owes = account.cash().signum() < 0 && account.positions().isEmpty();
        if (!owes) {
            return account.health() == HealthState.BANKRUPT
                            && !account.positions().isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : covered(account.id(), underlying);
        }
        return with.publications()
                .deficit(underlying, account.id(), true)
                .thenCompose(open -> with.ledgerNow())
                .thenCompose(ledger -> {
                    LossEvent.HaircutDecided begun = ledger.haircuts().get(account.id());
                    return begun == null ? payOut(account, underlying) : haircuts.goOn(underlying, begun);
                })
                .thenCompose(paid -> with.accounts().read(account.id()))
                .thenCompose(after -> after.cash().signum() >= 0
                        ? covered(account.id(), underlying)
                        : CompletableFuture.completedFuture(false));
    }

    /** The limits are noted before anything is paid: a crash may waste a part of them and never exceeds them. */
    private CompletionStage<Void> payOut(Account account, String underlying) {
        Money deficit = account.cash().negate();
        return funds(underlying).thenCompose(funds -> {
            LossWaterfall.Absorbed absorbed = funds.absorb(deficit);
            return with.note(new LossEvent.LimitsNoted(
                            underlying,
                            with.board().view().timeMillis(),
                            absorbed.after().globalFund(),
                            absorbed.after().tranche()))
                    .thenCompose(noted -> layers(account.id(), underlying, absorbed))
                    .thenCompose(booked -> booked && absorbed.toDeleveraging().signum() > 0
                            ? haircuts.cover(account.id(), underlying, absorbed.toDeleveraging())
                            : Stages.done());
        });
    }

    private CompletionStage<Boolean> layers(String account, String underlying, LossWaterfall.Absorbed absorbed) {
        return with.pay(HouseAccounts.symbolFund(underlying), Layer.SYMBOL_FUND, account, absorbed.fromSymbolFund())
                .thenCompose(first -> with.pay(
                                HouseAccounts.GLOBAL_FUND, Layer.GLOBAL_FUND, account, absorbed.fromGlobalFund())
                        .thenCompose(second -> with.pay(
                                        HouseAccounts.TRANCHE, Layer.TRANCHE, account, absorbed.fromTranche())
                                .thenApply(third -> first && second && third)));
    }

    private CompletionStage<Boolean> covered(String account, String underlying) {
        return with.publications()
                .deficit(underlying, account, false)
                .thenCompose(closed -> with.note(new LossEvent.LossCovered(account)))
                .thenApply(ledger -> true);
    }
}
