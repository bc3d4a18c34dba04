package io.breakwater.core.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.liquidation.AuctionSlice.Claim;
import io.breakwater.core.liquidation.AuctionSlice.Moved;
import io.breakwater.core.liquidation.AuctionSlice.Outcome;
import io.breakwater.core.liquidation.AuctionSlice.Refused;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AuctionSliceTest {

    private static final Instrument BTC = new Instrument.Perpetual("BTC");
    private static final AuctionParameters TERMS = AuctionParameters.defaults();
    private static final Price PRICE = Price.of("59970");
    private static final AuctionSlice SLICE = AuctionSlice.offer("1.1", BTC, Quantity.of("-5"), 1_000);

    @Test
    void aClaimHoldsForTwoSecondsAndNotLonger() {
        AuctionSlice claimed = moved(SLICE.claim("keeper-1", Quantity.of("-3"), PRICE, 1_000, TERMS));

        assertThat(refusal(claimed.claim("keeper-2", Quantity.of("-5"), PRICE, 2_999, TERMS)))
                .isEqualTo(RefusalCode.SLICE_IN_USE);
        assertThat(moved(claimed.take(1, 2_999)).claim().map(Claim::taken)).contains(true);

        assertThat(refusal(claimed.take(1, 3_000))).isEqualTo(RefusalCode.LEASE_EXPIRED);
        AuctionSlice next = moved(claimed.claim("keeper-2", Quantity.of("-5"), PRICE, 3_000, TERMS));
        assertThat(next.claim()).map(Claim::fence).contains(2L);
    }

    @Test
    void aKeeperThatComesAfterAnotherIsRefusedByItsNumber() {
        AuctionSlice first = moved(SLICE.claim("keeper-1", Quantity.of("-5"), PRICE, 1_000, TERMS));
        AuctionSlice second = moved(first.claim("keeper-2", Quantity.of("-5"), PRICE, 3_500, TERMS));

        assertThat(refusal(second.take(1, 3_600))).isEqualTo(RefusalCode.FENCE_OUTDATED);
        assertThat(refusal(second.booked(1))).isEqualTo(RefusalCode.FENCE_OUTDATED);
    }

    @Test
    void whatIsBeingSettledWaitsForTheSettlementAndNotForTheClock() {
        AuctionSlice claimed = moved(SLICE.claim("keeper-1", Quantity.of("-5"), PRICE, 1_000, TERMS));
        AuctionSlice taken = moved(claimed.take(1, 1_500)).expire(1_000_000);

        assertThat(refusal(taken.claim("keeper-2", Quantity.of("-5"), PRICE, 1_000_000, TERMS)))
                .isEqualTo(RefusalCode.SLICE_IN_USE);
        assertThat(refusal(taken.withdraw(1_000_000))).isEqualTo(RefusalCode.SLICE_IN_USE);
        assertThat(moved(taken.booked(1)).isOpen()).isFalse();
        assertThat(moved(taken.declined(1)).left()).isEqualTo(Quantity.of("-5"));
    }

    @Test
    void aPartIsFilledAndTheRestGoesBack() {
        AuctionSlice claimed = moved(SLICE.claim("keeper-1", Quantity.of("-2"), PRICE, 1_000, TERMS));
        AuctionSlice filled = moved(moved(claimed.take(1, 1_001)).booked(1));

        assertThat(filled.left()).isEqualTo(Quantity.of("-3"));
        assertThat(refusal(filled.booked(1)))
                .as("a booking told twice counts once")
                .isEqualTo(RefusalCode.FENCE_OUTDATED);

        AuctionSlice returned = moved(filled.withdraw(2_000));
        assertThat(returned.left()).isEqualTo(Quantity.of("-3"));
        assertThat(refusal(returned.claim("keeper-1", Quantity.of("-1"), PRICE, 2_001, TERMS)))
                .isEqualTo(RefusalCode.SLICE_UNKNOWN);
    }

    @Test
    void moreThanIsLeftOrTheOtherSideIsRefused() {
        assertThat(moved(SLICE.claim("keeper-1", Quantity.of("-5"), PRICE, 1_000, TERMS))
                        .isOpen())
                .isTrue();
        assertThat(refusal(SLICE.claim("keeper-1", Quantity.of("-5.00000001"), PRICE, 1_000, TERMS)))
                .isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThat(refusal(SLICE.claim("keeper-1", Quantity.of("5"), PRICE, 1_000, TERMS)))
                .isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThat(refusal(SLICE.claim("keeper-1", Quantity.ZERO, PRICE, 1_000, TERMS)))
                .isEqualTo(RefusalCode.SLICE_EXCEEDED);
        assertThatThrownBy(() -> AuctionSlice.offer("1.2", BTC, Quantity.ZERO, 0))
                .hasMessage("slice 1.2: quantity is 0");
    }

    @Test
    void aRepeatedRequestIsAnsweredAgain() {
        AuctionSlice claimed = moved(SLICE.claim("keeper-1", Quantity.of("-2"), PRICE, 1_000, TERMS));
        assertThat(moved(claimed.claim("keeper-1", Quantity.of("-2"), PRICE, 1_900, TERMS)))
                .isEqualTo(claimed);
        AuctionSlice taken = moved(claimed.take(1, 1_900));
        assertThat(moved(taken.take(1, 9_999))).isEqualTo(taken);
    }

    @Test
    void aSliceFillsOnceWhateverKeepersDo() {
        Property.holds("a slice fills once", 300, AuctionSliceTest::fillsOnce);
    }

    private static void fillsOnce(SplittableRandom rng) {
        AuctionSlice slice = AuctionSlice.offer("1.1", BTC, new Quantity(-rng.nextLong(1, 100)), 0);
        Quantity offered = slice.left();
        Quantity booked = Quantity.ZERO;
        List<Long> bookedFences = new ArrayList<>();
        for (long now = 0; now < 60_000; now += rng.nextLong(1, 3_000)) {
            long fence = rng.nextLong(0, slice.lastFence() + 2);
            Outcome outcome = switch (rng.nextInt(6)) {
                case 0, 1 ->
                    slice.claim("keeper-" + rng.nextInt(3), new Quantity(-rng.nextLong(1, 60)), PRICE, now, TERMS);
                case 2 -> slice.take(fence, now);
                case 3 -> slice.declined(fence);
                default ->
                    slice.claim().isPresent() && slice.claim().get().taken()
                            ? slice.booked(fence)
                            : slice.take(slice.lastFence(), now);
            };
            if (outcome instanceof Moved moved) {
                Quantity filled = moved.slice().left().minus(slice.left());
                if (filled.signum() != 0) {
                    bookedFences.add(fence);
                    booked = booked.minus(filled);
                }
                assertThat(moved.slice().lastFence()).isGreaterThanOrEqualTo(slice.lastFence());
                slice = moved.slice();
            }
        }
        assertThat(bookedFences).doesNotHaveDuplicates();
        assertThat(booked.plus(slice.left())).isEqualTo(offered);
        assertThat(slice.left().signum()).isNotPositive();
    }

    private static AuctionSlice moved(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Moved.class);
        return ((Moved) outcome).slice();
    }

    private static RefusalCode refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).refusal().code();
    }
}
