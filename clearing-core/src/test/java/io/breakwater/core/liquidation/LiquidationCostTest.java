package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a liquidation takes from the account: discounts, fees, and what the backstop keeps. */
class LiquidationCostTest {

    private static final LiquidationParameters TERMS = LiquidationParameters.defaults();
    private static final AuctionParameters AUCTION = AuctionParameters.defaults();
    private static final BigDecimal RATE = new BigDecimal("0.01");

    @Test
    void theDiscountGrowsUntilHalfAMinuteAndThenStands() {
        Ratio before = KeeperAuction.discount(RATE, 29_999, AUCTION);
        Ratio at = KeeperAuction.discount(RATE, 30_000, AUCTION);
        assertThat(before.compareTo(at)).isNegative();
        assertThat(KeeperAuction.discount(RATE, Long.MAX_VALUE, AUCTION).compareTo(at))
                .isZero();
        assertThatThrownBy(() -> KeeperAuction.discount(RATE, -1, AUCTION)).hasMessageContaining("elapsedMillis -1");
    }

    @Test
    void aMaintenanceRateBelowTwiceTheFirstDiscountLeavesItAtTheFirst() {
        BigDecimal edge = new BigDecimal("0.001");
        BigDecimal first = AUCTION.firstDiscount();
        assertThat(KeeperAuction.discount(edge, 30_000, AUCTION).compareTo(first))
                .isZero();
        assertThat(KeeperAuction.discount(new BigDecimal("0.0009"), 30_000, AUCTION)
                        .compareTo(first))
                .isZero();
        assertThat(KeeperAuction.discount(new BigDecimal("0.0011"), 30_000, AUCTION)
                        .compareTo(first))
                .isPositive();
    }

    @Test
    void pricesGoToTheTickInTheKeepersFavour() {
        Ratio discount = Ratio.of(new BigDecimal("0.0005"));
        Price tick = Price.of("0.10");
        assertThat(KeeperAuction.price(Price.of("60001"), Quantity.of("-1"), discount, tick))
                .as("59970.9995 of a sale")
                .isEqualTo(Price.of("59970.9"));
        assertThat(KeeperAuction.price(Price.of("60001"), Quantity.of("1"), discount, tick))
                .as("60031.0005 of a purchase")
                .isEqualTo(Price.of("60031.1"));
        assertThat(KeeperAuction.price(Price.of("-40"), Quantity.of("-1"), discount, Price.of("0.01")))
                .as("below a negative mark too")
                .isEqualTo(Price.of("-40.02"));
    }

    @Test
    void theFundAddsToTheLeastRewardOnlyAndOnlyWhatItHas() {
        Money small = Money.of("1000");
        assertThat(LiquidationFees.of(small, Money.of("5"), Money.of("100"), TERMS)
                        .keeperFromFund())
                .isEqualTo(Money.ZERO);
        assertThat(LiquidationFees.of(small, Money.of("4.999999"), Money.of("100"), TERMS)
                        .keeperFromFund())
                .isEqualTo(Money.of("0.000001"));
        assertThat(LiquidationFees.of(small, Money.of("-70"), Money.of("3"), TERMS))
                .isEqualTo(new LiquidationFees(Money.ZERO, Money.of("3"), Money.ZERO));
        assertThatThrownBy(() -> LiquidationFees.of(Money.of("-1"), small, small, TERMS))
                .hasMessage("notional -1 is negative");
    }

    @Test
    void feesNeverExceedWhatThereIs() {
        Property.holds("fees stay within equity and fund", 2_000, rng -> {
            Money notional = new Money(rng.nextLong(0, 1L << rng.nextInt(1, 55)));
            Money equity = new Money(rng.nextLong(-1_000_000_000L, 1L << rng.nextInt(1, 50)));
            Money fund = new Money(rng.nextLong(0, 10_000_000));
            LiquidationFees fees = LiquidationFees.of(notional, equity, fund, TERMS);

            assertThat(fees.fromAccount()).isLessThanOrEqualTo(equity.max(Money.ZERO));
            assertThat(fees.keeperFromFund()).isBetween(Money.ZERO, fund);
            assertThat(fees.fundFee().signum()).isNotNegative();
            assertThat(fees.keeperReward()).isLessThanOrEqualTo(TERMS.keeperMax());
            assertThat(fees.fundFee().signum() > 0 && fees.keeperFromFund().signum() > 0)
                    .as("the fund does not pay for an account that still pays it")
                    .isFalse();
        });
    }

    @Test
    void theBackstopTakesItsFeeOutOfWhatIsThereAndReturnsTheRest() {
        BigDecimal maintenance = new BigDecimal("5000");
        assertThat(takeover("2500", maintenance).returnedToOwner()).isEqualTo(Money.ZERO);
        assertThat(takeover("2500.000001", maintenance).returnedToOwner()).isEqualTo(Money.of("0.000001"));
        assertThat(takeover("0", maintenance)).isEqualTo(new BackstopTakeover(Money.ZERO, Money.ZERO, Money.ZERO));
        assertThat(takeover("-0.0000001", maintenance).deficit())
                .as("a deficit rounds up")
                .isEqualTo(Money.of("0.000001"));
    }

    @Test
    void theBackstopHoldsNoMoreThanItsCapitalCarriesAndATenthOfTheMarket() {
        BackstopParameters parameters = BackstopParameters.defaults();
        BigDecimal rate = new BigDecimal("0.02");
        assertThat(BackstopCapacity.of(Money.of("1000000"), rate, Money.of("900000000"), parameters)
                        .cap())
                .isEqualTo(Money.of("50000000"));
        BackstopCapacity thin = BackstopCapacity.of(Money.of("1000000"), rate, Money.of("100000000"), parameters);
        assertThat(thin.cap()).isEqualTo(Money.of("10000000"));
        assertThat(thin.room(Money.of("-9999999"))).isEqualTo(Money.of("1"));
        assertThat(thin.room(Money.of("10000001"))).isEqualTo(Money.ZERO);
        assertThat(BackstopCapacity.of(Money.of("-5"), rate, Money.of("100"), parameters)
                        .cap())
                .isEqualTo(Money.ZERO);
        assertThatThrownBy(() -> new BackstopParameters(new BigDecimal("1.1"))).hasMessageContaining("1.1");
    }

    private static BackstopTakeover takeover(String equity, BigDecimal maintenance) {
        return BackstopTakeover.of(new BigDecimal(equity), maintenance, TERMS);
    }
}
