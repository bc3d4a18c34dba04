package io.breakwater.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import io.breakwater.clearing.v1.SimulateMarginRequest;
import io.breakwater.clearing.v1.SimulateMarginResponse;
import io.breakwater.clearing.v1.SimulatedMargin;
import io.breakwater.node.cli.CommandRun;
import io.breakwater.node.cli.margin.RefusedRequestException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MarginSimulationTest {

    private static final String REQUEST = """
            {"accounts": [{"id": "a1", "mode": "CROSS",
              "collateral": [{"asset": "USDC", "amount": "80000", "price": "1", "haircut": "0"},
                             {"asset": "ETH", "amount": "5", "price": "3000", "haircut": "0.1"}],
              "positions": [
                {"instrument": "BTC-PERP", "quantity": "100", "entry_price": "60050", "mark_price": "60000",
                 "funding": "-12.34"},
                {"instrument": "ETH-PERP", "quantity": "-4", "entry_price": "3010", "mark_price": "3000"}]}]}
            """;

    @Test
    void callAndCommandGiveTheSameAnswer() throws Exception {
        SimulateMarginRequest.Builder request = SimulateMarginRequest.newBuilder();
        JsonFormat.parser().merge(REQUEST, request);

        SimulateMarginResponse answer = MarginSimulation.answer(request.build(), MarketAt.view("1", "1"), 10);
        CommandRun command = CommandRun.of(REQUEST.getBytes(StandardCharsets.UTF_8), "margin", "-");

        ObjectMapper mapper = new ObjectMapper();
        JsonNode called =
                mapper.readTree(JsonFormat.printer().preservingProtoFieldNames().print(answer));
        assertThat(called).isEqualTo(mapper.readTree(command.out()));
        assertThat(answer.getAccounts(0).getHealth()).isEqualTo("0.680197157126");
        assertThat(answer.getAccounts(0).getLiquidation().getSlices(0).getQuantity())
                .isEqualTo("34.365");
    }

    @Test
    void valueLeftOutIsTakenFromTheMarketAndSaid() {
        SimulateMarginRequest.Builder request = SimulateMarginRequest.newBuilder();
        request.addAccountsBuilder()
                .setId("a1")
                .setMode(io.breakwater.clearing.v1.MarginMode.CROSS)
                .addPositions(io.breakwater.clearing.v1.SimulatedPosition.newBuilder()
                        .setInstrument("BTC-PERP")
                        .setQuantity("1")
                        .setEntryPrice("60000"));
        request.getAccountsBuilder(0).addCollateralBuilder().setAsset("ETH").setAmount("2");

        SimulatedMargin margin = MarginSimulation.answer(request.build(), MarketAt.view("60100", "3000"), 10)
                .getAccounts(0);

        assertThat(margin.getPositions(0).getMarkPrice()).isEqualTo("60100");
        assertThat(margin.getCollateral(0).getPrice()).isEqualTo("3000");
        assertThat(margin.getCollateral(0).getHaircut()).isEqualTo("0.1");
        assertThat(margin.getEquity()).isEqualTo("5500.00");
    }

    @Test
    void fieldAtFaultIsNamedByItsPath() {
        SimulateMarginRequest.Builder request = SimulateMarginRequest.newBuilder();
        request.addAccountsBuilder()
                .setId("a1")
                .setMode(io.breakwater.clearing.v1.MarginMode.CROSS)
                .addPositionsBuilder()
                .setInstrument("BTC-PERP")
                .setQuantity("0")
                .setEntryPrice("60000");

        RefusedRequestException refusal = catchThrowableOfType(
                RefusedRequestException.class,
                () -> MarginSimulation.answer(request.build(), MarketAt.view("60000", "3000"), 10));

        assertThat(refusal.path()).isEqualTo("accounts[0].positions[0].quantity");
    }
}
