package io.breakwater.node.risk;

import static io.breakwater.node.risk.RiskWorld.BTC;
import static io.breakwater.node.risk.RiskWorld.await;
import static io.breakwater.node.risk.RiskWorld.holder;
import static io.breakwater.node.risk.RiskWorld.longUntil59400;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountExposure;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.MarketBoard.Posting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the risk book of a node")
class RiskBookActorTest {

    private final RiskWorld world = new RiskWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("at 59,401 a long is not nominated, at 59,400 it is and its liquidation is durable")
    void nominatesAtTheLiquidationPrice() {
        world.accounts.awake(longUntil59400("anna"));

        world.price("59401");
        assertThat(world.accounts.nominated).isEmpty();

        world.price("59400");
        assertThat(world.accounts.nominated).containsExactly("anna");
        assertThat(world.accounts.state("anna").health()).isEqualTo(HealthState.LIQUIDATING);
        assertThat(world.gauges.detectionLag().lag().count()).isEqualTo(1);
        assertThat(world.gauges.decisionLag().lag().count()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "a fault that nobody foresaw ends no book: who it kept from being nominated is told after the answer's time")
    void fault() {
        world.accounts.awake(longUntil59400("anna"));
        world.heard();
        world.accounts.failsOnce.add("anna");
        world.post("59400", FeedState.LIVE);
        world.heard();
        assertThat(world.accounts.nominated).isEmpty();

        world.pass(1_000).pass(1_000).settled();

        assertThat(world.accounts.nominated).containsExactly("anna");
        assertThat(world.accounts.state("anna").health()).isEqualTo(HealthState.LIQUIDATING);
    }

    @Test
    @DisplayName("a hundred postings while the book is busy are few rounds, and the newest is valued")
    void conflatesPostings() {
        world.accounts.awake(longUntil59400("anna"));
        world.heard();
        long before = world.gauges.rounds();

        ConflatedPostings postings = new ConflatedPostings();
        IntStream.range(0, 99).forEach(i -> postings.put(posting("59500", i), 1_000 + i));
        boolean isFirst = postings.put(posting("59400", 99), 1_099);

        assertThat(isFirst).isFalse();
        ConflatedPostings.Waiting taken = postings.take().orElseThrow();
        assertThat(taken.sinceNanos()).as("age of the oldest").isEqualTo(0);
        assertThat(taken.posting().view().instruments().get(BTC).mark()).isEqualTo(Price.of("59400"));
        assertThat(postings.take()).isEmpty();

        IntStream.range(0, 100).forEach(i -> world.post(i < 99 ? "59500" : "59400", FeedState.LIVE));
        world.settled();
        assertThat(world.gauges.rounds() - before).isBetween(1L, 100L);
        assertThat(world.accounts.nominated).containsExactly("anna");
    }

    private Posting posting(String btc, long acceptedNanos) {
        return world.posting(world.published(btc, FeedState.LIVE, Optional.empty()), acceptedNanos);
    }

    @Test
    @DisplayName("a posting without a newer price has the age of its own, not that of a price valued long ago")
    void agesAStateByItself() {
        ConflatedPostings postings = new ConflatedPostings();
        postings.put(posting("59500", 10), 12);
        postings.take();

        postings.put(posting("59500", 10), 9_000);

        assertThat(postings.take().orElseThrow().sinceNanos()).isEqualTo(9_000);
    }

    @Test
    @DisplayName("an older version of an exposure changes nothing, a newer one does")
    void dropsOlderExposures() {
        Account risky = longUntil59400("anna");
        Account safe = holder("anna", AccountRole.TRADER, HealthState.MARGIN_CALL, "9000", "1");
        world.accounts.awake(risky);
        world.book.tell(new RiskProtocol.Exposed(exposure(safe, 0), true));
        world.price("59400");
        assertThat(world.accounts.nominated).containsExactly("anna");

        world.accounts.awake(longUntil59400("bert"));
        world.book.tell(new RiskProtocol.Exposed(exposure(safe("bert"), 2), true));
        world.price("59399");
        assertThat(world.accounts.nominated).doesNotContain("bert");
    }

    private static Account safe(String id) {
        return holder(id, AccountRole.TRADER, HealthState.HEALTHY, "20000", "1");
    }

    private static Exposure exposure(Account account, long version) {
        var shown = AccountExposure.of(account);
        return new Exposure(
                shown.accountId(),
                version,
                shown.state(),
                shown.mode(),
                shown.cash(),
                shown.feesDue(),
                shown.collateral(),
                shown.positions());
    }

    @Test
    @DisplayName("an account that a stale feed blocks is asked each second, and liquidated when the feed is trusted")
    void asksTheBlockedAgain() {
        world.accounts.awake(longUntil59400("anna"));
        world.price("59000", FeedState.STALE);
        assertThat(world.gauges.blocked()).isEqualTo(1);
        assertThat(world.accounts.nominated).hasSize(1);

        world.pass(1_000).settled();
        assertThat(world.accounts.nominated).hasSize(2);
        assertThat(world.accounts.state("anna").health()).isEqualTo(HealthState.MARGIN_CALL);

        world.price("59000", FeedState.LIVE);
        world.pass(1_000).settled();
        assertThat(world.accounts.state("anna").health().isLiquidation()).isTrue();
        assertThat(world.gauges.blocked()).isZero();
        int asked = world.accounts.nominated.size();
        world.pass(5_000).settled();
        assertThat(world.accounts.nominated).hasSize(asked);
    }

    @Test
    @DisplayName("a nomination without an answer is told again after 2 s, then after 4, and not after 1")
    void repeatsTheUnanswered() {
        world.accounts.awake(longUntil59400("anna"));
        world.accounts.deaf.add("anna");
        world.post("59400", FeedState.LIVE);
        await(() -> world.accounts.nominated.size() == 1);
        assertThat(world.gauges.pendingNominations()).isPositive();

        world.pass(1_000).heard();
        assertThat(world.accounts.nominated).hasSize(1);
        world.pass(1_000).heard();
        assertThat(world.accounts.nominated).hasSize(2);
        IntStream.range(0, 3).forEach(i -> world.pass(1_000));
        assertThat(world.accounts.nominated).hasSize(2);

        world.accounts.deaf.clear();
        world.pass(1_000).settled();
        assertThat(world.accounts.nominated).hasSize(3);
        assertThat(world.accounts.state("anna").health()).isEqualTo(HealthState.LIQUIDATING);
        assertThat(world.gauges.repeatedNominations()).isEqualTo(2);
    }

    @Test
    @DisplayName("a passivated account is woken by its nomination")
    void watchesTheSleeping() {
        world.accounts.awake(longUntil59400("anna"));
        world.heard();
        world.accounts.asleep(longUntil59400("anna"));

        world.price("59400");

        assertThat(world.accounts.woken).containsExactly("anna");
        assertThat(world.accounts.state("anna").health()).isEqualTo(HealthState.LIQUIDATING);
    }

    @Test
    @DisplayName("accounts that live here since a restart are unwatched until each was woken, without any client")
    void unwatchedReturnsToZero() {
        List<String> ids = IntStream.range(0, 30).mapToObj(i -> "a" + i).toList();
        ids.forEach(id -> world.accounts.asleep(longUntil59400(id)));
        world.accounts.deaf.addAll(ids);

        world.book.tell(new RiskProtocol.Expected(ids));
        world.heard();
        assertThat(world.gauges.unwatched()).isEqualTo(30);

        world.accounts.deaf.clear();
        world.pass(2_000);
        await(() -> world.gauges.unwatched() == 0);
        assertThat(world.gauges.unwatchedMax()).isEqualTo(30);
        world.price("59400");
        assertThat(world.accounts.nominated).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    @DisplayName("a listed account that was never opened stops being expected")
    void forgetsTheNeverOpened() {
        world.book.tell(new RiskProtocol.Expected(List.of("nobody")));
        world.heard();

        await(() -> world.gauges.unwatched() == 0);
        assertThat(world.gauges.unwatchedMax()).isEqualTo(1);
    }

    @Test
    @DisplayName("the accounts of a shard that went to another node are not nominated here, its neighbours are")
    void forgetsShardsThatLeft() {
        world.accounts.awake(longUntil59400("anna"));
        world.accounts.awake(longUntil59400("bert"));
        assertThat(RiskWorld.shardOf("anna")).isNotEqualTo(RiskWorld.shardOf("bert"));

        world.book.tell(new RiskProtocol.ShardsLeft(Set.of(RiskWorld.shardOf("anna"))));
        world.price("59400");

        assertThat(world.accounts.nominated).containsExactly("bert");
        assertThat(world.gauges.accounts()).isEqualTo(1);
    }

    @Test
    @DisplayName("an account within 95 basis points, three sigma of ten minutes, is kept awake; one just beyond is not")
    void keepsTheNearAwake() {
        // warned where 4*E - 5*MM = 4*cash - 3,000 is below 0; 95 basis points of 3.95*60,000 are 2,251.50
        world.accounts.awake(holder("near", AccountRole.TRADER, HealthState.HEALTHY, "1312", "1"));
        world.accounts.awake(holder("far", AccountRole.TRADER, HealthState.HEALTHY, "1313", "1"));
        world.heard();
        world.accounts.asleep(world.accounts.state("near"));
        world.accounts.asleep(world.accounts.state("far"));

        IntStream.range(0, 29).forEach(i -> world.pass(1_000));
        assertThat(world.accounts.woken).isEmpty();
        world.pass(1_000).heard();

        assertThat(world.accounts.woken).containsExactly("near");
    }
}
