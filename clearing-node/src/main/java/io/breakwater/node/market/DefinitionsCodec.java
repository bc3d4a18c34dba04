package io.breakwater.node.market;

import static io.breakwater.node.persistence.Strict.instrument;
import static io.breakwater.node.persistence.Strict.optional;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.journal.v1.MarketDefinitionsProto;
import io.breakwater.node.market.MarketDefinitions.MarkSources;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import io.breakwater.node.persistence.MarketCodec;
import io.breakwater.node.persistence.OracleParametersCodec;
import io.breakwater.node.persistence.PriceCodec;
import io.breakwater.node.persistence.RiskParametersCodec;
import io.breakwater.node.persistence.ThrottleCodec;
import java.util.HashSet;
import java.util.TreeMap;

/** Writes and reads definitions of markets and published prices. */
public final class DefinitionsCodec {

    private DefinitionsCodec() {}

    /** The message of a symbol's definition. */
    public static MarketDefinitionsProto.SymbolDefinition write(SymbolDefinition value) {
        MarketDefinitionsProto.SymbolDefinition.Builder wire = MarketDefinitionsProto.SymbolDefinition.newBuilder()
                .setAggregator(OracleParametersCodec.write(value.aggregator()))
                .setMark(OracleParametersCodec.write(value.mark()))
                .setThrottle(ThrottleCodec.write(value.throttle()))
                .setOwnBookStaleMillis(value.sources().ownBookStaleMillis())
                .setIsScaledByRange(value.isScaledByRange());
        value.sources()
                .perpetuals()
                .forEach((source, millis) -> wire.addPerpetuals(MarketDefinitionsProto.OutsidePerpetual.newBuilder()
                        .setSource(source)
                        .setStaleMillis(millis)));
        return wire.build();
    }

    /**
     * A symbol's definition of its message.
     *
     * @throws io.breakwater.node.persistence.UnreadableMessageException when a part is missing or unknown
     */
    public static SymbolDefinition read(MarketDefinitionsProto.SymbolDefinition wire) {
        TreeMap<String, Long> perpetuals = new TreeMap<>();
        wire.getPerpetualsList()
                .forEach(perpetual -> perpetuals.put(
                        text(perpetual.getSource(), "OutsidePerpetual.source"), perpetual.getStaleMillis()));
        return new SymbolDefinition(
                OracleParametersCodec.read(
                        part(wire.hasAggregator(), wire.getAggregator(), "SymbolDefinition.aggregator")),
                OracleParametersCodec.read(part(wire.hasMark(), wire.getMark(), "SymbolDefinition.mark")),
                ThrottleCodec.read(part(wire.hasThrottle(), wire.getThrottle(), "SymbolDefinition.throttle")),
                new MarkSources(perpetuals, wire.getOwnBookStaleMillis()),
                wire.getIsScaledByRange());
    }

    static MarketDefinitionsProto.MarketDefinitions write(MarketDefinitions value) {
        MarketDefinitionsProto.MarketDefinitions.Builder wire = MarketDefinitionsProto.MarketDefinitions.newBuilder()
                .setVersion(value.version())
                .setParameters(RiskParametersCodec.write(value.parameters()))
                .addAllOpenDeficits(value.openDeficits());
        value.symbols().values().forEach(symbol -> wire.addSymbols(write(symbol)));
        value.facts()
                .forEach((instrument, facts) -> wire.addInstruments(MarketDefinitionsProto.ListedInstrument.newBuilder()
                        .setInstrument(instrument.name())
                        .setFacts(MarketCodec.write(facts))));
        value.halts()
                .forEach((underlying, reason) -> wire.addHalts(MarketDefinitionsProto.Halt.newBuilder()
                        .setUnderlying(underlying)
                        .setReason(reason)));
        return wire.build();
    }

    static MarketDefinitions read(MarketDefinitionsProto.MarketDefinitions wire) {
        TreeMap<String, SymbolDefinition> symbols = new TreeMap<>();
        wire.getSymbolsList().forEach(symbol -> {
            SymbolDefinition definition = read(symbol);
            symbols.put(definition.underlying(), definition);
        });
        TreeMap<Instrument, MarketFacts> facts = new TreeMap<>();
        wire.getInstrumentsList()
                .forEach(listed -> facts.put(
                        instrument(listed.getInstrument(), "ListedInstrument.instrument"),
                        MarketCodec.read(part(listed.hasFacts(), listed.getFacts(), "ListedInstrument.facts"))));
        TreeMap<String, String> halts = new TreeMap<>();
        wire.getHaltsList().forEach(halt -> halts.put(text(halt.getUnderlying(), "Halt.underlying"), halt.getReason()));
        return new MarketDefinitions(
                wire.getVersion(),
                RiskParametersCodec.read(
                        part(wire.hasParameters(), wire.getParameters(), "MarketDefinitions.parameters")),
                symbols,
                facts,
                new HashSet<>(wire.getOpenDeficitsList()),
                halts);
    }

    static MarketDefinitionsProto.PublishedPrice write(PublishedPrice value) {
        MarketDefinitionsProto.PublishedPrice.Builder wire = MarketDefinitionsProto.PublishedPrice.newBuilder()
                .setPrice(PriceCodec.write(value.price()))
                .setMarkUnits(value.mark().units())
                .setSigmaUnits(value.sigma().units());
        value.own()
                .ifPresent(own -> wire.setOwn(MarketDefinitionsProto.OwnMarket.newBuilder()
                        .setBidUnits(own.bid().units())
                        .setAskUnits(own.ask().units())
                        .setLastUnits(own.last().units())
                        .setDepthUnits(own.depth().units())));
        return wire.build();
    }

    static PublishedPrice read(MarketDefinitionsProto.PublishedPrice wire) {
        return new PublishedPrice(
                PriceCodec.read(part(wire.hasPrice(), wire.getPrice(), "PublishedPrice.price")),
                new Price(wire.getMarkUnits()),
                new Rate(wire.getSigmaUnits()),
                optional(wire.hasOwn(), () -> read(wire.getOwn())));
    }

    private static PublishedPrice.OwnMarket read(MarketDefinitionsProto.OwnMarket wire) {
        return new PublishedPrice.OwnMarket(
                new Price(wire.getBidUnits()),
                new Price(wire.getAskUnits()),
                new Price(wire.getLastUnits()),
                new Money(wire.getDepthUnits()));
    }
}
