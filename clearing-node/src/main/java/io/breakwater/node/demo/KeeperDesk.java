package io.breakwater.node.demo;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.simulation.Keeper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the keepers do once a second of market time: each looks at each open auction, in turn, and takes what pays. What
 * one leaves is the next one's.
 */
final class KeeperDesk {

    /** How much further the price may go than it was seen before a take is refused: prices move while it travels. */
    private static final BigDecimal LIMIT_SLACK = new BigDecimal("0.005");

    /**
     * The own book as keepers see it.
     *
     * @param depth notional that moves it by 1 %
     * @param displacement how far it stands above the index, negative below
     */
    record Book(Money depth, Rate displacement) {}

    /** Makes takes. */
    @FunctionalInterface
    interface Takes {

        /**
         * Takes a part of an auction; blocks until it is answered.
         *
         * @param keeper account that will hold it
         * @param auction of which slice
         * @param quantity unsigned
         * @param limit the highest price when the keeper buys, the lowest when it sells
         * @return what is left of the slice with its sign; absent when the take was refused
         */
        Optional<Quantity> take(String keeper, Auction auction, Quantity quantity, Price limit);
    }

    private final List<Keeper> keepers;
    private final RiskParameters parameters;
    private final Function<Instrument, Book> books;
    private final Function<String, Money> freeMargins;
    private final Takes takes;
    private final Map<String, Money> free = new ConcurrentHashMap<>();

    /**
     * A desk.
     *
     * @param keepers in the order in which they look
     * @param parameters in force
     * @param books the own book of an instrument as it stands
     * @param freeMargins what a keeper may use for new risk now
     * @param takes how takes are made
     */
    KeeperDesk(
            List<Keeper> keepers,
            RiskParameters parameters,
            Function<Instrument, Book> books,
            Function<String, Money> freeMargins,
            Takes takes) {
        this.keepers = keepers;
        this.parameters = parameters;
        this.books = books;
        this.freeMargins = freeMargins;
        this.takes = takes;
    }

    /** One look at every auction; the tasks may run beside each other. */
    List<Runnable> looks(List<Auction> auctions, long nowMillis) {
        free.clear();
        return auctions.stream()
                .filter(auction -> !auction.getPaused()
                        && !auction.getBeingTaken()
                        && !auction.getCurrentPrice().isEmpty())
                .map(auction -> (Runnable) () -> look(auction, nowMillis))
                .toList();
    }

    private void look(Auction auction, long nowMillis) {
        Quantity left = Quantity.of(auction.getQuantity());
        for (Keeper keeper : keepers) {
            if (left.signum() == 0) {
                return;
            }
            if (nowMillis < auction.getOfferedMillis() + keeper.reactionMillis()) {
                continue;
            }
            Keeper.Offer offer = offer(auction, left);
            Quantity wanted = keeper.take(offer, nowMillis, free.computeIfAbsent(keeper.id(), freeMargins));
            if (isWorthwhile(wanted, offer)) {
                free.remove(keeper.id());
                left = takes.take(keeper.id(), auction, wanted.abs(), limit(auction, wanted))
                        .orElse(Quantity.ZERO);
            }
        }
    }

    private Keeper.Offer offer(Auction auction, Quantity left) {
        Instrument instrument = InstrumentNames.parse(auction.getInstrument());
        Book book = books.apply(instrument);
        Price mark = Price.of(auction.getMarkPrice());
        BigDecimal away = Price.of(auction.getCurrentPrice()).minus(mark).exact();
        boolean keeperBuys = left.signum() < 0;
        BigDecimal given = keeperBuys ? away.negate() : away;
        Rate displaced = book.displacement();
        return new Keeper.Offer(
                left.negate(),
                Quantity.of(auction.getLot()),
                mark,
                Rate.rounded(given.divide(mark.exact(), Rate.SCALE, Rounding.DOWN.mode()), Rounding.DOWN),
                Rate.of(costs().keeperFee()),
                initialRate(instrument),
                book.depth(),
                (keeperBuys ? displaced.negate() : displaced).max(Rate.ZERO),
                auction.getOfferedMillis());
    }

    private Rate initialRate(Instrument instrument) {
        return Rate.of(parameters
                .underlying(instrument.underlying())
                .orElseThrow()
                .tiers()
                .orElseThrow()
                .pieces()
                .get(0)
                .tier()
                .initialRate());
    }

    /** All of it, or enough that the least reward is no more than the ordinary one: what is less is refused. */
    private boolean isWorthwhile(Quantity wanted, Keeper.Offer offer) {
        if (wanted.signum() == 0 || wanted.equals(offer.quantity())) {
            return wanted.signum() != 0;
        }
        BigDecimal least = costs().keeperMin().exact().divide(costs().keeperFee(), Money.SCALE, Rounding.UP.mode());
        Money notional = offer.mark().times(wanted.abs(), Rounding.DOWN);
        return notional.exact().multiply(BigDecimal.ONE.subtract(LIMIT_SLACK)).compareTo(least) >= 0;
    }

    private static Price limit(Auction auction, Quantity wanted) {
        BigDecimal seen = Price.of(auction.getCurrentPrice()).exact();
        BigDecimal slack = seen.multiply(LIMIT_SLACK);
        return wanted.signum() > 0
                ? Price.rounded(seen.add(slack), Rounding.UP)
                : Price.rounded(seen.subtract(slack), Rounding.DOWN);
    }

    private LiquidationParameters costs() {
        return parameters.liquidation();
    }
}
