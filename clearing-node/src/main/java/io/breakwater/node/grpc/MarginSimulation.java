package io.breakwater.node.grpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.SimulateMarginRequest;
import io.breakwater.clearing.v1.SimulateMarginResponse;
import io.breakwater.clearing.v1.SimulatedAccount;
import io.breakwater.clearing.v1.SimulatedCollateral;
import io.breakwater.clearing.v1.SimulatedMargin;
import io.breakwater.clearing.v1.SimulatedPosition;
import io.breakwater.clearing.v1.SimulatedPositionMargin;
import io.breakwater.core.instrument.CollateralAsset;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.instrument.Instrument.EuropeanOption;
import io.breakwater.core.margin.Valuation;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.money.Price;
import io.breakwater.node.cli.margin.MarginAnswers;
import io.breakwater.node.cli.margin.RefusedRequestException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Answers what the margin of accounts would be that need not exist. The contract says the same in protobuf, in JSON and on
 * the command line, so the request is answered as its JSON form, after the values it left to the market are filled in.
 */
final class MarginSimulation {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final BigDecimal MILLIS_A_YEAR = new BigDecimal("31536000000");
    private static final int YEAR_DECIMALS = 18;
    private static final int RATE_DECIMALS = 8;

    private final MarketView view;

    private MarginSimulation(MarketView view) {
        this.view = view;
    }

    /**
     * The answer at a view.
     *
     * @param mostAccounts bound of one request
     * @throws RefusedRequestException naming the first bad field
     */
    static SimulateMarginResponse answer(SimulateMarginRequest request, MarketView view, int mostAccounts) {
        Fields.require(
                request.getAccountsCount() <= mostAccounts,
                "accounts",
                request.getAccountsCount() + " accounts",
                "at most " + mostAccounts);
        MarginSimulation simulation = new MarginSimulation(view);
        SimulateMarginRequest.Builder filled = request.toBuilder().clearExplain();
        filled.getAccountsBuilderList().forEach(simulation::fill);
        SimulateMarginResponse.Builder answer =
                message(MarginAnswers.of(json(filled.build()), view.parameters(), request.getExplain()));
        for (int i = 0; i < answer.getAccountsCount(); i++) {
            addLiveValues(request.getAccounts(i), filled.getAccounts(i), answer.getAccountsBuilder(i));
        }
        return answer.build();
    }

    private static JsonNode json(SimulateMarginRequest request) {
        try {
            ObjectNode json = (ObjectNode) MAPPER.readTree(JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .omittingInsignificantWhitespace()
                    .print(request));
            return json;
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw Fields.invalid("parameters", e.getMessage(), "lists of objects with strings");
        }
    }

    private static SimulateMarginResponse.Builder message(ObjectNode answer) {
        SimulateMarginResponse.Builder message = SimulateMarginResponse.newBuilder();
        try {
            JsonFormat.parser().merge(answer.toString(), message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the answer does not fit the contract", e);
        }
        return message;
    }

    private void fill(SimulatedAccount.Builder account) {
        account.getCollateralBuilderList().forEach(this::fill);
        account.getPositionsBuilderList().forEach(this::fill);
    }

    private void fill(SimulatedCollateral.Builder held) {
        boolean isCurrency = held.getAsset().equals(Valuation.SETTLEMENT_CURRENCY);
        if (held.getPrice().isEmpty()) {
            held.setPrice(isCurrency ? "1" : plain(live(view.collateral().get(held.getAsset()), held.getAsset())));
        }
        if (held.getHaircut().isEmpty()) {
            held.setHaircut(isCurrency ? "0" : haircut(held));
        }
    }

    /** The share that does not count of the whole value, rounded against the holder. */
    private String haircut(SimulatedCollateral.Builder held) {
        CollateralAsset terms = Optional.ofNullable(
                        view.parameters().collateral().get(held.getAsset()))
                .orElseThrow(() -> unknown("parameters of collateral " + held.getAsset()));
        BigDecimal value = Fields.decimal("collateral.amount", held.getAmount(), Price.SCALE)
                .abs()
                .multiply(Fields.decimal("collateral.price", held.getPrice(), Price.SCALE));
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal counted = terms.haircut().counted(value).divide(value, RATE_DECIMALS, RoundingMode.DOWN);
        return MarginMessages.plain(BigDecimal.ONE.subtract(counted));
    }

    private void fill(SimulatedPosition.Builder position) {
        Instrument instrument = Fields.instrument("instrument", position.getInstrument());
        if (instrument instanceof EuropeanOption option) {
            fill(position, option);
        } else if (position.getMarkPrice().isEmpty()) {
            position.setMarkPrice(plain(market(instrument).mark()));
        }
    }

    private void fill(SimulatedPosition.Builder position, EuropeanOption option) {
        if (position.getForwardPrice().isEmpty()) {
            position.setForwardPrice(plain(market(option).mark()));
        }
        if (position.getMarkIv().isEmpty()) {
            position.setMarkIv(MarginMessages.plain(market(option)
                    .impliedVolatility()
                    .orElseThrow(() -> unknown("implied volatility of " + option.name()))
                    .exact()));
        }
        if (position.getTimeToExpiryYears().isEmpty()) {
            long left = Math.max(1, Valuation.expiryMillis(option.expiry()) - view.timeMillis());
            position.setTimeToExpiryYears(MarginMessages.plain(
                    BigDecimal.valueOf(left).divide(MILLIS_A_YEAR, YEAR_DECIMALS, RoundingMode.HALF_EVEN)));
        }
    }

    private InstrumentMarket market(Instrument instrument) {
        return view.instrument(instrument).orElseThrow(() -> unknown("market of " + instrument.name()));
    }

    private static Price live(Price price, String asset) {
        return Optional.ofNullable(price).orElseThrow(() -> unknown("price of collateral " + asset));
    }

    private static String plain(Price price) {
        return MarginMessages.plain(price.exact());
    }

    private static RuntimeException unknown(String what) {
        return Refusals.refused(RefusalCode.MARKET_UNKNOWN, "missing", what);
    }

    /** Says which values of the market were used where the request left them out. */
    private static void addLiveValues(SimulatedAccount asked, SimulatedAccount filled, SimulatedMargin.Builder answer) {
        for (int i = 0; i < asked.getCollateralCount(); i++) {
            if (!asked.getCollateral(i).equals(filled.getCollateral(i))) {
                answer.addCollateral(filled.getCollateral(i));
            }
        }
        for (int i = 0; i < answer.getPositionsCount(); i++) {
            SimulatedPosition before = asked.getPositions(i);
            SimulatedPosition used = filled.getPositions(i);
            SimulatedPositionMargin.Builder position = answer.getPositionsBuilder(i);
            position.setMarkPrice(live(before.getMarkPrice(), used.getMarkPrice()))
                    .setMarkIv(live(before.getMarkIv(), used.getMarkIv()))
                    .setForwardPrice(live(before.getForwardPrice(), used.getForwardPrice()))
                    .setTimeToExpiryYears(live(before.getTimeToExpiryYears(), used.getTimeToExpiryYears()));
        }
    }

    private static String live(String asked, String used) {
        return asked.isEmpty() ? used : "";
    }
}
