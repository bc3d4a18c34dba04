package io.breakwater.node.simulation;

import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.List;

/** Runs in which something is broken on the way, to see that the run says so. */
public final class TamperedSimulation {

    private static final Instrument BTC = new Instrument.Perpetual("BTC");

    private TamperedSimulation() {}

    /** After a minute a maker books its leg of a trade that the other party never heard of. */
    public static Simulation.Outcome withHalfATrade(SimulationSetup setup, SimulationProgress progress) {
        Simulation simulation = new Simulation(setup);
        simulation.loop().after(60_000, () -> bookHalf(simulation.house()));
        return simulation.run(progress);
    }

    private static void bookHalf(House house) {
        Leg leg = Leg.of("maker-01", false, List.of(Leg.Movement.at(BTC, Quantity.of("0.001"), Price.of("60000"))));
        Settlement trade = Settlement.of(house.id("half"), Settlement.Kind.TRADE, leg.opposite("maker-02", false), leg);
        house.require(trade.second().account(), new SettlementCommand.Book(trade));
    }
}
