package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.RefusedRequestException.quoted;

import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.margin.MarginMode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an account of a request and refuses holdings that its mode does not allow. */
final class AccountReader {

    private static final Map<String, DecimalRule> COLLATERAL_DECIMALS =
            Map.of("amount", DecimalRule.AMOUNT, "price", DecimalRule.PRICE, "haircut", DecimalRule.HAIRCUT);

    private AccountReader() {}

    static MarginRequest.Account read(JsonField account) {
        String id = null;
        MarginMode mode = null;
        List<MarginRequest.Collateral> collateral = List.of();
        List<MarginRequest.Position> positions = List.of();
        for (JsonField field : account.fields()) {
            switch (field.name()) {
                case "id" -> id = field.text();
                case "mode" -> mode = mode(field);
                case "collateral" -> collateral = collateral(field);
                case "positions" -> positions = positions(field);
                default -> throw field.unknown();
            }
        }
        if (id == null || mode == null) {
            throw account.missing(id == null ? "id" : "mode");
        }
        requireAllowed(account, mode, positions);
        return new MarginRequest.Account(id, mode, collateral, positions);
    }

    private static MarginMode mode(JsonField field) {
        String name = field.text();
        return Arrays.stream(MarginMode.values())
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .orElseThrow(() -> field.refused(quoted(name) + " is not one of CROSS, ISOLATED, PORTFOLIO"));
    }

    private static List<MarginRequest.Collateral> collateral(JsonField list) {
        List<MarginRequest.Collateral> holdings = new ArrayList<>();
        Set<String> assets = new HashSet<>();
        for (JsonField element : list.elements()) {
            MarginRequest.Collateral holding = holding(element);
            if (!assets.add(holding.asset())) {
                throw element.refused("asset", quoted(holding.asset()) + " is in this account twice");
            }
            holdings.add(holding);
        }
        return holdings;
    }

    private static MarginRequest.Collateral holding(JsonField element) {
        String asset = null;
        Map<String, BigDecimal> decimals = new HashMap<>();
        for (JsonField field : element.fields()) {
            if (field.name().equals("asset")) {
                asset = field.text();
            } else {
                decimals.put(field.name(), field.decimal(COLLATERAL_DECIMALS));
            }
        }
        if (asset == null) {
            throw element.missing("asset");
        }
        element.requireAll(List.of("amount", "price", "haircut"), decimals.keySet());
        return new MarginRequest.Collateral(
                asset, decimals.get("amount"), decimals.get("price"), decimals.get("haircut"));
    }

    private static List<MarginRequest.Position> positions(JsonField list) {
        List<MarginRequest.Position> positions = new ArrayList<>();
        Set<Instrument> instruments = new HashSet<>();
        for (JsonField element : list.elements()) {
            MarginRequest.Position position = PositionReader.read(element);
            if (!instruments.add(position.instrument())) {
                throw element.refused("instrument", quoted(position.instrument().name()) + " is in this account twice");
            }
            positions.add(position);
        }
        return positions;
    }

    /** Options are for PORTFOLIO only; ISOLATED holds instruments of one underlying (risk model B.2, B.3). */
    private static void requireAllowed(JsonField account, MarginMode mode, List<MarginRequest.Position> positions) {
        for (int i = 0; i < positions.size(); i++) {
            Instrument instrument = positions.get(i).instrument();
            Instrument first = positions.get(0).instrument();
            String path = account.path() + ".positions[" + i + "].instrument";
            if (instrument instanceof EuropeanOption && mode != MarginMode.PORTFOLIO) {
                throw new RefusedRequestException(
                        path, quoted(instrument.name()) + " is an option, which only PORTFOLIO holds, not " + mode);
            }
            if (mode == MarginMode.ISOLATED && !instrument.underlying().equals(first.underlying())) {
                throw new RefusedRequestException(
                        path,
                        quoted(instrument.name()) + " is not on " + first.underlying()
                                + ", the one underlying of this ISOLATED account");
            }
        }
    }
}
