package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.liquidation.TimeToBankruptcy;
import io.breakwater.core.money.Money;
import io.breakwater.core.protocol.CoordinatorMessage.TermHeld;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A cluster of lease holders and coordinators on a network that loses, repeats, delays and reorders messages and splits,
 * with a clock of its own for each node, pauses and crashes. All of it follows from one seed.
 *
 * <p>A store keeps the journal and the terms: it gives a term to one process at a time, for a while by its own clock; the
 * process counts that time from before it asked.
 */
final class CoordinatorSimulation {

    private static final long TERM_MILLIS = 3_000;
    private static final int ACCOUNTS_PER_NODE = 6;

    /** The grantor of a flow that is no slot. */
    static final int COORDINATOR = -1;

    /** An amount that the coordinator or a slot granted (or, negative, that came back), by the simulation's own time. */
    record Flow(long atMillis, int grantor, long units) {}

    private final class Node {
        final int index;
        final long clockOffset = rng.nextLong(-1_000_000_000L, 1_000_000_000L);
        int life;
        boolean alive;
        long pausedUntil;
        int group;
        LeaseHolderState holder;
        Optional<CoordinatorState> coordinator = Optional.empty();

        Node(int index) {
            this.index = index;
        }

        String name() {
            return "node-" + index + "." + life;
        }

        long clock() {
            return now() + clockOffset;
        }

        /** Runs something in the present life, after a pause if there is one. */
        Runnable inThisLife(Runnable action) {
            int expected = life;
            return () -> {
                if (!alive || life != expected) {
                    return;
                }
                if (now() < pausedUntil) {
                    at(pausedUntil - now(), inThisLife(action));
                } else {
                    action.run();
                }
            };
        }
    }

    final CoordinatorParameters parameters;
    final LeaseMarket market;
    final List<Flow> flows = new ArrayList<>();
    final List<CoordinatorEvent> journal = new ArrayList<>();
    long granted;
    long grantedBySlots;
    long returned;
    private final SplittableRandom rng;
    private final boolean faults;
    private final SimulatedTime time = new SimulatedTime();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Map<Long, Long> grantedMillis = new HashMap<>();
    private final Set<Long> returnedFences = new HashSet<>();
    private int storeGroup;
    private long term;
    private String owner = "";
    private int ownerIndex;
    private long ownedUntil;

    CoordinatorSimulation(
            SplittableRandom rng, int nodeCount, boolean faults, LeaseMarket market, CoordinatorParameters parameters) {
        this.rng = rng;
        this.faults = faults;
        this.market = market;
        this.parameters = parameters;
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(new Node(i));
        }
        nodes.forEach(this::start);
        if (faults) {
            at(1_000, this::fault);
        }
    }

    /** Runs all that happens in some more time. */
    void run(long millis) {
        time.run(millis);
    }

    /** The coordinator of the newest term, if it is alive. */
    Optional<CoordinatorState> coordinator() {
        Node node = nodes.get(ownerIndex);
        return node.alive && node.name().equals(owner) ? node.coordinator : Optional.empty();
    }

    /** Cuts every node off from the store for good: no term is held again. */
    void loseTheStore() {
        storeGroup = -1;
    }

    private void at(long delayMillis, Runnable run) {
        time.at(delayMillis, run);
    }

    private long now() {
        return time.now();
    }

    private void start(Node node) {
        node.life++;
        node.alive = true;
        node.pausedUntil = now();
        node.coordinator = Optional.empty();
        node.holder = LeaseHolderState.started(node.name(), node.clock());
        holder(node, market);
        holder(node, new LeaseMessage.BundleDue());
        every(node, 400, () -> seekTerm(node));
        every(node, 150, () -> wish(node));
    }

    private void every(Node node, long millis, Runnable action) {
        at(rng.nextLong(1, millis + 1), node.inThisLife(() -> {
            action.run();
            every(node, millis, action);
        }));
    }

    /** Delivers a message between two groups, perhaps late, twice or never. */
    private void network(Node from, Node to, Runnable action) {
        int copies = !faults ? 1 : rng.nextInt(10) == 0 ? 0 : rng.nextInt(10) == 0 ? 2 : 1;
        Runnable received = to.inThisLife(action);
        for (int i = 0; i < copies; i++) {
            boolean late = faults && rng.nextInt(15) == 0;
            long delay = late ? rng.nextLong(1, rng.nextBoolean() ? 70_000 : 9_000) : rng.nextLong(1, 60);
            at(delay, () -> {
                if (from.group == to.group) {
                    received.run();
                }
            });
        }
    }

    private void seekTerm(Node node) {
        long sent = node.clock();
        String name = node.name();
        long delay = rng.nextLong(1, 40);
        at(delay, () -> {
            if (node.group != storeGroup || (!owner.equals(name) && now() < ownedUntil)) {
                return;
            }
            if (!owner.equals(name)) {
                term++;
                owner = name;
                ownerIndex = node.index;
            }
            ownedUntil = now() + TERM_MILLIS;
            TermHeld held = new TermHeld(term, sent + TERM_MILLIS);
            at(rng.nextLong(1, 40), node.inThisLife(() -> hold(node, held)));
        });
    }

    private void hold(Node node, TermHeld held) {
        boolean isNew =
                node.coordinator.isEmpty() || node.coordinator.get().ledger().term() < held.term();
        if (isNew && node.group != storeGroup) {
            return;
        }
        if (isNew) {
            CoordinatorLedger ledger = CoordinatorLedger.empty(parameters).evolve(journal);
            node.coordinator = Optional.of(CoordinatorState.recovered(ledger));
            coordinator(node, market);
        }
        coordinator(node, held);
    }

    private void coordinator(Node node, CoordinatorMessage message) {
        if (node.coordinator.isEmpty()) {
            return;
        }
        CoordinatorStep step = CoordinatorProtocol.step(node.coordinator.get(), message, parameters, node.clock());
        if (!step.events().isEmpty() && node.group != storeGroup) {
            node.coordinator = Optional.empty();
            return;
        }
        step.events().forEach(this::persisted);
        node.coordinator = Optional.of(step.state());
        if (faults && !step.events().isEmpty() && rng.nextInt(100) == 0) {
            kill(node);
            return;
        }
        step.timers()
                .forEach(timer -> at(timer.delayMillis(), node.inThisLife(() -> coordinator(node, timer.message()))));
        for (CoordinatorStep.Send send : step.sends()) {
            nodes.stream()
                    .filter(to -> to.name().equals(send.node()))
                    .forEach(to -> network(node, to, () -> holder(to, send.message())));
        }
    }

    private void persisted(CoordinatorEvent event) {
        journal.add(event);
        if (event instanceof CoordinatorEvent.BundleDecided bundle) {
            bundle.givenBack().forEach(this::cameBack);
            bundle.grants().forEach(this::wasGranted);
        }
    }

    private void cameBack(CoordinatorEvent.GivenBack back) {
        assertThat(returnedFences.add(back.fence()))
                .as("lease %s comes back once", back.fence())
                .isTrue();
        flows.add(new Flow(now(), COORDINATOR, -back.amount().units()));
        returned += back.amount().units();
    }

    private void wasGranted(LeaseGrant grant) {
        grant.leases().forEach(lease -> grantedMillis.put(lease.fence(), now()));
        flows.add(new Flow(now(), COORDINATOR, grant.total().units()));
        granted += grant.total().units();
    }

    private void holder(Node node, LeaseMessage message) {
        LeaseHolderStep step = LeaseHolder.step(node.holder, message, parameters, node.clock());
        node.holder = step.state();
        step.bundle().ifPresent(bundle -> toCoordinator(node, bundle));
        step.bundleDueInMillis()
                .ifPresent(delay -> at(delay, node.inThisLife(() -> holder(node, new LeaseMessage.BundleDue()))));
        for (LeaseHolderStep.Delivery delivery : step.leases()) {
            if (delivery.lease().ofSlot()) {
                int slot = step.state().slot().orElseThrow().number();
                flows.add(new Flow(now(), slot, delivery.lease().amount().units()));
                grantedBySlots += delivery.lease().amount().units();
            }
            at(rng.nextLong(0, 2_500), node.inThisLife(() -> offer(node, delivery)));
        }
    }

    /** A node may believe in a coordinator that is gone, and tell two. */
    private void toCoordinator(Node node, CoordinatorMessage message) {
        Node present = nodes.get(ownerIndex);
        network(node, present, () -> coordinator(present, message));
        if (faults && rng.nextInt(3) == 0) {
            Node other = nodes.get(rng.nextInt(nodes.size()));
            network(node, other, () -> coordinator(other, message));
        }
    }

    private void wish(Node node) {
        String account = "account-" + (rng.nextInt(ACCOUNTS_PER_NODE) * nodes.size() + node.index);
        Money amount = new Money(rng.nextLong(10_000_000_000L, 1_000_000_000_000L));
        TimeToBankruptcy time = new TimeToBankruptcy(BigDecimal.valueOf(rng.nextInt(0, 100)), BigDecimal.valueOf(10));
        LeaseWish wish = new LeaseWish(
                new LeaseWish.Id(account, market.bucket()), amount, time, fences.getOrDefault(account, 0L));
        holder(node, new LeaseMessage.Wanted(wish));
    }

    /** An account persists an offer under a lease that has not ended; what stays unfilled comes back. */
    private void offer(Node node, LeaseHolderStep.Delivery delivery) {
        Lease lease = delivery.lease();
        String account = lease.wish().account();
        boolean inTime = node.clock() < delivery.expiryMillis();
        boolean spent = inTime && lease.fence() > fences.getOrDefault(account, 0L);
        if (spent) {
            fences.put(account, lease.fence());
            long granted = lease.ofSlot() ? now() : grantedMillis.get(lease.fence());
            assertThat(now() - granted).as("time from grant to offer").isLessThan(parameters.leaseMillis());
        }
        String slice = spent ? account + "/" + lease.fence() : LeaseReturn.UNSPENT;
        Money unfilled = spent ? new Money(rng.nextLong(0, lease.amount().units() + 1)) : lease.amount();
        if (rng.nextBoolean()) {
            at(
                    rng.nextLong(0, 5_000),
                    node.inThisLife(() -> holder(node, new LeaseMessage.Unfilled(lease, slice, unfilled))));
        }
    }

    private void fault() {
        Node node = nodes.get(rng.nextInt(nodes.size()));
        switch (rng.nextInt(7)) {
            case 0, 1 -> {
                nodes.forEach(n -> n.group = rng.nextInt(2));
                storeGroup = rng.nextInt(2);
            }
            case 2, 3 -> {
                nodes.forEach(n -> n.group = 0);
                storeGroup = 0;
            }
            case 4 -> kill(node);
            case 5 -> kill(nodes.get(ownerIndex));
            default -> node.pausedUntil = now() + rng.nextLong(100, 6_000);
        }
        at(rng.nextLong(200, 6_000), this::fault);
    }

    private void kill(Node node) {
        if (node.alive) {
            node.alive = false;
            at(rng.nextLong(500, 8_000), () -> start(node));
        }
    }
}
