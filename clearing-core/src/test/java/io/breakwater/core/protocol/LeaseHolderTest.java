package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.LeaseHolderStep.Delivery;
import io.breakwater.core.protocol.LeaseMessage.Answer;
import io.breakwater.core.protocol.LeaseMessage.LeasesAnswered;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A node's story: what it asks, when a lease is dead, and what its slot gives while there is no coordinator. */
class LeaseHolderTest {

    private static final CoordinatorParameters PARAMETERS = CoordinatorParameters.defaults();
    private static final BucketKey BTC = new BucketKey("BTC", BucketKey.Side.SELLING);
    private static final LeaseWish.Id ID = new LeaseWish.Id("A", BTC);
    private static final LeaseWish WISH =
            new LeaseWish(ID, Money.of("1000000"), new TimeToBankruptcy(BigDecimal.ZERO, BigDecimal.ONE), 7);

    private LeaseHolderState state = LeaseHolderState.started("n1", 0);

    @Test
    void aWishIsOnItsWayOnceAndAskedAgainAfterALeaseTime() {
        tell(new LeaseMessage.Wanted(WISH), 0);
        assertThat(bundle(100).bundle()).contains(new LeasesAsked("n1", 1, List.of(WISH), List.of()));
        assertThat(bundle(200).bundle()).isEmpty();
        assertThat(bundle(599).bundle()).isEmpty();
        assertThat(bundle(600).bundle()).as("a heartbeat").contains(new LeasesAsked("n1", 2, List.of(), List.of()));
        assertThat(asked(bundle(2_099)).wishes()).isEmpty();
        assertThat(asked(bundle(2_100)).wishes()).containsExactly(WISH);
    }

    @Test
    void aLeaseEndsALeaseTimeAfterItWasAskedFor() {
        tell(new LeaseMessage.Wanted(WISH), 0);
        bundle(100);
        LeaseHolderStep step = tell(answer(1, OptionalInt.empty()), 2_099);
        assertThat(step.leases()).containsExactly(new Delivery(new Lease(ID, Money.of("5000"), 8, false), 2_100));
        assertThat(state.wanted()).isEmpty();
    }

    @Test
    void aLeaseThatComesTooLateIsReturnedUnspentUntilThatIsNoted() {
        tell(new LeaseMessage.Wanted(WISH), 0);
        bundle(100);
        assertThat(tell(answer(1, OptionalInt.empty()), 2_100).leases()).isEmpty();
        LeaseReturn unspent = new LeaseReturn("A", 8, LeaseReturn.UNSPENT, Money.of("5000"));
        assertThat(asked(bundle(2_200)).returns()).containsExactly(unspent);
        assertThat(asked(bundle(4_199)).returns()).as("on its way").isEmpty();
        assertThat(asked(bundle(4_200)).returns()).as("lost, told again").containsExactly(unspent);
        tell(new LeasesAnswered(state.lastNumber(), List.of(), OptionalInt.empty()), 4_250);
        assertThat(asked(bundle(9_000)).returns()).as("noted").isEmpty();
    }

    @Test
    void anAnswerIsUsedOnce() {
        tell(new LeaseMessage.Wanted(WISH), 0);
        bundle(100);
        tell(answer(1, OptionalInt.empty()), 200);
        assertThat(tell(answer(1, OptionalInt.empty()), 300).leases()).isEmpty();
        assertThat(asked(bundle(900)).returns())
                .as("it may be spent: it is not returned")
                .isEmpty();
        assertThat(tell(answer(9, OptionalInt.of(3)), 900).state().slot()).isEmpty();
    }

    @Test
    void whatASliceLeavesUnfilledGoesBackByItsId() {
        Lease lease = new Lease(ID, Money.of("5000"), 8, false);
        tell(new LeaseMessage.Unfilled(lease, "1.1", Money.of("40")), 100);
        Lease own = new Lease(ID, Money.of("5000"), 9, true);
        tell(new LeaseMessage.Unfilled(own, "1.2", Money.of("40")), 100);
        assertThat(asked(bundle(200)).returns())
                .as("a slot's own lease is nobody else's")
                .containsExactly(new LeaseReturn("A", 8, "1.1", Money.of("40")));
    }

    @Test
    void theNewestWishCountsAndOneTakenBackIsNotAsked() {
        LeaseWish smaller = new LeaseWish(ID, Money.of("3"), WISH.time(), 9);
        tell(new LeaseMessage.Wanted(WISH), 0);
        tell(new LeaseMessage.Wanted(smaller), 10);
        assertThat(asked(bundle(100)).wishes()).containsExactly(smaller);
        tell(new LeaseMessage.NoLongerWanted(ID), 110);
        assertThat(asked(bundle(3_000)).wishes()).isEmpty();
    }

    @Test
    void whatCannotWaitIsHandedToTheBackstop() {
        tell(new LeaseMessage.Wanted(WISH), 0);
        bundle(100);
        Answer answer = new Answer(ID, Money.ZERO, 0, Money.of("900"));
        LeaseHolderStep step = tell(new LeasesAnswered(1, List.of(answer), OptionalInt.empty()), 200);
        assertThat(step.toBackstop()).containsExactly(new LeaseHolderStep.ForBackstop(ID, Money.of("900")));
        assertThat(state.wanted()).isEmpty();
    }

    @Test
    void theSlotIsUsedOnlyWhileNoCoordinatorIsHeardOf() {
        holdSlot(0, 0);
        tell(new LeaseMessage.Wanted(WISH), 100);
        LeaseHolderStep quiet = bundle(1_999);
        assertThat(quiet.leases()).as("1,999 ms since the answered bundle").isEmpty();
        LeaseHolderStep alone = bundleAfterWishing(4_000);
        assertThat(alone.leases())
                .as("2.5 % of 400,000 a second since it was given at 50 ms")
                .containsExactly(new Delivery(new Lease(ID, Money.of("39500"), 8, true), 6_000));

        bundleAfterWishing(4_100);
        tell(answer(state.lastNumber(), OptionalInt.of(0)), 4_200);
        assertThat(bundleAfterWishing(4_300).leases())
                .as("a coordinator is there again")
                .isEmpty();
    }

    @Test
    void aSlotEndsAMinuteAfterItWasAskedFor() {
        holdSlot(0, 0);
        assertThat(state.slot().orElseThrow().untilMillis()).isEqualTo(60_000);
        assertThat(bundleAfterWishing(59_999).leases()).hasSize(1);
        assertThat(bundleAfterWishing(60_000).leases()).isEmpty();
    }

    @Test
    void aSlotThatIsRenewedInTimeKeepsItsBucketAndOneThatEndedBeginsEmpty() {
        holdSlot(0, 0);
        bundleAfterWishing(5_000);
        holdSlot(59_000, 0);
        assertThat(state.slot().orElseThrow().sinceMillis()).isEqualTo(50);
        assertThat(state.slot().orElseThrow().buckets()).hasSize(1);

        holdSlot(119_001, 0);
        assertThat(state.slot().orElseThrow().sinceMillis())
                .as("ended at 119,000")
                .isEqualTo(119_051);
        assertThat(state.slot().orElseThrow().buckets()).isEmpty();

        bundleAfterWishing(125_000);
        holdSlot(130_000, 1);
        assertThat(state.slot().orElseThrow().buckets()).as("another slot").isEmpty();
    }

    /** The coordinator answers a bundle within 50 ms, with a slot. */
    private void holdSlot(long sentMillis, int slot) {
        tell(CoordinatorProtocolTest.market(Money.ZERO), sentMillis);
        bundle(sentMillis);
        tell(new LeasesAnswered(state.lastNumber(), List.of(), OptionalInt.of(slot)), sentMillis + 50);
    }

    private LeaseHolderStep bundleAfterWishing(long now) {
        tell(new LeaseMessage.Wanted(WISH), now);
        return bundle(now);
    }

    private LeaseHolderStep bundle(long now) {
        return tell(new LeaseMessage.BundleDue(), now);
    }

    private LeaseHolderStep tell(LeaseMessage message, long now) {
        LeaseHolderStep step = LeaseHolder.step(state, message, PARAMETERS, now);
        state = step.state();
        return step;
    }

    private static LeasesAsked asked(LeaseHolderStep step) {
        return step.bundle().orElse(new LeasesAsked("n1", 0, List.of(), List.of()));
    }

    private static LeasesAnswered answer(long number, OptionalInt slot) {
        return new LeasesAnswered(number, List.of(new Answer(ID, Money.of("5000"), 8, Money.ZERO)), slot);
    }
}
