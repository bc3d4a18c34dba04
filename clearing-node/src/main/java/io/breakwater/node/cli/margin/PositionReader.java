package io.breakwater.node.cli.margin;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.instrument.InstrumentNames;
import io.breakwater.core.margin.MarginAccount.OptionInputs;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a position of a request; which fields it has follows from the kind of its instrument. */
final class PositionReader {

    private static final Map<String, DecimalRule> DECIMALS = Map.of(
            "quantity", DecimalRule.QUANTITY,
            "entry_price", DecimalRule.PRICE,
            "mark_price", DecimalRule.PRICE,
            "funding", DecimalRule.FUNDING,
            "mark_iv", DecimalRule.VOLATILITY,
            "forward_price", DecimalRule.PRICE,
            "time_to_expiry_years", DecimalRule.YEARS);

    private static final List<String> OF_OPTIONS =
            List.of("quantity", "mark_iv", "forward_price", "time_to_expiry_years");
    private static final List<String> OF_FUTURES = List.of("quantity", "entry_price", "mark_price");
    private static final String OPTIONAL_OF_FUTURES = "funding";

    private PositionReader() {}

    static MarginRequest.Position read(JsonField position) {
        Instrument instrument = null;
        Map<String, BigDecimal> decimals = new HashMap<>();
        for (JsonField field : position.fields()) {
            if (field.name().equals("instrument")) {
                instrument = instrument(field);
            } else {
                decimals.put(field.name(), field.decimal(DECIMALS));
            }
        }
        if (instrument == null) {
            throw position.missing("instrument");
        }
        boolean isOption = instrument instanceof EuropeanOption;
        refuseOtherKind(position, isOption);
        position.requireAll(isOption ? OF_OPTIONS : OF_FUTURES, decimals.keySet());
        return isOption ? option(instrument, decimals) : future(instrument, decimals);
    }

    private static Instrument instrument(JsonField field) {
        String name = field.text();
        try {
            return InstrumentNames.parse(name);
        } catch (IllegalArgumentException e) {
            throw field.refused(e.getMessage());
        }
    }

    /** A field of the other kind counts as unknown. */
    private static void refuseOtherKind(JsonField position, boolean isOption) {
        for (JsonField field : position.fields()) {
            boolean known = field.name().equals("instrument")
                    || (isOption
                            ? OF_OPTIONS.contains(field.name())
                            : OF_FUTURES.contains(field.name()) || OPTIONAL_OF_FUTURES.equals(field.name()));
            if (!known) {
                throw field.refused("unknown field of " + (isOption ? "an option" : "a perpetual or dated future"));
            }
        }
    }

    private static MarginRequest.Position future(Instrument instrument, Map<String, BigDecimal> decimals) {
        return new MarginRequest.Position(
                instrument,
                decimals.get("quantity"),
                decimals.get("mark_price"),
                Optional.of(decimals.get("entry_price")),
                decimals.getOrDefault(OPTIONAL_OF_FUTURES, BigDecimal.ZERO),
                Optional.empty());
    }

    private static MarginRequest.Position option(Instrument instrument, Map<String, BigDecimal> decimals) {
        BigDecimal forward = decimals.get("forward_price");
        return new MarginRequest.Position(
                instrument,
                decimals.get("quantity"),
                forward,
                Optional.empty(),
                BigDecimal.ZERO,
                Optional.of(new OptionInputs(forward, decimals.get("mark_iv"), decimals.get("time_to_expiry_years"))));
    }
}
