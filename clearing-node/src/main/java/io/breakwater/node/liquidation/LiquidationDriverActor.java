package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountLimits;
import io.breakwater.core.account.Liquidation;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationAction;
import io.breakwater.core.protocol.LiquidationDriver;
import io.breakwater.core.protocol.LiquidationMessage;
import io.breakwater.core.protocol.LiquidationTiming;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.DriverProtocol;
import io.breakwater.node.account.LiquidationDrivers;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Drives the liquidation of one account: tells the core's driver what happens, and does what it wants done. A child of the
 * account's entity; what may not be forgotten is in the account's journal.
 */
public final class LiquidationDriverActor extends AbstractBehavior<Object> {

    /**
     * What every driver of a node works with.
     *
     * @param clock of the node
     * @param board newest state of the markets
     * @param limits bounds of an account
     * @param timing the driver's waits
     * @param auctionMillis how long keepers may take a slice
     * @param velocity grants velocity
     * @param backstops take what keepers do not
     */
    public record Surroundings(
            NodeClock clock,
            MarketBoard board,
            AccountLimits limits,
            LiquidationTiming timing,
            long auctionMillis,
            ActorRef<VelocityProtocol> velocity,
            ActorRef<BackstopProtocol> backstops) {}

    private final Surroundings with;
    private final ActorRef<AccountProtocol> entity;
    private Account account;
    private LiquidationDriver driver = LiquidationDriver.idle(1);
    private NodeClock.Timer wake = () -> {};

    private LiquidationDriverActor(
            ActorContext<Object> context, String accountId, ActorRef<AccountProtocol> entity, Surroundings with) {
        super(context);
        this.with = with;
        this.entity = entity;
        this.account = Account.unopened(accountId);
    }

    /** Makes the drivers of a node. */
    public static LiquidationDrivers drivers(Surroundings with) {
        return (accountId, entity) -> Behaviors.setup(
                        (ActorContext<Object> context) -> new LiquidationDriverActor(context, accountId, entity, with))
                .narrow();
    }

    /** Answers of the entity and of the velocity desk come as they are, beside the driver's own protocol. */
    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(DriverProtocol.Begin.class, this::begin)
                .onMessage(DriverProtocol.AccountChanged.class, this::changed)
                .onMessage(DriverProtocol.Hears.class, heard -> hear(heard.message()))
                .onMessage(LiquidationMessage.class, this::hear)
                .onMessage(AccountProtocol.Reply.class, this::answered)
                .onSignal(PostStop.class, signal -> stopped())
                .build();
    }

    private Behavior<Object> begin(DriverProtocol.Begin begin) {
        account = begin.account();
        account.liquidation()
                .ifPresent(liquidation -> liquidation.slices().values().forEach(this::timeAuction));
        return begin.afterRestart()
                ? follow(LiquidationDriver.restarted(1, account, with.timing()))
                : hear(new LiquidationMessage.Woken());
    }

    /** Events are read in order; one look at the account afterwards is enough for all of them. */
    private Behavior<Object> changed(DriverProtocol.AccountChanged change) {
        account = change.after();
        boolean looks = false;
        for (AccountEvent event : change.events()) {
            if (event instanceof RiskEvent.LiquidationEnded) {
                return Behaviors.stopped();
            }
            looks |= event instanceof RiskEvent.HealthChanged || event instanceof SettlementEvent.LegBooked;
            if (event instanceof RiskEvent.SliceOffered offered) {
                slice(account, offered.sliceId(), this::timeAuction);
            } else if (event instanceof RiskEvent.SliceReturned returned) {
                slice(change.before(), returned.sliceId(), slice -> withdrawn(slice, returned.unfilled()));
            }
        }
        return looks ? hear(new LiquidationMessage.Woken()) : this;
    }

    private static void slice(Account of, String sliceId, Consumer<OpenSlice> action) {
        of.liquidation().map(liquidation -> liquidation.slices().get(sliceId)).ifPresent(action);
    }

    private void timeAuction(OpenSlice slice) {
        long elapsed = with.clock().nowMillis() - slice.offeredMillis();
        auctionOverAfter(slice.id(), Math.max(0, with.auctionMillis() - Math.max(0, elapsed)));
    }

    private void auctionOverAfter(String sliceId, long millis) {
        ActorRef<Object> self = getContext().getSelf();
        with.clock().after(millis, () -> self.tell(new LiquidationMessage.AuctionOver(sliceId)));
    }

    /** The backstop leaves out what comes during another takeover: it hears of the slice again while that is open. */
    private void sliceToBackstop(String sliceId) {
        with.backstops().tell(new BackstopProtocol.TakeSlice(account.id(), sliceId));
        auctionOverAfter(sliceId, with.timing().retryMillis());
    }

    /** Before its market is known here a slice cannot be valued: its velocity is lost, which exceeds nothing. */
    private void withdrawn(OpenSlice slice, Quantity unfilled) {
        with.board()
                .view()
                .instrument(slice.instrument())
                .map(market -> market.mark().times(unfilled.abs(), Rounding.DOWN))
                .ifPresent(notional -> with.velocity().tell(new VelocityProtocol.Returned(slice, notional)));
    }

    private Behavior<Object> hear(LiquidationMessage message) {
        AccountContext context = new AccountContext(with.board().view(), with.limits());
        return follow(driver.step(message, account, context, with.timing()));
    }

    private Behavior<Object> follow(LiquidationDriver.Step step) {
        driver = step.driver();
        boolean goesOn = true;
        for (LiquidationAction action : step.actions()) {
            goesOn &= execute(action);
        }
        return goesOn ? this : Behaviors.stopped();
    }

    /** Does what the driver wants; false when it has finished. */
    private boolean execute(LiquidationAction action) {
        if (action instanceof LiquidationAction.Command command) {
            command(command.command());
        } else if (action instanceof LiquidationAction.AskVelocity ask) {
            ask(ask);
        } else if (action instanceof LiquidationAction.SliceToBackstop slice) {
            sliceToBackstop(slice.sliceId());
        } else if (action instanceof LiquidationAction.PartToBackstop part) {
            with.backstops().tell(new BackstopProtocol.TakePart(account.id(), part.instrument(), part.quantity()));
        } else if (action instanceof LiquidationAction.AllToBackstop) {
            with.backstops().tell(new BackstopProtocol.TakeAll(account.id()));
        } else if (action instanceof LiquidationAction.Wake next) {
            wakeAfter(next.afterMillis());
        }
        return !(action instanceof LiquidationAction.Finished);
    }

    private void command(AccountCommand command) {
        entity.tell(new AccountProtocol.Execute(command, getContext().getSelf().narrow()));
    }

    private void ask(LiquidationAction.AskVelocity ask) {
        long lastFence = account.liquidation().map(Liquidation::lastFence).orElse(0L);
        with.velocity()
                .tell(new VelocityProtocol.Ask(
                        account.id(), ask, lastFence, getContext().getSelf()));
    }

    /** An account may refuse its driver: the lease has run out, or the feed is not trusted. Then it plans again. */
    private Behavior<Object> answered(AccountProtocol.Reply reply) {
        reply.refusal().ifPresent(refusal -> {
            getContext().getLog().debug("{} refuses its driver: {}", account.id(), refusal);
            wakeAfter(with.timing().retryMillis());
        });
        return this;
    }

    /** A later call replaces an earlier one. */
    private void wakeAfter(long millis) {
        wake.cancel();
        ActorRef<Object> self = getContext().getSelf();
        wake = with.clock().after(millis, () -> self.tell(new LiquidationMessage.Woken()));
    }

    private Behavior<Object> stopped() {
        wake.cancel();
        with.velocity().tell(new VelocityProtocol.Ended(account.id()));
        return this;
    }
}
