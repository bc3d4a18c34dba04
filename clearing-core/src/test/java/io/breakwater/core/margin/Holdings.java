package io.breakwater.core.margin;

import io.breakwater.core.instrument.HaircutCurve;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.margin.MarginAccount.Collateral;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import io.breakwater.core.margin.MarginAccount.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small accounts for stories about margin. */
final class Holdings {

    private Holdings() {}

    static MarginAccount account(MarginMode mode, String cash, Position... positions) {
        return new MarginAccount(mode, List.of(cash(cash)), List.of(positions), BigDecimal.ZERO, Map.of());
    }

    static Collateral cash(String amount) {
        return new Collateral("USDC", new BigDecimal(amount), BigDecimal.ONE, HaircutCurve.flat(BigDecimal.ZERO));
    }

    static Position perpetual(String underlying, String quantity, String entry, String mark) {
        return perpetual(underlying, quantity, entry, mark, "0");
    }

    static Position perpetual(String underlying, String quantity, String entry, String mark, String funding) {
        BigDecimal held = new BigDecimal(quantity);
        BigDecimal price = new BigDecimal(mark);
        BigDecimal profit = price.subtract(new BigDecimal(entry)).multiply(held).add(new BigDecimal(funding));
        return Position.of(new Instrument.Perpetual(underlying), held, price, profit, Optional.empty());
    }

    static Position option(String name, String quantity, String forward, String volatility, String years) {
        OptionInputs inputs =
                new OptionInputs(new BigDecimal(forward), new BigDecimal(volatility), new BigDecimal(years));
        return Position.of(
                InstrumentNames.parse(name),
                new BigDecimal(quantity),
                inputs.forward(),
                BigDecimal.ZERO,
                Optional.of(inputs));
    }

    /** The same position with a stable price and open orders. */
    static Position with(Position position, String stable, String reservedBuy, String reservedSell) {
        return new Position(
                position.instrument(),
                position.quantity(),
                position.mark(),
                new BigDecimal(stable),
                position.profit(),
                position.option(),
                new BigDecimal(reservedBuy),
                new BigDecimal(reservedSell));
    }
}
