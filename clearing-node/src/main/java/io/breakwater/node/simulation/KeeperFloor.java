package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.liquidation.KeeperAuction;
import io.breakwater.core.liquidation.LiquidationFees;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Where slices are auctioned: each keeper looks at each open slice on every tick, and takes what pays. */
final class KeeperFloor {

    private static final long LOOK_MILLIS = 1_000;

    /** Half a basis point stays out of what a slice may cost: prices are rounded to the tick. */
    private static final BigDecimal CAUTION = new BigDecimal("0.00005");

    private record Lot(String account, String sliceId, Instrument instrument, long openedMillis) {}

    private final House house;
    private final Markets markets;
    private final Tally tally;
    private final List<Keeper> keepers;
    private final AuctionParameters auction;
    private final TreeMap<String, Lot> lots = new TreeMap<>();
    private long nextLookMillis;

    KeeperFloor(House house, Markets markets, Tally tally, List<Keeper> keepers, AuctionParameters auction) {
        this.house = house;
        this.markets = markets;
        this.tally = tally;
        this.keepers = keepers;
        this.auction = auction;
    }

    long auctionMillis() {
        return auction.rampMillis();
    }

    void open(String account, RiskEvent.SliceOffered offered) {
        lots.put(
                key(account, offered.sliceId()),
                new Lot(account, offered.sliceId(), offered.instrument(), offered.timeMillis()));
    }

    void close(String account, String sliceId) {
        lots.remove(key(account, sliceId));
    }

    private static String key(String account, String sliceId) {
        return account + "/" + sliceId;
    }

    /** Once a second every keeper looks at every open slice. */
    void tick(long now) {
        if (lots.isEmpty() || now < nextLookMillis) {
            return;
        }
        nextLookMillis = now + LOOK_MILLIS;
        TreeMap<String, Money> margins = new TreeMap<>();
        for (Lot lot : List.copyOf(lots.values())) {
            look(lot, margins, now);
        }
    }

    /** The terms of a slice are the same for all keepers; whoever takes changes what is left for the next. */
    private void look(Lot lot, TreeMap<String, Money> margins, long now) {
        Optional<Terms> terms = Optional.empty();
        for (Keeper keeper : keepers) {
            OpenSlice slice = slice(lot);
            boolean hasSeenIt = now >= lot.openedMillis() + keeper.reactionMillis();
            Money free = margins.computeIfAbsent(keeper.id(), this::freeMargin);
            if (slice == null || !hasSeenIt || free.signum() <= 0) {
                continue;
            }
            terms = terms.isPresent() ? terms : terms(lot, slice, now);
            Quantity taken = terms.map(t -> keeper.take(t.offer(), now, free)).orElse(Quantity.ZERO);
            if (terms.isPresent() && isWorthwhile(taken, terms.get())) {
                take(lot, slice, keeper.id(), false, taken.negate(), terms.get().price());
                margins.remove(keeper.id());
                terms = Optional.empty();
            }
        }
    }

    /** All of it, or enough that the least reward is no more than the ordinary one: nobody drains an account by crumbs. */
    private boolean isWorthwhile(Quantity taken, Terms terms) {
        Money notional = terms.price().times(taken.abs(), Rounding.DOWN);
        BigDecimal least =
                parameters().keeperMin().exact().divide(parameters().keeperFee(), Money.SCALE, Rounding.UP.mode());
        return taken.signum() != 0
                && (taken.equals(terms.offer().quantity()) || notional.exact().compareTo(least) >= 0);
    }

    private OpenSlice slice(Lot lot) {
        Account account = house.account(lot.account());
        OpenSlice slice = account.liquidation()
                .map(liquidation -> liquidation.slices().get(lot.sliceId()))
                .orElse(null);
        if (slice == null) {
            lots.remove(key(lot.account(), lot.sliceId()));
        }
        return slice;
    }

    private Money freeMargin(String keeper) {
        return Money.rounded(
                HealthAssessment.margin(house.account(keeper), markets.view()).free(), Rounding.AGAINST_HOLDER);
    }

    private record Terms(Keeper.Offer offer, Price price) {}

    /** What a slice costs now; absent when closing it could not raise health at any discount. */
    private Optional<Terms> terms(Lot lot, OpenSlice slice, long now) {
        Account account = house.account(lot.account());
        InstrumentMarket at = markets.view().instruments().get(lot.instrument());
        Feed feed = markets.feed(lot.instrument());
        Quantity available = SliceRules.available(account, slice);
        Optional<Ratio> discount = discount(account, lot, at, now);
        if (discount.isEmpty() || available.signum() == 0) {
            return Optional.empty();
        }
        Price tick = Price.of(feed.terms().increments().tick());
        Price price = KeeperAuction.price(at.mark(), available, discount.get(), tick);
        boolean buys = available.signum() < 0;
        Rate displaced = feed.book().displacement();
        Keeper.Offer offer = new Keeper.Offer(
                available.negate(),
                Quantity.of(feed.terms().increments().lot()),
                at.mark(),
                Rate.rounded(discount.get().rounded(Rate.SCALE, Rounding.DOWN), Rounding.DOWN),
                Rate.of(parameters().keeperFee()),
                initialRate(lot.instrument()),
                feed.book().depth(),
                (buys ? displaced.negate() : displaced).max(Rate.ZERO),
                lot.openedMillis());
        return Optional.of(new Terms(offer, price));
    }

    /**
     * The auction's discount, but less than what closing releases: a slice raises health only while its whole cost rate
     * stays below H x r (risk model B.10).
     */
    private Optional<Ratio> discount(Account account, Lot lot, InstrumentMarket at, long now) {
        MarginResult margin = HealthAssessment.margin(account, markets.view());
        BigDecimal rate = maintenanceRate(account, lot.instrument(), at);
        Ratio asked = KeeperAuction.discount(rate, now - lot.openedMillis(), auction);
        if (margin.equity().signum() <= 0) {
            return Optional.of(asked);
        }
        Ratio released = Ratio.of(margin.equity()).times(rate).dividedBy(margin.maintenance());
        BigDecimal fees = parameters().keeperFee().add(parameters().fundFee()).add(CAUTION);
        Ratio most = released.plus(fees.negate());
        boolean pays = most.compareTo(Ratio.of(BigDecimal.ZERO)) > 0;
        return pays ? Optional.of(asked.compareTo(most) <= 0 ? asked : most) : Optional.empty();
    }

    private BigDecimal maintenanceRate(Account account, Instrument instrument, InstrumentMarket at) {
        MarginTiers tiers = markets.feed(instrument).terms().tiers().orElseThrow();
        BigDecimal notional = account.quantity(instrument)
                .abs()
                .exact()
                .multiply(at.mark().exact().abs());
        return tiers.pieceAt(notional)
                .tier()
                .maintenanceRate()
                .multiply(at.maintenanceScale().exact());
    }

    private Rate initialRate(Instrument instrument) {
        return Rate.of(markets.feed(instrument)
                .terms()
                .tiers()
                .orElseThrow()
                .pieces()
                .get(0)
                .tier()
                .initialRate());
    }

    private LiquidationParameters parameters() {
        return markets.view().parameters().liquidation();
    }

    /** Settles a take of a slice; says whether it was booked. */
    boolean take(Lot lot, OpenSlice slice, String taker, boolean binding, Quantity quantity, Price price) {
        Account account = house.account(lot.account());
        Money notional = price.times(quantity.abs(), Rounding.UP);
        String fund = HouseAccounts.symbolFund(lot.instrument().underlying());
        MarginResult margin = HealthAssessment.margin(account, markets.view());
        LiquidationFees fees = LiquidationFees.of(
                notional,
                payable(account, lot, margin, notional, price),
                house.account(fund).cash().max(Money.ZERO),
                parameters());
        Settlement settlement = LiquidationSettlements.take(
                house.id("take"),
                account,
                slice,
                quantity,
                price,
                taker,
                binding,
                fees.keeperFromAccount(),
                fees.fundFee());
        boolean booked = house.settle(settlement).isEmpty();
        if (booked) {
            sliceTaken(binding);
            if (fees.keeperFromFund().signum() > 0) {
                house.mustSettle(
                        LiquidationSettlements.payment(house.id("reward"), fund, taker, fees.keeperFromFund()));
            }
        }
        return booked;
    }

    /** Counts a slice that went to a backstop, or to a keeper. */
    void sliceTaken(boolean byBackstop) {
        tally.sliceTaken(byBackstop);
    }

    /**
     * What the account can pay in fees so that the slice still raises its health: what closing releases at H x r, less
     * the discount it gives away. Of a small slice that is less than the least reward; the fund adds the rest (G17).
     */
    private Money payable(Account account, Lot lot, MarginResult margin, Money notional, Price price) {
        if (margin.equity().signum() <= 0) {
            return Money.ZERO;
        }
        InstrumentMarket at = markets.view().instruments().get(lot.instrument());
        BigDecimal released = Ratio.of(margin.equity())
                .times(maintenanceRate(account, lot.instrument(), at))
                .dividedBy(margin.maintenance())
                .rounded(Rate.SCALE, Rounding.DOWN);
        BigDecimal given =
                price.minus(at.mark()).abs().exact().divide(at.mark().abs().exact(), Rate.SCALE, Rounding.UP.mode());
        BigDecimal left = released.subtract(given).subtract(CAUTION).max(BigDecimal.ZERO);
        return Money.rounded(left.multiply(notional.exact()).min(margin.equity()), Rounding.DOWN);
    }

    /** The backstop takes what is left of a slice at the auction's last price; says whether it did. */
    boolean takeByBackstop(String accountId, String sliceId, String backstop, long now) {
        Lot lot = lots.get(key(accountId, sliceId));
        OpenSlice slice = lot == null ? null : slice(lot);
        return slice != null
                && terms(lot, slice, now)
                        .map(terms -> take(
                                lot,
                                slice,
                                backstop,
                                true,
                                SliceRules.available(house.account(accountId), slice),
                                terms.price()))
                        .orElse(false);
    }
}
