package io.breakwater.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A position as quantity and quote: trades, funding and loss haircuts neither make nor lose a unit of money. */
class PositionTest {

    private static final BigDecimal UNIT = BigDecimal.valueOf(1, Money.SCALE);

    private static Position position(String quantity, String quote) {
        return new Position(Quantity.of(quantity), Money.of(quote), Price.ZERO, 0);
    }

    private static MarketFacts funding(String index) {
        return new MarketFacts(Price.of(index), List.of(), Optional.empty());
    }

    @Test
    void closingAPartKeepsTheEntryPriceOfTheRest() {
        Position.Traded traded = position("2", "-120000").trade(Quantity.of("-0.5"), Money.of("31000"));
        assertThat(traded.position()).isEqualTo(position("1.5", "-90000"));
        assertThat(traded.realised()).isEqualTo(Money.of("1000"));
    }

    @Test
    void closingAllRealisesTheQuoteToTheLastUnit() {
        Position.Traded traded = position("3", "-100000.000001").trade(Quantity.of("-3"), Money.of("99999"));
        assertThat(traded.position().isEmpty()).isTrue();
        assertThat(traded.realised()).isEqualTo(Money.of("-1.000001"));
    }

    @Test
    void turningAroundClosesTheOldSideAndOpensTheNewOneAtItsOwnPrice() {
        Position.Traded traded = position("1", "-60000").trade(Quantity.of("-3"), Money.of("189000"));
        assertThat(traded.position()).isEqualTo(position("-2", "126000"));
        assertThat(traded.realised()).isEqualTo(Money.of("3000"));
    }

    @Test
    void addingToAPositionRealisesNothing() {
        Position.Traded traded = position("-1", "60000").trade(Quantity.of("-1"), Money.of("61000"));
        assertThat(traded.position()).isEqualTo(position("-2", "121000"));
        assertThat(traded.realised()).isEqualTo(Money.ZERO);
    }

    @Test
    void aTradeMovesQuotePlusRealisedByExactlyWhatWasPaid() {
        Property.holds("a trade conserves cash + quote", 10_000, random -> {
            Position held = anyPosition(random);
            Quantity quantity = anyQuantity(random);
            Money quote =
                    Price.of("60000.01").times(quantity, Rounding.HALF_EVEN).negate();
            Position.Traded traded = held.trade(quantity, quote);
            assertThat(traded.position().quote().exact().add(traded.realised().exact()))
                    .isEqualByComparingTo(held.quote().exact().add(quote.exact()));
            assertThat(traded.position().quantity().exact())
                    .isEqualByComparingTo(held.quantity().exact().add(quantity.exact()));
            assertEntryKept(held, quantity, traded.position());
        });
    }

    /** After a partial close the quote of the rest is its share of the old one, within the one unit of its rounding. */
    private static void assertEntryKept(Position held, Quantity traded, Position after) {
        boolean partlyClosed = held.quantity().signum() * traded.signum() < 0
                && after.quantity().signum() == held.quantity().signum();
        if (partlyClosed) {
            BigDecimal share = held.quote()
                    .exact()
                    .multiply(after.quantity().exact())
                    .divide(held.quantity().exact(), 12, RoundingMode.HALF_EVEN);
            assertThat(after.quote().exact().subtract(share).abs()).isLessThanOrEqualTo(UNIT);
        }
    }

    @Test
    void aPayerOfFundingRoundsUpAReceiverDownAndTheRestIsTheResidue() {
        MarketFacts facts = funding("0.00000001");
        Position.Accrual payer = position("1.5", "0").accrue(facts);
        Position.Accrual receiver = position("-1.5", "0").accrue(facts);
        assertThat(payer.position().quote()).isEqualTo(Money.of("-0.000001"));
        assertThat(receiver.position().quote()).isEqualTo(Money.ZERO);
        assertThat(payer.residue() + receiver.residue()).isEqualTo(Position.RESIDUE_PER_MONEY_UNIT);
        assertThat(receiver.residue()).isEqualTo(150_000_000L);
    }

    @Test
    void fundingToTheExactUnitLeavesNoResidue() {
        Position.Accrual payer = position("1", "0").accrue(funding("0.000001"));
        assertThat(payer.position().quote()).isEqualTo(Money.of("-0.000001"));
        assertThat(payer.residue()).isZero();
    }

    @Test
    void fundingIsConservedWithItsResidueAndAppliedTwiceChangesNothing() {
        Property.holds("funding conserved, once", 10_000, random -> {
            Position held = anyPosition(random);
            MarketFacts facts = funding(BigDecimal.valueOf(random.nextLong(-1_000_000, 1_000_000), 8)
                    .toPlainString());
            Position.Accrual accrual = held.accrue(facts);
            BigDecimal owed =
                    facts.fundingIndex().exact().multiply(held.quantity().exact());
            BigDecimal moved =
                    accrual.position().quote().exact().subtract(held.quote().exact());
            assertThat(moved.add(BigDecimal.valueOf(accrual.residue(), 16))).isEqualByComparingTo(owed.negate());
            assertThat(accrual.residue()).isBetween(0L, Position.RESIDUE_PER_MONEY_UNIT - 1);
            assertThat(accrual.position().accrue(facts))
                    .isEqualTo(new Position.Accrual(accrual.position(), Money.ZERO, 0));
        });
    }

    @Test
    void aHaircutChargesTheGainAtItsOwnPriceRoundedUpAndALossNothing() {
        LossHaircut haircut = new LossHaircut(Price.of("100"), Price.ZERO, Rate.of("0.333333333334"));
        MarketFacts facts = new MarketFacts(Price.ZERO, List.of(haircut), Optional.empty());
        Position.Accrual gains = position("1", "-90").accrue(facts);
        assertThat(gains.haircutCharge()).isEqualTo(Money.of("3.333334"));
        assertThat(gains.position().quote()).isEqualTo(Money.of("-93.333334"));
        assertThat(position("1", "-100").accrue(facts).haircutCharge()).isEqualTo(Money.ZERO);
        assertThat(position("-1", "99.999999").accrue(facts).haircutCharge()).isEqualTo(Money.ZERO);
        assertThat(position("1", "-99.999999").accrue(facts).haircutCharge()).isEqualTo(Money.of("0.000001"));
    }

    @Test
    void fundingUpToAHaircutIsPaidBeforeTheGainIsCharged() {
        LossHaircut haircut = new LossHaircut(Price.of("100"), Price.of("4"), Rate.of("0.5"));
        MarketFacts facts = new MarketFacts(Price.of("10"), List.of(haircut), Optional.empty());
        Position.Accrual accrual = position("1", "-90").accrue(facts);
        // gain 100 - 90 - 4 = 6, half of it charged; then funding from 4 to 10
        assertThat(accrual.haircutCharge()).isEqualTo(Money.of("3"));
        assertThat(accrual.position()).isEqualTo(new Position(Quantity.of("1"), Money.of("-103"), Price.of("10"), 1));
    }

    @Test
    void chargesOfAHaircutNeverFallShortOfTheLossAndNobodyLosesMoreThanTheGain() {
        Property.holds("haircut covers the loss (B.12 8)", 3_000, random -> {
            Price mark = Price.of("60000");
            List<Position> holders = new ArrayList<>();
            Money gains = Money.ZERO;
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                Position held = anyPosition(random);
                holders.add(held);
                gains = gains.plus(gain(held, mark).max(Money.ZERO));
            }
            if (gains.signum() > 0) {
                Money loss = new Money(random.nextLong(1, gains.units() + 1));
                Rate share = Rate.rounded(loss.exact().divide(gains.exact(), 12, RoundingMode.UP), Rounding.UP);
                assertCovers(holders, mark, share, loss);
            }
        });
    }

    private static void assertCovers(List<Position> holders, Price mark, Rate share, Money loss) {
        MarketFacts facts =
                new MarketFacts(Price.ZERO, List.of(new LossHaircut(mark, Price.ZERO, share)), Optional.empty());
        Money charged = Money.ZERO;
        for (Position held : holders) {
            Money charge = held.accrue(facts).haircutCharge();
            assertThat(charge).isBetween(Money.ZERO, gain(held, mark).max(Money.ZERO));
            assertThat(held.accrue(facts).position().accrue(facts).haircutCharge())
                    .isEqualTo(Money.ZERO);
            charged = charged.plus(charge);
        }
        assertThat(charged).isGreaterThanOrEqualTo(loss);
    }

    private static Money gain(Position held, Price mark) {
        return mark.times(held.quantity(), Rounding.UP).plus(held.quote());
    }

    private static Quantity anyQuantity(SplittableRandom random) {
        long magnitude = random.nextLong(1, 1L << random.nextInt(2, 36));
        return new Quantity(random.nextBoolean() ? magnitude : -magnitude);
    }

    private static Position anyPosition(SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return Position.flat(MarketFacts.NONE);
        }
        Quantity quantity = anyQuantity(random);
        Money paid =
                new Price(random.nextLong(5_000_000_000_000L, 7_000_000_000_000L)).times(quantity, Rounding.HALF_EVEN);
        return new Position(quantity, paid.negate(), Price.ZERO, 0);
    }
}
