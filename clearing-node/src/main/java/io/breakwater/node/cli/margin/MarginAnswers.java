package io.breakwater.node.cli.margin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.core.instrument.RiskParameters;

/** Answers a margin request in JSON with JSON: the one way from a question to its numbers, for the command and the call. */
public final class MarginAnswers {

    private MarginAnswers() {}

    /**
     * The answer to a request.
     *
     * @param request an object with the fields of the contract
     * @param defaults what the request's parameters replace
     * @param explain whether every number comes with its terms
     * @throws RefusedRequestException naming the first bad field
     */
    public static ObjectNode of(JsonNode request, RiskParameters defaults, boolean explain) {
        return of(JsonField.root(request), defaults, explain);
    }

    static ObjectNode of(JsonField fields, RiskParameters defaults, boolean explain) {
        MarginRequest request = RequestReader.read(fields, defaults);
        MarginCheck check = new MarginCheck(request.parameters());
        CheckTerms terms = new CheckTerms(request.parameters());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode accounts = answer.putArray("accounts");
        for (MarginRequest.Account account : request.accounts()) {
            MarginCheck.Answer checked = check.of(account);
            ObjectNode entry = AnswerWriter.account(checked);
            if (explain) {
                entry.set("explanation", AnswerWriter.explanation(terms.of(checked)));
            }
            accounts.add(entry);
        }
        return answer;
    }
}
