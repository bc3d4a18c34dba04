package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.liquidation.DeleveragingPlan;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.desk.DeleveragingTerms;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Closes positions of a bankrupt account against profitable opposite ones, one target after another. Each target tests its
 * part again when it books; what it refuses is planned again in the second round.
 */
final class DeleverageSequence {

    private final LossWorkings with;

    DeleverageSequence(LossWorkings with) {
        this.with = with;
    }

    /** Closes every position at the price at which the account recoups what the funds will not pay. */
    CompletionStage<Void> recoup(Account account, MarginResult margin, Money shortfall) {
        return Stages.fold(
                (Void) null,
                margin.positions(),
                (so, position) -> DeleveragingTerms.of(
                                account,
                                margin,
                                position,
                                shortfall,
                                with.board().view())
                        .map(this::close)
                        .orElseGet(Stages::done));
    }

    private CompletionStage<Void> close(DeleveragingTerms terms) {
        return round(terms, Money.ZERO, true)
                .thenCompose(lost -> round(terms, lost, false))
                .thenAccept(lost -> {});
    }

    private CompletionStage<Money> round(DeleveragingTerms terms, Money spent, boolean isFirst) {
        return with.holders()
                .of(terms.instrument())
                .thenCompose(others -> with.accounts().read(terms.account()).thenCompose(account -> {
                    Quantity held = account.quantity(terms.instrument());
                    return Stages.fold(
                            Money.ZERO,
                            entries(terms, held, spent, others, isFirst),
                            (lost, entry) -> execute(terms, held, entry).thenApply(lost::plus));
                }));
    }

    private List<DeleveragingPlan.Entry> entries(
            DeleveragingTerms terms, Quantity held, Money spent, List<Account> others, boolean isFirst) {
        if (held.signum() == 0) {
            return List.of();
        }
        var view = with.board().view();
        DeleveragingPlan plan = isFirst ? terms.proRata(held, others, view) : terms.queue(held, spent, others, view);
        return plan.entries().stream()
                .filter(entry -> entry.closes().signum() != 0)
                .toList();
    }

    /** Books one entry of a plan; says what its target has lost against the mark, nothing if it refuses. */
    private CompletionStage<Money> execute(DeleveragingTerms terms, Quantity held, DeleveragingPlan.Entry entry) {
        return with.accounts().read(terms.account()).thenCompose(account -> {
            Settlement settlement = LiquidationSettlements.deleverage(
                    with.next(account, "adl"),
                    terms.account(),
                    entry.rank().target().id(),
                    terms.instrument(),
                    DeleveragingTerms.closing(held, entry),
                    terms.price());
            return with.clearing().booked(settlement).thenApply(booked -> {
                Money lost = booked ? DeleveragingTerms.cost(entry) : Money.ZERO;
                if (lost.signum() > 0) {
                    with.paid()
                            .accept(new LossProtocol.Paid(
                                    terms.account(), LiquidationsProtocol.Layer.DELEVERAGING, lost));
                }
                return lost;
            });
        });
    }
}
