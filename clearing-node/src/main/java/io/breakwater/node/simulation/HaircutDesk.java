package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.HaircutIndex;
import io.breakwater.core.liquidation.WaterfallParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.desk.Gains;
import java.util.ArrayList;
import java.util.List;

/**
 * The last layers of the waterfall: a haircut of the market's positive unrealised profits, published as one index with
 * its price, collected by a sweep, and paid to the account in deficit; what no gain carries stops the market.
 */
final class HaircutDesk {

    private final House house;
    private final Markets markets;
    private final Tally tally;
    private final WaterfallParameters parameters;

    HaircutDesk(House house, Markets markets, Tally tally, WaterfallParameters parameters) {
        this.house = house;
        this.markets = markets;
        this.tally = tally;
        this.parameters = parameters;
    }

    /** Covers a loss by a haircut; false while the feed does not permit it, so that it is tried again. */
    boolean cover(String accountId, String underlying, Money loss) {
        Instrument instrument = new Instrument.Perpetual(underlying);
        var at = markets.view().instruments().get(instrument);
        if (at.feed().verdict(FeedState.Action.SOCIALISE) != FeedState.Verdict.ALLOWED) {
            return false;
        }
        HaircutIndex index = HaircutIndex.of(
                loss, Gains.of(instrument, at.mark(), markets.feed(instrument).facts(), house.accounts()), parameters);
        publish(instrument, at.mark(), index);
        collect(instrument);
        Money paid = loss.minus(index.unpaid());
        if (paid.signum() > 0) {
            house.mustSettle(LiquidationSettlements.payment(
                    house.id("haircut"), HouseAccounts.symbolFund(underlying), accountId, paid));
        }
        tally.paid(Tally.Payer.HAIRCUT, paid);
        if (index.haltsMarket()) {
            markets.feed(instrument).halt();
        }
        return true;
    }

    private void publish(Instrument instrument, Price mark, HaircutIndex index) {
        MarketFacts facts = markets.feed(instrument).facts();
        List<MarketFacts.LossHaircut> haircuts = new ArrayList<>(facts.haircuts());
        haircuts.add(new MarketFacts.LossHaircut(mark, facts.fundingIndex(), index.share()));
        markets.publish(instrument, new MarketFacts(facts.fundingIndex(), haircuts, facts.settlement()));
    }

    /** Every holder catches up and pays what it is charged into the symbol's fund. */
    private void collect(Instrument instrument) {
        for (Account holder : List.copyOf(house.accounts())) {
            if (holder.positions().containsKey(instrument)) {
                house.require(holder.id(), new RiskCommand.CatchUp());
                FeeSweep.sweep(house, holder.id());
            }
        }
    }
}
