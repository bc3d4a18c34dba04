package io.breakwater.core.liquidation;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import java.util.List;

/**
 * Who gives up how much of a position that neither market nor backstop takes, with the record that each target gets.
 *
 * @param request what was asked
 * @param entries every target considered, by id, also those that give up nothing
 * @param unfilled what no target takes, unsigned; its loss goes on to the haircut
 */
public record DeleveragingPlan(Request request, List<Entry> entries, Quantity unfilled) {

    /**
     * What is to be deleveraged.
     *
     * @param quantity signed position of the account in liquidation
     * @param price its bankruptcy price, at which targets are closed
     * @param mark mark price
     * @param lot step of quantities, positive
     * @param budget the deficit: all targets together lose at most this against the mark, at least 0
     */
    public record Request(Quantity quantity, Price price, Price mark, Quantity lot, Money budget) {

        /** Refuses a lot that is not positive and a negative budget. */
        public Request {
            if (lot.signum() <= 0 || budget.signum() < 0) {
                throw new IllegalArgumentException(
                        "lot " + lot + " must be positive and budget " + budget + " at least 0");
            }
        }
    }

    /**
     * One target's record: what it gives up, and the inputs that led to it.
     *
     * @param rank the target with its score and weight
     * @param exact its share before whole lots
     * @param closes what it gives up, unsigned
     * @param cost what that loses against the mark, exact; negative where it gains
     */
    public record Entry(DeleveragingRank rank, Ratio exact, Quantity closes, BigDecimal cost) {}

    /** Copies the list. */
    public DeleveragingPlan {
        entries = List.copyOf(entries);
    }

    /** What all targets give up together, unsigned. */
    public Quantity filled() {
        return entries.stream().map(Entry::closes).reduce(Quantity.ZERO, Quantity::plus);
    }

    /** What all targets lose together against the mark, exact. */
    public BigDecimal cost() {
        return entries.stream().map(Entry::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
