package io.breakwater.core.margin;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** Which holdings an account may have at all: bad ones are refused before any number is computed (risk model B.2, B.3). */
final class HoldingRules {

    private HoldingRules() {}

    /**
     * Refuses holdings that no margin rule covers.
     *
     * @throws IllegalArgumentException naming the instrument and the rule
     */
    static void check(MarginAccount account) {
        requireAtLeastZero("feesDue", account.feesDue());
        Set<Instrument> seen = new HashSet<>();
        for (Position position : account.positions()) {
            Instrument instrument = position.instrument();
            if (!seen.add(instrument)) {
                throw new IllegalArgumentException("position " + instrument + " is there twice");
            }
            checkPosition(account.mode(), position);
            checkIsolation(account, instrument);
        }
    }

    private static void checkPosition(MarginMode mode, Position position) {
        Instrument instrument = position.instrument();
        boolean isOption = instrument instanceof EuropeanOption;
        if (isOption && mode != MarginMode.PORTFOLIO) {
            throw new IllegalArgumentException(
                    "position " + instrument + ": options are held in portfolio mode only, not in " + mode);
        }
        if (isOption != position.option().isPresent()) {
            throw new IllegalArgumentException("position " + instrument + ": option inputs are "
                    + (isOption ? "missing" : "given for what is not an option"));
        }
        requireAtLeastZero(instrument + ".reservedBuy", position.reservedBuy());
        requireAtLeastZero(instrument + ".reservedSell", position.reservedSell());
    }

    private static void checkIsolation(MarginAccount account, Instrument instrument) {
        String first = account.positions().get(0).instrument().underlying();
        if (account.mode() == MarginMode.ISOLATED && !instrument.underlying().equals(first)) {
            throw new IllegalArgumentException(
                    "position " + instrument + ": an isolated account of " + first + " holds no other underlying");
        }
    }

    private static void requireAtLeastZero(String field, BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(field + " " + value.toPlainString() + " is below 0");
        }
    }
}
