package io.breakwater.node.simulation;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How keepers and backstops get rid of what they took: on the own book, which moves it, and to clients who come from
 * outside, which does not. Market makers stand on the other side of both; a backstop asks for velocity like everybody
 * who sells (risk model B.13).
 */
final class Unloading implements Velocity.Answers {

    private static final long EVERY_MILLIS = 1_000;

    /** A backstop can wait: it is never nearer to bankruptcy than any account in liquidation. */
    private static final Money NEVER_URGENT = Money.of("1000000000");

    private record Wanted(Instrument instrument, long requestId) {}

    private final House house;
    private final Markets markets;
    private final List<Keeper> keepers;
    private final List<String> makers;
    private final Velocity velocity;
    private final Map<String, Wanted> asked = new HashMap<>();
    private long nextRequest = 1;
    private long nextMillis;
    private int nextMaker;

    Unloading(House house, Markets markets, List<Keeper> keepers, List<String> makers, Velocity velocity) {
        this.house = house;
        this.markets = markets;
        this.keepers = keepers;
        this.makers = makers;
        this.velocity = velocity;
    }

    /** Once a second everybody who took something gets rid of a part of it. */
    void tick(long now) {
        if (now < nextMillis) {
            return;
        }
        nextMillis = now + EVERY_MILLIS;
        for (Keeper keeper : keepers) {
            List.copyOf(house.account(keeper.id()).positions().keySet())
                    .forEach(instrument -> unload(keeper, instrument, now));
        }
        for (Feed feed : markets.feeds()) {
            askFor(HouseAccounts.backstop(feed.perpetual().underlying()), feed.perpetual());
        }
    }

    private void unload(Keeper keeper, Instrument instrument, long now) {
        Feed feed = markets.feed(instrument);
        if (!feed.state().isTrusted()) {
            return;
        }
        InstrumentMarket at = markets.view().instruments().get(instrument);
        Quantity held = house.account(keeper.id()).quantity(instrument);
        Keeper.Unload unload = keeper.unload(now, held, at.mark(), lot(feed));
        if (unload.ownBook().signum() != 0) {
            sell(keeper.id(), feed, unload.ownBook(), now);
        }
        if (unload.outside().signum() != 0) {
            trade(
                    keeper.id(),
                    instrument,
                    unload.outside(),
                    feed.index().orElseThrow().price());
        }
    }

    /** Trades on the own book: the fill moves it. */
    private void sell(String account, Feed feed, Quantity quantity, long now) {
        OwnBook.Fill fill = feed.book().trade(now, quantity);
        if (fill.quantity().signum() != 0) {
            trade(account, feed.perpetual(), fill.quantity(), fill.price());
        }
    }

    private void trade(String account, Instrument instrument, Quantity quantity, Price price) {
        String maker = makers.get(nextMaker++ % makers.size());
        Leg leg = Leg.of(account, false, List.of(Leg.Movement.at(instrument, quantity, price)));
        house.settle(Settlement.of(house.id("unload"), Settlement.Kind.TRADE, leg, leg.opposite(maker, false)));
    }

    private void askFor(String backstop, Instrument instrument) {
        Quantity held = house.account(backstop).quantity(instrument);
        if (held.signum() == 0 || asked.containsKey(backstop)) {
            return;
        }
        Money notional = markets.view().instruments().get(instrument).mark().times(held.abs(), Rounding.UP);
        long requestId = nextRequest++;
        asked.put(backstop, new Wanted(instrument, requestId));
        velocity.ask(
                backstop,
                new LiquidationAction.AskVelocity(
                        requestId, instrument, held.signum() > 0, notional, NEVER_URGENT, notional));
    }

    /** Whether an account unloads here, and not through a driver. */
    boolean isHouse(String account) {
        return house.account(account).role() == AccountRole.BACKSTOP;
    }

    @Override
    public void granted(String backstop, long requestId, Money amount, long fence) {
        Wanted wanted = asked.get(backstop);
        if (wanted == null || wanted.requestId() != requestId) {
            return;
        }
        asked.remove(backstop);
        Feed feed = markets.feed(wanted.instrument());
        Quantity held = house.account(backstop).quantity(wanted.instrument());
        Price mark = markets.view().instruments().get(wanted.instrument()).mark();
        Quantity affordable = Quantity.rounded(
                        amount.exact().divide(mark.exact(), Quantity.SCALE, Rounding.DOWN.mode()), Rounding.DOWN)
                .min(held.abs())
                .toLots(lot(feed), Rounding.DOWN);
        if (affordable.signum() != 0 && feed.state().isTrusted()) {
            sell(
                    backstop,
                    feed,
                    held.signum() > 0 ? affordable.negate() : affordable,
                    markets.view().timeMillis());
        }
    }

    @Override
    public void tooLate(String backstop, long requestId) {
        asked.remove(backstop);
    }

    private static Quantity lot(Feed feed) {
        return Quantity.of(feed.terms().increments().lot());
    }
}
