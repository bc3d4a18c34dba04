package io.breakwater.core.account;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Quantity;
import java.util.Optional;

/** Whether a leg is possible at all, binding or not: live markets, whole lots, known assets. */
final class LegTerms {

    private LegTerms() {}

    static Optional<Refusal> refusal(Account account, Settlement settlement, MarketView market) {
        Leg leg = settlement.legOf(account.id());
        for (Leg.Movement movement : leg.movements()) {
            Optional<Refusal> refusal = instrumentRefusal(movement.instrument(), market)
                    .or(() -> lotRefusal(account, settlement.kind(), movement, market));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return leg.assets().keySet().stream()
                .filter(asset -> !isKnownAsset(asset, market))
                .map(asset -> Refusal.of(RefusalCode.ASSET_UNKNOWN, "asset", asset))
                .findFirst();
    }

    private static Optional<Refusal> instrumentRefusal(Instrument instrument, MarketView market) {
        Optional<InstrumentMarket> at = market.instrument(instrument);
        if (at.isEmpty()
                || market.parameters().underlying(instrument.underlying()).isEmpty()) {
            return Optional.of(Refusal.of(RefusalCode.MARKET_UNKNOWN, "instrument", instrument));
        }
        return at.get().facts().settlement().isPresent()
                ? Optional.of(Refusal.of(RefusalCode.INSTRUMENT_EXPIRED, "instrument", instrument))
                : Optional.empty();
    }

    /** Whole lots, except to close all of a position; the backstop takes such a remainder too, as nobody else could. */
    private static Optional<Refusal> lotRefusal(
            Account account, Settlement.Kind kind, Leg.Movement movement, MarketView market) {
        Quantity lot = lot(movement.instrument(), market);
        Quantity after = movement.quantity().plus(account.quantity(movement.instrument()));
        boolean permitted = movement.quantity().isWholeLots(lot)
                || after.signum() == 0
                || kind == Settlement.Kind.BACKSTOP_TAKEOVER;
        return permitted
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        RefusalCode.NOT_WHOLE_LOTS,
                        "instrument",
                        movement.instrument(),
                        "quantity",
                        movement.quantity(),
                        "lot",
                        lot));
    }

    /** The lot of an instrument whose underlying has parameters. */
    static Quantity lot(Instrument instrument, MarketView market) {
        UnderlyingParameters terms =
                market.parameters().underlying(instrument.underlying()).orElseThrow();
        return Quantity.of(terms.increments().lot());
    }

    /** Whether an asset other than the settlement currency has a price and parameters. */
    static boolean isKnownAsset(String asset, MarketView market) {
        return !asset.equals(Valuation.SETTLEMENT_CURRENCY)
                && market.parameters().collateral().containsKey(asset)
                && market.collateral().containsKey(asset);
    }
}
