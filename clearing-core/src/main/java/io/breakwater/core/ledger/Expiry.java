package io.breakwater.core.ledger;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.OptionKind;
import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;

/** What a position is worth when its instrument settles (risk model B.2, G31). */
public final class Expiry {

    private Expiry() {}

    /**
     * The payoff of one unit: the settlement price of a future, max(S - K, 0) of a call, max(K - S, 0) of a put.
     *
     * @throws io.breakwater.core.money.ValueOverflowException when the strike does not fit a price
     */
    public static Price payoff(Instrument instrument, Price settlement) {
        if (!(instrument instanceof EuropeanOption option)) {
            return settlement;
        }
        BigDecimal inTheMoney = option.kind() == OptionKind.CALL
                ? settlement.exact().subtract(option.strike())
                : option.strike().subtract(settlement.exact());
        return Price.of(inTheMoney.max(BigDecimal.ZERO));
    }

    /**
     * What closing a position leaves.
     *
     * @param cash quantity x payoff + quote, rounded down: against the holder
     * @param residue what that rounding leaves over for the fund, in 1e-16 of the currency; at least 0
     */
    public record Closing(Money cash, long residue) {}

    /** Closes a position at the payoff of its instrument. */
    public static Closing close(Instrument instrument, Position position, Price settlement) {
        Int128 exact = payoff(instrument, settlement).product(position.quantity());
        Money proceeds = new Money(exact.dividedBy(Position.RESIDUE_PER_MONEY_UNIT, Rounding.AGAINST_HOLDER));
        Int128 residue = exact.minus(Int128.product(proceeds.units(), Position.RESIDUE_PER_MONEY_UNIT));
        return new Closing(proceeds.plus(position.quote()), residue.low());
    }
}
