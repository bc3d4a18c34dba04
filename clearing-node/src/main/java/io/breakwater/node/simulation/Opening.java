package io.breakwater.node.simulation;

import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.money.Quantity;
import java.util.List;

/** Brings a population to life: opens every account, pays in its deposits, and clears the opening trades. */
final class Opening {

    private final House house;

    Opening(House house) {
        this.house = house;
    }

    /** Opens all of them; a refusal means that the run is not set up rightly. */
    void open(Population population) {
        population.accounts().forEach(this::open);
        population.openings().forEach(this::clear);
    }

    private void open(AccountPlan plan) {
        house.require(plan.id(), new LifecycleCommand.Open(plan.participant().role(), plan.mode()));
        deposit(
                plan.id(),
                Valuation.SETTLEMENT_CURRENCY,
                Quantity.of(plan.deposit().exact()));
        plan.collateral().forEach((asset, amount) -> deposit(plan.id(), asset, amount));
    }

    private void deposit(String id, String asset, Quantity amount) {
        if (amount.signum() > 0) {
            house.require(id, new LifecycleCommand.Deposit(house.id("deposit"), asset, amount));
        }
    }

    private void clear(Population.OpeningTrade trade) {
        Leg leg = Leg.of(
                trade.trader(), false, List.of(Leg.Movement.at(trade.instrument(), trade.quantity(), trade.price())));
        house.mustSettle(
                Settlement.of(house.id("open"), Settlement.Kind.TRADE, leg, leg.opposite(trade.maker(), false)));
    }
}
