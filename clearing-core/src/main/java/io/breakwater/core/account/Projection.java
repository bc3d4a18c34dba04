package io.breakwater.core.account;

import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;

/** What an account would be after a leg, for a test of margin; never persisted. */
final class Projection {

    private Projection() {}

    /** The account, level with the market's facts, with a leg booked at those facts. */
    static Account booked(Account account, Leg leg, MarketView market) {
        AccountChange change = new AccountChange(account);
        for (Leg.Movement movement : leg.movements()) {
            MarketFacts facts = market.instruments().get(movement.instrument()).facts();
            Position added =
                    new Position(movement.quantity(), movement.quote(), facts.fundingIndex(), facts.haircutEpoch());
            change.trade(movement.instrument(), added);
        }
        change.addCash(leg.cash());
        leg.assets().forEach(change::addAsset);
        leg.fees().forEach(change::accrueFee);
        return change.at(account.lastEventMillis());
    }
}
