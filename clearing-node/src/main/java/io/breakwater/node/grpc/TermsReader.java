package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.Increments;
import io.breakwater.clearing.v1.MarginTier;
import io.breakwater.clearing.v1.UnderlyingTerms;
import io.breakwater.core.instrument.MarginTiers;
import io.breakwater.core.instrument.OpenInterestCaps;
import io.breakwater.core.instrument.UnderlyingParameters;
import io.breakwater.core.money.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the margin terms of an underlying, and what all readers of terms share: absent takes a default. */
final class TermsReader {

    private static final int DECIMALS = 8;

    private TermsReader() {}

    /** Lot, tick, tiers and the rest of what a margin reads. */
    static UnderlyingParameters underlying(String path, UnderlyingTerms terms) {
        String name = Fields.underlying(path + ".name", terms.getName());
        Fields.require(terms.hasIncrements(), path + ".increments", "", "present");
        Optional<BigDecimal> reference = terms.getReferencePrice().isEmpty()
                ? Optional.empty()
                : Optional.of(Fields.positivePrice(path + ".reference_price", terms.getReferencePrice())
                        .exact());
        return checked(
                path,
                () -> new UnderlyingParameters(
                        name,
                        terms.getTiersCount() == 0
                                ? Optional.empty()
                                : Optional.of(tiers(path + ".tiers", terms.getTiersList())),
                        increments(path + ".increments", terms.getIncrements()),
                        decimal(path + ".positive_profit_weight", terms.getPositiveProfitWeight(), BigDecimal.ONE),
                        terms.hasOpenInterestCaps() ? Optional.of(caps(path, terms)) : Optional.empty(),
                        reference.isPresent(),
                        reference));
    }

    private static io.breakwater.core.instrument.Increments increments(String path, Increments increments) {
        return new io.breakwater.core.instrument.Increments(
                Fields.positiveQuantity(path + ".lot", increments.getLot()).exact(),
                Fields.positivePrice(path + ".tick", increments.getTick()).exact());
    }

    static MarginTiers tiers(String path, List<MarginTier> tiers) {
        List<MarginTiers.Tier> rows = new ArrayList<>();
        for (int i = 0; i < tiers.size(); i++) {
            String row = path + "[" + i + "]";
            rows.add(new MarginTiers.Tier(
                    Fields.decimal(row + ".lower", tiers.get(i).getLower(), DECIMALS),
                    Fields.decimal(row + ".imr", tiers.get(i).getImr(), DECIMALS),
                    Fields.decimal(row + ".mmr", tiers.get(i).getMmr(), DECIMALS)));
        }
        return checked(path, () -> MarginTiers.of(rows));
    }

    private static OpenInterestCaps caps(String path, UnderlyingTerms terms) {
        return new OpenInterestCaps(
                Fields.decimal(
                        path + ".open_interest_caps.lower",
                        terms.getOpenInterestCaps().getLower(),
                        DECIMALS),
                Fields.decimal(
                        path + ".open_interest_caps.upper",
                        terms.getOpenInterestCaps().getUpper(),
                        DECIMALS));
    }

    static BigDecimal decimal(String field, String value, BigDecimal absent) {
        return value.isEmpty() ? absent : Fields.decimal(field, value, DECIMALS);
    }

    static Rate rate(String field, String value, Rate absent) {
        return value.isEmpty() ? absent : Rate.of(Fields.decimal(field, value, DECIMALS));
    }

    static long number(long value, long absent) {
        return value == 0 ? absent : value;
    }

    static int number(int value, int absent) {
        return value == 0 ? absent : value;
    }

    /** What the core says about terms that cannot work, as a refusal of the field they are in. */
    static <T> T checked(String path, Supplier<T> terms) {
        try {
            return terms.get();
        } catch (IllegalArgumentException e) {
            throw Fields.invalid(path, "", e.getMessage());
        }
    }
}
