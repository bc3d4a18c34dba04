package io.breakwater.node.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.liquidation.ThrottleParameters;
import io.breakwater.core.margin.VolatilityParameters;
import io.breakwater.core.market.MarketFacts.LossHaircut;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.MarkParameters;
import io.breakwater.core.oracle.OracleParameters;
import io.breakwater.core.protocol.AggregatorParameters;
import io.breakwater.node.market.DirectoryProtocol.Answer.Refused;
import io.breakwater.node.market.DirectoryProtocol.Change;
import io.breakwater.node.market.DirectoryProtocol.Reason;
import io.breakwater.node.market.MarketDefinitions.SymbolDefinition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the directory refuses, and that a change told twice happens once. */
class DirectoryRulesTest {

    static final Instrument PERPETUAL = new Instrument.Perpetual("BTC");
    private static final DirectoryLimits LIMITS = new DirectoryLimits(2, 2, 2, 2);
    private static final LossHaircut TENTH = new LossHaircut(Price.of("60000"), Price.ZERO, Rate.of("0.1"));

    private DirectoryState state = DirectoryState.EMPTY;

    static UnderlyingParameters terms(String underlying, String lot) {
        return DefaultParameters.underlying(underlying, DefaultParameters.btcTiers(), lot, "0.10");
    }

    static SymbolDefinition definition(String underlying) {
        return new SymbolDefinition(
                AggregatorParameters.defaults(
                        OracleParameters.defaults(underlying, List.of(new OracleParameters.Source("A", 1, 3_000)), 1),
                        VolatilityParameters.defaults(new BigDecimal("0.04"), new BigDecimal("0.12"))),
                MarkParameters.defaults(),
                ThrottleParameters.defaults());
    }

    private static Change define(long epoch, String underlying, String lot) {
        return new DirectoryProtocol.DefineSymbol(epoch, terms(underlying, lot), definition(underlying));
    }

    private void make(Change change) {
        assertThat(change.refusal(state, LIMITS)).isEmpty();
        state = state.after(new DirectoryEvent(state.definitions().version() + 1, change, Optional.empty()));
    }

    private void listed() {
        make(define(0, "BTC", "0.001"));
        make(new DirectoryProtocol.ListInstrument(1, PERPETUAL));
    }

    private void refused(Change change, Reason reason, String field, String value, String limit) {
        assertThat(change.refusal(state, LIMITS)).contains(new Refused(reason, field, value, limit));
    }

    /** It is no error, and changes nothing. */
    private void isMadeAlready(Change change) {
        assertThat(change.refusal(state, LIMITS)).isEmpty();
        assertThat(change.applyTo(state)).isEqualTo(state);
    }

    @Test
    @DisplayName("a change based on another epoch is refused; the same definition again is no change")
    void epochs() {
        make(define(0, "BTC", "0.001"));
        assertThat(state.definitions().parameters().epoch()).isEqualTo(1);
        isMadeAlready(define(0, "BTC", "0.001"));

        refused(define(0, "BTC", "0.002"), Reason.EPOCH_MISMATCH, "expectedEpoch", "0", "1");
        refused(define(2, "BTC", "0.002"), Reason.EPOCH_MISMATCH, "expectedEpoch", "2", "1");
        make(define(1, "BTC", "0.002"));
        assertThat(state.definitions().parameters().epoch()).isEqualTo(2);
    }

    @Test
    @DisplayName("parameters are replaced by their next epoch, and leave no defined symbol out")
    void parameters() {
        make(define(0, "BTC", "0.001"));
        RiskParameters now = state.definitions().parameters();

        RiskParameters skipping = in(3, now);
        refused(new DirectoryProtocol.ChangeParameters(1, skipping), Reason.INCONSISTENT, "parameters.epoch", "3", "2");
        RiskParameters empty = in(2, MarketDefinitions.NONE.parameters());
        refused(
                new DirectoryProtocol.ChangeParameters(1, empty),
                Reason.INCONSISTENT,
                "parameters.underlyings",
                "without [BTC]",
                "every defined symbol");
        make(new DirectoryProtocol.ChangeParameters(1, in(2, now)));
        isMadeAlready(new DirectoryProtocol.ChangeParameters(1, in(2, now)));
    }

    private static RiskParameters in(long epoch, RiskParameters of) {
        return new RiskParameters(
                epoch, of.underlyings(), of.collateral(), of.health(), of.liquidation(), of.portfolio());
    }

    @Test
    @DisplayName("terms and definition name one underlying; a third symbol is above the limit of two")
    void symbols() {
        refused(
                new DirectoryProtocol.DefineSymbol(0, terms("BTC", "0.001"), definition("ETH")),
                Reason.INCONSISTENT,
                "definition.aggregator.oracle.symbol",
                "ETH",
                "BTC");
        make(define(0, "BTC", "0.001"));
        make(define(1, "ETH", "0.001"));
        refused(define(2, "SOL", "0.001"), Reason.TOO_MANY, "symbols", "SOL", "2 symbols");
    }

    @Test
    @DisplayName("another throttle needs a higher version: grants name the version they were made under")
    void throttle() {
        make(define(0, "BTC", "0.001"));
        SymbolDefinition same = definition("BTC");
        for (long version : List.of(1L, 2L)) {
            Change change = new DirectoryProtocol.DefineSymbol(
                    1,
                    terms("BTC", "0.001"),
                    new SymbolDefinition(
                            same.aggregator(), same.mark(), same.throttle().switched(version, false)));
            assertThat(change.refusal(state, LIMITS).map(Refused::field))
                    .isEqualTo(version == 1 ? Optional.of("definition.throttle.version") : Optional.empty());
        }
    }

    @Test
    @DisplayName("an instrument of an unknown underlying is not listed; nothing happens to one that is not listed")
    void unknown() {
        refused(
                new DirectoryProtocol.ListInstrument(0, PERPETUAL),
                Reason.UNKNOWN_UNDERLYING,
                "underlying",
                "BTC",
                "[]");
        refused(new DirectoryProtocol.OpenDeficit("BTC", "a-1"), Reason.UNKNOWN_UNDERLYING, "underlying", "BTC", "[]");
        refused(
                new DirectoryProtocol.Expire(PERPETUAL, Price.of("1")),
                Reason.UNKNOWN_INSTRUMENT,
                "instrument",
                "BTC-PERP",
                "a listed instrument");
    }

    @Test
    @DisplayName("an instrument is listed under the parameters that its lister knows; listed already, it stays so")
    void listing() {
        make(define(0, "BTC", "0.001"));
        for (long epoch : List.of(0L, 2L)) {
            refused(
                    new DirectoryProtocol.ListInstrument(epoch, PERPETUAL),
                    Reason.EPOCH_MISMATCH,
                    "expectedEpoch",
                    Long.toString(epoch),
                    "1");
        }
        make(new DirectoryProtocol.ListInstrument(1, PERPETUAL));
        isMadeAlready(new DirectoryProtocol.ListInstrument(0, PERPETUAL));
        assertThat(state.definitions().parameters().epoch()).isEqualTo(1);
    }

    @Test
    @DisplayName("funding moves from where it stands, once")
    void funding() {
        listed();
        Change first = new DirectoryProtocol.MoveFunding(PERPETUAL, Price.ZERO, Price.of("1.5"));
        make(first);
        isMadeAlready(first);
        Change outdated = new DirectoryProtocol.MoveFunding(PERPETUAL, Price.ZERO, Price.of("2"));
        refused(
                outdated,
                Reason.FUNDING_MISMATCH,
                "from",
                Price.ZERO.toString(),
                Price.of("1.5").toString());
    }

    @Test
    @DisplayName("a haircut told twice cuts once; the third is above the limit of two")
    void haircuts() {
        listed();
        Change first = new DirectoryProtocol.CutProfits(PERPETUAL, 0, TENTH);
        make(first);
        isMadeAlready(first);
        LossHaircut other = new LossHaircut(Price.of("59000"), Price.ZERO, Rate.of("0.2"));
        refused(
                new DirectoryProtocol.CutProfits(PERPETUAL, 0, other),
                Reason.HAIRCUT_MISMATCH,
                "haircutEpoch",
                "0",
                "1");
        make(new DirectoryProtocol.CutProfits(PERPETUAL, 1, TENTH));
        refused(new DirectoryProtocol.CutProfits(PERPETUAL, 2, TENTH), Reason.TOO_MANY, "haircutEpoch", "2", "below 2");
        assertThat(state.definitions().facts().get(PERPETUAL).haircuts()).containsExactly(TENTH, TENTH);
    }

    @Test
    @DisplayName("an expired instrument does not expire at another price, and nothing else happens to it")
    void expiry() {
        listed();
        Change expiry = new DirectoryProtocol.Expire(PERPETUAL, Price.of("60000"));
        make(expiry);
        isMadeAlready(expiry);
        String limit = "expired at " + Price.of("60000");
        for (Change change : List.of(
                new DirectoryProtocol.Expire(PERPETUAL, Price.of("60001")),
                new DirectoryProtocol.MoveFunding(PERPETUAL, Price.ZERO, Price.of("1")),
                new DirectoryProtocol.CutProfits(PERPETUAL, 0, TENTH))) {
            refused(change, Reason.EXPIRED, "instrument", "BTC-PERP", limit);
        }
    }

    @Test
    @DisplayName("a market's deficit is open until the last account's is covered")
    void deficits() {
        listed();
        make(new DirectoryProtocol.OpenDeficit("BTC", "a-1"));
        make(new DirectoryProtocol.OpenDeficit("BTC", "a-2"));
        isMadeAlready(new DirectoryProtocol.OpenDeficit("BTC", "a-2"));
        make(new DirectoryProtocol.CloseDeficit("BTC", "a-1"));
        assertThat(state.definitions().openDeficits()).containsExactly("BTC");
        make(new DirectoryProtocol.CloseDeficit("BTC", "a-2"));
        assertThat(state.definitions().openDeficits()).isEmpty();
    }

    @Test
    @DisplayName("why a market is halted is known until it goes on; of two reasons the newer one")
    void halts() {
        refused(new DirectoryProtocol.NoteHalt("BTC", "drill"), Reason.UNKNOWN_UNDERLYING, "underlying", "BTC", "[]");
        refused(new DirectoryProtocol.NoteResume("BTC"), Reason.UNKNOWN_UNDERLYING, "underlying", "BTC", "[]");
        listed();
        make(new DirectoryProtocol.NoteHalt("BTC", "drill"));
        isMadeAlready(new DirectoryProtocol.NoteHalt("BTC", "drill"));
        make(new DirectoryProtocol.NoteHalt("BTC", "no longer a drill"));
        make(new DirectoryProtocol.MoveFunding(PERPETUAL, Price.ZERO, Price.of("1")));
        assertThat(state.definitions().halts()).containsExactly(Map.entry("BTC", "no longer a drill"));
        make(new DirectoryProtocol.NoteResume("BTC"));
        isMadeAlready(new DirectoryProtocol.NoteResume("BTC"));
        assertThat(state.definitions().halts()).isEmpty();
    }
}
