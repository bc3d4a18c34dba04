package io.breakwater.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.ValueOverflowException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a position leaves when its instrument settles. */
class ExpiryTest {

    private static final Instrument CALL = InstrumentNames.parse("BTC-20251226-60000-C");
    private static final Instrument PUT = InstrumentNames.parse("BTC-20251226-60000-P");
    private static final Instrument FUTURE = InstrumentNames.parse("BTC-20251226");

    @Test
    void paysWhatIsInTheMoneyAndNothingBelow() {
        assertThat(Expiry.payoff(CALL, Price.of("60000.01"))).isEqualTo(Price.of("0.01"));
        assertThat(Expiry.payoff(CALL, Price.of("60000"))).isEqualTo(Price.ZERO);
        assertThat(Expiry.payoff(PUT, Price.of("59999.99"))).isEqualTo(Price.of("0.01"));
        assertThat(Expiry.payoff(PUT, Price.of("60000.01"))).isEqualTo(Price.ZERO);
        assertThat(Expiry.payoff(FUTURE, Price.of("-37.63"))).isEqualTo(Price.of("-37.63"));
    }

    @Test
    void aPutWhoseStrikeNoPriceCanBeIsRefused() {
        assertThatThrownBy(() -> Expiry.payoff(InstrumentNames.parse("BTC-20251226-999999999999-P"), Price.ZERO))
                .isInstanceOf(ValueOverflowException.class);
    }

    @Test
    void whatIsRoundedOffIsTheResidue() {
        Property.holds("expiry conserves", 5_000, random -> {
            Position held = new Position(
                    new Quantity(random.nextLong(-1L << 36, 1L << 36)),
                    new Money(random.nextLong(-1L << 40, 1L << 40)),
                    Price.ZERO,
                    0);
            Price settlement = new Price(random.nextLong(0, 10_000_000_000_000L));
            Expiry.Closing closing = Expiry.close(CALL, held, settlement);
            BigDecimal exact = Expiry.payoff(CALL, settlement)
                    .exact()
                    .multiply(held.quantity().exact())
                    .add(held.quote().exact());
            assertThat(closing.cash().exact().add(BigDecimal.valueOf(closing.residue(), 16)))
                    .isEqualByComparingTo(exact);
            assertThat(closing.residue()).isBetween(0L, Position.RESIDUE_PER_MONEY_UNIT - 1);
        });
    }
}
