package io.breakwater.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Price;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Drives two accounts through a settlement over a network that loses, repeats and reorders every message, and crashes
 * either of them between every two steps: it always ends whole or not at all, once (invariant 2, property 14).
 */
class SettlementCrashTest {

    /** An account with its journal: a crash loses everything but the journal. */
    private static final class World {
        final Books books = new Books();
        final Map<String, List<AccountEvent>> journals = new HashMap<>();
        final List<SettlementStep.Send> network = new ArrayList<>();
        final List<SettlementStep.Send> timers = new ArrayList<>();
        final List<SettlementStep.Answer> answers = new ArrayList<>();
        int steps;
        int crashAfterStep = -1;
        boolean crashBeforeSending;

        World(String buyerDeposit, String sellerDeposit) {
            books.open("alice", AccountRole.TRADER, buyerDeposit);
            books.open("bob", AccountRole.TRADER, sellerDeposit);
            books.accounts.keySet().forEach(id -> journals.put(id, new ArrayList<>()));
        }

        void deliver(String to, SettlementMessage message) {
            Account account = books.get(to);
            execute(to, SettlementProtocol.step(account, message, books.context()));
        }

        void execute(String account, SettlementStep step) {
            steps++;
            boolean crashes = steps == crashAfterStep;
            books.accounts.put(account, books.get(account).evolve(step.events()));
            journals.get(account).addAll(step.events());
            assertBalanced();
            if (crashes && crashBeforeSending) {
                crash(account);
                return;
            }
            network.addAll(step.sends());
            step.overdue()
                    .forEach(id -> timers.add(new SettlementStep.Send(account, new SettlementMessage.Overdue(id))));
            step.answer().ifPresent(answers::add);
            if (crashes) {
                crash(account);
            }
        }

        /** The process dies: timers are gone, the state comes back from the journal. */
        void crash(String id) {
            timers.removeIf(timer -> timer.to().equals(id));
            Account replayed = replay(id);
            assertThat(replayed).as("replay of the journal of %s", id).isEqualTo(books.get(id));
            books.accounts.put(id, replayed);
            execute(id, SettlementProtocol.recovered(replayed));
        }

        private Account replay(String id) {
            Books fresh = new Books();
            fresh.open(
                    "alice",
                    AccountRole.TRADER,
                    books.get("alice").transferredCash().toString());
            fresh.open(
                    "bob",
                    AccountRole.TRADER,
                    books.get("bob").transferredCash().toString());
            return fresh.get(id).evolve(journals.get(id));
        }

        void assertBalanced() {
            assertThat(books.audit().quantities()).isEmpty();
            assertThat(books.audit().money()).isZero();
        }

        /** No faults any more: everything in flight arrives and every timer fires until nothing is reserved. */
        void quiesce() {
            for (int round = 0; round < 50; round++) {
                while (!network.isEmpty()) {
                    SettlementStep.Send next = network.remove(0);
                    deliver(next.to(), next.message());
                }
                if (!timers.isEmpty()) {
                    SettlementStep.Send timer = timers.remove(0);
                    deliver(timer.to(), timer.message());
                }
            }
            assertThat(network).isEmpty();
            assertThat(books.get("alice").reservations()).isEmpty();
            assertThat(books.get("bob").reservations()).isEmpty();
        }

        void assertWholeOrNothing(Settlement settlement) {
            Optional<?> alice = books.get("alice").committed(settlement.id());
            Optional<?> bob = books.get("bob").committed(settlement.id());
            assertThat(alice.isPresent()).as("both or neither").isEqualTo(bob.isPresent());
            String expected = alice.isPresent() ? "1" : "0";
            assertThat(books.get("alice").quantity(Books.BTC)).hasToString(expected);
            boolean booked = answers.stream().anyMatch(SettlementStep.Answer::isBooked);
            if (booked) {
                assertThat(alice).as("an answer of booked is durable").isPresent();
            }
        }
    }

    @Test
    void aSettlementWithoutFaultsIsBookedWithThreeWrites() {
        World world = new World("10000", "10000");
        Settlement trade = world.books.trade("alice", "bob", Books.BTC, "1", "60000");
        world.deliver(trade.first().account(), new SettlementMessage.Clear(trade));
        world.quiesce();
        long writes = world.journals.values().stream().mapToLong(List::size).sum();
        assertThat(writes
                        - world.journals.values().stream()
                                .flatMap(List::stream)
                                .filter(e -> !(e instanceof io.breakwater.core.account.SettlementEvent))
                                .count())
                .isEqualTo(3);
        assertThat(world.answers).singleElement().matches(SettlementStep.Answer::isBooked);
        world.assertWholeOrNothing(trade);
    }

    @Test
    void aSecondPartyWithoutMarginRefusesAndTheFirstIsReleased() {
        World world = new World("10000", "100");
        Settlement trade = world.books.trade("alice", "bob", Books.BTC, "1", "60000");
        world.deliver(trade.first().account(), new SettlementMessage.Clear(trade));
        world.quiesce();
        assertThat(world.answers).singleElement().matches(answer -> !answer.isBooked());
        world.assertWholeOrNothing(trade);
    }

    @Test
    void aCrashBetweenAnyTwoStepsLeavesItWholeOrNothing() {
        int runs = 0;
        for (int crashAt = 1; crashAt <= 8; crashAt++) {
            for (boolean beforeSending : new boolean[] {true, false}) {
                World world = new World("10000", "10000");
                world.crashAfterStep = crashAt;
                world.crashBeforeSending = beforeSending;
                Settlement trade = world.books.trade("alice", "bob", Books.BTC, "1", "60000");
                world.deliver(trade.first().account(), new SettlementMessage.Clear(trade));
                world.quiesce();
                world.assertWholeOrNothing(trade);
                runs++;
            }
        }
        assertThat(runs).isEqualTo(16);
    }

    @Test
    void anyNetworkAndAnyCrashesLeaveItWholeOrNothing() {
        Property.holds("settlement whole or not at all (B.12 14)", 3_000, random -> {
            World world = new World("10000", random.nextInt(4) == 0 ? "100" : "10000");
            Settlement trade = world.books.trade("alice", "bob", Books.BTC, "1", "60000");
            world.deliver(trade.first().account(), new SettlementMessage.Clear(trade));
            for (int i = 0; i < 40; i++) {
                fault(world, trade, random);
            }
            world.quiesce();
            world.assertWholeOrNothing(trade);
        });
    }

    private static void fault(World world, Settlement trade, SplittableRandom random) {
        int size = world.network.size();
        switch (random.nextInt(8)) {
            case 0 -> world.crash(random.nextBoolean() ? "alice" : "bob");
            case 1 -> world.deliver(trade.first().account(), new SettlementMessage.Clear(trade));
            case 2 -> {
                if (!world.timers.isEmpty()) {
                    SettlementStep.Send timer = world.timers.remove(random.nextInt(world.timers.size()));
                    world.deliver(timer.to(), timer.message());
                }
            }
            case 3 -> {
                if (size > 0) {
                    world.network.remove(random.nextInt(size));
                }
            }
            case 4 -> {
                if (size > 0) {
                    world.network.add(world.network.get(random.nextInt(size)));
                }
            }
            case 5 -> fundingMoves(world, random);
            default -> {
                if (size > 0) {
                    SettlementStep.Send next = world.network.remove(random.nextInt(size));
                    world.deliver(next.to(), next.message());
                }
            }
        }
    }

    /** Funding that moves between the commit and the first party's booking must reach its leg too. */
    private static void fundingMoves(World world, SplittableRandom random) {
        Price step = new Price(random.nextLong(-1_000_000_007L, 1_000_000_007L));
        world.books.change(
                Books.BTC,
                at -> at.with(new MarketFacts(
                        at.facts().fundingIndex().plus(step),
                        at.facts().haircuts(),
                        at.facts().settlement())));
        world.assertBalanced();
    }
}
