package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;

/**
 * What the funds still pay in one loss event: symbol fund, then global fund, then the operator's tranche.
 *
 * <p>An event is one cascade of one symbol and may bankrupt many accounts: the limits of the global fund and of the
 * tranche hold for all of them together. What the funds do not pay goes on to deleveraging, then to a haircut of gains
 * ({@link HaircutIndex}), and what that cannot carry halts the market (risk model B.11, G19, invariant 7). Every amount
 * here is at least 0.
 *
 * @param symbolFund balance of the symbol's fund
 * @param globalFund what this event may still take of the global fund
 * @param tranche what this event may still take of the operator's tranche
 */
public record LossWaterfall(Money symbolFund, Money globalFund, Money tranche) {

    /** Refuses negative amounts. */
    public LossWaterfall {
        requireNotNegative("symbolFund", symbolFund);
        requireNotNegative("globalFund", globalFund);
        requireNotNegative("tranche", tranche);
    }

    /**
     * What the funds pay of one deficit, layer by layer.
     *
     * @param fromSymbolFund first
     * @param fromGlobalFund second
     * @param fromTranche third
     * @param toDeleveraging what is left over
     * @param after the funds for the next deficit of the same event
     */
    public record Absorbed(
            Money fromSymbolFund, Money fromGlobalFund, Money fromTranche, Money toDeleveraging, LossWaterfall after) {}

    /** The funds at the beginning of an event, from their balances. */
    public static LossWaterfall atEvent(
            Money symbolFund, Money globalFund, Money tranche, WaterfallParameters parameters) {
        Money globalShare = Money.rounded(parameters.globalFundShare().multiply(globalFund.exact()), Rounding.DOWN);
        return new LossWaterfall(symbolFund, globalShare, tranche.min(parameters.tranchePerEvent()));
    }

    /**
     * Lets the funds pay a deficit.
     *
     * @throws IllegalArgumentException when the deficit is negative
     */
    public Absorbed absorb(Money deficit) {
        requireNotNegative("deficit", deficit);
        Money fromSymbol = deficit.min(symbolFund);
        Money afterSymbol = deficit.minus(fromSymbol);
        Money fromGlobal = afterSymbol.min(globalFund);
        Money afterGlobal = afterSymbol.minus(fromGlobal);
        Money fromTranche = afterGlobal.min(tranche);
        LossWaterfall after = new LossWaterfall(
                symbolFund.minus(fromSymbol), globalFund.minus(fromGlobal), tranche.minus(fromTranche));
        return new Absorbed(fromSymbol, fromGlobal, fromTranche, afterGlobal.minus(fromTranche), after);
    }

    private static void requireNotNegative(String field, Money value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(field + " " + value + " is negative");
        }
    }
}
