package io.breakwater.core.protocol;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountContext;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Drives the liquidation of one account: plan, ask for velocity, offer, and plan again after each slice.
 *
 * <p>It is not persistent. What may not be forgotten (which slices are open, what was taken, which lease was spent) is
 * in the account's journal; the driver holds only the requests it is waiting for. After a restart {@link #restarted}
 * withdraws open slices and plans again (architecture section 3).
 *
 * @param waiting requests sent and not granted, by instrument; at most one each
 * @param nextRequest number of the next request
 * @param askedBackstop whether the backstop was asked to take all and has left something
 */
public record LiquidationDriver(SortedMap<Instrument, Request> waiting, long nextRequest, boolean askedBackstop) {

    /**
     * A request for velocity.
     *
     * @param id its number
     * @param sentMillis when this request was sent: its lease counts from here
     */
    public record Request(long id, long sentMillis) {}

    /**
     * What the driver does on a message.
     *
     * @param driver after it
     * @param actions in order
     */
    public record Step(LiquidationDriver driver, List<LiquidationAction> actions) {
        /** Copies the list. */
        public Step {
            actions = List.copyOf(actions);
        }
    }

    /** Copies the map. */
    public LiquidationDriver {
        waiting = Collections.unmodifiableSortedMap(new TreeMap<>(waiting));
    }

    /** A driver that waits for nothing; its first request takes a number. */
    public static LiquidationDriver idle(long firstRequest) {
        return new LiquidationDriver(new TreeMap<>(), firstRequest, false);
    }

    /** After a restart: open slices are withdrawn, leases are forgotten, and the driver plans again. */
    public static Step restarted(long firstRequest, Account account, LiquidationTiming timing) {
        List<LiquidationAction> actions = new ArrayList<>(withdrawals(account));
        actions.add(new LiquidationAction.Wake(timing.leaseMillis()));
        return new Step(idle(firstRequest), actions);
    }

    /** What the driver does on a message. */
    public Step step(LiquidationMessage message, Account account, AccountContext context, LiquidationTiming timing) {
        if (message instanceof LiquidationMessage.Granted granted) {
            return granted(granted, account, context, timing);
        }
        if (message instanceof LiquidationMessage.TooLate late) {
            return tooLate(late.requestId(), account, context);
        }
        if (message instanceof LiquidationMessage.AuctionOver over) {
            return auctionOver(over.sliceId(), account);
        }
        return woken(account, context, timing);
    }

    private Step woken(Account account, AccountContext context, LiquidationTiming timing) {
        if (!account.health().isLiquidation()) {
            return recovered(account, timing);
        }
        if (!HealthAssessment.mayLiquidate(account, context.market(), FeedState.Action.CONTINUE_LIQUIDATION)) {
            return new Step(this, List.of(new LiquidationAction.Wake(timing.retryMillis())));
        }
        return switch (account.health()) {
            case BANKRUPT -> bankrupt(account, timing);
            case BACKSTOP -> toBackstop(account, context, timing);
            default -> ask(account, context, timing);
        };
    }

    /**
     * Out of danger everything on offer is withdrawn. The liquidation goes on while a slice is in use; without one the
     * account has only to look again.
     */
    private Step recovered(Account account, LiquidationTiming timing) {
        if (account.liquidation().isEmpty()) {
            return new Step(idle(nextRequest), List.of(new LiquidationAction.Finished()));
        }
        List<LiquidationAction> actions = new ArrayList<>(withdrawals(account));
        if (account.liquidation().get().slices().isEmpty()) {
            actions.add(new LiquidationAction.Command(new RiskCommand.Assess()));
        }
        actions.add(new LiquidationAction.Wake(timing.retryMillis()));
        return new Step(idle(nextRequest), actions);
    }

    /** Below zero everything on offer is withdrawn, then the backstop and the waterfall take all. */
    private Step bankrupt(Account account, LiquidationTiming timing) {
        List<LiquidationAction> actions = new ArrayList<>(withdrawals(account));
        actions.add(new LiquidationAction.AllToBackstop());
        actions.add(new LiquidationAction.Wake(timing.retryMillis()));
        return new Step(idle(nextRequest), actions);
    }

    /** Below two thirds the backstop takes all; what it has no room for is offered to the market meanwhile. */
    private Step toBackstop(Account account, AccountContext context, LiquidationTiming timing) {
        List<LiquidationAction> actions = new ArrayList<>();
        actions.add(new LiquidationAction.AllToBackstop());
        if (!askedBackstop) {
            actions.add(new LiquidationAction.Wake(timing.retryMillis()));
            return new Step(new LiquidationDriver(waiting, nextRequest, true), actions);
        }
        Step asked = ask(account, context, timing);
        actions.addAll(asked.actions());
        return new Step(asked.driver(), actions);
    }

    private Step ask(Account account, AccountContext context, LiquidationTiming timing) {
        LiquidationPlan plan = LiquidationPlan.of(account, context.market());
        long now = context.market().timeMillis();
        TreeMap<Instrument, Request> requests = new TreeMap<>();
        List<LiquidationAction> actions = new ArrayList<>();
        long next = nextRequest;
        for (LiquidationPlan.Closing closing : plan.closings()) {
            Request before = waiting.get(closing.instrument());
            boolean isWaiting = before != null && now < before.sentMillis() + timing.requestTimeoutMillis();
            if (isWaiting) {
                requests.put(closing.instrument(), before);
                continue;
            }
            Request request = new Request(next++, now);
            requests.put(closing.instrument(), request);
            actions.add(new LiquidationAction.AskVelocity(
                    request.id(),
                    closing.instrument(),
                    closing.quantity().signum() < 0,
                    notional(closing.instrument(), closing.quantity(), context),
                    plan.equity(),
                    plan.delta()));
        }
        actions.add(new LiquidationAction.Wake(timing.retryMillis()));
        return new Step(new LiquidationDriver(requests, next, askedBackstop), actions);
    }

    /** A grant is used at once, for what is still wanted at the newest prices; a grant nobody waits for is ignored. */
    private Step granted(
            LiquidationMessage.Granted granted, Account account, AccountContext context, LiquidationTiming timing) {
        Optional<Instrument> asked = askedBy(granted.requestId());
        if (asked.isEmpty() || !isForSale(account)) {
            return new Step(this, List.of());
        }
        Request request = waiting.get(asked.get());
        return new Step(
                without(asked.get()),
                wanted(asked.get(), account, context)
                        .map(closing ->
                                LiquidationPlan.within(closing, granted.amount().exact(), context.market()))
                        .filter(quantity -> quantity.signum() != 0)
                        .map(quantity -> offer(asked.get(), quantity, granted, request, timing))
                        .stream()
                        .toList());
    }

    private static LiquidationAction offer(
            Instrument instrument,
            Quantity quantity,
            LiquidationMessage.Granted granted,
            Request request,
            LiquidationTiming timing) {
        return new LiquidationAction.Command(new RiskCommand.OfferSlice(
                instrument, quantity, granted.fence(), request.sentMillis() + timing.leaseMillis()));
    }

    private Step tooLate(long requestId, Account account, AccountContext context) {
        Optional<Instrument> asked = askedBy(requestId);
        if (asked.isEmpty() || !isForSale(account)) {
            return new Step(this, List.of());
        }
        return new Step(
                without(asked.get()),
                wanted(asked.get(), account, context)
                        .map(closing -> new LiquidationAction.PartToBackstop(closing.instrument(), closing.quantity()))
                        .stream()
                        .map(LiquidationAction.class::cast)
                        .toList());
    }

    private Optional<Instrument> askedBy(long requestId) {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().id() == requestId)
                .map(SortedMap.Entry::getKey)
                .findFirst();
    }

    private LiquidationDriver without(Instrument instrument) {
        TreeMap<Instrument, Request> rest = new TreeMap<>(waiting);
        rest.remove(instrument);
        return new LiquidationDriver(rest, nextRequest, askedBackstop);
    }

    private static Optional<LiquidationPlan.Closing> wanted(
            Instrument instrument, Account account, AccountContext context) {
        return LiquidationPlan.of(account, context.market()).closings().stream()
                .filter(closing -> closing.instrument().equals(instrument))
                .findFirst();
    }

    /** What no keeper has taken goes to the backstop; if that is full, the slice is withdrawn and planned again. */
    private Step auctionOver(String sliceId, Account account) {
        boolean open = account.liquidation()
                .map(liquidation -> liquidation.slices().containsKey(sliceId))
                .orElse(false);
        return new Step(this, open ? List.of(new LiquidationAction.SliceToBackstop(sliceId)) : List.of());
    }

    /** Whether the account's positions may be offered to the market: a bankrupt one's go to the backstop alone. */
    private static boolean isForSale(Account account) {
        return account.health() == HealthState.LIQUIDATING || account.health() == HealthState.BACKSTOP;
    }

    private static List<LiquidationAction> withdrawals(Account account) {
        List<LiquidationAction> actions = new ArrayList<>();
        account.liquidation().ifPresent(liquidation -> {
            for (OpenSlice slice : liquidation.slices().values()) {
                boolean inUse = !SliceRules.available(account, slice).equals(slice.left());
                if (!inUse) {
                    actions.add(new LiquidationAction.Command(new RiskCommand.ReturnSlice(slice.id())));
                }
            }
        });
        return actions;
    }

    private static Money notional(Instrument instrument, Quantity quantity, AccountContext context) {
        return context.market().instruments().get(instrument).mark().abs().times(quantity.abs(), Rounding.UP);
    }
}
