package io.breakwater.node.grpc;

import static io.breakwater.node.grpc.MarginMessages.plain;

import io.breakwater.clearing.v1.HealthChanged;
import io.breakwater.clearing.v1.MarginCall;
import io.breakwater.clearing.v1.PriceUsed;
import io.breakwater.clearing.v1.Reduction;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountExposure;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.margin.MarginAccount;
import io.breakwater.core.margin.MarginCalculator;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Says what a margin call asks for: how much equity is missing to its cure at the prices it rests on, and what each asset
 * and each position could do about it alone.
 *
 * <p>A call is cured at health c = n/d, so the shortfall is n*MM/d - E, rounded up. A deposit adds what it counts for
 * after its haircut. Closing at the mark leaves equity as it is and lowers the requirement; both are searched for the
 * least amount that cures, and what is found is tested, so no answer is too small.
 */
final class MarginCallNotice {

    private final Account account;
    private final RiskEvent.HealthChanged change;
    private final MarketView view;
    private final Threshold cure;

    private MarginCallNotice(Account account, RiskEvent.HealthChanged change, MarketView view) {
        this.account = account;
        this.change = change;
        this.view = atPricesUsed(change, view);
        this.cure = view.parameters().health().callLeave();
    }

    /** The notice of a change of health to MARGIN_CALL. */
    static MarginCall of(Account account, RiskEvent.HealthChanged change, MarketView view) {
        return new MarginCallNotice(account, change, view).message();
    }

    /** A change of health with the inputs that justified it. */
    static HealthChanged change(RiskEvent.HealthChanged change) {
        HealthChanged.Builder message = HealthChanged.newBuilder()
                .setFrom(MarginMessages.state(change.from()))
                .setTo(MarginMessages.state(change.to()))
                .setEquity(AccountMessages.money(change.equity()))
                .setMaintenanceMargin(AccountMessages.money(change.maintenance()))
                .setHealth(MarginMessages.health(
                        change.equity().exact(), change.maintenance().exact()))
                .setParameterEpoch(change.parameterEpoch());
        change.prices()
                .forEach(used -> message.addPrices(PriceUsed.newBuilder()
                        .setInstrument(used.instrument().name())
                        .setPriceId(MarginMessages.priceId(used.id()))
                        .setFeed(MarginMessages.feed(used.feed()))
                        .setMarkPrice(plain(used.mark().exact()))));
        return message.build();
    }

    private static MarketView atPricesUsed(RiskEvent.HealthChanged change, MarketView view) {
        Map<Instrument, InstrumentMarket> markets = new HashMap<>(view.instruments());
        for (RiskEvent.HealthChanged.PriceUsed used : change.prices()) {
            markets.computeIfPresent(
                    used.instrument(),
                    (held, at) -> at.at(used.id(), used.feed(), used.mark(), at.average(), at.stable()));
        }
        return new MarketView(view.timeMillis(), view.parameters(), markets, view.collateral(), view.openDeficits());
    }

    private MarginCall message() {
        Money shortfall = shortfall();
        MarginCall.Builder message = MarginCall.newBuilder()
                .setChange(change(change))
                .setCuredAtHealth(decimal(cure))
                .setLiquidatedBelowHealth(decimal(view.parameters().health().liquidationEnter()))
                .setShortfall(AccountMessages.money(shortfall))
                .addDeposits(AccountMessages.amount(Valuation.SETTLEMENT_CURRENCY, AccountMessages.money(shortfall)));
        account.collateral()
                .keySet()
                .forEach(asset -> deposit(asset, shortfall)
                        .ifPresent(amount ->
                                message.addDeposits(AccountMessages.amount(asset, AccountMessages.quantity(amount)))));
        reductions().forEach(message::addReductions);
        return message.build();
    }

    /** n*MM/d - E, rounded up, at least 0. */
    private Money shortfall() {
        BigDecimal missing = cure.slack(
                        change.equity().exact(), change.maintenance().exact())
                .negate();
        BigDecimal equity =
                missing.divide(BigDecimal.valueOf(cure.denominator()), Money.SCALE, Rounding.REQUIREMENT.mode());
        return Money.of(equity).max(Money.ZERO);
    }

    private static String decimal(Threshold threshold) {
        return plain(BigDecimal.valueOf(threshold.numerator())
                .divide(BigDecimal.valueOf(threshold.denominator()), Price.SCALE, Rounding.HALF_EVEN.mode()));
    }

    /** The least amount of an asset whose value after its haircut covers the shortfall; empty when no amount does. */
    private Optional<Quantity> deposit(String asset, Money shortfall) {
        CollateralAsset terms = view.parameters().collateral().get(asset);
        Price price = view.collateral().get(asset);
        if (terms == null || price == null || price.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal held = account.collateral().get(asset).exact().multiply(price.exact());
        BigDecimal counted = terms.haircut().counted(held);
        return least(Long.MAX_VALUE / 2, units -> {
                    BigDecimal added = new Quantity(units).exact().multiply(price.exact());
                    BigDecimal gain = terms.haircut().counted(held.add(added)).subtract(counted);
                    return gain.compareTo(shortfall.exact()) >= 0;
                })
                .map(Quantity::new);
    }

    /** For each perpetual and future, the fewest lots whose close at the mark cures. */
    private List<Reduction> reductions() {
        List<Reduction> reductions = new ArrayList<>();
        MarginAccount joined;
        try {
            joined = Valuation.join(AccountExposure.of(account), view);
        } catch (IllegalArgumentException missing) {
            return reductions;
        }
        for (MarginAccount.Position position : joined.positions()) {
            boolean isHeld = position.quantity().signum() != 0;
            if (isHeld && position.option().isEmpty()) {
                reduction(joined, position).ifPresent(reductions::add);
            }
        }
        return reductions;
    }

    private Optional<Reduction> reduction(MarginAccount joined, MarginAccount.Position position) {
        BigDecimal lot =
                view.parameters().termsOf(position.instrument()).increments().lot();
        long mostLots = position.quantity().abs().divideToIntegralValue(lot).longValueExact();
        return least(mostLots, lots -> isCured(joined, position, lot.multiply(BigDecimal.valueOf(lots))))
                .map(lots -> Reduction.newBuilder()
                        .setInstrument(position.instrument().name())
                        .setQuantity(plain(lot.multiply(BigDecimal.valueOf(lots))
                                .multiply(
                                        BigDecimal.valueOf(-position.quantity().signum()))))
                        .build());
    }

    private boolean isCured(MarginAccount joined, MarginAccount.Position closed, BigDecimal quantity) {
        BigDecimal left = closed.quantity()
                .subtract(quantity.multiply(BigDecimal.valueOf(closed.quantity().signum())));
        List<MarginAccount.Position> positions = joined.positions().stream()
                .map(position -> position == closed ? with(position, left) : position)
                .toList();
        MarginResult after = new MarginCalculator(view.parameters())
                .calculate(new MarginAccount(
                        joined.mode(), joined.collateral(), positions, joined.feesDue(), joined.conditions()));
        return after.maintenance().signum() == 0
                ? after.equity().signum() >= 0
                : !cure.isHealthBelow(after.equity(), after.maintenance());
    }

    /** The profit of the part that is closed stays in the account, so it stays in the sum. */
    private static MarginAccount.Position with(MarginAccount.Position position, BigDecimal quantity) {
        return new MarginAccount.Position(
                position.instrument(),
                quantity,
                position.mark(),
                position.stable(),
                position.profit(),
                position.option(),
                position.reservedBuy(),
                position.reservedSell());
    }

    /** The least number from 1 to most that holds, where each above one that holds does as well; empty when most does not. */
    private static Optional<Long> least(long most, LongPredicate holds) {
        if (most < 1 || !holds.test(most)) {
            return Optional.empty();
        }
        long low = 1;
        long high = most;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(high);
    }
}
