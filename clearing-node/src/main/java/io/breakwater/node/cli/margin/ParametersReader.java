package io.breakwater.node.cli.margin;

import io.breakwater.core.instrument.Increments;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.MarginTiers.Tier;
import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the tiers and increments of a request over the defaults: what is absent stays as it was. */
final class ParametersReader {

    private static final Pattern UNDERLYING = Pattern.compile("[A-Z0-9]{1,10}");

    private static final Map<String, DecimalRule> TIER_DECIMALS = Map.of(
            "lower", DecimalRule.TIER_BOUND,
            "imr", DecimalRule.INITIAL_RATE,
            "mmr", DecimalRule.MAINTENANCE_RATE);

    private static final Map<String, DecimalRule> INCREMENT_DECIMALS =
            Map.of("lot", DecimalRule.PRICE, "tick", DecimalRule.PRICE);

    private final RiskParameters defaults;
    private final Map<String, MarginTiers> tiers = new TreeMap<>();
    private final Map<String, Increments> increments = new TreeMap<>();

    private ParametersReader(RiskParameters defaults) {
        this.defaults = defaults;
        defaults.underlyings().forEach((name, terms) -> {
            terms.tiers().ifPresent(table -> tiers.put(name, table));
            increments.put(name, terms.increments());
        });
    }

    /**
     * The defaults with what the field replaces.
     *
     * @throws RefusedRequestException naming the first bad field
     */
    static RiskParameters read(JsonField parameters, RiskParameters defaults) {
        ParametersReader reader = new ParametersReader(defaults);
        for (JsonField field : parameters.fields()) {
            switch (field.name()) {
                case "tiers" -> reader.readTiers(field);
                case "increments" -> reader.readIncrements(field);
                default -> throw field.unknown();
            }
        }
        return reader.merged();
    }

    private void readTiers(JsonField byUnderlying) {
        for (JsonField table : byUnderlying.fields()) {
            tiers.put(underlying(table), table(table));
        }
    }

    private void readIncrements(JsonField byUnderlying) {
        for (JsonField field : byUnderlying.fields()) {
            increments.put(underlying(field), increments(field));
        }
    }

    private static String underlying(JsonField field) {
        if (!UNDERLYING.matcher(field.name()).matches()) {
            throw field.refused("an underlying is named by 1 to 10 of A-Z and 0-9");
        }
        return field.name();
    }

    private static MarginTiers table(JsonField list) {
        List<Tier> rows = new ArrayList<>();
        for (JsonField element : list.elements()) {
            Tier row = row(element);
            requireFits(element, rows, row);
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw list.refused("must have at least one tier");
        }
        return MarginTiers.of(rows);
    }

    private static Tier row(JsonField element) {
        Map<String, BigDecimal> decimals = decimals(element, TIER_DECIMALS);
        element.requireAll(List.of("lower", "imr", "mmr"), decimals.keySet());
        BigDecimal initial = decimals.get("imr");
        BigDecimal maintenance = decimals.get("mmr");
        if (maintenance.compareTo(initial) > 0) {
            throw element.refused(
                    "mmr", maintenance.toPlainString() + " is above the imr of " + initial.toPlainString());
        }
        return new Tier(decimals.get("lower"), initial, maintenance);
    }

    /** The first row begins at 0, bounds rise, rates never fall (risk model B.5). */
    private static void requireFits(JsonField element, List<Tier> before, Tier row) {
        if (before.isEmpty()) {
            if (row.lower().signum() != 0) {
                throw element.refused("lower", row.lower().toPlainString() + " must be 0 in the first tier");
            }
            return;
        }
        Tier last = before.get(before.size() - 1);
        if (row.lower().compareTo(last.lower()) <= 0) {
            throw falls(element, "lower", row.lower(), "must be above", last.lower());
        }
        if (row.initialRate().compareTo(last.initialRate()) < 0) {
            throw falls(element, "imr", row.initialRate(), "must not be below", last.initialRate());
        }
        if (row.maintenanceRate().compareTo(last.maintenanceRate()) < 0) {
            throw falls(element, "mmr", row.maintenanceRate(), "must not be below", last.maintenanceRate());
        }
    }

    private static RefusedRequestException falls(
            JsonField element, String field, BigDecimal value, String demand, BigDecimal before) {
        return element.refused(
                field, value.toPlainString() + " " + demand + " the " + before.toPlainString() + " of the tier before");
    }

    /** A lot or tick that is left out is the default of that underlying, if it has one. */
    private Increments increments(JsonField field) {
        Map<String, BigDecimal> decimals = decimals(field, INCREMENT_DECIMALS);
        Optional.ofNullable(increments.get(field.name())).ifPresent(known -> {
            decimals.putIfAbsent("lot", known.lot());
            decimals.putIfAbsent("tick", known.tick());
        });
        field.requireAll(List.of("lot", "tick"), decimals.keySet());
        return new Increments(decimals.get("lot"), decimals.get("tick"));
    }

    private static Map<String, BigDecimal> decimals(JsonField object, Map<String, DecimalRule> rules) {
        Map<String, BigDecimal> decimals = new HashMap<>();
        for (JsonField field : object.fields()) {
            decimals.put(field.name(), field.decimal(rules));
        }
        return decimals;
    }

    private RiskParameters merged() {
        Map<String, UnderlyingParameters> underlyings = new TreeMap<>();
        increments.keySet().forEach(name -> underlyings.put(name, terms(name)));
        return new RiskParameters(
                defaults.epoch(),
                underlyings,
                defaults.collateral(),
                defaults.health(),
                defaults.liquidation(),
                defaults.portfolio());
    }

    private UnderlyingParameters terms(String name) {
        return new UnderlyingParameters(
                name,
                Optional.ofNullable(tiers.get(name)),
                increments.get(name),
                BigDecimal.ONE,
                Optional.empty(),
                false);
    }
}
