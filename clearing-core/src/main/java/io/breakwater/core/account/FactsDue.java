package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Expiry;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import java.util.ArrayList;
import java.util.List;

/** Which facts of the market an account has still to apply: parameters, funding, loss haircuts, expiry. */
final class FactsDue {

    private FactsDue() {}

    /** The events that bring the account level with the market, in the order of its instruments. */
    static List<AccountEvent> events(Account account, MarketView market) {
        List<AccountEvent> events = new ArrayList<>();
        if (market.parameters().epoch() > account.parameterEpoch()) {
            events.add(new FactEvent.ParametersAdopted(
                    market.timeMillis(), market.parameters().epoch()));
        }
        account.positions()
                .forEach((instrument, position) -> market.instrument(instrument)
                        .ifPresent(at -> addFacts(events, instrument, position, at, market.timeMillis())));
        return events;
    }

    private static void addFacts(
            List<AccountEvent> events, Instrument instrument, Position position, InstrumentMarket at, long timeMillis) {
        Position.Accrual accrual = position.accrue(at.facts());
        Position accrued = accrual.position();
        if (!accrued.equals(position)) {
            events.add(new FactEvent.FactsApplied(
                    timeMillis, instrument, accrued, accrual.haircutCharge(), accrual.residue()));
        }
        at.facts().settlement().ifPresent(price -> {
            Expiry.Closing closing = Expiry.close(instrument, accrued, price);
            events.add(new FactEvent.PositionExpired(timeMillis, instrument, price, closing.cash(), closing.residue()));
        });
    }
}
