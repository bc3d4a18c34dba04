package io.breakwater.core.liquidation;

import io.breakwater.core.money.Rounding;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rounds exact shares to whole units that sum to a given total: each down, and the units left one each to the largest
 * remainders, ties by id.
 *
 * <p>No share moves by a whole unit, and one that is whole already does not move at all; so a share within a whole limit
 * stays within it.
 */
final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * Whole shares.
     *
     * @param exact by id, at least 0 each, with the total as their sum
     * @param total a whole number
     */
    static SortedMap<String, Long> round(SortedMap<String, Ratio> exact, long total) {
        TreeMap<String, Long> whole = new TreeMap<>();
        exact.forEach(
                (id, share) -> whole.put(id, share.rounded(0, Rounding.DOWN).longValueExact()));
        long left = total - whole.values().stream().reduce(0L, Math::addExact);
        List<String> byRemainder = exact.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Ratio> e) -> remainder(e, whole))
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(left)
                .map(Map.Entry::getKey)
                .toList();
        byRemainder.forEach(id -> whole.merge(id, 1L, Math::addExact));
        return whole;
    }

    private static Ratio remainder(Map.Entry<String, Ratio> share, Map<String, Long> whole) {
        return share.getValue().plus(BigDecimal.valueOf(-whole.get(share.getKey())));
    }
}
