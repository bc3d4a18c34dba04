package io.breakwater.node.simulation;

import io.breakwater.core.liquidation.DeleveragingPlan;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.desk.DeleveragingTerms;

/** Closes positions of a bankrupt account against profitable opposite ones, at the bankruptcy price (risk model B.11). */
final class Deleverager {

    private final House house;
    private final Markets markets;
    private final Tally tally;

    Deleverager(House house, Markets markets, Tally tally) {
        this.house = house;
        this.markets = markets;
        this.tally = tally;
    }

    /** Closes every position at the price at which the account recoups what the funds will not pay. */
    void recoup(String accountId, MarginResult margin, Money shortfall) {
        for (PositionResult position : margin.positions()) {
            DeleveragingTerms.of(house.account(accountId), margin, position, shortfall, markets.view())
                    .ifPresent(this::close);
        }
    }

    private void close(DeleveragingTerms terms) {
        Quantity held = held(terms);
        Money lost = execute(terms, held, terms.proRata(held, house.accounts(), markets.view()));
        Quantity left = held(terms);
        execute(terms, left, terms.queue(left, lost, house.accounts(), markets.view()));
    }

    private Quantity held(DeleveragingTerms terms) {
        return house.account(terms.account()).quantity(terms.instrument());
    }

    /** Books a plan; says what its targets have lost by it. */
    private Money execute(DeleveragingTerms terms, Quantity held, DeleveragingPlan plan) {
        Money lost = Money.ZERO;
        for (DeleveragingPlan.Entry entry : plan.entries()) {
            lost = lost.plus(execute(terms, held, entry));
        }
        tally.paid(Tally.Payer.DELEVERAGING, lost);
        return lost;
    }

    /** Books one entry of a plan; says what its target has lost against the mark, nothing if it refuses. */
    private Money execute(DeleveragingTerms terms, Quantity held, DeleveragingPlan.Entry entry) {
        if (entry.closes().signum() == 0) {
            return Money.ZERO;
        }
        boolean booked = house.settle(LiquidationSettlements.deleverage(
                        house.id("deleverage"),
                        terms.account(),
                        entry.rank().target().id(),
                        terms.instrument(),
                        DeleveragingTerms.closing(held, entry),
                        terms.price()))
                .isEmpty();
        return booked ? DeleveragingTerms.cost(entry) : Money.ZERO;
    }
}
