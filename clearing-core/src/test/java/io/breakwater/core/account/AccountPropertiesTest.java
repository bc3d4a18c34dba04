package io.breakwater.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.Property;
import io.breakwater.core.account.RiskCommand.CatchUp;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What must be true of accounts whatever happens to them (risk model B.12, invariants 1, 4, 5, 7, 8, 9). */
class AccountPropertiesTest {

    private static final RandomLives.Watch NOBODY = (before, command, context, decision) -> {};

    private static void live(RandomLives lives, int steps, Runnable afterEach) {
        for (int i = 0; i < steps; i++) {
            lives.step();
            afterEach.run();
        }
    }

    /** The other properties are worth what their lives contain: every event, and every kind of settlement booked. */
    @Test
    void livesContainEverythingThatCanHappen() {
        Set<String> seen = new TreeSet<>();
        Property.holds("lives are full", 100, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(lives, 200, () -> {});
            lives.journals
                    .values()
                    .forEach(journal -> journal.forEach(event -> {
                        seen.add(event.getClass().getSimpleName());
                        if (event instanceof SettlementEvent.LegBooked booked) {
                            seen.add(booked.settlement().kind().name());
                        }
                        if (event instanceof RiskEvent.HealthChanged changed) {
                            seen.add(changed.to().name());
                        }
                    }));
        });
        assertThat(seen)
                .contains(names(Settlement.Kind.values()))
                .contains(names(HealthState.values()))
                .contains("FactsApplied", "PositionExpired", "ParametersAdopted", "Transferred", "IdsForgotten")
                .contains("LegReserved", "ReservationReleased", "SettlementRefused")
                .contains("LiquidationStarted", "SliceOffered", "SliceReturned", "LiquidationEnded");
    }

    private static String[] names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
    }

    @Test
    void nothingIsMadeOrLostAtAnyInstant() {
        Property.holds("books balance at every instant (B.12 1, 2)", 200, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(lives, 200, () -> {
                assertThat(lives.books.audit().quantities()).as("B.12 1").isEmpty();
                assertThat(lives.books.audit().money()).as("B.12 2").isZero();
                assertThat(lives.books.audit().assets()).as("B.12 2, assets").isEmpty();
            });
        });
    }

    @Test
    void fundsAreNeverNegative() {
        Property.holds("funds >= 0, also when all they promised is paid (B.12 6)", 100, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(
                    lives,
                    200,
                    () -> RandomLives.FUNDS.forEach(id -> {
                        Account fund = lives.books.get(id);
                        assertThat(fund.cash().minus(Reservation.cashOut(fund))).isGreaterThanOrEqualTo(Money.ZERO);
                    }));
        });
    }

    @Test
    void theJournalReplayedGivesTheSameAccountToTheByte() {
        Property.holds("replay of the journal (B.12 12)", 60, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(lives, 200, () -> {});
            lives.journals.forEach((id, journal) -> {
                Account replayed = Account.unopened(id);
                for (AccountEvent event : journal) {
                    replayed = replayed.evolve(event);
                }
                assertThat(replayed).isEqualTo(lives.books.get(id));
                assertThat(replayed).hasToString(lives.books.get(id).toString());
                assertThat(replayed.version()).isEqualTo(journal.size());
            });
        });
    }

    @Test
    void aRefusedCommandChangesNothingAndDecidingIsPure() {
        RandomLives.Watch watch = (before, command, context, decision) -> {
            String text = before.toString();
            assertThat(AccountDecider.decide(before, command, context)).isEqualTo(decision);
            assertThat(before).hasToString(text);
            if (decision instanceof Decision.Accepted accepted) {
                assertThat(before.evolve(accepted.events())).isEqualTo(before.evolve(accepted.events()));
            }
        };
        Property.holds(
                "decide is pure (invariant 9)", 40, random -> live(new RandomLives(random, watch), 200, () -> {}));
    }

    @Test
    void theOrderOfIndependentAccountsDoesNotChangeResults() {
        Property.holds("order of independent accounts (B.12 13)", 60, random -> {
            RandomLives lives = new RandomLives(random, NOBODY);
            live(lives, 150, () -> {});
            Map<String, Account> start = new TreeMap<>(lives.books.accounts);
            List<String> order = new ArrayList<>(start.keySet());
            TreeMap<String, AccountCommand> commands = new TreeMap<>();
            order.forEach(id -> commands.put(id, anyCommandOfItsOwn(lives, random)));
            Map<String, Account> forward = after(lives, order, commands);
            lives.books.accounts.putAll(start);
            shuffle(order, random);
            assertThat(after(lives, order, commands)).isEqualTo(forward);
        });
    }

    private static AccountCommand anyCommandOfItsOwn(RandomLives lives, SplittableRandom random) {
        Quantity amount = new Quantity(random.nextLong(1, 1_000_000) * 100);
        return switch (random.nextInt(3)) {
            case 0 -> new CatchUp();
            case 1 -> new LifecycleCommand.Deposit(lives.books.id("in"), "USDC", amount);
            default -> new LifecycleCommand.Withdraw(lives.books.id("out"), "USDC", amount);
        };
    }

    private static Map<String, Account> after(
            RandomLives lives, List<String> order, Map<String, AccountCommand> commands) {
        order.forEach(id -> lives.decide(id, commands.get(id)));
        return new TreeMap<>(lives.books.accounts);
    }

    private static void shuffle(List<String> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            list.set(i, list.set(random.nextInt(i + 1), list.get(i)));
        }
    }

    @Test
    void theStateIsAFunctionOfHealthAndThePreviousState() {
        RandomLives.Watch watch = (before, command, context, decision) -> {
            if (decision instanceof Decision.Accepted accepted
                    && !accepted.events().isEmpty()) {
                Account after = before.evolve(accepted.events());
                if (isPlain(after, context.market())) {
                    assertThat(after.health()).isEqualTo(expectedState(before.health(), after, context.market()));
                }
            }
        };
        Property.holds(
                "state of (H, previous state) (invariant 4)",
                80,
                random -> live(new RandomLives(random, watch), 200, () -> {}));
    }

    /** Margined, with nothing reserved and every price trusted: nothing but health decides. */
    private static boolean isPlain(Account account, MarketView market) {
        return account.status() == Account.Status.OPEN
                && account.role().isMargined()
                && account.reservations().isEmpty()
                && market.instruments().values().stream()
                        .allMatch(at -> at.feed().isTrusted());
    }

    /** The rule of risk model B.8 read aloud: from worst to best, entered or not yet left. */
    private static HealthState expectedState(HealthState previous, Account account, MarketView market) {
        MarginResult margin = HealthAssessment.margin(account, market);
        HealthThresholds limits = market.parameters().health();
        if (margin.equity().signum() < 0) {
            return HealthState.BANKRUPT;
        }
        if (margin.maintenance().signum() == 0) {
            return HealthState.HEALTHY;
        }
        List<HealthState> fromWorst =
                List.of(HealthState.BACKSTOP, HealthState.LIQUIDATING, HealthState.MARGIN_CALL, HealthState.WARNING);
        List<Threshold> enter =
                List.of(limits.backstopEnter(), limits.liquidationEnter(), limits.callEnter(), limits.warningEnter());
        List<Threshold> leave =
                List.of(limits.backstopEnter(), limits.liquidationLeave(), limits.callLeave(), limits.warningLeave());
        for (int i = 0; i < fromWorst.size(); i++) {
            boolean entered =
                    enter.get(i).slack(margin.equity(), margin.maintenance()).signum() < 0;
            boolean notLeft = fromWorst.get(i).ordinal() <= previous.ordinal()
                    && leave.get(i).slack(margin.equity(), margin.maintenance()).signum() < 0;
            if (entered || notLeft) {
                return fromWorst.get(i);
            }
        }
        return HealthState.HEALTHY;
    }

    @Test
    void noLiquidationStartsOnAPriceThatIsStaleOrHalted() {
        RandomLives.Watch watch = (before, command, context, decision) -> {
            if (decision instanceof Decision.Accepted accepted) {
                Account after = before.evolve(accepted.events());
                boolean starts =
                        after.health().isLiquidation() && !before.health().isLiquidation();
                boolean blind = after.positions().keySet().stream()
                        .map(instrument ->
                                context.market().instruments().get(instrument).feed())
                        .anyMatch(feed -> feed == FeedState.STALE || feed == FeedState.HALTED);
                assertThat(starts && blind).as("%s starts blind", after.id()).isFalse();
            }
        };
        Property.holds("no start on STALE or HALTED (B.12 11)", 100, random -> {
            live(new RandomLives(random, watch), 200, () -> {});
        });
    }

    /** What an account trades by itself may turn its side around; what the house closes of it may not. */
    @Test
    void theHouseNeverFlipsASideOrSellsASliceTwice() {
        RandomLives.Watch watch = (before, command, context, decision) -> {
            if (decision instanceof Decision.Accepted accepted) {
                Account after = before.evolve(accepted.events());
                for (AccountEvent event : accepted.events()) {
                    if (event instanceof SettlementEvent.LegBooked booked
                            && before.role().isMargined()) {
                        assertSideKept(before, booked.settlement().legOf(before.id()), after);
                    }
                }
            }
        };
        Property.holds("a liquidation never flips a side (invariant 5)", 200, random -> {
            RandomLives lives = new RandomLives(random, watch);
            live(lives, 200, () -> RandomLives.MARGINED.forEach(id -> assertSlicesFit(lives.books.get(id))));
        });
    }

    private static void assertSideKept(Account before, Leg leg, Account after) {
        for (Leg.Movement movement : leg.binding() ? leg.movements() : List.<Leg.Movement>of()) {
            int side = after.quantity(movement.instrument()).signum();
            int sideBefore = before.quantity(movement.instrument()).signum();
            assertThat(side == 0 || side == sideBefore)
                    .as("%s of %s", movement, before.id())
                    .isTrue();
        }
    }

    private static void assertSlicesFit(Account account) {
        account.liquidation()
                .ifPresent(liquidation -> liquidation.slices().values().forEach(slice -> {
                    assertThat(slice.left().signum()).isEqualTo(slice.quantity().signum());
                    Quantity available = SliceRules.available(account, slice);
                    assertThat(available.signum() * slice.quantity().signum()).isGreaterThanOrEqualTo(0);
                }));
    }

    @Test
    void haircutsAreChargedOnceAndTheirEpochNeverFalls() {
        RandomLives.Watch watch = (before, command, context, decision) -> {
            if (decision instanceof Decision.Accepted accepted) {
                Account after = before.evolve(accepted.events());
                after.positions().forEach((instrument, position) -> {
                    Position held = before.positions().get(instrument);
                    assertThat(held == null || held.haircutEpoch() <= position.haircutEpoch())
                            .isTrue();
                });
                Decision again = AccountDecider.decide(after, new CatchUp(), context);
                assertThat(again).isInstanceOf(Decision.Accepted.class);
                boolean chargesAgain = !accepted.events().isEmpty()
                        && ((Decision.Accepted) again)
                                .events().stream().anyMatch(FactEvent.FactsApplied.class::isInstance);
                assertThat(chargesAgain).as("facts applied twice").isFalse();
            }
        };
        Property.holds("haircut index never falls, charged once (B.12 8)", 60, random -> {
            live(new RandomLives(random, watch), 200, () -> {});
        });
    }
}
