package io.breakwater.core.risk;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.HealthThresholds;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.Threshold;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A market of perpetuals, a future, options and collateral that does whatever a market may do, from a seed. */
final class RandomMarket {

    static final Instrument BTC = InstrumentNames.parse("BTC-PERP");
    static final Instrument ETH = InstrumentNames.parse("ETH-PERP");
    static final Instrument SOL = InstrumentNames.parse("SOL-PERP");
    static final Instrument BTC_FUTURE = InstrumentNames.parse("BTC-20261225");
    static final Instrument CALL = InstrumentNames.parse("BTC-20261225-66000-C");
    static final Instrument PUT = InstrumentNames.parse("ETH-20261225-2800-P");
    static final List<Instrument> LINEAR = List.of(BTC, ETH, SOL, BTC_FUTURE);

    private final SplittableRandom random;
    private final TreeMap<Instrument, InstrumentMarket> markets = new TreeMap<>();
    private final TreeMap<String, Price> collateral = new TreeMap<>();
    private RiskParameters parameters = DefaultParameters.epochOne();
    private long timeMillis = 1_790_000_000_000L;
    private long sequence = 1;

    RandomMarket(SplittableRandom random) {
        this.random = random;
        list(BTC, "60000");
        list(ETH, "3000");
        list(SOL, "150");
        list(BTC_FUTURE, "60500");
        list(CALL, "60500");
        list(PUT, "3020");
        collateral.put("BTC", Price.of("60000"));
        collateral.put("ETH", Price.of("3000"));
    }

    private void list(Instrument instrument, String price) {
        InstrumentMarket live = InstrumentMarket.live(new PriceId(1, 1), Price.of(price));
        Optional<Rate> volatility =
                instrument instanceof EuropeanOption ? Optional.of(Rate.of("0.55")) : Optional.empty();
        markets.put(instrument, with(live, live.feed(), volatility, Rate.ONE, live.facts()));
    }

    private static InstrumentMarket with(
            InstrumentMarket m, FeedState feed, Optional<Rate> volatility, Rate scale, MarketFacts facts) {
        return new InstrumentMarket(
                m.id(),
                feed,
                m.mark(),
                m.average(),
                m.stable(),
                m.confidence(),
                volatility,
                scale,
                m.initialScale(),
                m.openInterestShare(),
                facts);
    }

    MarketView view() {
        return new MarketView(timeMillis, parameters, new HashMap<>(markets), new HashMap<>(collateral));
    }

    /** One round: time passes, some symbols move, and now and then something else happens. */
    MarketView next() {
        timeMillis += 100 + random.nextInt(5_000);
        double size = random.nextInt(8) == 0 ? 0.20 : random.nextInt(3) == 0 ? 0.02 : 0.001;
        for (Instrument instrument : List.copyOf(markets.keySet())) {
            if (random.nextInt(3) > 0) {
                InstrumentMarket at = markets.get(instrument);
                Price price = moved(at.mark(), size);
                markets.put(instrument, at.at(new PriceId(1, ++sequence), at.feed(), price, price, price));
            }
        }
        collateral.replaceAll((asset, price) -> random.nextBoolean() ? moved(price, size) : price);
        happen();
        return view();
    }

    /** A round in which prices alone move. */
    MarketView nextPrices(double size) {
        timeMillis += 100;
        markets.replaceAll((instrument, at) -> {
            Price price = moved(at.mark(), size);
            return at.at(new PriceId(1, ++sequence), at.feed(), price, price, price);
        });
        collateral.replaceAll((asset, price) -> moved(price, size));
        return view();
    }

    private Price moved(Price price, double size) {
        double factor = 1 + size * (2 * random.nextDouble() - 1);
        return new Price(Math.max(1, Math.round(price.units() * factor / 1_000_000) * 1_000_000));
    }

    private void happen() {
        Instrument instrument = LINEAR.get(random.nextInt(LINEAR.size()));
        InstrumentMarket at = markets.get(instrument);
        switch (random.nextInt(24)) {
            case 0, 1, 2 ->
                facts(
                        instrument,
                        new MarketFacts(
                                new Price(at.facts().fundingIndex().units()
                                        + random.nextLong(-2_000_000_000L, 2_000_000_000L)),
                                at.facts().haircuts(),
                                at.facts().settlement()));
            case 3 -> haircut(instrument);
            case 4 -> scale(instrument.underlying());
            case 5 -> feed(instrument);
            case 6 -> newEpoch();
            case 7 -> settleSometimes();
            default -> {}
        }
    }

    private void facts(Instrument instrument, MarketFacts facts) {
        InstrumentMarket at = markets.get(instrument);
        markets.put(instrument, at.with(facts));
    }

    private void haircut(Instrument instrument) {
        InstrumentMarket at = markets.get(instrument);
        List<LossHaircut> haircuts = new ArrayList<>(at.facts().haircuts());
        Rate share = new Rate(random.nextLong(Rate.ONE.units() / 5));
        haircuts.add(new LossHaircut(at.mark(), at.facts().fundingIndex(), share));
        facts(
                instrument,
                new MarketFacts(at.facts().fundingIndex(), haircuts, at.facts().settlement()));
    }

    private void scale(String underlying) {
        Rate scale = new Rate(random.nextLong(Rate.ONE.units(), 2 * Rate.ONE.units()));
        markets.replaceAll((instrument, at) -> instrument.underlying().equals(underlying)
                ? with(at, at.feed(), at.impliedVolatility(), scale, at.facts())
                : at);
    }

    private void feed(Instrument instrument) {
        InstrumentMarket at = markets.get(instrument);
        FeedState feed = FeedState.values()[random.nextInt(FeedState.values().length)];
        markets.put(instrument, with(at, feed, at.impliedVolatility(), at.maintenanceScale(), at.facts()));
    }

    private void settleSometimes() {
        InstrumentMarket at = markets.get(BTC_FUTURE);
        boolean isOver = at.facts().settlement().isPresent();
        if (!isOver && random.nextInt(4) == 0) {
            facts(
                    BTC_FUTURE,
                    new MarketFacts(at.facts().fundingIndex(), at.facts().haircuts(), Optional.of(at.mark())));
        }
    }

    private void newEpoch() {
        MarginTiers btc = random.nextBoolean() ? DefaultParameters.btcTiers() : DefaultParameters.solTiers();
        Map<String, UnderlyingParameters> underlyings = new HashMap<>(parameters.underlyings());
        underlyings.put("BTC", DefaultParameters.underlying("BTC", btc, "0.001", "0.10"));
        HealthThresholds usual = HealthThresholds.defaults();
        HealthThresholds health = new HealthThresholds(
                random.nextBoolean() ? usual.warningEnter() : new Threshold(13, 10),
                random.nextBoolean() ? usual.warningLeave() : new Threshold(7, 5),
                usual.callEnter(),
                usual.callLeave(),
                usual.liquidationEnter(),
                usual.liquidationLeave(),
                usual.liquidationTarget(),
                usual.backstopEnter());
        parameters = new RiskParameters(
                parameters.epoch() + 1,
                underlyings,
                parameters.collateral(),
                health,
                parameters.liquidation(),
                parameters.portfolio());
    }
}
