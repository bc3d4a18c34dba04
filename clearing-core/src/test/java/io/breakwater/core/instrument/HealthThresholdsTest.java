package io.breakwater.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Thresholds are fractions compared by cross multiplication: two thirds is exactly two thirds. */
class HealthThresholdsTest {

    private static final HealthThresholds DEFAULTS = HealthThresholds.defaults();

    @Test
    void twoThirdsIsExact() {
        Threshold backstop = DEFAULTS.backstopEnter();
        BigDecimal three = BigDecimal.valueOf(3);
        assertThat(backstop.isHealthBelow(new BigDecimal("2"), three)).isFalse();
        assertThat(backstop.isHealthBelow(new BigDecimal("1.999999999999999999"), three))
                .isTrue();
        assertThat(backstop.slack(new BigDecimal("2"), three)).isZero();
        assertThat(backstop).hasToString("2/3");
    }

    @Test
    void partsArePositive() {
        assertThatThrownBy(() -> new Threshold(0, 1)).hasMessage("threshold 0/1 is not positive");
        assertThatThrownBy(() -> new Threshold(1, 0)).hasMessage("threshold 1/0 is not positive");
    }

    @Test
    void theHigherOfTwoIsToldWhateverTheirDenominators() {
        assertThat(new Threshold(2, 3).isAbove(new Threshold(333, 500))).isTrue();
        assertThat(new Threshold(2, 3).isAbove(new Threshold(4, 6))).isFalse();
        assertThat(new Threshold(2, 3).isAbove(new Threshold(667, 1000))).isFalse();
    }

    @Test
    void aStateLeftBelowItsEntryIsRefused() {
        assertThat(withCallLeave(new Threshold(11, 10)).callLeave()).isEqualTo(DEFAULTS.callEnter());
        assertThatThrownBy(() -> withCallLeave(new Threshold(109, 100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("callEnter 11/10 is above callLeave 109/100");
    }

    @Test
    void entriesOutOfOrderAreRefused() {
        assertThatThrownBy(() -> new HealthThresholds(
                        DEFAULTS.warningEnter(),
                        DEFAULTS.warningLeave(),
                        DEFAULTS.callEnter(),
                        DEFAULTS.callLeave(),
                        DEFAULTS.liquidationEnter(),
                        DEFAULTS.liquidationLeave(),
                        DEFAULTS.liquidationTarget(),
                        new Threshold(101, 100)))
                .hasMessage("backstopEnter 101/100 is above liquidationEnter 1/1");
    }

    private static HealthThresholds withCallLeave(Threshold leave) {
        return new HealthThresholds(
                DEFAULTS.warningEnter(),
                DEFAULTS.warningLeave(),
                DEFAULTS.callEnter(),
                leave,
                DEFAULTS.liquidationEnter(),
                DEFAULTS.liquidationLeave(),
                DEFAULTS.liquidationTarget(),
                DEFAULTS.backstopEnter());
    }
}
