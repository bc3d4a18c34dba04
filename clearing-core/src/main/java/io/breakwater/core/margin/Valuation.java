package io.breakwater.core.margin;

import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.ledger.Expiry;
import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.MarginAccount.Collateral;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins an account's holdings with the market: integers in, the exact decimals of the margin law out.
 *
 * <p>Facts the account has not applied yet (funding, loss haircuts) are counted as it will book them, so a valuation is
 * the same before and after they are applied. An expired instrument has its fixed price and no requirement.
 */
public final class Valuation {

    /** The settlement currency; its price is 1 and it has no haircut. */
    public static final String SETTLEMENT_CURRENCY = "USDC";

    private static final BigDecimal MILLIS_A_YEAR =
            BigDecimal.valueOf(Duration.ofDays(365).toMillis());
    private static final MathContext YEARS = new MathContext(18, RoundingMode.HALF_EVEN);
    private static final HaircutCurve NO_HAIRCUT = HaircutCurve.flat(BigDecimal.ZERO);

    private Valuation() {}

    /**
     * The account as the margin law sees it.
     *
     * @throws IllegalArgumentException when a market, a collateral price or parameters for a holding are missing; the
     *     message names it
     */
    public static MarginAccount join(Exposure exposure, MarketView market) {
        return join(exposure, market, false);
    }

    /** As {@link #join}, but with the five-minute average in place of a mark that is not trusted (risk model B.9). */
    public static MarginAccount joinAtAverages(Exposure exposure, MarketView market) {
        return join(exposure, market, true);
    }

    private static MarginAccount join(Exposure exposure, MarketView market, boolean atAverages) {
        List<MarginAccount.Position> positions = new ArrayList<>();
        Map<String, Conditions> conditions = new HashMap<>();
        Money settled = Money.ZERO;
        for (Holding holding : exposure.positions()) {
            InstrumentMarket at = marketOf(holding.instrument(), market);
            Position.Accrual accrual = holding.position().accrue(at.facts());
            if (at.facts().settlement().isPresent()) {
                settled = settled.plus(Expiry.close(
                                holding.instrument(),
                                accrual.position(),
                                at.facts().settlement().get())
                        .cash());
            } else {
                positions.add(position(holding, accrual.position(), at, market.timeMillis(), atAverages));
                conditions.putIfAbsent(holding.instrument().underlying(), conditions(holding.instrument(), at, market));
            }
        }
        return new MarginAccount(
                exposure.mode(),
                collateral(exposure, market, settled),
                positions,
                exposure.feesDue().exact(),
                conditions);
    }

    private static InstrumentMarket marketOf(Instrument instrument, MarketView market) {
        return market.instrument(instrument)
                .orElseThrow(() -> new IllegalArgumentException("no market for " + instrument.name()));
    }

    private static MarginAccount.Position position(
            Holding holding, Position accrued, InstrumentMarket at, long timeMillis, boolean atAverages) {
        boolean doubted = atAverages && !at.feed().isTrusted();
        BigDecimal mark = (doubted ? at.average() : at.mark()).exact();
        BigDecimal held = accrued.quantity().exact();
        Optional<OptionInputs> option = holding.instrument() instanceof EuropeanOption o
                ? Optional.of(optionInputs(o, at, mark, timeMillis))
                : Optional.empty();
        BigDecimal quote = accrued.quote().exact();
        BigDecimal profit = option.isPresent() ? quote : held.multiply(mark).add(quote);
        return new MarginAccount.Position(
                holding.instrument(),
                held,
                mark,
                cautious(at, held.signum()),
                profit.add(reservedLoss(holding, mark, option.isPresent())),
                option,
                holding.reservedBuy().exact(),
                holding.reservedSell().exact());
    }

    /** The stable price; of a DEGRADED feed the worse of mark and stable, moved against the holder by the confidence (B.9). */
    private static BigDecimal cautious(InstrumentMarket at, int side) {
        if (at.feed() != FeedState.DEGRADED) {
            return at.stable().exact();
        }
        Price worse = side < 0 ? at.stable().max(at.mark()) : at.stable().min(at.mark());
        Price width = at.confidence();
        return (side < 0 ? worse.plus(width) : worse.minus(width)).exact();
    }

    /** What the reservations would lose at the mark if booked now; a gain does not count before it is booked. */
    private static BigDecimal reservedLoss(Holding holding, BigDecimal mark, boolean isOption) {
        BigDecimal net =
                holding.reservedBuy().exact().subtract(holding.reservedSell().exact());
        BigDecimal quote = holding.reservedQuote().exact();
        BigDecimal effect = isOption ? quote : net.multiply(mark).add(quote);
        return effect.min(BigDecimal.ZERO);
    }

    private static OptionInputs optionInputs(
            EuropeanOption option, InstrumentMarket at, BigDecimal forward, long timeMillis) {
        BigDecimal volatility = at.impliedVolatility()
                .orElseThrow(() -> new IllegalArgumentException("no implied volatility for " + option.name()))
                .exact();
        return new OptionInputs(forward, volatility, yearsTo(option.expiry(), timeMillis));
    }

    /** Years of 365 days from a moment to 08:00 UTC of an expiry day, at least one millisecond. */
    static BigDecimal yearsTo(LocalDate expiry, long timeMillis) {
        long expiryMillis = expiryMillis(expiry);
        long left = Math.max(1, expiryMillis - timeMillis);
        return BigDecimal.valueOf(left).divide(MILLIS_A_YEAR, YEARS);
    }

    /** The moment an instrument of a day expires: 08:00 UTC (risk model B.2). */
    public static long expiryMillis(LocalDate expiry) {
        return Instant.from(expiry.atTime(LocalTime.of(8, 0)).atOffset(ZoneOffset.UTC))
                .toEpochMilli();
    }

    private static Conditions conditions(Instrument instrument, InstrumentMarket at, MarketView market) {
        UnderlyingParameters terms = market.parameters()
                .underlying(instrument.underlying())
                .orElseThrow(
                        () -> new IllegalArgumentException("no parameters for underlying " + instrument.underlying()));
        return new Conditions(
                at.maintenanceScale().exact(),
                at.initialScale().exact(),
                at.openInterestShare().exact(),
                terms.positiveProfitWeight());
    }

    private static List<Collateral> collateral(Exposure exposure, MarketView market, Money settled) {
        List<Collateral> holdings = new ArrayList<>();
        Money cash = exposure.cash().plus(settled);
        holdings.add(new Collateral(SETTLEMENT_CURRENCY, cash.exact(), BigDecimal.ONE, NO_HAIRCUT));
        exposure.collateral().forEach((asset, amount) -> holdings.add(holding(asset, amount, market)));
        return holdings;
    }

    private static Collateral holding(String asset, Quantity amount, MarketView market) {
        CollateralAsset terms = market.parameters().collateral().get(asset);
        Price price = market.collateral().get(asset);
        if (terms == null || price == null) {
            throw new IllegalArgumentException(
                    "collateral " + asset + " has no " + (terms == null ? "parameters" : "price"));
        }
        return new Collateral(asset, amount.exact(), price.exact(), terms.haircut());
    }
}
