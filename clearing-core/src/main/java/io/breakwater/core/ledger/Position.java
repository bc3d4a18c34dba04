package io.breakwater.core.ledger;

import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Int128;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;

/**
 * A holding of one instrument: a quantity and what was paid for it.
 *
 * <p>A trade of q at p moves quantity by q and quote by -q*p, rounded once and used with both signs, so both sides
 * always sum to zero. Unrealised profit is {@code quantity*mark + quote}; the entry price {@code -quote/quantity} is
 * shown, never stored (risk model B.2).
 *
 * @param quantity signed; positive is long
 * @param quote signed; negative for what a long has paid
 * @param fundingIndex the cumulative funding index applied so far
 * @param haircutEpoch how many loss haircuts of the instrument were applied so far
 */
public record Position(Quantity quantity, Money quote, Price fundingIndex, int haircutEpoch) {

    /** Units of a funding product (1e-16) in one unit of money. */
    public static final long RESIDUE_PER_MONEY_UNIT = 10_000_000_000L;

    /** Nothing held, at the present facts of the instrument. */
    public static Position flat(MarketFacts facts) {
        return new Position(Quantity.ZERO, Money.ZERO, facts.fundingIndex(), facts.haircutEpoch());
    }

    /** Whether nothing is held and nothing is owed. */
    public boolean isEmpty() {
        return quantity.signum() == 0 && quote.signum() == 0;
    }

    /**
     * What a trade does to a position.
     *
     * @param position after it
     * @param realised what moves from quote to cash inside the account, signed
     */
    public record Traded(Position position, Money realised) {}

    /**
     * Adds a leg at the facts this position has reached. What it closes is realised, in proportion, so that the entry
     * price of what stays is unchanged; quote + realised always moves by exactly {@code addedQuote}.
     */
    public Traded trade(Quantity addedQuantity, Money addedQuote) {
        boolean opposes = quantity.signum() * addedQuantity.signum() < 0;
        if (!opposes) {
            return traded(quantity.plus(addedQuantity), quote.plus(addedQuote), Money.ZERO);
        }
        int sizes = addedQuantity.abs().compareTo(quantity.abs());
        if (sizes == 0) {
            return traded(Quantity.ZERO, Money.ZERO, quote.plus(addedQuote));
        }
        if (sizes < 0) {
            Money released = share(quote, addedQuantity.abs(), quantity.abs());
            return traded(quantity.plus(addedQuantity), quote.minus(released), released.plus(addedQuote));
        }
        Money closing = share(addedQuote, quantity.abs(), addedQuantity.abs());
        return traded(quantity.plus(addedQuantity), addedQuote.minus(closing), quote.plus(closing));
    }

    private Traded traded(Quantity newQuantity, Money newQuote, Money realised) {
        return new Traded(new Position(newQuantity, newQuote, fundingIndex, haircutEpoch), realised);
    }

    /** The part of an amount that a part of a quantity carries; which way it rounds only moves it inside one account. */
    private static Money share(Money amount, Quantity part, Quantity whole) {
        return new Money(Int128.product(amount.units(), part.units()).dividedBy(whole.units(), Rounding.DOWN));
    }

    /**
     * What applying the instrument's facts to a position does.
     *
     * @param position after them
     * @param haircutCharge what the symbol fund is due for loss haircuts; at least 0
     * @param residue what rounding of funding leaves over for the fund, in 1e-16 of the currency; at least 0
     */
    public record Accrual(Position position, Money haircutCharge, long residue) {

        private Accrual funded(Price index) {
            return position.fundTo(this, index);
        }

        private Accrual charged(LossHaircut haircut) {
            return position.chargeTo(this, haircut);
        }
    }

    /**
     * Applies funding and loss haircuts that happened since the position last changed; the same facts twice change
     * nothing. A payer's funding is rounded up and a receiver's down, so the residue is never negative (B.1). Expiry is
     * not applied here: it closes the position.
     */
    public Accrual accrue(MarketFacts facts) {
        Accrual accrual = new Accrual(this, Money.ZERO, 0);
        for (LossHaircut haircut : facts.haircuts().subList(haircutEpoch, facts.haircutEpoch())) {
            accrual = accrual.funded(haircut.fundingIndex()).charged(haircut);
        }
        return accrual.funded(facts.fundingIndex());
    }

    private Accrual chargeTo(Accrual before, LossHaircut haircut) {
        Money gain = haircut.price().times(quantity, Rounding.UP).plus(quote);
        Money charge = gain.signum() > 0 ? chargeOn(gain, haircut.share()) : Money.ZERO;
        Position charged = new Position(quantity, quote.minus(charge), fundingIndex, haircutEpoch + 1);
        return new Accrual(charged, before.haircutCharge.plus(charge), before.residue);
    }

    /** What a gain is charged by a loss haircut: rounded up, so that the charges never fall short of the loss (G22). */
    public static Money chargeOn(Money gain, Rate share) {
        return share.of(gain, Rounding.REQUIREMENT);
    }

    private Accrual fundTo(Accrual before, Price index) {
        Int128 owed = index.minus(fundingIndex).product(quantity);
        Money received = new Money(owed.negate().dividedBy(RESIDUE_PER_MONEY_UNIT, Rounding.AGAINST_HOLDER));
        Int128 residue = Int128.product(received.units(), RESIDUE_PER_MONEY_UNIT)
                .plus(owed)
                .negate();
        Position funded = new Position(quantity, quote.plus(received), index, haircutEpoch);
        return new Accrual(funded, before.haircutCharge, Math.addExact(before.residue, residue.low()));
    }
}
