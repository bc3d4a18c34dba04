package io.breakwater.node.grpc;

import static io.breakwater.core.money.Rounding.AGAINST_HOLDER;
import static io.breakwater.core.money.Rounding.REQUIREMENT;

import io.breakwater.clearing.v1.ExplainMarginResponse;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.clearing.v1.HealthState;
import io.breakwater.clearing.v1.MarginFigures;
import io.breakwater.clearing.v1.MarginTerm;
import io.breakwater.clearing.v1.PriceId;
import io.breakwater.clearing.v1.PriceUsed;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountExposure;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.MarginAccount;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.margin.MarginExplanation;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes margins and what they rest on. */
final class MarginMessages {

    private static final int SHOWN_DECIMALS = 2;
    private static final int HEALTH_DECIMALS = 12;
    private static final int HEALTH_DIGITS = 40;

    private MarginMessages() {}

    static HealthState state(io.breakwater.core.margin.HealthState state) {
        return HealthState.valueOf(state.name());
    }

    static FeedState feed(io.breakwater.core.market.FeedState feed) {
        return FeedState.valueOf(feed.name());
    }

    static PriceId priceId(io.breakwater.core.market.PriceId id) {
        return PriceId.newBuilder()
                .setEpoch(id.epoch())
                .setSequence(id.sequence())
                .build();
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Equity over maintenance; empty when nothing is required. */
    static String health(BigDecimal equity, BigDecimal maintenance) {
        if (maintenance.signum() == 0) {
            return "";
        }
        BigDecimal health = equity.divide(maintenance, new MathContext(HEALTH_DIGITS, RoundingMode.HALF_EVEN));
        return plain(health.setScale(HEALTH_DECIMALS, RoundingMode.HALF_EVEN));
    }

    static MarginFigures figures(MarginResult margin) {
        return MarginFigures.newBuilder()
                .setCollateralValue(shown(margin.collateralValue(), AGAINST_HOLDER))
                .setUnrealisedPnl(shown(margin.unrealisedProfit(), AGAINST_HOLDER))
                .setOptionValue(shown(margin.optionValue(), AGAINST_HOLDER))
                .setEquity(shown(margin.equity(), AGAINST_HOLDER))
                .setInitialEquity(shown(margin.initialEquity(), AGAINST_HOLDER))
                .setMaintenanceMargin(shown(margin.maintenance(), REQUIREMENT))
                .setInitialMargin(shown(margin.initial(), REQUIREMENT))
                .setFree(shown(margin.free(), AGAINST_HOLDER))
                .setHealth(health(margin.equity(), margin.maintenance()))
                .build();
    }

    private static String shown(BigDecimal exact, Rounding rounding) {
        return exact.setScale(SHOWN_DECIMALS, rounding.mode()).toPlainString();
    }

    /** Every term of the margin of an account at a view, which has all that the valuation reads. */
    static ExplainMarginResponse explanation(Account account, MarketView view) {
        MarginAccount joined = Valuation.join(AccountExposure.of(account), view);
        MarginResult margin = new MarginCalculator(view.parameters()).calculate(joined);
        ExplainMarginResponse.Builder answer = ExplainMarginResponse.newBuilder()
                .setAccountId(account.id())
                .setVersion(account.version())
                .setParameterEpoch(view.parameters().epoch())
                .setViewMillis(view.timeMillis())
                .setFigures(figures(margin))
                .setState(state(account.health()));
        MarginExplanation.of(joined, margin, view.parameters()).terms().forEach(term -> answer.addTerms(term(term)));
        account.positions()
                .keySet()
                .forEach(held -> view.instrument(held).ifPresent(at -> answer.addPrices(used(held, at))));
        return answer.build();
    }

    private static MarginTerm term(MarginExplanation.Term term) {
        MarginTerm.Builder message = MarginTerm.newBuilder()
                .setNumber(term.number())
                .setOf(term.label())
                .setFormula(term.formula())
                .setValue(plain(term.value()));
        term.inputs().forEach((name, value) -> message.putInputs(name, plain(value)));
        return message.build();
    }

    private static PriceUsed used(Instrument held, InstrumentMarket at) {
        return PriceUsed.newBuilder()
                .setInstrument(held.name())
                .setPriceId(priceId(at.id()))
                .setFeed(feed(at.feed()))
                .setMarkPrice(plain(at.mark().exact()))
                .build();
    }
}
