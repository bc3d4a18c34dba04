package io.breakwater.node.risk;

import com.typesafe.config.Config;
import io.breakwater.core.risk.BookLimits;

/**
 * How large the risk book of a node may grow and how hard it may press accounts: the settings {@code breakwater.risk},
 * checked.
 *
 * @param mostAccounts accounts the node may watch
 * @param nominationsInFlight nominations that may be unanswered at once; the others wait, the deepest deficit first
 * @param wakesInFlight accounts that may be waking up at once so that they are watched
 * @param answerMillis a nomination without an answer for so long is told again; twice as long each time after
 * @param longestAnswerMillis the longest such time
 * @param exposureRoundMillis changed accounts wait at most so long until they are looked at again without a new price
 * @param keepAwakeMillis how often the accounts near their threshold are touched; shorter than their idle time
 * @param mostKeptAwake how many of them at most, the nearest first
 * @param heatMillis how often the distances to liquidation are counted
 * @param partMillis the part of another node in open interest is dropped after so long without news of it
 * @param shardSweepMillis how often the node asks which shards live where; shorter than the pause between two rebalances
 */
public record RiskSettings(
        int mostAccounts,
        int nominationsInFlight,
        int wakesInFlight,
        long answerMillis,
        long longestAnswerMillis,
        long exposureRoundMillis,
        long keepAwakeMillis,
        int mostKeptAwake,
        long heatMillis,
        long partMillis,
        long shardSweepMillis) {

    private static final String PATH = "breakwater.risk";

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and the limit
     */
    public RiskSettings {
        requirePositive("most-accounts", mostAccounts);
        requirePositive("nominations-in-flight", nominationsInFlight);
        requirePositive("wakes-in-flight", wakesInFlight);
        requirePositive("answer-millis", answerMillis);
        requirePositive("exposure-round-millis", exposureRoundMillis);
        requirePositive("keep-awake-millis", keepAwakeMillis);
        requirePositive("most-kept-awake", mostKeptAwake);
        requirePositive("heat-millis", heatMillis);
        requirePositive("part-millis", partMillis);
        requirePositive("shard-sweep-millis", shardSweepMillis);
        if (longestAnswerMillis < answerMillis) {
            throw new IllegalArgumentException(PATH + ".longest-answer-millis is " + longestAnswerMillis
                    + " and must be at least answer-millis, " + answerMillis);
        }
    }

    /**
     * The settings of a configuration that has {@code risk.conf}.
     *
     * @throws IllegalArgumentException naming the setting, its value and the limit
     */
    public static RiskSettings of(Config config) {
        Config risk = config.getConfig(PATH);
        return new RiskSettings(
                risk.getInt("most-accounts"),
                risk.getInt("nominations-in-flight"),
                risk.getInt("wakes-in-flight"),
                risk.getLong("answer-millis"),
                risk.getLong("longest-answer-millis"),
                risk.getLong("exposure-round-millis"),
                risk.getLong("keep-awake-millis"),
                risk.getInt("most-kept-awake"),
                risk.getLong("heat-millis"),
                risk.getLong("part-millis"),
                risk.getLong("shard-sweep-millis"));
    }

    /** The book's own limits, with this many accounts. */
    BookLimits bookLimits() {
        BookLimits defaults = BookLimits.defaults();
        return new BookLimits(
                mostAccounts, defaults.maxSymbols(), defaults.maxRowsAnAccount(), defaults.slotsASegment());
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(PATH + "." + name + " is " + value + " and must be at least 1");
        }
    }
}
