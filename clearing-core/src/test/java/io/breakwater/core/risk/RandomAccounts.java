package io.breakwater.core.risk;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** Accounts of every size and kind, most of them close to some threshold, from a seed. */
final class RandomAccounts {

    private static final List<String> HEALTHS =
            List.of("0.66667", "0.99", "1", "1.0001", "1.1", "1.15", "1.2", "1.25", "1.26", "1.35", "1.4", "2");

    private final SplittableRandom random;
    private final long largestNotional;

    RandomAccounts(SplittableRandom random, long largestNotional) {
        this.random = random;
        this.largestNotional = largestNotional;
    }

    Exposure account(String id, long version, MarketView view, MarginMode mode) {
        TreeMap<String, Quantity> collateral = new TreeMap<>();
        if (random.nextInt(3) == 0) {
            collateral.put("ETH", quantity(view.collateral().get("ETH"), false));
        }
        if (random.nextInt(4) == 0) {
            collateral.put("BTC", quantity(view.collateral().get("BTC"), false));
        }
        List<Holding> holdings = new ArrayList<>();
        for (Instrument instrument : instruments(mode)) {
            holdings.add(holding(instrument, view));
        }
        Exposure bare = new Exposure(
                id,
                version,
                HealthState.HEALTHY,
                mode,
                Money.ZERO,
                new Money(random.nextLong(1_000)),
                collateral,
                holdings);
        return stated(withCash(bare, cashFor(bare, view)), view);
    }

    private Set<Instrument> instruments(MarginMode mode) {
        TreeSet<Instrument> chosen = new TreeSet<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            chosen.add(RandomMarket.LINEAR.get(random.nextInt(RandomMarket.LINEAR.size())));
        }
        if (mode == MarginMode.PORTFOLIO) {
            chosen.add(random.nextBoolean() ? RandomMarket.CALL : RandomMarket.PUT);
        }
        return chosen;
    }

    private Holding holding(Instrument instrument, MarketView view) {
        Price mark = view.instruments().get(instrument).mark();
        MarketFacts facts = view.instruments().get(instrument).facts();
        Quantity quantity = quantity(mark, instrument instanceof EuropeanOption);
        Price entry = new Price(mark.units() + random.nextLong(-mark.units() / 20 - 1, mark.units() / 20 + 1));
        Money quote = instrument instanceof EuropeanOption
                ? Money.ZERO
                : entry.times(quantity, Rounding.HALF_EVEN).negate();
        boolean isBehind = random.nextInt(4) == 0;
        Price index = new Price(facts.fundingIndex().units() - (isBehind ? random.nextLong(100_000_000L) : 0));
        int epoch = isBehind ? random.nextInt(facts.haircutEpoch() + 1) : facts.haircutEpoch();
        Position position = new Position(quantity, quote, index, epoch);
        if (random.nextInt(12) > 0) {
            return Holding.of(instrument, position);
        }
        return new Holding(
                instrument,
                position,
                quantity(mark, true).abs(),
                Quantity.ZERO,
                instrument instanceof EuropeanOption ? Money.ZERO : new Money(-random.nextLong(1_000_000_000L)));
    }

    private Quantity quantity(Price mark, boolean isSmall) {
        double largest = isSmall ? 1e5 : largestNotional;
        double notional = Math.exp(Math.log(100) + random.nextDouble() * Math.log(largest / 100));
        long units = Math.round(notional / mark.exact().doubleValue() * 1e8);
        long lots = random.nextInt(3) == 0 ? units : units / 100_000 * 100_000;
        return new Quantity(random.nextBoolean() ? lots : -lots);
    }

    private Money cashFor(Exposure bare, MarketView view) {
        NaiveHealth naive = NaiveHealth.of(bare, view);
        BigDecimal health = random.nextInt(3) == 0
                ? new BigDecimal(HEALTHS.get(random.nextInt(HEALTHS.size())))
                : BigDecimal.valueOf(random.nextLong(-200_000, 2_500_000), 6);
        return Money.rounded(naive.maintenance().multiply(health).subtract(naive.equity()), Rounding.HALF_EVEN);
    }

    /** The account in the state it would be in, coming from a random one. */
    private Exposure stated(Exposure exposure, MarketView view) {
        HealthState previous = HealthState.values()[random.nextInt(HealthState.values().length)];
        return inState(
                exposure, exposure.version(), NaiveHealth.of(exposure, view).next(previous, view));
    }

    static Exposure inState(Exposure e, long version, HealthState state) {
        return new Exposure(
                e.accountId(), version, state, e.mode(), e.cash(), e.feesDue(), e.collateral(), e.positions());
    }

    private static Exposure withCash(Exposure e, Money cash) {
        return new Exposure(
                e.accountId(), e.version(), e.state(), e.mode(), cash, e.feesDue(), e.collateral(), e.positions());
    }
}
