package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Funds pay in order and never more than they have; gains carry the rest; what they cannot carry halts the market. */
class LossWaterfallTest {

    private static final WaterfallParameters TERMS = WaterfallParameters.defaults();
    private static final Money CENT = Money.of("0.01");

    @Test
    void theLimitsOfAnEventHoldForAllItsBankruptcies() {
        LossWaterfall funds = LossWaterfall.atEvent(Money.of("30000"), Money.of("200000"), Money.of("25000"), TERMS);
        LossWaterfall.Absorbed first = funds.absorb(Money.of("75000"));
        assertThat(first.fromGlobalFund()).isEqualTo(Money.of("45000"));
        assertThat(first.toDeleveraging()).isEqualTo(Money.ZERO);

        LossWaterfall.Absorbed second = first.after().absorb(Money.of("15000.000001"));
        assertThat(second.fromSymbolFund()).isEqualTo(Money.ZERO);
        assertThat(second.fromGlobalFund()).as("50,000 in all").isEqualTo(Money.of("5000"));
        assertThat(second.fromTranche()).as("10,000 of the 25,000 it has").isEqualTo(Money.of("10000"));
        assertThat(second.toDeleveraging()).isEqualTo(Money.of("0.000001"));
    }

    @Test
    void fundsAreNeverNegativeAndNothingIsSkipped() {
        Property.holds("funds >= 0, layers in order, nothing lost", 2_000, rng -> {
            Money symbol = amount(rng);
            Money global = amount(rng);
            Money tranche = amount(rng);
            LossWaterfall funds = LossWaterfall.atEvent(symbol, global, tranche, TERMS);
            Money fromGlobal = Money.ZERO;
            for (int i = 0; i < 5; i++) {
                Money deficit = amount(rng);
                LossWaterfall.Absorbed paid = funds.absorb(deficit);
                LossWaterfall after = paid.after();

                assertThat(paid.fromSymbolFund()
                                .plus(paid.fromGlobalFund())
                                .plus(paid.fromTranche())
                                .plus(paid.toDeleveraging()))
                        .isEqualTo(deficit);
                assertThat(funds.symbolFund().minus(paid.fromSymbolFund())).isEqualTo(after.symbolFund());
                assertThat(after.symbolFund()
                                .min(after.globalFund())
                                .min(after.tranche())
                                .signum())
                        .isNotNegative();
                assertThat(paid.fromGlobalFund().signum() > 0
                                && after.symbolFund().signum() > 0)
                        .isFalse();
                assertThat(paid.fromTranche().signum() > 0 && after.globalFund().signum() > 0)
                        .isFalse();
                assertThat(paid.toDeleveraging().signum() > 0 && after.tranche().signum() > 0)
                        .isFalse();
                fromGlobal = fromGlobal.plus(paid.fromGlobalFund());
                funds = after;
            }
            assertThat(fromGlobal.exact()).isLessThanOrEqualTo(global.exact().multiply(TERMS.globalFundShare()));
        });
    }

    @Test
    void badAmountsAreNamed() {
        LossWaterfall empty = LossWaterfall.atEvent(Money.ZERO, Money.ZERO, Money.ZERO, TERMS);
        assertThatThrownBy(() -> empty.absorb(Money.of("-1"))).hasMessage("deficit -1 is negative");
        assertThatThrownBy(() -> new LossWaterfall(Money.of("-1"), Money.ZERO, Money.ZERO))
                .hasMessage("symbolFund -1 is negative");
        assertThatThrownBy(() -> HaircutSplit.of(Money.of("0.001"), new TreeMap<>(), CENT))
                .hasMessageContaining("0.001");
        assertThatThrownBy(() -> HaircutIndex.of(Money.ZERO, Money.of("-1"), TERMS))
                .hasMessageContaining("gains -1");
    }

    @Test
    void gainsAsLargeAsTheLossAreTakenWholeAndSmallerOnesHaltTheMarket() {
        Money gains = Money.of("500");
        HaircutIndex covered = HaircutIndex.of(gains, gains, TERMS);
        assertThat(covered).isEqualTo(new HaircutIndex(Rate.ONE, Money.ZERO));
        assertThat(covered.haltsMarket()).isFalse();

        HaircutIndex short1 = HaircutIndex.of(Money.of("500.01"), gains, TERMS);
        assertThat(short1).isEqualTo(new HaircutIndex(Rate.ONE, CENT));
        assertThat(short1.haltsMarket()).isTrue();

        assertThat(HaircutIndex.of(Money.of("3"), Money.ZERO, TERMS).unpaid()).isEqualTo(Money.of("3"));
        assertThat(HaircutIndex.of(Money.ZERO, Money.ZERO, TERMS)).isEqualTo(new HaircutIndex(Rate.ZERO, Money.ZERO));
        HaircutSplit split = HaircutSplit.of(Money.of("500.01"), new TreeMap<>(Map.of("A", gains)), CENT);
        assertThat(split).isEqualTo(new HaircutSplit(new TreeMap<>(Map.of("A", gains)), CENT));
    }

    @Test
    void anExactSplitChargesTheLossAndNoOneMoreThanItsGain() {
        Property.holds("an exact split is exact", 1_000, rng -> {
            TreeMap<String, Money> profits = new TreeMap<>();
            for (int i = rng.nextInt(1, 12); i > 0; i--) {
                profits.put("A" + i, new Money(rng.nextLong(-1_000_000, 1L << rng.nextInt(1, 45))));
            }
            Money loss = new Money(rng.nextLong(0, 1L << rng.nextInt(1, 45)) / 10_000 * 10_000);
            HaircutSplit split = HaircutSplit.of(loss, profits, CENT);

            Money charged = split.charges().values().stream().reduce(Money.ZERO, Money::plus);
            assertThat(charged.plus(split.unpaid())).isEqualTo(loss);
            split.charges().forEach((id, charge) -> assertThat(charge).isBetween(CENT, profits.get(id)));
            if (split.unpaid().signum() > 0) {
                profits.forEach((id, profit) -> assertThat(
                                profit.minus(split.charges().getOrDefault(id, Money.ZERO)))
                        .isLessThan(CENT));
            }
        });
    }

    @Test
    void anIndexCollectsAtLeastTheLossAndChargesOnce() {
        Property.holds("haircut index: total >= loss, once, never falling", 500, LossWaterfallTest::collects);
    }

    private static void collects(SplittableRandom rng) {
        Price mark = new Price(rng.nextLong(1, 10_000_000_000_000L));
        List<Position> positions = new ArrayList<>();
        Money gains = Money.ZERO;
        for (int i = rng.nextInt(1, 20); i > 0; i--) {
            Position position = new Position(
                    new Quantity(rng.nextLong(-100_000_000, 100_000_000)),
                    new Money(rng.nextLong(-50_000_000_000L, 50_000_000_000L)),
                    Price.ZERO,
                    0);
            positions.add(position);
            gains = gains.plus(gain(position, mark));
        }
        Money loss = new Money(rng.nextLong(0, gains.units() + 2));
        HaircutIndex index = HaircutIndex.of(loss, gains, TERMS);
        MarketFacts facts = new MarketFacts(
                Price.ZERO, List.of(new LossHaircut(mark, Price.ZERO, index.share())), Optional.empty());

        Money charged = Money.ZERO;
        for (Position position : positions) {
            Position.Accrual once = position.accrue(facts);
            assertThat(once.haircutCharge()).isBetween(Money.ZERO, gain(position, mark));
            assertThat(once.position().accrue(facts).haircutCharge()).isEqualTo(Money.ZERO);
            assertThat(once.position().accrue(facts).position()).isEqualTo(once.position());
            charged = charged.plus(once.haircutCharge());
        }
        assertThat(charged.plus(index.unpaid())).isGreaterThanOrEqualTo(loss);
        BigDecimal surplusLimit =
                gains.exact().movePointLeft(TERMS.haircutPlaces()).add(BigDecimal.valueOf(positions.size(), 6));
        assertThat(charged.plus(index.unpaid()).minus(loss).exact()).isLessThanOrEqualTo(surplusLimit);
        Money larger = loss.plus(new Money(rng.nextLong(0, 1_000_000)));
        assertThat(HaircutIndex.of(larger, gains, TERMS).share()).isGreaterThanOrEqualTo(index.share());
    }

    private static Money gain(Position position, Price mark) {
        return mark.times(position.quantity(), Rounding.UP)
                .plus(position.quote())
                .max(Money.ZERO);
    }

    private static Money amount(SplittableRandom rng) {
        return rng.nextInt(5) == 0 ? Money.ZERO : new Money(rng.nextLong(0, 1L << rng.nextInt(1, 50)));
    }
}
