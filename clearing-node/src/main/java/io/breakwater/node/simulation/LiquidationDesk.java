package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationAction;
import io.breakwater.core.protocol.LiquidationDriver;
import io.breakwater.core.protocol.LiquidationMessage;
import io.breakwater.core.protocol.LiquidationTiming;
import java.util.List;
import java.util.TreeMap;

/**
 * Runs one driver for each account in liquidation and does what it asks for, as the driver's actor will: every message
 * is an event of the loop, never a call from within an account's own step.
 */
final class LiquidationDesk implements Velocity.Answers {

    private final EventLoop loop;
    private final House house;
    private final LiquidationTiming timing;
    private final TreeMap<String, LiquidationDriver> drivers = new TreeMap<>();
    private final TreeMap<String, Long> wakes = new TreeMap<>();
    private Velocity velocity;
    private KeeperFloor floor;
    private BackstopDesk backstops;
    private long nextRequest = 1;
    private long nextWake;

    LiquidationDesk(EventLoop loop, House house, LiquidationTiming timing) {
        this.loop = loop;
        this.house = house;
        this.timing = timing;
    }

    void connect(Velocity newVelocity, KeeperFloor newFloor, BackstopDesk newBackstops) {
        velocity = newVelocity;
        floor = newFloor;
        backstops = newBackstops;
    }

    /** An account has changed: its driver starts, its slices go on and off the floor. */
    void changed(Account before, Account after, List<AccountEvent> events) {
        for (AccountEvent event : events) {
            if (event instanceof RiskEvent.LiquidationStarted) {
                drivers.put(after.id(), LiquidationDriver.idle(nextRequest));
                nextRequest += 1_000_000;
                wake(after.id(), 0);
            } else if (event instanceof RiskEvent.LiquidationEnded) {
                drivers.remove(after.id());
                velocity.ended(after.id());
            } else if (event instanceof RiskEvent.HealthChanged && drivers.containsKey(after.id())) {
                wake(after.id(), 0);
            } else if (event instanceof RiskEvent.SliceOffered offered) {
                floor.open(after.id(), offered);
                loop.after(
                        floor.auctionMillis(),
                        () -> tell(after.id(), new LiquidationMessage.AuctionOver(offered.sliceId())));
            } else if (event instanceof RiskEvent.SliceReturned returned) {
                withdrawn(before, returned);
            } else if (event instanceof SettlementEvent.LegBooked && drivers.containsKey(after.id())) {
                wake(after.id(), 0);
            }
        }
    }

    private void withdrawn(Account before, RiskEvent.SliceReturned returned) {
        floor.close(before.id(), returned.sliceId());
        OpenSlice slice = before.liquidation().orElseThrow().slices().get(returned.sliceId());
        velocity.returned(slice, notional(slice.instrument(), returned.unfilled()));
    }

    private Money notional(Instrument instrument, Quantity quantity) {
        return house.context().market().instruments().get(instrument).mark().times(quantity.abs(), Rounding.DOWN);
    }

    /** Wakes a driver after a while; a later call replaces an earlier one. */
    private void wake(String account, long afterMillis) {
        long number = ++nextWake;
        wakes.put(account, number);
        loop.after(afterMillis, () -> {
            boolean isNewest = wakes.getOrDefault(account, 0L) == number;
            if (isNewest) {
                wakes.remove(account);
                tell(account, new LiquidationMessage.Woken());
            }
        });
    }

    private void tell(String account, LiquidationMessage message) {
        LiquidationDriver driver = drivers.get(account);
        if (driver == null) {
            return;
        }
        LiquidationDriver.Step step = driver.step(message, house.account(account), house.context(), timing);
        drivers.put(account, step.driver());
        step.actions().forEach(action -> execute(account, action));
    }

    private void execute(String account, LiquidationAction action) {
        if (action instanceof LiquidationAction.Command command) {
            commanded(account, command.command());
        } else if (action instanceof LiquidationAction.AskVelocity ask) {
            velocity.ask(account, ask);
        } else if (action instanceof LiquidationAction.SliceToBackstop slice) {
            backstops.takeSlice(account, slice.sliceId());
        } else if (action instanceof LiquidationAction.PartToBackstop part) {
            backstops.takePart(account, part.instrument(), part.quantity());
        } else if (action instanceof LiquidationAction.AllToBackstop) {
            backstops.takeAll(account);
        } else if (action instanceof LiquidationAction.Wake wake) {
            wake(account, wake.afterMillis());
        } else {
            drivers.remove(account);
        }
    }

    /** An account may refuse its driver: the lease has run out, or the feed is not trusted. Then it plans again. */
    private void commanded(String account, AccountCommand command) {
        house.apply(account, command).ifPresent(refusal -> wake(account, timing.retryMillis()));
    }

    @Override
    public void granted(String account, long requestId, Money amount, long fence) {
        tell(account, new LiquidationMessage.Granted(requestId, amount, fence));
    }

    @Override
    public void tooLate(String account, long requestId) {
        tell(account, new LiquidationMessage.TooLate(requestId));
    }
}
