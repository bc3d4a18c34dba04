package io.breakwater.node.simulation;

import io.breakwater.core.account.HouseAccounts;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.PortfolioParameters;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.node.simulation.AccountPlan.PlannedTrade;
import io.breakwater.node.simulation.Population.OpeningTrade;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plans the accounts of a run from a seed: traders with a mix of size, leverage and mode, longs in the majority, makers
 * on the other side of each trade, keepers, backstops, funds and the operator's tranche.
 *
 * <p>A trader's equity is {@code notional/leverage}, with leverage drawn log-uniformly, but at least the initial
 * requirement times a cover: everybody could have opened what they hold. With the default tiers (IM = 2*MM) the
 * steepest begin at a health just above 2.
 */
public final class AccountSeeder {

    private static final List<String> COLLATERAL_COINS = List.of("BTC", "ETH");
    private static final MathContext CONTEXT = MathContext.DECIMAL64;

    private final SeedingParameters seeding;
    private final RiskParameters risk;
    private final SortedMap<String, Price> prices;
    private final List<String> underlyings;
    private final SeededNumbers numbers;

    private AccountSeeder(
            SeedingParameters seeding, RiskParameters risk, long seed, SortedMap<String, Price> firstPrices) {
        this.seeding = seeding;
        this.risk = risk;
        this.prices = firstPrices;
        this.underlyings = List.copyOf(firstPrices.keySet());
        this.numbers = SeededNumbers.of(seed, "accounts");
    }

    /**
     * The population of a seed.
     *
     * @param firstPrices by underlying; each has terms in {@code risk}
     * @throws IllegalArgumentException when there is no price or an underlying has no tiers; the message names it
     */
    public static Population plan(
            SeedingParameters seeding, RiskParameters risk, long seed, SortedMap<String, Price> firstPrices) {
        if (firstPrices.isEmpty()) {
            throw new IllegalArgumentException("first prices: at least one underlying is needed");
        }
        return new AccountSeeder(seeding, risk, seed, firstPrices).plan();
    }

    private Population plan() {
        List<AccountPlan> accounts = new ArrayList<>();
        List<OpeningTrade> openings = new ArrayList<>();
        for (int i = 0; i < seeding.traders(); i++) {
            AccountPlan trader = trader("trader-" + padded(i + 1, 6));
            accounts.add(trader);
            String maker = maker(i % seeding.makers());
            for (PlannedTrade trade : trader.trades()) {
                openings.add(new OpeningTrade(
                        trader.id(), maker, trade.instrument(), trade.quantity(), priceOf(trade.instrument())));
            }
        }
        addMakers(accounts, openings);
        addReserves(accounts);
        return new Population(accounts, openings);
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static String maker(int index) {
        return "maker-" + padded(index + 1, 2);
    }

    private AccountPlan trader(String id) {
        double kind = numbers.uniform();
        MarginMode mode = kind < seeding.isolatedShare()
                ? MarginMode.ISOLATED
                : kind < seeding.isolatedShare() + seeding.portfolioShare() ? MarginMode.PORTFOLIO : MarginMode.CROSS;
        double factor = numbers.chance(seeding.largeShare()) ? seeding.largeFactor() : 1;
        List<PlannedTrade> trades = new ArrayList<>();
        for (String underlying : drawUnderlyings(mode)) {
            trades.add(trade(underlying, factor));
        }
        BigDecimal leverage = BigDecimal.valueOf(numbers.logBetween(seeding.leverageLow(), seeding.leverageHigh()));
        BigDecimal equity = gross(trades)
                .divide(leverage, CONTEXT)
                .max(initial(mode, trades).multiply(BigDecimal.valueOf(seeding.initialMarginCover())));
        boolean coins = mode == MarginMode.CROSS && numbers.chance(seeding.coinCollateralShare());
        return funded(id, mode, equity, coins, trades);
    }

    /** A sample without repetition. */
    private List<String> drawUnderlyings(MarginMode mode) {
        int asked = mode == MarginMode.ISOLATED ? 1 : 1 + numbers.below(seeding.positionsAtMost());
        List<String> left = new ArrayList<>(underlyings);
        List<String> drawn = new ArrayList<>();
        while (drawn.size() < asked && !left.isEmpty()) {
            drawn.add(left.remove(numbers.below(left.size())));
        }
        return drawn;
    }

    private PlannedTrade trade(String underlying, double factor) {
        BigDecimal notional =
                BigDecimal.valueOf(factor * numbers.logBetween(seeding.notionalLow(), seeding.notionalHigh()));
        Quantity lot = Quantity.of(terms(underlying).increments().lot());
        Quantity size = Quantity.rounded(notional.divide(prices.get(underlying).exact(), CONTEXT), Rounding.DOWN)
                .toLots(lot, Rounding.DOWN)
                .max(lot);
        boolean isLong = numbers.chance(seeding.longShare());
        return new PlannedTrade(new Instrument.Perpetual(underlying), isLong ? size : size.negate());
    }

    private AccountPlan funded(
            String id, MarginMode mode, BigDecimal equity, boolean coins, List<PlannedTrade> trades) {
        SortedMap<String, Quantity> collateral = new TreeMap<>();
        BigDecimal cash = equity;
        List<String> accepted = COLLATERAL_COINS.stream()
                .filter(coin -> prices.containsKey(coin) && risk.collateral().containsKey(coin))
                .toList();
        if (coins && !accepted.isEmpty()) {
            String coin = accepted.get(numbers.below(accepted.size()));
            HaircutCurve haircut = risk.collateral().get(coin).haircut();
            BigDecimal price = prices.get(coin).exact();
            Quantity held =
                    Quantity.rounded(equity.divide(price.multiply(BigDecimal.valueOf(2)), CONTEXT), Rounding.DOWN);
            if (held.signum() > 0) {
                collateral.put(coin, held);
                cash = equity.subtract(haircut.counted(held.exact().multiply(price)));
            }
        }
        Money deposit = Money.rounded(cash, Rounding.UP);
        return new AccountPlan(id, Participant.TRADER, mode, deposit, collateral, trades);
    }

    private void addMakers(List<AccountPlan> accounts, List<OpeningTrade> openings) {
        for (int i = 0; i < seeding.makers(); i++) {
            String id = maker(i);
            SortedMap<Instrument, Quantity> held = new TreeMap<>();
            openings.stream()
                    .filter(opening -> opening.maker().equals(id))
                    .forEach(opening ->
                            held.merge(opening.instrument(), opening.quantity().negate(), Quantity::plus));
            List<PlannedTrade> trades = held.entrySet().stream()
                    .filter(entry -> entry.getValue().signum() != 0)
                    .map(entry -> new PlannedTrade(entry.getKey(), entry.getValue()))
                    .toList();
            BigDecimal equity = gross(trades)
                    .multiply(BigDecimal.valueOf(seeding.makerCover()))
                    .max(initial(MarginMode.CROSS, trades).multiply(BigDecimal.valueOf(2)))
                    .max(seeding.makerCapital().exact());
            accounts.add(new AccountPlan(
                    id,
                    Participant.MARKET_MAKER,
                    MarginMode.CROSS,
                    Money.rounded(equity, Rounding.UP),
                    new TreeMap<>(),
                    trades));
        }
    }

    private void addReserves(List<AccountPlan> accounts) {
        for (int i = 0; i < seeding.keepers(); i++) {
            accounts.add(AccountPlan.ofCash("keeper-" + padded(i + 1, 2), Participant.KEEPER, seeding.keeperCapital()));
        }
        for (String underlying : underlyings) {
            accounts.add(AccountPlan.ofCash(
                    HouseAccounts.backstop(underlying), Participant.BACKSTOP, seeding.backstopCapital()));
            accounts.add(
                    AccountPlan.ofCash(HouseAccounts.symbolFund(underlying), Participant.FUND, seeding.symbolFund()));
        }
        accounts.add(AccountPlan.ofCash(HouseAccounts.GLOBAL_FUND, Participant.FUND, seeding.globalFund()));
        accounts.add(AccountPlan.ofCash(HouseAccounts.TRANCHE, Participant.TRANCHE, seeding.tranche()));
    }

    private BigDecimal gross(List<PlannedTrade> trades) {
        return trades.stream().map(this::notional).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal notional(PlannedTrade trade) {
        return trade.quantity()
                .abs()
                .exact()
                .multiply(priceOf(trade.instrument()).exact());
    }

    private Price priceOf(Instrument instrument) {
        return prices.get(instrument.underlying());
    }

    /**
     * The initial requirement of perpetuals, one an underlying (risk model B.5, B.7): in portfolio mode the worst
     * scenario of a linear position is a full scan range against it.
     */
    private BigDecimal initial(MarginMode mode, List<PlannedTrade> trades) {
        if (mode == MarginMode.PORTFOLIO) {
            PortfolioParameters portfolio = risk.portfolio();
            BigDecimal rate = portfolio.scanRange().add(portfolio.grossFutures());
            return gross(trades).multiply(rate).multiply(portfolio.initialFactor());
        }
        return trades.stream()
                .map(trade -> terms(trade.instrument().underlying())
                        .tiers()
                        .orElseThrow()
                        .initial(notional(trade)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private UnderlyingParameters terms(String underlying) {
        return risk.underlying(underlying)
                .filter(terms -> terms.tiers().isPresent())
                .orElseThrow(() -> new IllegalArgumentException("no tiers for underlying " + underlying));
    }
}
