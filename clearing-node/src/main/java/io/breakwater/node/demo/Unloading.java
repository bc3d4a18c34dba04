package io.breakwater.node.demo;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.simulation.Feed;
import io.breakwater.node.simulation.Keeper;
import io.breakwater.node.simulation.Markets;
import io.breakwater.node.simulation.OwnBook;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * How keepers get rid of what they took: on the own book, which moves it, and to clients who come from outside, which does
 * not.
 */
final class Unloading {

    /** Makes trades. */
    @FunctionalInterface
    interface Trades {
        /** An account trades a signed quantity; the stage ends when that is booked or refused. */
        CompletionStage<?> trade(String account, Instrument instrument, Quantity quantity, Price price);
    }

    private final Markets markets;
    private final List<Keeper> keepers;
    private final Function<String, KeeperAccount> accounts;
    private final Trades trades;

    /**
     * Nobody has anything yet.
     *
     * @param markets whose own books are sold on
     * @param keepers who sells
     * @param accounts what a keeper holds
     * @param trades how trades are made
     */
    Unloading(Markets markets, List<Keeper> keepers, Function<String, KeeperAccount> accounts, Trades trades) {
        this.markets = markets;
        this.keepers = keepers;
        this.accounts = accounts;
        this.trades = trades;
    }

    /** Every keeper gets rid of a part of what it holds; the stage tells, once all is answered, whether anybody held any. */
    CompletionStage<Boolean> tick() {
        boolean held = false;
        List<CompletionStage<?>> sold = new ArrayList<>();
        for (Keeper keeper : keepers) {
            var positions = accounts.apply(keeper.id()).positions();
            held |= !positions.isEmpty();
            positions.forEach((instrument, quantity) -> unload(keeper, instrument, quantity, sold));
        }
        boolean anything = held;
        return CompletableFuture.allOf(
                        sold.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new))
                .thenApply(all -> anything);
    }

    /** At the present moment of the markets, which move on beside. */
    private void unload(Keeper keeper, Instrument instrument, Quantity held, List<CompletionStage<?>> sold) {
        synchronized (markets) {
            unload(keeper, markets.feed(instrument), held, markets.view().timeMillis(), sold);
        }
    }

    private void unload(Keeper keeper, Feed feed, Quantity held, long nowMillis, List<CompletionStage<?>> sold) {
        Instrument instrument = feed.perpetual();
        if (held.signum() == 0 || !feed.state().isTrusted()) {
            return;
        }
        Price index = feed.index().orElseThrow().price();
        Quantity lot = Quantity.of(feed.terms().increments().lot());
        Keeper.Unload unload = keeper.unload(nowMillis, held, index, lot);
        if (unload.ownBook().signum() != 0) {
            OwnBook.Fill fill = feed.book().trade(nowMillis, unload.ownBook());
            if (fill.quantity().signum() != 0) {
                sold.add(trades.trade(keeper.id(), instrument, fill.quantity(), fill.price()));
            }
        }
        if (unload.outside().signum() != 0) {
            sold.add(trades.trade(keeper.id(), instrument, unload.outside(), index));
        }
    }
}
