package io.breakwater.node.persistence;

import io.breakwater.core.liquidation.BranchingRatio;
import io.breakwater.core.liquidation.BucketKey;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.liquidation.SlidingWindow;
import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.liquidation.VelocityBucket;
import io.breakwater.core.liquidation.VelocityConditions;
import io.breakwater.core.liquidation.VelocityGain;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.CoordinatorEvent;
import io.breakwater.core.protocol.CoordinatorLedger;
import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.Lease;
import io.breakwater.core.protocol.LeaseGrant;
import io.breakwater.core.protocol.LeaseMarket;
import io.breakwater.core.protocol.LeaseMessage;
import io.breakwater.core.protocol.LeaseReturn;
import io.breakwater.core.protocol.LeaseWish;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Samples of the coordinator's journal and of what it and the nodes say to each other. */
final class CoordinatorSamples {

    private static final long TIME = 1_760_097_600_456L;
    private static final BucketKey SELLING = new BucketKey("BTC", BucketKey.Side.SELLING);
    private static final BucketKey BUYING = new BucketKey("ETH", BucketKey.Side.BUYING);
    private static final LeaseWish.Id WISH = new LeaseWish.Id("ann", SELLING);
    private static final Lease LEASE = new Lease(WISH, new Money(1_500), 71, true);

    private CoordinatorSamples() {}

    static List<Sample> all() {
        LeaseGrant grant =
                new LeaseGrant(SELLING, 6, new Money(2_000), new Money(3_000), gain(), 1_000, 60_000, List.of(LEASE));
        CoordinatorEvent.GivenBack back = new CoordinatorEvent.GivenBack(70, "1.4", new Money(12));
        return List.of(
                Sample.of(new CoordinatorEvent.TermBegun(9, TIME, TIME + 2_000)),
                Sample.of(new CoordinatorEvent.BundleDecided(TIME, List.of(back), List.of(grant))),
                Sample.of(ledger()),
                Sample.of(new CoordinatorMessage.LeasesAsked(
                        "node-1",
                        33,
                        List.of(new LeaseWish(WISH, new Money(1_600), time(), 70)),
                        List.of(new LeaseReturn("ben", 69, "2.2", new Money(13))))),
                Sample.of("slot", new LeaseMessage.LeasesAnswered(33, List.of(answer()), OptionalInt.of(0))),
                Sample.of("no slot", new LeaseMessage.LeasesAnswered(34, List.of(), OptionalInt.empty())),
                Sample.of(new LeaseMarket(SELLING, conditions(), MarketSamples.throttle(), new Money(900))));
    }

    private static VelocityGain gain() {
        return new VelocityGain(new Rate(750_000_000_000L), TIME - 10, TIME + 20);
    }

    private static TimeToBankruptcy time() {
        return new TimeToBankruptcy(new BigDecimal("12.50"), new BigDecimal("0.0070"));
    }

    private static LeaseMessage.Answer answer() {
        return new LeaseMessage.Answer(WISH, new Money(1_500), 71, new Money(100));
    }

    private static CoordinatorLedger ledger() {
        SlidingWindow sold = new SlidingWindow(
                1_000,
                60_000,
                List.of(new SlidingWindow.Entry(5, new Money(8)), new SlidingWindow.Entry(6, new Money(9))));
        VelocityBucket used = new VelocityBucket(new Money(10), new Money(20), TIME, sold, gain());
        VelocityBucket fresh = new VelocityBucket(
                Money.ZERO, new Money(30), TIME + 1, new SlidingWindow(500, 30_000, List.of()), gain());
        return new CoordinatorLedger(
                9,
                TIME,
                71,
                new TreeMap<>(Map.of(SELLING, used, BUYING, fresh)),
                new TreeMap<>(Map.of(71L, new CoordinatorLedger.Granted(LEASE, TIME - 7))),
                50_000);
    }

    private static VelocityConditions conditions() {
        return new VelocityConditions(
                new Money(1_000_000),
                new BigDecimal("-0.0012"),
                new Ratio(new BigDecimal("0.01"), new BigDecimal("7000000")),
                new Money(2_000_000),
                new BigDecimal("0.031"),
                new BigDecimal("0.150"),
                new Money(3_000_000),
                new BranchingRatio(new Ratio(new BigDecimal("1"), new BigDecimal("3"))),
                new BigDecimal("1E-7"));
    }
}
