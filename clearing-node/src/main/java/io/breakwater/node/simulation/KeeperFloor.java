package io.breakwater.node.simulation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.LiquidationParameters;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.liquidation.LiquidationFees;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.node.desk.SliceTerms;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Where slices are auctioned: each keeper looks at each open slice on every tick, and takes what pays. */
final class KeeperFloor {

    private static final long LOOK_MILLIS = 1_000;

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
            if (terms.isPresent() && terms.get().slice().isWorthwhile(taken)) {
                take(terms.get().slice(), keeper.id(), false, taken.negate());
                margins.remove(keeper.id());
                terms = Optional.empty();
            }
        }
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

    private record Terms(Keeper.Offer offer, SliceTerms slice) {}

    /** What a slice costs now; absent when closing it could not raise health at any discount. */
    private Optional<Terms> terms(Lot lot, OpenSlice slice, long now) {
        return SliceTerms.of(house.account(lot.account()), slice, markets.view(), now, auction)
                .map(terms -> new Terms(offer(lot, terms), terms));
    }

    private Keeper.Offer offer(Lot lot, SliceTerms terms) {
        Feed feed = markets.feed(lot.instrument());
        boolean buys = terms.available().signum() < 0;
        Rate displaced = feed.book().displacement();
        return new Keeper.Offer(
                terms.available().negate(),
                Quantity.of(feed.terms().increments().lot()),
                terms.mark(),
                Rate.rounded(terms.discount().rounded(Rate.SCALE, Rounding.DOWN), Rounding.DOWN),
                Rate.of(parameters().keeperFee()),
                initialRate(lot.instrument()),
                feed.book().depth(),
                (buys ? displaced.negate() : displaced).max(Rate.ZERO),
                lot.openedMillis());
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
    private boolean take(SliceTerms terms, String taker, boolean binding, Quantity part) {
        String fund = HouseAccounts.symbolFund(terms.slice().instrument().underlying());
        LiquidationFees fees = terms.fees(part, house.account(fund).cash());
        boolean booked = house.settle(terms.take(house.id("take"), taker, binding, part, fees))
                .isEmpty();
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

    /** The backstop takes what is left of a slice at the auction's last price; says whether it did. */
    boolean takeByBackstop(String accountId, String sliceId, String backstop, long now) {
        Lot lot = lots.get(key(accountId, sliceId));
        OpenSlice slice = lot == null ? null : slice(lot);
        return slice != null
                && SliceTerms.of(house.account(accountId), slice, markets.view(), now, auction)
                        .map(terms -> take(terms, backstop, true, terms.available()))
                        .orElse(false);
    }
}
