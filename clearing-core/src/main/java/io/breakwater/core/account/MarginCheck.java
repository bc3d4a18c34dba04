package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;

/** Whether an account has the margin for new risk or a withdrawal, at feeds that permit it. */
final class MarginCheck {

    private MarginCheck() {}

    /** A refusal when a feed does not permit the action, or an instrument has no market. */
    static Optional<Refusal> feedRefusal(
            Collection<Instrument> instruments, AccountContext context, FeedState.Action action) {
        for (Instrument instrument : instruments) {
            var at = context.market().instrument(instrument);
            if (at.isEmpty()) {
                return Optional.of(Refusal.of(RefusalCode.MARKET_UNKNOWN, "instrument", instrument));
            }
            if (at.get().feed().verdict(action) != FeedState.Verdict.ALLOWED) {
                return Optional.of(Refusal.of(
                        RefusalCode.FEED_NOT_TRUSTED,
                        "instrument",
                        instrument,
                        "feed",
                        at.get().feed()));
            }
        }
        return Optional.empty();
    }

    /** A refusal when init equity is below the initial requirement. */
    static Optional<Refusal> initialRefusal(Account after, AccountContext context) {
        MarginResult margin = HealthAssessment.margin(after, context.market());
        return margin.free().signum() < 0
                ? Optional.of(insufficient(margin.initial(), margin.initialEquity()))
                : Optional.empty();
    }

    static Refusal insufficient(BigDecimal needs, BigDecimal has) {
        return Refusal.of(
                RefusalCode.INSUFFICIENT_INITIAL_MARGIN,
                "needs",
                Money.rounded(needs, Rounding.REQUIREMENT),
                "has",
                Money.rounded(has, Rounding.AGAINST_HOLDER));
    }

    /** Whether health is no worse after than before, and equity not below zero: E'/MM' >= E/MM. */
    static boolean isNoWorse(MarginResult before, MarginResult after) {
        if (after.equity().signum() < 0) {
            return before.equity().signum() < 0 && after.equity().compareTo(before.equity()) >= 0;
        }
        return crossed(after, before) >= 0;
    }

    /** Whether health is strictly better after than before. */
    static boolean isBetter(MarginResult before, MarginResult after) {
        return after.maintenance().signum() == 0 && after.equity().signum() >= 0 || crossed(after, before) > 0;
    }

    private static int crossed(MarginResult after, MarginResult before) {
        return after.equity()
                .multiply(before.maintenance())
                .compareTo(before.equity().multiply(after.maintenance()));
    }

    /** Positive profit credited in markets with an open deficit: it is not paid out while the deficit is open (B.11). */
    static BigDecimal profitUnderDeficit(MarginResult margin, MarketView market) {
        return margin.positions().stream()
                .filter(position ->
                        market.openDeficits().contains(position.instrument().underlying()))
                .map(PositionResult::initialProfit)
                .map(profit -> profit.max(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
