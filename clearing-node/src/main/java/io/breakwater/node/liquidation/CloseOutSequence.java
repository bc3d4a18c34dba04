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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Closes out one bankrupt account and lets the funds pay: deleveraging for what they will not pay, takeover, sale of
 * collateral, then symbol fund, global fund and tranche (risk model B.11). It decides on what the accounts and the ledger
 * show, so that it can be begun again at any point.
 */
final class CloseOutSequence {

    /** How far an account has come. */
    enum Outcome {
        /** Nothing is left of its loss. */
        COVERED,
        /** It is closed out, the funds have paid what they will, and the rest waits for a haircut. */
        OWES,
        /** It is to be tried again. */
        UNFINISHED
    }

    private final LossWorkings with;
    private final Takeovers takeovers;
    private final DeleverageSequence deleveraging;

    CloseOutSequence(LossWorkings with, Takeovers takeovers) {
        this.with = with;
        this.takeovers = takeovers;
        this.deleveraging = new DeleverageSequence(with);
    }

    /** Goes as far as it can now. */
    CompletionStage<Outcome> closeOut(String accountId, String underlying) {
        return with.ledgerNow()
                .thenCompose(ledger -> ledger.losses().containsKey(accountId)
                        ? CompletableFuture.completedFuture(ledger)
                        : with.note(new LossEvent.LossFound(accountId, underlying)))
                .thenCompose(ledger -> with.accounts().read(accountId))
                .thenCompose(account -> closePositions(account, underlying))
                .thenCompose(done -> with.accounts().read(accountId))
                .thenCompose(account -> takeovers.collateral(account))
                .thenCompose(done -> with.accounts().read(accountId))
                .thenCompose(account -> settleUp(account, underlying));
    }

    private CompletionStage<Void> closePositions(Account account, String underlying) {
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

    /**
     * What the layers may pay now. Balances are read before the ledger: what a haircut has brought into the symbol's fund is
     * then known to be promised to others.
     */
    private CompletionStage<LossWaterfall> funds(String underlying) {
        return with.balances(underlying)
                .thenCompose(balances -> with.ledgerNow().thenApply(ledger -> {
                    Money free = balances.symbolFund()
                            .minus(ledger.promised(underlying))
                            .max(Money.ZERO);
                    LossEvents.Balances unpromised =
                            new LossEvents.Balances(free, balances.globalFund(), balances.tranche());
                    return LossEvents.funds(event(ledger, underlying, unpromised), unpromised);
                }));
    }

    private LossEvents.LossEvent event(LossLedger ledger, String underlying, LossEvents.Balances balances) {
        return ledger.events()
                .at(underlying, balances, with.parameters(), with.board().view().timeMillis());
    }

    private CompletionStage<Outcome> settleUp(Account account, String underlying) {
        if (LossWorkings.owed(account).signum() > 0) {
            return with.publications()
                    .deficit(underlying, account.id(), true)
                    .thenCompose(open -> payOut(account, underlying))
                    .thenCompose(isPaid -> isPaid
                            ? with.accounts().read(account.id()).thenCompose(after -> paidOut(after, underlying))
                            : CompletableFuture.completedFuture(Outcome.UNFINISHED));
        }
        boolean isOpen =
                account.health() == HealthState.BANKRUPT && !account.positions().isEmpty();
        return isOpen ? CompletableFuture.completedFuture(Outcome.UNFINISHED) : covered(account, underlying);
    }

    private CompletionStage<Outcome> paidOut(Account account, String underlying) {
        return LossWorkings.owed(account).signum() > 0
                ? CompletableFuture.completedFuture(Outcome.OWES)
                : covered(account, underlying);
    }

    private CompletionStage<Outcome> covered(Account account, String underlying) {
        return with.covered(underlying, List.of(account.id())).thenApply(noted -> Outcome.COVERED);
    }

    /**
     * Says whether every layer has paid its part. The limits are noted before anything is paid: a crash may waste a part of
     * them and never exceeds them.
     */
    private CompletionStage<Boolean> payOut(Account account, String underlying) {
        Money deficit = LossWorkings.owed(account);
        return funds(underlying).thenCompose(funds -> {
            LossWaterfall.Absorbed absorbed = funds.absorb(deficit);
            return note(underlying, absorbed.after()).thenCompose(noted -> layers(account.id(), underlying, absorbed));
        });
    }

    private CompletionStage<Void> note(String underlying, LossWaterfall left) {
        LossEvents.LossEvent event =
                new LossEvents.LossEvent(with.board().view().timeMillis(), left.globalFund(), left.tranche());
        return with.ledgerNow()
                .thenCompose(ledger -> ledger.events().isNews(underlying, event)
                        ? with.note(new LossEvent.LimitsNoted(
                                        underlying, event.lastMillis(), event.globalFund(), event.tranche()))
                                .thenAccept(noted -> {})
                        : Stages.done());
    }

    private CompletionStage<Boolean> layers(String account, String underlying, LossWaterfall.Absorbed absorbed) {
        return with.pay(HouseAccounts.symbolFund(underlying), Layer.SYMBOL_FUND, account, absorbed.fromSymbolFund())
                .thenCompose(first -> with.pay(
                                HouseAccounts.GLOBAL_FUND, Layer.GLOBAL_FUND, account, absorbed.fromGlobalFund())
                        .thenCompose(second -> with.pay(
                                        HouseAccounts.TRANCHE, Layer.TRANCHE, account, absorbed.fromTranche())
                                .thenApply(third -> first && second && third)));
    }
}
