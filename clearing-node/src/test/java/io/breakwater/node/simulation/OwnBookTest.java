package io.breakwater.node.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.OwnBook.Fill;
import org.junit.jupiter.api.Test;

class OwnBookTest {

    private static final Quantity LOT = Quantity.of("0.001");
    private static final Price TICK = Price.of("0.10");
    private static final OwnBook.Parameters TERMS = OwnBook.Parameters.defaults(Money.of("6000000"));

    @Test
    void sellingTheDepthMovesTheMidByOnePercentAndFillsHalfWay() {
        OwnBook book = book();
        Fill fill = book.trade(0, Quantity.of("-100"));

        assertThat(book.displacement()).isEqualTo(Rate.of("-0.01"));
        assertThat(book.mid()).isEqualTo(Price.of("59400"));
        assertThat(fill.quantity()).isEqualTo(Quantity.of("-100"));
        assertThat(fill.price()).isEqualTo(Price.of("59694"));
        assertThat(book.last()).isEqualTo(Price.of("59694"));
        assertThat(book.bid()).isEqualTo(Price.of("59394"));
        assertThat(book.ask()).isEqualTo(Price.of("59406"));
    }

    @Test
    void buyingIsTheMirrorOfSelling() {
        OwnBook book = book();
        Fill fill = book.trade(0, Quantity.of("100"));
        assertThat(book.displacement()).isEqualTo(Rate.of("0.01"));
        assertThat(fill.price()).isEqualTo(Price.of("60306"));
    }

    @Test
    void halfOfADisplacementIsGoneAfterAHalfLifeAndAQuarterIsLeftAfterTwo() {
        OwnBook book = book();
        book.trade(0, Quantity.of("-100"));
        book.moveIndex(15_000, Price.of("60000"));
        assertThat(book.displacement()).isEqualTo(Rate.of("-0.005"));
        book.moveIndex(30_000, Price.of("60000"));
        assertThat(book.displacement()).isEqualTo(Rate.of("-0.0025"));
        book.moveIndex(10_000_000, Price.of("60000"));
        assertThat(book.displacement()).isEqualTo(Rate.ZERO);
    }

    @Test
    void depthIsWholeInCalmAndThirtyPercentOnceTheMinutesRangeIsThreePercent() {
        assertThat(depthAfterAMoveTo("60000")).isEqualTo(Money.of("6000000"));
        assertThat(depthAfterAMoveTo("60300")).isEqualTo(Money.of("6000000"));
        assertThat(depthAfterAMoveTo("61050")).isEqualTo(Money.of("3900000"));
        assertThat(depthAfterAMoveTo("61800")).isEqualTo(Money.of("1800000"));
        assertThat(depthAfterAMoveTo("70000")).isEqualTo(Money.of("1800000"));
    }

    @Test
    void depthComesBackWhenTheMoveHasLeftTheWindow() {
        OwnBook book = book();
        book.moveIndex(1_000, Price.of("61800"));
        book.moveIndex(59_999, Price.of("61800"));
        assertThat(book.depth()).isEqualTo(Money.of("1800000"));
        book.moveIndex(60_000, Price.of("61800"));
        assertThat(book.depth()).isEqualTo(Money.of("6000000"));
    }

    @Test
    void theBookTakesNothingBeyondItsGreatestDisplacement() {
        OwnBook book = book();
        assertThat(book.trade(0, Quantity.of("-5000")).quantity()).isEqualTo(Quantity.of("-5000"));
        assertThat(book.displacement()).isEqualTo(Rate.of("-0.5"));
        assertThat(book.trade(0, Quantity.of("-0.001")).quantity()).isEqualTo(Quantity.ZERO);

        OwnBook other = book();
        assertThat(other.trade(0, Quantity.of("-5000.001")).quantity()).isEqualTo(Quantity.of("-5000"));
        assertThat(other.trade(0, Quantity.of("1000")).quantity()).isEqualTo(Quantity.of("1000"));
    }

    @Test
    void whateverIsTradedTheBookStaysWithinItsBoundsAndItsSidesDoNotCross() {
        Property.holds("own book bounds", 300, rng -> {
            OwnBook book = book();
            long now = 0;
            for (int i = 0; i < 30; i++) {
                now += rng.nextInt(20_000);
                book.moveIndex(now, new Price(1 + rng.nextLong(9_000_000_000_000L)));
                Quantity asked = new Quantity(LOT.units() * (rng.nextLong(2_000_000) - 1_000_000));
                Fill fill = book.trade(now, asked);
                assertThat(book.displacement().abs()).isLessThanOrEqualTo(TERMS.displacementAtMost());
                assertThat(book.bid()).isLessThanOrEqualTo(book.ask());
                assertThat(book.bid().signum()).isPositive();
                assertThat(fill.quantity().abs()).isLessThanOrEqualTo(asked.abs());
                assertThat(fill.quantity().isWholeLots(LOT)).isTrue();
                assertThat(fill.quantity().signum() * asked.signum()).isNotNegative();
            }
        });
    }

    @Test
    void aRoundTripNeverEarns() {
        Property.holds("round trips cost", 300, rng -> {
            OwnBook book = book();
            Quantity size = new Quantity(LOT.units() * (1 + rng.nextLong(1_000_000)));
            Fill out = book.trade(0, size.negate());
            Fill back = book.trade(rng.nextLong(60_000), out.quantity().negate());
            assertThat(back.price()).isGreaterThan(out.price());
        });
    }

    @Test
    void impossibleInputIsRefused() {
        OwnBook book = book();
        assertThatThrownBy(() -> book.trade(0, Quantity.of("0.0005")))
                .hasMessageContaining("quantity in lots of 0.001 0.0005");
        assertThatThrownBy(() -> book.moveIndex(0, Price.ZERO)).hasMessageContaining("index 0");
        assertThatThrownBy(() -> book.moveIndex(-1, Price.of("1"))).hasMessageContaining("time ms before 0 -1");
        assertThatThrownBy(() -> OwnBook.Parameters.defaults(Money.ZERO)).hasMessageContaining("depth 0");
    }

    private static OwnBook book() {
        return new OwnBook(TERMS, LOT, TICK, 0, Price.of("60000"));
    }

    private static Money depthAfterAMoveTo(String price) {
        OwnBook book = book();
        book.moveIndex(1_000, Price.of(price));
        return book.depth();
    }
}
