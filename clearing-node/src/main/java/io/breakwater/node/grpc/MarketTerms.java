package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.ChangeParametersRequest;
import io.breakwater.clearing.v1.GetMarketsResponse;
import io.breakwater.clearing.v1.ListedInstrument;
import io.breakwater.clearing.v1.Market;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.AggregatorParameters;
import io.breakwater.node.market.DirectoryProtocol;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads changes of the markets against the definitions in force, and writes these. */
final class MarketTerms {

    private MarketTerms() {}

    /** The definition of a new underlying. */
    static DirectoryProtocol.DefineSymbol define(long expectedEpoch, UnderlyingTerms terms, MarketDefinitions now) {
        UnderlyingParameters underlying = TermsReader.underlying("terms", terms);
        Fields.require(!now.symbols().containsKey(terms.getName()), "terms.name", terms.getName(), "not defined yet");
        Fields.require(terms.hasOracle(), "terms.oracle", "", "present");
        Fields.require(terms.hasVolatility(), "terms.volatility", "", "present");
        return new DirectoryProtocol.DefineSymbol(
                expectedEpoch, underlying, definition("terms", terms, underlying, Optional.empty(), expectedEpoch + 1));
    }

    private static SymbolDefinition definition(
            String path,
            UnderlyingTerms terms,
            UnderlyingParameters underlying,
            Optional<SymbolDefinition> now,
            long version) {
        boolean isNew = now.isEmpty();
        var oracle = terms.hasOracle() || isNew
                ? FeedTermsReader.oracle(path + ".oracle", terms.getOracle(), underlying)
                : now.get().aggregator().oracle();
        var volatility = terms.hasVolatility() || isNew
                ? FeedTermsReader.volatility(path + ".volatility", terms.getVolatility(), underlying)
                : now.get().aggregator().volatility();
        var throttle = terms.hasThrottle() || isNew
                ? FeedTermsReader.throttle(path + ".throttle", terms.getThrottle(), version)
                : now.get().throttle();
        boolean isRepriced = terms.hasOracle() || isNew;
        return new SymbolDefinition(
                TermsReader.checked(path + ".oracle", () -> AggregatorParameters.defaults(oracle, volatility)),
                isRepriced
                        ? FeedTermsReader.mark(path + ".oracle.mark", terms.getOracle(), underlying)
                        : now.get().mark(),
                throttle,
                isRepriced
                        ? FeedTermsReader.markSources(path + ".oracle.sources", terms.getOracle())
                        : now.get().sources(),
                now.map(SymbolDefinition::isScaledByRange).orElse(true));
    }

    /**
     * A change of parameters as one change of the directory: of margin terms of any number of underlyings and what they
     * share, or of everything of one underlying.
     */
    static DirectoryProtocol.Change change(ChangeParametersRequest in, MarketDefinitions now) {
        Fields.require(
                in.getUnderlyingsCount() > 0 || in.hasCommon(), "underlyings", "", "not empty when there is no common");
        for (UnderlyingTerms terms : in.getUnderlyingsList()) {
            requireDefined(terms.getName(), now);
        }
        boolean isOfFeed = in.getUnderlyingsList().stream()
                .anyMatch(terms -> terms.hasOracle() || terms.hasVolatility() || terms.hasThrottle());
        return isOfFeed ? ofOne(in, now) : ofMargin(in, now);
    }

    private static DirectoryProtocol.Change ofOne(ChangeParametersRequest in, MarketDefinitions now) {
        Fields.require(
                in.getUnderlyingsCount() == 1 && !in.hasCommon(),
                "underlyings",
                in.getUnderlyingsCount() + " underlyings",
                "one, without common, when oracle, volatility or throttle change");
        UnderlyingTerms terms = in.getUnderlyings(0);
        UnderlyingParameters underlying = TermsReader.underlying("underlyings[0]", terms);
        SymbolDefinition before = now.symbols().get(terms.getName());
        return new DirectoryProtocol.DefineSymbol(
                in.getExpectedEpoch(),
                underlying,
                definition("underlyings[0]", terms, underlying, Optional.of(before), in.getExpectedEpoch() + 1));
    }

    private static DirectoryProtocol.Change ofMargin(ChangeParametersRequest in, MarketDefinitions now) {
        Map<String, UnderlyingParameters> underlyings =
                new HashMap<>(now.parameters().underlyings());
        for (int i = 0; i < in.getUnderlyingsCount(); i++) {
            UnderlyingParameters terms = TermsReader.underlying("underlyings[" + i + "]", in.getUnderlyings(i));
            underlyings.put(terms.name(), terms);
        }
        return new DirectoryProtocol.ChangeParameters(
                in.getExpectedEpoch(), CommonTermsReader.next(now.parameters(), underlyings, in.getCommon()));
    }

    static void requireDefined(String underlying, MarketDefinitions now) {
        if (!now.symbols().containsKey(underlying)) {
            throw Refusals.refused(RefusalCode.MARKET_UNKNOWN, "underlying", underlying);
        }
    }

    /** Markets as they stand. */
    static GetMarketsResponse markets(
            Collection<String> underlyings, MarketBoard.Posting posting, Function<Instrument, Quantity> openInterest) {
        MarketDefinitions now = posting.definitions();
        GetMarketsResponse.Builder message = GetMarketsResponse.newBuilder()
                .setEpoch(now.parameters().epoch())
                .setCommon(TermsMessages.common(now.parameters()));
        List<String> asked = underlyings.isEmpty()
                ? List.copyOf(now.symbols().keySet())
                : underlyings.stream().sorted().distinct().toList();
        for (String underlying : asked) {
            requireDefined(underlying, now);
            message.addMarkets(market(underlying, posting, openInterest));
        }
        return message.build();
    }

    private static Market market(
            String underlying, MarketBoard.Posting posting, Function<Instrument, Quantity> openInterest) {
        MarketDefinitions now = posting.definitions();
        UnderlyingTerms.Builder terms = UnderlyingTerms.newBuilder().setName(underlying);
        now.parameters()
                .underlying(underlying)
                .ifPresent(margin ->
                        terms.mergeFrom(TermsMessages.underlying(margin).build()));
        FeedTermsMessages.add(terms, now.symbols().get(underlying));
        FeedState feed = Optional.ofNullable(posting.prices().get(underlying))
                .map(price -> price.price().price().state())
                .orElse(FeedState.WARMUP);
        Market.Builder market = Market.newBuilder()
                .setTerms(terms)
                .setFeed(MarginMessages.feed(feed))
                .setHalted(feed == FeedState.HALTED)
                .setHaltReason(now.halts().getOrDefault(underlying, ""))
                .setOpenDeficit(now.openDeficits().contains(underlying));
        now.facts().forEach((instrument, facts) -> {
            if (instrument.underlying().equals(underlying)) {
                market.addInstruments(ListedInstrument.newBuilder()
                        .setInstrument(instrument.name())
                        .setFundingIndex(
                                MarginMessages.plain(facts.fundingIndex().exact()))
                        .setHaircutEpoch(facts.haircutEpoch())
                        .setSettlementPrice(facts.settlement()
                                .map(price -> MarginMessages.plain(price.exact()))
                                .orElse(""))
                        .setOpenInterest(AccountMessages.quantity(openInterest.apply(instrument))));
            }
        });
        return market.build();
    }
}
