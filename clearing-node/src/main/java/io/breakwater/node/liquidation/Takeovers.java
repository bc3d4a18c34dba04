package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.HealthAssessment;
import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.desk.BackstopSpace;
import io.breakwater.node.desk.SliceTerms;
import io.breakwater.node.desk.Takeover;
import io.breakwater.node.market.MarketBoard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Lets backstops take what is theirs to take, one settlement after another. It decides on what the accounts show, and its
 * ids follow from that: repeated after a crash, it goes on where it stopped.
 */
final class Takeovers {

    private final MarketBoard board;
    private final Accounts accounts;
    private final ConditionsSource conditions;
    private final Clearing clearing;
    private final TakeSequence takes;
    private final LiquidationSettings settings;

    Takeovers(
            MarketBoard board,
            Accounts accounts,
            ConditionsSource conditions,
            Clearing clearing,
            LiquidationSettings settings) {
        this.board = board;
        this.accounts = accounts;
        this.conditions = conditions;
        this.clearing = clearing;
        this.takes = new TakeSequence(accounts, clearing);
        this.settings = settings;
    }

    /** Takes what no keeper took, if there is room for it; otherwise the slice is withdrawn and planned again. */
    CompletionStage<Void> slice(Account account, String sliceId) {
        MarketView view = board.view();
        Optional<SliceTerms> terms = account.liquidation()
                .map(liquidation -> liquidation.slices().get(sliceId))
                .flatMap(slice -> SliceTerms.of(account, slice, view, view.timeMillis(), settings.auction()));
        if (terms.isEmpty()) {
            return withdraw(account.id(), sliceId);
        }
        Instrument instrument = terms.get().slice().instrument();
        return space(instrument)
                .thenCompose(space -> space.fits(terms.get().available().negate())
                        ? take(account, terms.get(), sliceId)
                        : CompletableFuture.completedFuture(false))
                .thenCompose(taken -> taken ? Stages.done() : withdraw(account.id(), sliceId));
    }

    private CompletionStage<Boolean> take(Account account, SliceTerms terms, String sliceId) {
        SettlementId id = OperationIds.next(account, board.view(), "slice", account.id(), sliceId);
        String backstop = HouseAccounts.backstop(terms.slice().instrument().underlying());
        return takes.prepare(id, terms, terms.available(), backstop, true)
                .thenCompose(takes::settle)
                .thenApply(AuctionProtocol.Taken.class::isInstance);
    }

    private CompletionStage<Void> withdraw(String account, String sliceId) {
        return accounts.execute(account, new RiskCommand.ReturnSlice(sliceId)).thenAccept(reply -> {});
    }

    /** Takes a part at the mark, without an auction, if there is room for it. */
    CompletionStage<Void> part(Account account, Instrument instrument, Quantity closing) {
        return space(instrument).thenCompose(space -> {
            if (!space.fits(closing.negate())) {
                return Stages.done();
            }
            MarketView view = board.view();
            Takeover part = Takeover.part(HealthAssessment.margin(account, view), instrument, closing, view);
            return clear(account, part, "part");
        });
    }

    private CompletionStage<BackstopSpace> space(Instrument instrument) {
        return accounts.read(HouseAccounts.backstop(instrument.underlying()))
                .thenApply(backstop -> space(backstop, instrument));
    }

    private BackstopSpace space(Account backstop, Instrument instrument) {
        return BackstopSpace.of(backstop, instrument, board.view(), conditions.openInterest(instrument));
    }

    /** Takes every position as far as there is room. */
    CompletionStage<Void> fitting(Account account, Money fee) {
        List<String> underlyings = account.positions().keySet().stream()
                .map(Instrument::underlying)
                .distinct()
                .collect(Collectors.toList());
        Map<String, Account> backstops = new HashMap<>();
        return Stages.fold(
                        backstops,
                        underlyings,
                        (read, underlying) -> accounts.read(HouseAccounts.backstop(underlying))
                                .thenApply(backstop -> {
                                    read.put(underlying, backstop);
                                    return read;
                                }))
                .thenCompose(read -> positions(
                        account,
                        fee,
                        (instrument, added) -> space(read.get(instrument.underlying()), instrument)
                                .fitting(added)));
    }

    /** Takes every position, beyond the cap if need be. */
    CompletionStage<Void> whole(Account account) {
        return positions(account, Money.ZERO, (instrument, added) -> added);
    }

    private CompletionStage<Void> positions(
            Account account, Money fee, BiFunction<Instrument, Quantity, Quantity> fitting) {
        MarginResult margin = HealthAssessment.margin(account, board.view());
        return all(account, Takeover.all(account, margin, fee, fitting), "takeover");
    }

    /** Lets the backstops buy an account's other collateral, where its cash is below zero. */
    CompletionStage<Void> collateral(Account account) {
        return all(account, Takeover.collateral(account, board.view()), "collateral");
    }

    private CompletionStage<Void> all(Account account, List<Takeover> takeovers, String prefix) {
        return Stages.fold((Void) null, takeovers, (so, takeover) -> clear(account, takeover, prefix));
    }

    /** A refusal is no failure: the account shows it, and whoever asked plans again. */
    private CompletionStage<Void> clear(Account account, Takeover takeover, String prefix) {
        MarketView view = board.view();
        SettlementId id =
                OperationIds.next(account, view, prefix, account.id(), account.liquidations(), takeover.underlying());
        return clearing.clear(takeover.settlement(id, account, view)).thenAccept(answer -> {});
    }
}
