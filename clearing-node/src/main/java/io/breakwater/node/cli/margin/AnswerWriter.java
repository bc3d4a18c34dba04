package io.breakwater.node.cli.margin;

import static io.breakwater.core.money.Rounding.AGAINST_HOLDER;
import static io.breakwater.core.money.Rounding.REQUIREMENT;
import static io.breakwater.node.cli.margin.ShownNumber.health;
import static io.breakwater.node.cli.margin.ShownNumber.money;
import static io.breakwater.node.cli.margin.ShownNumber.plain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.core.liquidation.SlicePlan;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.margin.MarginResult;
import io.breakwater.core.margin.MarginResult.PortfolioResult;
import io.breakwater.core.margin.MarginResult.PositionResult;
import io.breakwater.core.margin.MarginResult.ScenarioResult;
import java.util.List;

/** Writes an answer with the names, the order and the roundings of the contract: each number is rounded here, once. */
final class AnswerWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AnswerWriter() {}

    /** The entry of an account. */
    static ObjectNode account(MarginCheck.Answer answer) {
        MarginResult margin = answer.margin();
        boolean isPortfolio = answer.account().mode() == MarginMode.PORTFOLIO;
        ObjectNode entry = JSON.objectNode()
                .put("id", answer.account().id())
                .put("collateral_value", money(margin.collateralValue(), AGAINST_HOLDER))
                .put("unrealised_pnl", money(margin.unrealisedProfit(), AGAINST_HOLDER))
                .put("option_value", money(margin.optionValue(), AGAINST_HOLDER))
                .put("equity", money(margin.equity(), AGAINST_HOLDER))
                .put("maintenance_margin", money(margin.maintenance(), REQUIREMENT))
                .put("initial_margin", money(margin.initial(), REQUIREMENT));
        if (margin.maintenance().signum() > 0) {
            entry.put("health", health(margin.equity(), margin.maintenance()));
        }
        entry.put("state", answer.state().name());
        entry.set("positions", isPortfolio ? notionals(margin.positions()) : positions(answer));
        entry.set("liquidation", liquidation(answer.liquidation()));
        if (isPortfolio) {
            entry.set("scenarios", scenarios(margin.portfolio()));
        }
        return entry;
    }

    private static ArrayNode positions(MarginCheck.Answer answer) {
        ArrayNode entries = JSON.arrayNode();
        for (int i = 0; i < answer.prices().size(); i++) {
            PositionResult position = answer.margin().positions().get(i);
            MarginCheck.Prices prices = answer.prices().get(i);
            ObjectNode entry = notional(position).put("maintenance_margin", money(position.maintenance(), REQUIREMENT));
            prices.liquidation().ifPresent(price -> entry.put("liquidation_price", plain(price)));
            prices.bankruptcy().ifPresent(price -> entry.put("bankruptcy_price", plain(price)));
            entries.add(entry);
        }
        return entries;
    }

    private static ArrayNode notionals(List<PositionResult> positions) {
        ArrayNode entries = JSON.arrayNode();
        positions.forEach(position -> entries.add(notional(position)));
        return entries;
    }

    private static ObjectNode notional(PositionResult position) {
        return JSON.objectNode()
                .put("instrument", position.instrument().name())
                .put("notional", money(position.notional(), REQUIREMENT));
    }

    private static ObjectNode liquidation(SlicePlan plan) {
        ObjectNode entry = JSON.objectNode().put("kind", plan.kind().name());
        ArrayNode slices = entry.putArray("slices");
        plan.slices()
                .forEach(slice -> slices.addObject()
                        .put("instrument", slice.instrument().name())
                        .put("quantity", plain(slice.quantity())));
        return entry;
    }

    private static ArrayNode scenarios(List<PortfolioResult> underlyings) {
        ArrayNode entries = JSON.arrayNode();
        for (PortfolioResult underlying : underlyings) {
            for (ScenarioResult outcome : underlying.scenarios()) {
                entries.addObject()
                        .put("underlying", underlying.underlying())
                        .put("spot_shock", plain(outcome.scenario().spotShock()))
                        .put("vol", outcome.scenario().volatility().name())
                        .put("profit_and_loss", money(outcome.profit(), AGAINST_HOLDER));
            }
        }
        return entries;
    }
}
