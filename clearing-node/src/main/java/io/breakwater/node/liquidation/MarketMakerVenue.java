package io.breakwater.node.liquidation;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.PublishedPrice;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Trades for backstops against one market maker's account: at the own book's bid or ask where it quotes, otherwise at the
 * mark. The maker's account refuses what it has no margin for. As long as it is not known how a trade ended, the next one
 * has its id: a lost answer sells nothing twice.
 */
public final class MarketMakerVenue implements UnwindVenue {

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
        return accounts.read(backstop).thenCompose(account -> {
            Leg leg = Leg.of(
                    backstop,
                    false,
                    List.of(Leg.Movement.at(instrument, quantity, price(instrument, quantity.signum() < 0))));
            Settlement trade = Settlement.of(
                    OperationIds.next(account, board.view(), "unwind", backstop, instrument),
                    Settlement.Kind.TRADE,
                    leg,
                    leg.opposite(maker, false));
            return accounts.clear(trade).thenAccept(answer -> {});
        });
    }

    private Price price(Instrument instrument, boolean sells) {
        return board.price(instrument.underlying())
                .flatMap(PublishedPrice::own)
                .map(own -> sells ? own.bid() : own.ask())
                .orElseGet(() -> board.view().instruments().get(instrument).mark());
    }
}
