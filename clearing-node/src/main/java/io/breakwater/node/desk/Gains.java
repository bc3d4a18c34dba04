package io.breakwater.node.desk;

import io.breakwater.core.account.Account;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import java.util.Collection;

/** Sums the positive unrealised profits of a market, which carry what funds and deleveraging have left of a loss. */
public final class Gains {

    private Gains() {}

    /** The sum over holders at a mark, each as if it had applied the market's facts. */
    public static Money of(Instrument instrument, Price mark, MarketFacts facts, Collection<Account> holders) {
        Money sum = Money.ZERO;
        for (Account holder : holders) {
            Position position = holder.positions().get(instrument);
            if (position != null) {
                Position accrued = position.accrue(facts).position();
                Money gain = mark.times(accrued.quantity(), Rounding.UP).plus(accrued.quote());
                sum = sum.plus(gain.max(Money.ZERO));
            }
        }
        return sum;
    }
}
