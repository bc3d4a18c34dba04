package io.breakwater.node.market;

import static io.breakwater.node.market.SymbolRules.refused;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.market.MarketFacts;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Price;
import io.breakwater.node.market.DirectoryProtocol.Answer.Refused;
import io.breakwater.node.market.DirectoryProtocol.CloseDeficit;
import io.breakwater.node.market.DirectoryProtocol.CutProfits;
import io.breakwater.node.market.DirectoryProtocol.Expire;
import io.breakwater.node.market.DirectoryProtocol.ListInstrument;
import io.breakwater.node.market.DirectoryProtocol.MoveFunding;
import io.breakwater.node.market.DirectoryProtocol.NoteHalt;
import io.breakwater.node.market.DirectoryProtocol.NoteResume;
import io.breakwater.node.market.DirectoryProtocol.OpenDeficit;
import io.breakwater.node.market.DirectoryProtocol.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When something may happen to all holders of an instrument, and the facts afterwards: haircuts are never taken back, and
 * nothing happens to an instrument that has expired, as some holders are closed already.
 */
final class FactRules {

    private FactRules() {}

    static Optional<Refused> refusal(ListInstrument change, DirectoryState state, DirectoryLimits limits) {
        MarketDefinitions now = state.definitions();
        String underlying = change.instrument().underlying();
        if (now.facts().containsKey(change.instrument())) {
            return Optional.empty();
        }
        if (now.facts().size() >= limits.mostInstruments()) {
            return refused(
                    Reason.TOO_MANY, "instrument", change.instrument(), limits.mostInstruments() + " instruments");
        }
        return SymbolRules.mismatch(change.expectedEpoch(), now).or(() -> unknown(underlying, now));
    }

    private static Optional<Refused> unknown(String underlying, MarketDefinitions now) {
        return now.symbols().containsKey(underlying)
                ? Optional.empty()
                : refused(
                        Reason.UNKNOWN_UNDERLYING,
                        "underlying",
                        underlying,
                        now.symbols().keySet());
    }

    static DirectoryState after(ListInstrument change, DirectoryState state) {
        MarketFacts facts = state.definitions().facts().getOrDefault(change.instrument(), MarketFacts.NONE);
        return state.with(change.instrument(), facts);
    }

    private static Optional<Refused> untouchable(Instrument instrument, DirectoryState state) {
        Optional<MarketFacts> facts = factsOf(instrument, state);
        if (facts.isEmpty()) {
            return refused(Reason.UNKNOWN_INSTRUMENT, "instrument", instrument, "a listed instrument");
        }
        return facts.get()
                .settlement()
                .flatMap(price -> refused(Reason.EXPIRED, "instrument", instrument, "expired at " + price));
    }

    private static Optional<MarketFacts> factsOf(Instrument instrument, DirectoryState state) {
        return Optional.ofNullable(state.definitions().facts().get(instrument));
    }

    static Optional<Refused> refusal(MoveFunding change, DirectoryState state, DirectoryLimits limits) {
        Optional<MarketFacts> facts = factsOf(change.instrument(), state);
        Optional<Price> index = facts.map(MarketFacts::fundingIndex);
        if (index.equals(Optional.of(change.to()))) {
            return Optional.empty();
        }
        return untouchable(change.instrument(), state)
                .or(() -> index.equals(Optional.of(change.from()))
                        ? Optional.empty()
                        : refused(Reason.FUNDING_MISMATCH, "from", change.from(), index.orElseThrow()));
    }

    static DirectoryState after(MoveFunding change, DirectoryState state) {
        MarketFacts facts = state.definitions().facts().get(change.instrument());
        return state.with(change.instrument(), new MarketFacts(change.to(), facts.haircuts(), facts.settlement()));
    }

    static Optional<Refused> refusal(CutProfits change, DirectoryState state, DirectoryLimits limits) {
        List<LossHaircut> haircuts =
                factsOf(change.instrument(), state).map(MarketFacts::haircuts).orElse(List.of());
        if (isMade(change, haircuts)) {
            return Optional.empty();
        }
        Optional<Refused> untouchable = untouchable(change.instrument(), state);
        if (untouchable.isPresent()) {
            return untouchable;
        }
        if (change.haircutEpoch() != haircuts.size()) {
            return refused(Reason.HAIRCUT_MISMATCH, "haircutEpoch", change.haircutEpoch(), haircuts.size());
        }
        return haircuts.size() < limits.mostHaircuts()
                ? Optional.empty()
                : refused(Reason.TOO_MANY, "haircutEpoch", change.haircutEpoch(), "below " + limits.mostHaircuts());
    }

    private static boolean isMade(CutProfits change, List<LossHaircut> haircuts) {
        int epoch = change.haircutEpoch();
        return epoch >= 0 && epoch < haircuts.size() && haircuts.get(epoch).equals(change.haircut());
    }

    static DirectoryState after(CutProfits change, DirectoryState state) {
        MarketFacts facts = state.definitions().facts().get(change.instrument());
        if (isMade(change, facts.haircuts())) {
            return state;
        }
        List<LossHaircut> haircuts = new ArrayList<>(facts.haircuts());
        haircuts.add(change.haircut());
        return state.with(change.instrument(), new MarketFacts(facts.fundingIndex(), haircuts, facts.settlement()));
    }

    static Optional<Refused> refusal(Expire change, DirectoryState state, DirectoryLimits limits) {
        boolean isMade = factsOf(change.instrument(), state)
                .flatMap(MarketFacts::settlement)
                .equals(Optional.of(change.settlement()));
        return isMade ? Optional.empty() : untouchable(change.instrument(), state);
    }

    static DirectoryState after(Expire change, DirectoryState state) {
        MarketFacts facts = state.definitions().facts().get(change.instrument());
        return state.with(
                change.instrument(),
                new MarketFacts(facts.fundingIndex(), facts.haircuts(), Optional.of(change.settlement())));
    }

    static Optional<Refused> refusal(OpenDeficit change, DirectoryState state, DirectoryLimits limits) {
        return unknown(change.underlying(), state.definitions());
    }

    static DirectoryState after(OpenDeficit change, DirectoryState state) {
        Set<String> accounts = new TreeSet<>(accountsOf(change.underlying(), state));
        accounts.add(change.accountId());
        return state.withDeficits(change.underlying(), accounts);
    }

    static Optional<Refused> refusal(CloseDeficit change, DirectoryState state, DirectoryLimits limits) {
        return unknown(change.underlying(), state.definitions());
    }

    static DirectoryState after(CloseDeficit change, DirectoryState state) {
        Set<String> accounts = new TreeSet<>(accountsOf(change.underlying(), state));
        accounts.remove(change.accountId());
        return state.withDeficits(change.underlying(), accounts);
    }

    private static Collection<String> accountsOf(String underlying, DirectoryState state) {
        Collection<String> accounts = state.deficits().get(underlying);
        return accounts == null ? Set.of() : accounts;
    }

    static Optional<Refused> refusal(NoteHalt change, DirectoryState state, DirectoryLimits limits) {
        return unknown(change.underlying(), state.definitions());
    }

    static DirectoryState after(NoteHalt change, DirectoryState state) {
        TreeMap<String, String> halts = new TreeMap<>(state.definitions().halts());
        halts.put(change.underlying(), change.reason());
        return state.withHalts(halts);
    }

    static Optional<Refused> refusal(NoteResume change, DirectoryState state, DirectoryLimits limits) {
        return unknown(change.underlying(), state.definitions());
    }

    static DirectoryState after(NoteResume change, DirectoryState state) {
        TreeMap<String, String> halts = new TreeMap<>(state.definitions().halts());
        halts.remove(change.underlying());
        return state.withHalts(halts);
    }
}
