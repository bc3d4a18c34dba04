package io.breakwater.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.ledger.Settlement.Kind;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A settlement that does not balance cannot be made at all. */
class SettlementTest {

    private static final LocalDate DAY = LocalDate.of(2025, 10, 10);
    private static final Instrument BTC = new Instrument.Perpetual("BTC");
    private static final Instrument ETH = new Instrument.Perpetual("ETH");
    private static final Leg BUYS = Leg.of("alice", false, List.of(movement(BTC, "1", "60000")))
            .withCash(Money.of("-3"))
            .withAssets(new TreeMap<>(Map.of("ETH", Quantity.of("2"))));
    private static final Leg SELLS = BUYS.opposite("bob", false);

    private static Leg.Movement movement(Instrument instrument, String quantity, String price) {
        return Leg.Movement.at(instrument, Quantity.of(quantity), Price.of(price));
    }

    private static Settlement trade(Leg one, Leg other) {
        return Settlement.of(new SettlementId(DAY, "t-1"), Kind.TRADE, one, other);
    }

    private static void assertUnbalanced(Leg other) {
        assertThatThrownBy(() -> trade(BUYS, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not balance");
    }

    @Test
    void twoMirroredLegsAreASettlementWhateverTheirOrder() {
        assertThat(trade(BUYS, SELLS)).isEqualTo(trade(SELLS, BUYS));
        assertThat(trade(BUYS, SELLS).legOf("bob")).isEqualTo(SELLS);
        assertThat(trade(BUYS, SELLS).counterpartyOf("bob")).isEqualTo("alice");
        assertThatThrownBy(() -> trade(BUYS, SELLS).legOf("carol")).hasMessageContaining("carol is not a party");
    }

    @Test
    void refusesCashThatDoesNotSumToZero() {
        assertUnbalanced(SELLS.withCash(Money.of("3.000001")));
    }

    @Test
    void refusesAssetsThatDoNotSumToZero() {
        assertUnbalanced(SELLS.withAssets(new TreeMap<>()));
        assertUnbalanced(SELLS.withAssets(new TreeMap<>(Map.of("ETH", Quantity.of("2")))));
        assertUnbalanced(SELLS.withAssets(new TreeMap<>(Map.of("BTC", Quantity.of("-2")))));
    }

    @Test
    void refusesQuantitiesQuotesAndInstrumentsThatDoNotMatch() {
        assertUnbalanced(with(movement(BTC, "-0.999", "60000")));
        assertUnbalanced(with(new Leg.Movement(BTC, Quantity.of("-1"), Money.of("60000.000001"))));
        assertUnbalanced(with(movement(ETH, "-1", "60000")));
        assertUnbalanced(with());
    }

    private static Leg with(Leg.Movement... movements) {
        return new Leg("bob", false, List.of(movements), SELLS.cash(), SELLS.assets(), SELLS.fees());
    }

    @Test
    void feesAreOwedByEachSideForItselfAndNeedNoCounterpart() {
        Leg withFee = BUYS.withFee("fund:BTC", Money.of("1")).withFee("fund:BTC", Money.of("2"));
        assertThat(trade(withFee, SELLS).legOf("alice").fees()).containsEntry("fund:BTC", Money.of("3"));
    }

    @Test
    void refusesOneAccountOnBothSidesAndTheWrongOrder() {
        assertThatThrownBy(() -> trade(BUYS, BUYS.opposite("alice", false)))
                .hasMessageContaining("both legs are of alice");
        Settlement right = trade(BUYS, SELLS);
        assertThatThrownBy(
                        () -> new Settlement(right.id(), Kind.TRADE, right.second(), right.first(), Optional.empty()))
                .hasMessageContaining(right.first().account() + " must reserve first");
    }

    @Test
    void refusesATradeThatBinds() {
        assertThatThrownBy(() -> trade(BUYS, BUYS.opposite("bob", true)))
                .hasMessageContaining("a trade binds nobody before its margin is checked");
    }

    @Test
    void refusesPaymentsOfAnythingButCash() {
        SettlementId id = new SettlementId(DAY, "p-1");
        Leg pays = Leg.ofCash("fund:BTC", false, Money.of("-5"));
        assertThat(Settlement.of(id, Kind.FUND_PAYMENT, pays, pays.opposite("alice", true)))
                .isNotNull();
        for (Kind kind : new Kind[] {Kind.FUND_PAYMENT, Kind.FEE_SWEEP}) {
            assertThatThrownBy(() -> Settlement.of(id, kind, BUYS, SELLS)).hasMessageEndingWith("moves cash only");
        }
        Leg owing = pays.withFee("fund:ETH", Money.of("1"));
        assertThatThrownBy(() -> Settlement.of(id, Kind.FUND_PAYMENT, owing, pays.opposite("alice", true)))
                .hasMessageEndingWith("moves cash only");
    }

    @Test
    void onlyALiquidationFillsASliceAndItAlwaysDoes() {
        SettlementId id = new SettlementId(DAY, "s-1");
        assertThat(Settlement.of(id, Kind.LIQUIDATION, BUYS, SELLS, Optional.of("1.1"))
                        .slice())
                .contains("1.1");
        assertThatThrownBy(() -> Settlement.of(id, Kind.LIQUIDATION, BUYS, SELLS))
                .hasMessageEndingWith("a LIQUIDATION with slice none");
        assertThatThrownBy(() -> Settlement.of(id, Kind.TRADE, BUYS, SELLS, Optional.of("1.1")))
                .hasMessageEndingWith("a TRADE with slice 1.1");
    }

    @Test
    void aLegNamesEachInstrumentOnceAndMovesSomething() {
        assertThatThrownBy(() -> Leg.of("a", false, List.of(movement(BTC, "1", "1"), movement(BTC, "2", "1"))))
                .hasMessageContaining("leg of a: BTC-PERP twice or without quantity");
        assertThatThrownBy(() -> Leg.of("a", false, List.of(movement(BTC, "0", "1"))))
                .hasMessageContaining("twice or without quantity");
        assertThatThrownBy(() -> BUYS.withFee("fund:BTC", Money.of("-0.000001")))
                .hasMessageContaining("fee -0.000001 to fund:BTC < 0");
    }

    @Test
    void movementsAreRoundedOnceAndUsedWithBothSigns() {
        Leg.Movement buys = movement(BTC, "0.00000001", "0.1");
        assertThat(buys.quote()).isEqualTo(Money.ZERO);
        Leg.Movement odd = movement(BTC, "0.33333333", "0.00001");
        assertThat(odd.opposite().quote()).isEqualTo(odd.quote().negate());
        assertThat(odd.opposite().opposite()).isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "tab\t", "ä", "\u007f"})
    void refusesAKeyThatIsNotPrintableAscii(String key) {
        assertThatThrownBy(() -> new SettlementId(DAY, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("settlement key '" + key + "' is not 1 to 100 printable ASCII characters");
    }

    @Test
    void aKeyMayHaveAHundredCharactersAndNotOneMore() {
        assertThat(new SettlementId(DAY, "k".repeat(100)).key()).hasSize(100);
        assertThatThrownBy(() -> new SettlementId(DAY, "k".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoReservesFirstIsAgreedByBothAndNotAlwaysTheSame() {
        SettlementId even = new SettlementId(DAY, "b");
        SettlementId odd = new SettlementId(DAY, "a");
        assertThat(even.first("alice", "bob")).isEqualTo(even.first("bob", "alice"));
        assertThat(odd.first("alice", "bob")).isNotEqualTo(even.first("alice", "bob"));
        assertThat(odd).isLessThan(even).isGreaterThan(new SettlementId(DAY.minusDays(1), "z"));
    }

    @Test
    void theFingerprintIsOfEverythingASettlementSays() {
        Settlement one = trade(BUYS, SELLS);
        assertThat(trade(SELLS, BUYS).fingerprint()).isEqualTo(one.fingerprint());
        Leg dearer = BUYS.withFee("fund:BTC", Money.of("0.000001"));
        assertThat(trade(dearer, SELLS).fingerprint()).isNotEqualTo(one.fingerprint());
        Settlement other = Settlement.of(new SettlementId(DAY, "t-3"), Kind.TRADE, BUYS, SELLS);
        assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    }
}
