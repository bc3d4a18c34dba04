package io.breakwater.node.cli.margin;

import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.margin.MarginAccount;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginMode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A margin check as asked, every field read and allowed.
 *
 * @param accounts in the order asked
 * @param parameters the defaults with what the request replaces
 */
record MarginRequest(List<Account> accounts, RiskParameters parameters) {

    /** Copies the list. */
    MarginRequest {
        accounts = List.copyOf(accounts);
    }

    /**
     * An account that need not exist.
     *
     * @param id its name in the answer
     * @param mode how its positions share margin
     * @param collateral what it holds, at most one entry an asset
     * @param positions what it has open, at most one an instrument
     */
    record Account(String id, MarginMode mode, List<Collateral> collateral, List<Position> positions) {

        /** Copies the lists. */
        Account {
            collateral = List.copyOf(collateral);
            positions = List.copyOf(positions);
        }

        /** The account as the margin law sees it: no fees due, no open orders, nothing that the market adds. */
        MarginAccount toMarginAccount() {
            return new MarginAccount(
                    mode,
                    collateral.stream().map(Collateral::toMarginCollateral).toList(),
                    positions.stream().map(Position::toMarginPosition).toList(),
                    BigDecimal.ZERO,
                    Map.of());
        }
    }

    /**
     * A holding, or a debt when negative.
     *
     * @param asset its name
     * @param amount in coins
     * @param price in the settlement currency
     * @param haircut the whole haircut, in [0, 1]
     */
    record Collateral(String asset, BigDecimal amount, BigDecimal price, BigDecimal haircut) {

        MarginAccount.Collateral toMarginCollateral() {
            return new MarginAccount.Collateral(asset, amount, price, HaircutCurve.flat(haircut));
        }
    }

    /**
     * An open position.
     *
     * @param instrument what is held
     * @param quantity signed, not 0
     * @param mark mark price; of an option, its forward
     * @param entry average entry price; absent for an option, whose premium was paid
     * @param funding accrued, positive when received; 0 for an option
     * @param option what values an option; absent for others
     */
    record Position(
            Instrument instrument,
            BigDecimal quantity,
            BigDecimal mark,
            Optional<BigDecimal> entry,
            BigDecimal funding,
            Optional<OptionInputs> option) {

        MarginAccount.Position toMarginPosition() {
            return MarginAccount.Position.of(instrument, quantity, mark, profit(), option);
        }

        /** quantity x (mark - entry) + funding; 0 for an option, whose value is computed. */
        BigDecimal profit() {
            return entry.map(price -> quantity.multiply(mark.subtract(price)).add(funding))
                    .orElse(BigDecimal.ZERO);
        }
    }
}
