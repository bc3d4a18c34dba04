package io.breakwater.node.cli.margin;

import static io.breakwater.node.cli.margin.RefusedRequestException.quoted;

import io.breakwater.core.instrument.RiskParameters;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.margin.MarginMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a request from its fields. Fields are read in the order of the document; what two fields must be to each other
 * is looked at after both, so the first refusal is the one that is named.
 */
final class RequestReader {

    private RequestReader() {}

    /**
     * The request in a JSON object.
     *
     * @param defaults what the request's parameters replace
     * @throws RefusedRequestException naming the first bad field
     */
    static MarginRequest read(JsonField request, RiskParameters defaults) {
        List<MarginRequest.Account> accounts = List.of();
        Optional<JsonField> accountList = Optional.empty();
        RiskParameters parameters = defaults;
        for (JsonField field : request.fields()) {
            switch (field.name()) {
                case "accounts" -> {
                    accountList = Optional.of(field);
                    accounts = accounts(field);
                }
                case "parameters" -> parameters = ParametersReader.read(field, parameters);
                default -> throw field.unknown();
            }
        }
        if (accountList.isPresent()) {
            requireTerms(accountList.get(), accounts, parameters);
        }
        return new MarginRequest(accounts, parameters);
    }

    private static List<MarginRequest.Account> accounts(JsonField list) {
        List<MarginRequest.Account> accounts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonField element : list.elements()) {
            MarginRequest.Account account = AccountReader.read(element);
            if (!ids.add(account.id())) {
                throw element.refused("id", quoted(account.id()) + " is the id of an account before");
            }
            accounts.add(account);
        }
        return accounts;
    }

    /** Refuses positions whose underlying has no lot and tick, or outside PORTFOLIO no tiers: they are never guessed. */
    private static void requireTerms(JsonField list, List<MarginRequest.Account> accounts, RiskParameters parameters) {
        for (int i = 0; i < accounts.size(); i++) {
            MarginRequest.Account account = accounts.get(i);
            for (int j = 0; j < account.positions().size(); j++) {
                String underlying = account.positions().get(j).instrument().underlying();
                Optional<UnderlyingParameters> terms = parameters.underlying(underlying);
                boolean needsTiers = account.mode() != MarginMode.PORTFOLIO;
                if (terms.isEmpty() || needsTiers && terms.get().tiers().isEmpty()) {
                    throw new RefusedRequestException(
                            list.path() + "[" + i + "].positions[" + j + "].instrument",
                            "underlying " + underlying + " has no "
                                    + (terms.isEmpty() ? "increments" : "tiers, which " + account.mode() + " needs"));
                }
            }
        }
    }
}
