package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationAction;
import io.breakwater.core.protocol.LiquidationMessage;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.time.NodeClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Lets backstops unwind what they took: they ask for velocity of the same buckets as everybody who sells, and trade at a
 * venue what they are granted (risk model B.13). To be run once in the cluster.
 */
public final class BackstopUnwinder extends AbstractBehavior<BackstopUnwinder.Message> {

    /** What the unwinder hears. */
    public sealed interface Message {}

    /** A backstop can wait: it is never nearer to bankruptcy than any account in liquidation. */
    private static final Money NEVER_URGENT = Money.of("1000000000");

    private record Due() implements Message {}

    private record Read(Account backstop, Throwable failure) implements Message {}

    private record Answered(LiquidationMessage answer) implements Message {}

    private record Traded(String backstop, Throwable failure) implements Message {}

    private record Wanted(String backstop, Instrument instrument, long askedMillis) {}

    private final NodeClock clock;
    private final MarketBoard board;
    private final Accounts accounts;
    private final ActorRef<VelocityProtocol> velocity;
    private final UnwindVenue venue;
    private final LiquidationSettings settings;
    private final ActorRef<LiquidationMessage> answers;
    private final Map<Long, Wanted> asked = new HashMap<>();
    private long nextRequest = 1;

    private BackstopUnwinder(
            ActorContext<Message> context,
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ActorRef<VelocityProtocol> velocity,
            UnwindVenue venue,
            LiquidationSettings settings) {
        super(context);
        this.clock = clock;
        this.board = board;
        this.accounts = accounts;
        this.velocity = velocity;
        this.venue = venue;
        this.settings = settings;
        this.answers = context.messageAdapter(LiquidationMessage.class, Answered::new);
        time();
    }

    /** The unwinder of the cluster. */
    public static Behavior<Message> of(
            NodeClock clock,
            MarketBoard board,
            Accounts accounts,
            ActorRef<VelocityProtocol> velocity,
            UnwindVenue venue,
            LiquidationSettings settings) {
        return Behaviors.supervise(Behaviors.<Message>setup(
                        context -> new BackstopUnwinder(context, clock, board, accounts, velocity, venue, settings)))
                .onFailure(SupervisorStrategy.resume());
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Due.class, due -> look())
                .onMessage(Read.class, this::read)
                .onMessage(Answered.class, this::answered)
                .onMessage(Traded.class, this::traded)
                .build();
    }

    private void time() {
        ActorRef<Message> self = getContext().getSelf();
        clock.after(settings.unwindMillis(), () -> self.tell(new Due()));
    }

    /** A request that is not answered in time is forgotten, and asked again. */
    private Behavior<Message> look() {
        long now = clock.nowMillis();
        asked.values()
                .removeIf(wanted ->
                        now >= wanted.askedMillis() + settings.timing().requestTimeoutMillis());
        board.newest()
                .definitions()
                .symbols()
                .keySet()
                .forEach(underlying ->
                        getContext().pipeToSelf(accounts.read(HouseAccounts.backstop(underlying)), Read::new));
        time();
        return this;
    }

    private Behavior<Message> read(Read read) {
        if (read.failure() != null) {
            getContext().getLog().warn("a backstop cannot be read", read.failure());
            return this;
        }
        read.backstop()
                .positions()
                .forEach((instrument, position) -> ask(read.backstop().id(), instrument, position.quantity()));
        return this;
    }

    /** A market that is not known here yet is asked about later. */
    private void ask(String backstop, Instrument instrument, Quantity held) {
        boolean isAsked = asked.values().stream()
                .anyMatch(wanted -> wanted.backstop().equals(backstop)
                        && wanted.instrument().equals(instrument));
        Optional<InstrumentMarket> market = board.view().instrument(instrument);
        if (isAsked || market.isEmpty()) {
            return;
        }
        Money notional = market.get().mark().times(held.abs(), Rounding.UP);
        long request = nextRequest++;
        asked.put(request, new Wanted(backstop, instrument, clock.nowMillis()));
        velocity.tell(new VelocityProtocol.Ask(
                backstop,
                new LiquidationAction.AskVelocity(
                        request, instrument, held.signum() > 0, notional, NEVER_URGENT, notional),
                0,
                answers));
    }

    private Behavior<Message> answered(Answered answered) {
        if (answered.answer() instanceof LiquidationMessage.TooLate late) {
            asked.remove(late.requestId());
        } else if (answered.answer() instanceof LiquidationMessage.Granted granted) {
            Wanted wanted = asked.remove(granted.requestId());
            if (wanted != null) {
                trade(wanted, granted.amount());
            }
        }
        return this;
    }

    private void trade(Wanted wanted, Money amount) {
        getContext()
                .pipeToSelf(
                        accounts.read(wanted.backstop()).thenCompose(backstop -> {
                            Quantity held = SliceRules.unreserved(backstop, wanted.instrument());
                            Quantity part = within(held, wanted.instrument(), amount);
                            return part.signum() == 0
                                    ? Stages.done()
                                    : venue.trade(wanted.backstop(), wanted.instrument(), part);
                        }),
                        (done, failure) -> new Traded(wanted.backstop(), failure));
    }

    /** What an amount of velocity pays for, in whole lots; nothing while the feed is not trusted. */
    private Quantity within(Quantity held, Instrument instrument, Money amount) {
        MarketView view = board.view();
        if (!view.instruments().get(instrument).feed().isTrusted()) {
            return Quantity.ZERO;
        }
        Price mark = view.instruments().get(instrument).mark();
        Quantity lot = Quantity.of(view.parameters()
                .underlying(instrument.underlying())
                .orElseThrow()
                .increments()
                .lot());
        Quantity affordable = Quantity.rounded(
                        amount.exact().divide(mark.exact(), Quantity.SCALE, Rounding.DOWN.mode()), Rounding.DOWN)
                .min(held.abs())
                .toLots(lot, Rounding.DOWN);
        return held.signum() > 0 ? affordable.negate() : affordable;
    }

    private Behavior<Message> traded(Traded traded) {
        if (traded.failure() != null) {
            getContext().getLog().warn("{} did not unwind", traded.backstop(), traded.failure());
        }
        return this;
    }
}
