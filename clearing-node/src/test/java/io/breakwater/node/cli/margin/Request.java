package io.breakwater.node.cli.margin;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.node.cli.CommandRun;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A request under test: the example, changed at some places. */
final class Request {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String EXAMPLE = """
            {
              "accounts": [
                {
                  "id": "a1",
                  "mode": "CROSS",
                  "collateral": [
                    { "asset": "USDC", "amount": "80000", "price": "1", "haircut": "0" },
                    { "asset": "ETH", "amount": "5", "price": "3000", "haircut": "0.1" }
                  ],
                  "positions": [
                    { "instrument": "BTC-PERP", "quantity": "100", "entry_price": "60050", "mark_price": "60000",
                      "funding": "-12.34" },
                    { "instrument": "ETH-PERP", "quantity": "-4", "entry_price": "3010", "mark_price": "3000" }
                  ]
                },
                {
                  "id": "a2",
                  "mode": "PORTFOLIO",
                  "collateral": [ { "asset": "USDC", "amount": "15000", "price": "1", "haircut": "0" } ],
                  "positions": [
                    { "instrument": "BTC-PERP", "quantity": "1", "entry_price": "60000", "mark_price": "60000" },
                    { "instrument": "BTC-20261225-66000-C", "quantity": "-2", "mark_iv": "0.55",
                      "forward_price": "60000", "time_to_expiry_years": "0.082191780821917808" },
                    { "instrument": "BTC-20261225-54000-P", "quantity": "1", "mark_iv": "0.60",
                      "forward_price": "60000", "time_to_expiry_years": "0.082191780821917808" }
                  ]
                }
              ],
              "parameters": {
                "tiers": { "XYZ": [ { "lower": "0", "imr": "0.02", "mmr": "0.01" },
                                    { "lower": "1000000", "imr": "0.04", "mmr": "0.02" } ] },
                "increments": { "XYZ": { "lot": "0.001", "tick": "0.10" } }
              }
            }
            """;

    private final ObjectNode tree;

    private Request(ObjectNode tree) {
        this.tree = tree;
    }

    /** The example of the contract, with a table for an underlying that it does not hold. */
    static Request example() {
        return of(EXAMPLE);
    }

    /** One account of a mode, with collateral in the settlement currency and positions written as JSON objects. */
    static Request account(String mode, String cash, String... positions) {
        String collateral = "[{\"asset\":\"USDC\",\"amount\":\"" + cash + "\",\"price\":\"1\",\"haircut\":\"0\"}]";
        return of("{\"accounts\":[{\"id\":\"a\",\"mode\":\"" + mode + "\",\"collateral\":" + collateral
                + ",\"positions\":[" + String.join(",", positions) + "]}]}");
    }

    /** A perpetual entered at its mark. */
    static String perpetual(String instrument, String quantity, String mark) {
        return "{\"instrument\":\"" + instrument + "\",\"quantity\":\"" + quantity + "\",\"entry_price\":\"" + mark
                + "\",\"mark_price\":\"" + mark + "\"}";
    }

    static Request of(String json) {
        return new Request((ObjectNode) parse(json));
    }

    /** Puts raw JSON at a pointer such as {@code /accounts/0/id}, replacing what is there. */
    Request with(String pointer, String json) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(at.head());
        String last = at.last().getMatchingProperty();
        if (parent instanceof ArrayNode list) {
            list.insert(Integer.parseInt(last), parse(json));
        } else {
            ((ObjectNode) parent).set(last, parse(json));
        }
        return this;
    }

    /** Puts a string at a pointer. */
    Request withText(String pointer, String text) {
        return with(pointer, '"' + text + '"');
    }

    /** Removes the field at a pointer. */
    Request without(String pointer) {
        JsonPointer at = JsonPointer.compile(pointer);
        ((ObjectNode) tree.at(at.head())).remove(at.last().getMatchingProperty());
        return this;
    }

    String json() {
        return tree.toString();
    }

    /** Runs the command on it through standard input. */
    CommandRun run(String... options) {
        return runText(json(), options);
    }

    /** Runs the command on any text through standard input. */
    static CommandRun runText(String text, String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "margin";
        System.arraycopy(options, 0, args, 1, options.length);
        args[args.length - 1] = "-";
        return CommandRun.of(text.getBytes(StandardCharsets.UTF_8), args);
    }

    /** The answer's entries; fails when the command does. */
    JsonNode answer(String... options) {
        CommandRun run = run(options);
        if (run.exitCode() != 0 || !run.err().isEmpty()) {
            throw new AssertionError("exit " + run.exitCode() + ": " + run.err());
        }
        return parse(run.out()).get("accounts");
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
