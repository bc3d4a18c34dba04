package io.breakwater.core.margin;

import io.breakwater.core.instrument.MarginTiers.Piece;
import io.breakwater.core.margin.MarginAccount.Conditions;
import io.breakwater.core.margin.MarginAccount.Position;
import io.breakwater.core.margin.MarginExplanation.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The terms of the requirements of cross and isolated accounts: the tier each position lies in (risk model B.5). */
final class TierTerms {

    private TierTerms() {}

    static List<Term> of(MarginAccount account, TierMargin margin) {
        List<Term> maintenance = new ArrayList<>();
        List<Term> initial = new ArrayList<>();
        for (Position position : account.positions()) {
            TierRequirement requirement = margin.tierRequirement(account, position);
            BigDecimal counted = position.countedNotional();
            maintenance.add(maintenance(position, requirement, counted));
            initial.add(initial(position, requirement, counted));
        }
        maintenance.addAll(initial);
        return maintenance;
    }

    private static Term maintenance(Position position, TierRequirement requirement, BigDecimal counted) {
        Piece piece = requirement.tiers().pieceAt(counted);
        return Term.of(
                MarginExplanation.MAINTENANCE_MARGIN,
                position.instrument().name(),
                "scale*(rate*notional - deduction)",
                requirement.maintenance(counted),
                Map.of(
                        "notional", counted,
                        "rate", piece.tier().maintenanceRate(),
                        "deduction", piece.maintenanceDeduction(),
                        "scale", requirement.conditions().maintenanceScale()));
    }

    private static Term initial(Position position, TierRequirement requirement, BigDecimal counted) {
        Piece piece = requirement.tiers().pieceAt(counted);
        Conditions conditions = requirement.conditions();
        return Term.of(
                MarginExplanation.INITIAL_MARGIN,
                position.instrument().name(),
                "max(maintenance, x + open_interest_share*max(0, notional - x)), x = scale*(rate*notional - deduction)",
                requirement.initial(counted),
                Map.of(
                        "notional", counted,
                        "rate", piece.tier().initialRate(),
                        "deduction", piece.initialDeduction(),
                        "scale", conditions.initialScale(),
                        "open_interest_share", conditions.openInterestShare(),
                        "maintenance", requirement.maintenance(counted)));
    }
}
