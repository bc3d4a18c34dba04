package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.PublishedPrice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Trades for backstops against one market maker's account: at the own book's bid or ask where it quotes, otherwise at the
 * mark. The maker's account refuses what it has no margin for. As long as it is not known how a trade ended, the next one
 * has its id, and what one of the two has reserved is asked for again: a lost answer sells nothing twice.
 */
public final class MarketMakerVenue implements UnwindVenue {

    private static final String PREFIX = "unwind";

    private final Accounts accounts;
    private final MarketBoard board;
    private final String maker;

    /**
     * A venue.
     *
     * @param maker account on the other side
     */
    public MarketMakerVenue(Accounts accounts, MarketBoard board, String maker) {
        this.accounts = accounts;
        this.board = board;
        this.maker = maker;
    }

    @Override
    public CompletionStage<Void> trade(String backstop, Instrument instrument, Quantity quantity) {
        return accounts.read(backstop)
                .thenCompose(account -> accounts.read(maker)
                        .thenCompose(other -> accounts.clear(
                                underWay(account, other).orElseGet(() -> trade(account, instrument, quantity)))))
                .thenAccept(answer -> {});
    }

    /** Of an earlier day it would have another id than the next trade. */
    private static Optional<Settlement> underWay(Account backstop, Account other) {
        return Stream.of(backstop, other)
                .flatMap(party -> party.reserved().stream())
                .filter(reserved -> reserved.id().key().startsWith(PREFIX))
                .filter(reserved -> parties(reserved).equals(Set.of(backstop.id(), other.id())))
                .findFirst();
    }

    private static Set<String> parties(Settlement settlement) {
        return Set.of(settlement.first().account(), settlement.second().account());
    }

    private Settlement trade(Account backstop, Instrument instrument, Quantity quantity) {
        Leg leg = Leg.of(
                backstop.id(),
                false,
                List.of(Leg.Movement.at(instrument, quantity, price(instrument, quantity.signum() < 0))));
        return Settlement.of(
                OperationIds.next(backstop, board.view(), PREFIX, backstop.id(), instrument),
                Settlement.Kind.TRADE,
                leg,
                leg.opposite(maker, false));
    }

    /** The own book is that of the perpetual: what expires or may be exercised has another price. */
    private Price price(Instrument instrument, boolean sells) {
        return board.price(instrument.underlying())
                .filter(published -> instrument instanceof Instrument.Perpetual)
                .flatMap(PublishedPrice::own)
                .map(own -> sells ? own.bid() : own.ask())
                .orElseGet(() -> board.view().instruments().get(instrument).mark());
    }
}
