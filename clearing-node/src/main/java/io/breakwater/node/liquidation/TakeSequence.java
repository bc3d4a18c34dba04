package io.breakwater.node.liquidation;

import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.liquidation.LiquidationFees;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.desk.SliceTerms;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles a take of a slice at given terms: the slice itself, and then what the fund adds to the taker's reward. */
final class TakeSequence {

    private static final Logger LOG = LoggerFactory.getLogger(TakeSequence.class);

    private final Accounts accounts;
    private final Clearing clearing;

    TakeSequence(Accounts accounts, Clearing clearing) {
        this.accounts = accounts;
        this.clearing = clearing;
    }

    /**
     * A take that is worked out: asked again, it is the same settlement.
     *
     * @param terms of the slice
     * @param part signed movement of the account
     * @param fees who pays what
     * @param taker keeper or backstop
     * @param settlement of both
     */
    record Prepared(SliceTerms terms, Quantity part, LiquidationFees fees, String taker, Settlement settlement) {

        private AuctionProtocol.Taken taken(Money fromFund) {
            return new AuctionProtocol.Taken(
                    settlement.id(),
                    terms.price(),
                    part.negate(),
                    fees.keeperFromAccount().plus(fromFund),
                    terms.available().minus(part));
        }
    }

    /** Works a take out at what the fund holds now. */
    CompletionStage<Prepared> prepare(
            SettlementId id, SliceTerms terms, Quantity part, String taker, boolean takerBinding) {
        return accounts.read(fund(terms)).thenApply(fund -> {
            LiquidationFees fees = terms.fees(part, HouseAccounts.payable(fund));
            return new Prepared(terms, part, fees, taker, terms.take(id, taker, takerBinding, part, fees));
        });
    }

    private static String fund(SliceTerms terms) {
        return HouseAccounts.symbolFund(terms.slice().instrument().underlying());
    }

    /** Settles it. A stage that fails leaves open whether it is booked. */
    CompletionStage<AuctionProtocol.TakeAnswer> settle(Prepared take) {
        return clearing.clear(take.settlement()).thenCompose(answer -> answered(take, answer));
    }

    private CompletionStage<AuctionProtocol.TakeAnswer> answered(Prepared take, SettlementStep.Answer answer) {
        if (answer.refusal().isPresent()) {
            return CompletableFuture.completedFuture(
                    new AuctionProtocol.Refused(answer.refusal().get()));
        }
        Money due = take.fees().keeperFromFund();
        return due.signum() == 0 ? CompletableFuture.completedFuture(take.taken(Money.ZERO)) : reward(take, due);
    }

    /** The slice is booked whatever becomes of the fund's part; other takes may have emptied the fund meanwhile. */
    private CompletionStage<AuctionProtocol.TakeAnswer> reward(Prepared take, Money due) {
        return accounts.read(fund(take.terms()))
                .thenCompose(fund -> pay(take, due.min(HouseAccounts.payable(fund))))
                .handle((paid, failure) -> {
                    if (failure != null) {
                        LOG.warn("nobody knows whether {} was rewarded with {}", take.settlement(), due, failure);
                    } else if (paid.compareTo(due) < 0) {
                        LOG.debug("{} could pay {} of {} for {}", fund(take.terms()), paid, due, take.settlement());
                    }
                    return take.taken(failure == null ? paid : Money.ZERO);
                });
    }

    /** What was paid: all of it, or nothing. */
    private CompletionStage<Money> pay(Prepared take, Money amount) {
        if (amount.signum() == 0) {
            return CompletableFuture.completedFuture(Money.ZERO);
        }
        SettlementId slice = take.settlement().id();
        SettlementId id = OperationIds.of(slice.businessDate(), "reward", take.taker(), slice.key());
        Settlement payment = LiquidationSettlements.payment(id, fund(take.terms()), take.taker(), amount);
        return clearing.booked(payment).thenApply(paid -> paid ? amount : Money.ZERO);
    }
}
