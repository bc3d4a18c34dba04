package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.Liquidation;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.liquidation.AuctionParameters;
import io.breakwater.core.liquidation.KeeperAuction;
import io.breakwater.core.liquidation.Ratio;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.desk.SliceTerms;
import io.breakwater.node.liquidation.AuctionProtocol.Auction;
import io.breakwater.node.liquidation.AuctionProtocol.Change;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keeps the open slices of a node's accounts, and what each of them costs at the newest prices. */
final class AuctionBook {

    private final AuctionParameters parameters;
    private final Map<String, Account> accounts = new HashMap<>();
    private final TreeMap<SliceName, Auction> auctions = new TreeMap<>();
    private final Set<SliceName> beingTaken = new HashSet<>();

    AuctionBook(AuctionParameters parameters) {
        this.parameters = parameters;
    }

    /** The newest state of an account with a slice on offer. */
    Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** Every open auction, as told last, as if it had just opened. */
    Map<SliceName, Change> opened() {
        TreeMap<SliceName, Change> opened = new TreeMap<>();
        auctions.forEach((name, auction) -> opened.put(name, new AuctionProtocol.Opened(auction)));
        return opened;
    }

    /** An account has changed: which auctions open, change and close by it. */
    Map<SliceName, Change> seen(Account account, List<AccountEvent> events, MarketView view) {
        Map<String, OpenSlice> slices =
                account.liquidation().map(Liquidation::slices).orElse(Collections.emptySortedMap());
        TreeMap<SliceName, Change> changes = new TreeMap<>();
        if (slices.isEmpty()) {
            accounts.remove(account.id());
        } else {
            accounts.put(account.id(), account);
        }
        for (Auction before : List.copyOf(auctionsOf(account.id()).values())) {
            if (!slices.containsKey(before.sliceId())) {
                auctions.remove(new SliceName(account.id(), before.sliceId()));
                changes.put(new SliceName(account.id(), before.sliceId()), closed(before, events));
            }
        }
        slices.values().forEach(slice -> price(account, slice, view, changes));
        return changes;
    }

    private Map<SliceName, Auction> auctionsOf(String account) {
        return auctions.subMap(new SliceName(account, ""), new SliceName(account + "\0", ""));
    }

    private static Change closed(Auction auction, List<AccountEvent> events) {
        for (AccountEvent event : events) {
            if (event instanceof RiskEvent.SliceReturned returned
                    && returned.sliceId().equals(auction.sliceId())) {
                return new AuctionProtocol.Closed(
                        auction.account(), auction.sliceId(), AuctionProtocol.Reason.WITHDRAWN, returned.unfilled());
            }
        }
        return new AuctionProtocol.Closed(
                auction.account(), auction.sliceId(), AuctionProtocol.Reason.FILLED, Quantity.ZERO);
    }

    /** Prices have moved: which auctions change by it. */
    Map<SliceName, Change> repriced(MarketView view) {
        TreeMap<SliceName, Change> changes = new TreeMap<>();
        accounts.values()
                .forEach(account -> account.liquidation()
                        .ifPresent(liquidation ->
                                liquidation.slices().values().forEach(slice -> price(account, slice, view, changes))));
        return changes;
    }

    /** A take of a slice begins or ends; says false when another one is under way. */
    boolean begin(SliceName name) {
        return beingTaken.add(name);
    }

    void end(SliceName name) {
        beingTaken.remove(name);
    }

    /** A slice is not shown before its market is known here. */
    private void price(Account account, OpenSlice slice, MarketView view, Map<SliceName, Change> changes) {
        if (!view.instruments().containsKey(slice.instrument())) {
            return;
        }
        SliceName name = new SliceName(account.id(), slice.id());
        Auction before = auctions.get(name);
        Auction now = auction(account, slice, view, Optional.ofNullable(before));
        if (before == null) {
            changes.put(name, new AuctionProtocol.Opened(now));
        } else if (!now.equals(before)) {
            changes.put(name, new AuctionProtocol.Changed(now));
        }
        auctions.put(name, now);
    }

    private Auction auction(Account account, OpenSlice slice, MarketView view, Optional<Auction> before) {
        Price mark = view.instruments().get(slice.instrument()).mark();
        Price tick = Price.of(view.parameters()
                .underlying(slice.instrument().underlying())
                .orElseThrow()
                .increments()
                .tick());
        BigDecimal rate = SliceTerms.maintenanceRate(account, slice.instrument(), view);
        Ratio first = KeeperAuction.discount(rate, 0, parameters);
        Ratio last = KeeperAuction.discount(rate, parameters.rampMillis(), parameters);
        boolean isPaused = isPaused(account, view);
        return new Auction(
                account.id(),
                account.liquidation().orElseThrow().number(),
                slice.id(),
                slice.instrument(),
                SliceRules.available(account, slice),
                slice.offeredMillis(),
                slice.offeredMillis() + parameters.rampMillis(),
                new AuctionProtocol.Discounts(rate(first), rate(last), parameters.rampMillis()),
                before.map(Auction::startPrice)
                        .orElseGet(() -> KeeperAuction.price(mark, slice.quantity(), first, tick)),
                mark,
                isPaused ? Optional.empty() : price(account, slice, view),
                beingTaken.contains(new SliceName(account.id(), slice.id())),
                isPaused);
    }

    private Optional<Price> price(Account account, OpenSlice slice, MarketView view) {
        return SliceTerms.of(account, slice, view, view.timeMillis(), parameters)
                .map(SliceTerms::price);
    }

    /** Whether the feed does not permit to sell at present. */
    static boolean isPaused(Account account, MarketView view) {
        return !HealthAssessment.mayLiquidate(account, view, FeedState.Action.CONTINUE_LIQUIDATION);
    }

    private static Rate rate(Ratio discount) {
        return Rate.rounded(discount.rounded(Rate.SCALE, Rounding.DOWN), Rounding.DOWN);
    }

    /** Of an unread change and a newer one: what a follower has to hear; null when it has to hear nothing. */
    static Change merge(Change unread, Change newer) {
        if (!(unread instanceof AuctionProtocol.Opened)) {
            return newer;
        }
        if (newer instanceof AuctionProtocol.Changed changed) {
            return new AuctionProtocol.Opened(changed.auction());
        }
        return newer instanceof AuctionProtocol.Closed ? null : newer;
    }

    /** The underlying that a change is about. */
    static Optional<String> underlying(Change change) {
        if (change instanceof AuctionProtocol.Opened opened) {
            return Optional.of(opened.auction().instrument().underlying());
        }
        if (change instanceof AuctionProtocol.Changed changed) {
            return Optional.of(changed.auction().instrument().underlying());
        }
        return Optional.empty();
    }
}
