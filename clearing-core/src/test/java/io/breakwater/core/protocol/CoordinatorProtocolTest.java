package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.Property;
import io.breakwater.core.liquidation.BranchingRatio;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.CoordinatorMessage.LeasesAsked;
import io.breakwater.core.protocol.CoordinatorMessage.TermHeld;
import io.breakwater.core.protocol.LeaseMessage.Answer;
import io.breakwater.core.protocol.LeaseMessage.LeasesAnswered;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The coordinator's story, message by message: when it may grant, what an answer says, and what comes back once. */
class CoordinatorProtocolTest {

    private static final CoordinatorParameters PARAMETERS = CoordinatorParameters.defaults();
    private static final BucketKey BTC = new BucketKey("BTC", BucketKey.Side.SELLING);
    private static final Money MUCH = Money.of("10000000");

    private final List<CoordinatorEvent> journal = new ArrayList<>();
    private CoordinatorState state = CoordinatorState.recovered(CoordinatorLedger.empty(PARAMETERS));

    @Test
    void aNewCoordinatorIsEmptyAndSilentForOneLeaseTime() {
        begin(1, 0);
        assertThat(tell(asked("n1", 1, wish("A", MUCH)), 1_999).timers())
                .as("not ready: no bundle")
                .isEmpty();
        assertThat(bundle(2_000)).isEmpty();

        tell(asked("n1", 2, wish("A", MUCH)), 2_000);
        LeasesAnswered first = bundle(2_100).get(0);
        assertThat(first.answers())
                .as("80 % of 400,000 a second for 100 ms, less 30 % of the bucket for the urgent")
                .containsExactly(new Answer(id("A"), Money.ZERO, 0, Money.ZERO));
        tell(asked("n1", 3, urgent("A", MUCH)), 2_150);
        assertThat(bundle(2_250).get(0).answers())
                .containsExactly(new Answer(id("A"), Money.of("80000"), 1, Money.ZERO));
    }

    @Test
    void nothingIsGrantedAfterTheTermHasEnded() {
        tell(market(Money.ZERO), 0);
        tell(new TermHeld(1, 10_000), 0);
        tell(new TermHeld(1, 20_000), 9_000);
        tell(asked("n1", 1, urgent("A", MUCH)), 19_950);
        assertThat(bundle(19_999)).hasSize(1);
        tell(asked("n1", 2, urgent("A", MUCH)), 19_999);
        assertThat(bundle(20_000)).isEmpty();
        assertThat(tell(new TermHeld(1, 30_000), 21_000).events())
                .as("the same term, held again")
                .isEmpty();
        tell(asked("n1", 3, urgent("A", MUCH)), 21_000);
        assertThat(bundle(21_100)).hasSize(1);
    }

    @Test
    void aProcessThatIsToldAnEarlierTermStaysSilent() {
        begin(5, 0);
        state = CoordinatorState.recovered(state.ledger());
        assertThat(tell(new TermHeld(5, 100_000), 10_000).events()).isEmpty();
        assertThat(tell(new TermHeld(4, 100_000), 10_000).events()).isEmpty();
        assertThat(state.mayGrant(50_000)).isFalse();
        assertThat(tell(new TermHeld(6, 100_000), 10_000).events()).hasSize(1);
        assertThat(state.mayGrant(11_999)).isFalse();
        assertThat(state.mayGrant(12_000)).isTrue();
    }

    @Test
    void whatTheOldTermHadLeftOrCouldGetBackIsGone() {
        begin(1, 0);
        tell(asked("n1", 1, urgent("A", Money.of("1000"))), 50_000);
        bundle(50_100);
        assertThat(state.ledger().buckets().get(BTC).tokens()).isEqualTo(Money.of("1599000"));

        tell(new TermHeld(2, 200_000), 60_000);
        assertThat(state.ledger().buckets().get(BTC).tokens()).isEqualTo(Money.ZERO);
        assertThat(state.ledger().buckets().get(BTC).refilledMillis()).isEqualTo(62_000);
        tell(returned(2, "A", 1, "1000"), 62_000);
        assertThat(tell(new CoordinatorMessage.BundleDue(), 62_000).events()).isEmpty();
        assertThat(state.ledger().lastFence()).as("numbers go on").isEqualTo(1);
    }

    @Test
    void aBundleIsOneEventAndReplaysToTheSameLedger() {
        begin(1, 0);
        tell(asked("n1", 1, urgent("A", Money.of("1000")), wish("B", Money.of("2000"))), 50_000);
        CoordinatorStep second = tell(asked("n2", 1, wish("C", MUCH)), 50_001);
        assertThat(second.timers()).as("one timer for the bundle").isEmpty();
        assertThat(bundle(50_100)).hasSize(2);
        tell(asked("n2", 2, wish("C", MUCH)), 51_000);
        tell(returned(2, "A", 1, "400"), 51_000);
        assertThat(bundle(51_100)).hasSize(2);

        assertThat(journal).hasSize(3);
        assertThat(((CoordinatorEvent.BundleDecided) journal.get(1)).grants()).hasSize(1);
        assertThat(((CoordinatorEvent.BundleDecided) journal.get(2)).givenBack())
                .hasSize(1);
        assertThat(CoordinatorLedger.empty(PARAMETERS).evolve(journal)).isEqualTo(state.ledger());
    }

    @Test
    void aLeaseComesBackOnceAndOnlyToItsAccount() {
        begin(1, 0);
        tell(asked("n1", 1, urgent("A", Money.of("100000"))), 4_000);
        bundle(4_100);

        tell(returned(2, "B", 1, "1000"), 4_100);
        tell(returned(3, "A", 2, "1000"), 4_100);
        assertThat(givenBack(4_100)).isEmpty();
        tell(returned(4, "A", 1, "1000"), 4_100);
        tell(returned(5, "A", 1, "2000"), 4_100);
        Money before = state.ledger().buckets().get(BTC).tokens();
        assertThat(givenBack(4_100)).containsExactly(new CoordinatorEvent.GivenBack(1, "1.1", Money.of("1000")));
        assertThat(state.ledger().buckets().get(BTC).tokens()).isEqualTo(before.plus(Money.of("1000")));
        tell(returned(6, "A", 1, "1000"), 4_200);
        assertThat(givenBack(4_200)).isEmpty();
    }

    @Test
    void noMoreComesBackThanWasLeased() {
        begin(1, 0);
        tell(asked("n1", 1, urgent("A", Money.of("100000"))), 4_000);
        bundle(4_100);
        tell(returned(2, "A", 1, "100000.000001"), 4_100);
        assertThat(givenBack(4_100)).containsExactly(new CoordinatorEvent.GivenBack(1, "1.1", Money.of("100000")));
        assertThatThrownBy(() -> returned(3, "A", 1, "-1")).hasMessage("lease 1: unfilled -1 is negative");
    }

    @Test
    void bundlesThatCloselyFollowAreAllAnswered() {
        begin(1, 0);
        tell(asked("n1", 1, urgent("A", Money.of("1000"))), 50_000);
        tell(asked("n1", 2, urgent("B", Money.of("1000"))), 50_099);
        assertThat(bundle(50_100)).extracting(LeasesAnswered::number).containsExactly(1L, 2L);
        for (int number = 3; number <= 13; number++) {
            tell(asked("n1", number), 50_200);
        }
        assertThat(bundle(50_300)).as("ten may wait").hasSize(10);
    }

    /** Impact is 0.005/4,000,000 a unit, and the coordinator's part is 80 %: 100,000 sold move 0.00015625, twice 0.0003125. */
    @Test
    void theGainIsThatOfTheNextGrant() {
        begin(1, 0);
        assertThat(gain("0.7", "0", true, 49_000)).as("at the target").isEqualTo(Rate.ONE);
        assertThat(gain("0.8", "0", true, 49_000)).as("above it").isEqualTo(Rate.of("0.875"));
        assertThat(gain("0.8", "0", false, 49_000)).as("switched off").isEqualTo(Rate.ONE);
        assertThat(gain("0.7", "0.5", true, 49_000))
                .as("nothing sold: not ours")
                .isEqualTo(Rate.ONE);

        tell(asked("n1", 1, urgent("A", Money.of("100000"))), 50_000);
        bundle(50_100);
        assertThat(gain("0.7", "0.0003125", true, 51_000)).as("as predicted").isEqualTo(Rate.ONE);
        assertThat(gain("0.7", "0.0003126", true, 51_000)).as("a surprise").isEqualTo(Rate.of("0.5"));
    }

    private Rate gain(String branching, String recentMove, boolean enabled, long now) {
        VelocityConditions calm = market(Money.ZERO).conditions();
        VelocityConditions conditions = new VelocityConditions(
                calm.depth(),
                calm.displacement(),
                calm.impactPerNotional(),
                calm.dayVolume(),
                calm.dayVolatility(),
                calm.topMaintenanceRate(),
                calm.openInterest(),
                new BranchingRatio(Ratio.of(new BigDecimal(branching))),
                new BigDecimal(recentMove));
        return state.gain(BTC, conditions, ThrottleParameters.defaults().switched(2, enabled), PARAMETERS, now);
    }

    @Test
    void theOrderInWhichNodesAskDoesNotMatter() {
        Property.holds("a bundle does not depend on the order of arrival", 200, rng -> {
            state = CoordinatorState.recovered(CoordinatorLedger.empty(PARAMETERS));
            begin(1, 0);
            List<LeasesAsked> requests = new ArrayList<>();
            for (int node = 0; node < 5; node++) {
                List<LeaseWish> wishes = new ArrayList<>();
                for (int i = rng.nextInt(4); i > 0; i--) {
                    Money amount = new Money(rng.nextLong(1, 3_000_000_000_000L));
                    wishes.add(new LeaseWish(id("A" + rng.nextInt(12)), amount, minutes(rng.nextLong(3)), 0));
                }
                requests.add(new LeasesAsked("n" + node, 1, wishes, List.of()));
            }
            CoordinatorState before = state;
            requests.forEach(request -> tell(request, 30_000));
            CoordinatorStep inOrder = tell(new CoordinatorMessage.BundleDue(), 30_100);
            state = before;
            Collections.shuffle(requests, new Random(rng.nextLong()));
            requests.forEach(request -> tell(request, 30_000));
            assertThat(tell(new CoordinatorMessage.BundleDue(), 30_100)).isEqualTo(inOrder);
        });
    }

    @Test
    void aRepeatedOrOvertakenBundleIsNotGrantedAgain() {
        begin(1, 0);
        tell(asked("n1", 2, urgent("A", Money.of("1000"))), 50_000);
        bundle(50_100);
        assertThat(tell(asked("n1", 2, urgent("A", Money.of("1000"))), 50_200).timers())
                .isEmpty();
        assertThat(tell(asked("n1", 1, urgent("A", Money.of("1000"))), 50_200).timers())
                .isEmpty();
        assertThat(bundle(50_300)).isEmpty();
        tell(asked("n1", 3, urgent("A", Money.of("1000"))), 50_400);
        assertThat(bundle(50_500)).hasSize(1);
    }

    @Test
    void fencesExceedWhatTheAccountHasSpentAlready() {
        begin(1, 0);
        LeaseWish ahead = new LeaseWish(id("A"), Money.of("1"), minutes(0), 41);
        tell(asked("n1", 1, ahead, urgent("B", Money.of("1"))), 50_000);
        assertThat(bundle(50_100).get(0).answers()).extracting(Answer::fence).containsExactly(42L, 43L);
        assertThatThrownBy(() -> new LeaseWish(id("A"), Money.of("1"), minutes(0), Long.MAX_VALUE))
                .hasMessageContaining("lastFence");
    }

    @Test
    void anAccountThatTwoNodesAskForIsAnsweredToOne() {
        begin(1, 0);
        tell(asked("n2", 1, urgent("A", Money.of("1000"))), 50_000);
        tell(asked("n1", 1, urgent("A", Money.of("1000"))), 50_000);
        List<LeasesAnswered> answers = bundle(50_100);
        assertThat(answers.get(0).answers().get(0).amount()).isEqualTo(Money.of("1000"));
        assertThat(answers.get(1).answers().get(0).amount()).isEqualTo(Money.ZERO);
    }

    @Test
    void aMarketNobodyHasToldOfGrantsNothing() {
        begin(1, 0);
        LeaseWish elsewhere = new LeaseWish(
                new LeaseWish.Id("A", new BucketKey("ETH", BucketKey.Side.BUYING)), Money.of("5"), minutes(0), 0);
        tell(asked("n1", 1, elsewhere), 50_000);
        assertThat(bundle(50_100).get(0).answers())
                .containsExactly(new Answer(elsewhere.id(), Money.ZERO, 0, Money.ZERO));
    }

    @Test
    void whoCannotWaitIsSentToTheBackstopWhileItHasRoom() {
        begin(1, 0);
        tell(market(Money.of("6000000")), 1_000);
        tell(asked("n1", 1, urgent("A", MUCH), urgent("B", MUCH)), 50_000);
        assertThat(bundle(50_100).get(0).answers())
                .containsExactly(
                        new Answer(id("A"), Money.of("1200000"), 1, Money.of("6000000")),
                        new Answer(id("B"), Money.of("400000"), 2, Money.ZERO));
        assertThat(state.markets().get(BTC).backstopRoom()).isEqualTo(Money.ZERO);
    }

    @Test
    void slotsAreGivenOnlyWhenThoseOfEarlierTermsHaveEnded() {
        begin(1, 0);
        tell(asked("n1", 1), 59_800);
        assertThat(bundle(59_999).get(0).slot()).isEmpty();
        tell(asked("n1", 2), 60_000);
        assertThat(bundle(60_000).get(0).slot()).hasValue(0);
        tell(asked("n2", 1), 60_100);
        assertThat(bundle(60_200).get(0).slot()).hasValue(1);
        tell(asked("n1", 3), 60_300);
        assertThat(bundle(60_400).get(0).slot()).as("the same, renewed").hasValue(0);
        tell(asked("n3", 1), 120_199);
        assertThat(bundle(120_199).get(0).slot())
                .as("n2 holds 1 a moment longer")
                .hasValue(2);
        tell(asked("n4", 1), 120_200);
        assertThat(bundle(120_200).get(0).slot()).hasValue(1);
    }

    @Test
    void thereAreOnlySoManySlots() {
        begin(1, 0);
        for (int i = 1; i <= 9; i++) {
            tell(asked("n" + i, 1), 60_000);
        }
        List<LeasesAnswered> answers = bundle(60_100);
        assertThat(answers.subList(0, 8)).allMatch(answer -> answer.slot().isPresent());
        assertThat(answers.get(8).slot()).isEmpty();
        assertThat(PARAMETERS.slotShare().multiply(BigDecimal.valueOf(8)).add(PARAMETERS.coordinatorShare()))
                .isEqualByComparingTo("1");
    }

    private void begin(long term, long now) {
        tell(market(Money.ZERO), now);
        tell(new TermHeld(term, now + 130_000), now);
    }

    private CoordinatorStep tell(CoordinatorMessage message, long now) {
        CoordinatorStep step = CoordinatorProtocol.step(state, message, PARAMETERS, now);
        state = step.state();
        journal.addAll(step.events());
        return step;
    }

    private List<LeasesAnswered> bundle(long now) {
        return tell(new CoordinatorMessage.BundleDue(), now).sends().stream()
                .map(send -> (LeasesAnswered) send.message())
                .toList();
    }

    private List<CoordinatorEvent.GivenBack> givenBack(long now) {
        return tell(new CoordinatorMessage.BundleDue(), now).events().stream()
                .flatMap(event -> ((CoordinatorEvent.BundleDecided) event).givenBack().stream())
                .toList();
    }

    private static LeasesAsked asked(String node, long number, LeaseWish... wishes) {
        return new LeasesAsked(node, number, List.of(wishes), List.of());
    }

    private static LeasesAsked returned(long number, String account, long fence, String amount) {
        LeaseReturn returned = new LeaseReturn(account, fence, "1.1", Money.of(amount));
        return new LeasesAsked("n1", number, List.of(), List.of(returned));
    }

    private static LeaseWish wish(String account, Money amount) {
        return new LeaseWish(id(account), amount, minutes(9), 0);
    }

    private static LeaseWish urgent(String account, Money amount) {
        return new LeaseWish(id(account), amount, minutes(0), 0);
    }

    private static LeaseWish.Id id(String account) {
        return new LeaseWish.Id(account, BTC);
    }

    private static TimeToBankruptcy minutes(long root) {
        return new TimeToBankruptcy(BigDecimal.valueOf(root), BigDecimal.ONE);
    }

    /** Depth 8,000,000: capacity 2,000,000 and refill 400,000 a second, of which the coordinator has 80 %. */
    static LeaseMarket market(Money backstopRoom) {
        VelocityConditions conditions = new VelocityConditions(
                Money.of("8000000"),
                BigDecimal.ZERO,
                new Ratio(new BigDecimal("0.005"), new BigDecimal("4000000")),
                Money.of("200000000000"),
                new BigDecimal("0.04"),
                new BigDecimal("0.15"),
                Money.of("900000000000"),
                BranchingRatio.NONE,
                BigDecimal.ZERO);
        return new LeaseMarket(BTC, conditions, ThrottleParameters.defaults(), backstopRoom);
    }
}
