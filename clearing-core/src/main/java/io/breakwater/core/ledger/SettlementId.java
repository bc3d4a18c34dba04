package io.breakwater.core.ledger;

import java.time.LocalDate;

/**
 * The identity of a settlement, chosen by whoever asks for it: the same id is the same settlement, however often it is
 * sent. Ids older than the de-duplication window are refused, so that a forgotten id cannot be booked again.
 *
 * @param businessDate the day it belongs to, UTC
 * @param key unique on that day; 1 to 100 printable ASCII characters
 */
public record SettlementId(LocalDate businessDate, String key) implements Comparable<SettlementId> {

    /** The longest key. */
    public static final int MAX_KEY_LENGTH = 100;

    /** Refuses keys that are empty, too long or not printable ASCII. */
    public SettlementId {
        boolean printable = key.chars().allMatch(c -> c > ' ' && c < 127);
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH || !printable) {
            throw new IllegalArgumentException(
                    "settlement key '" + key + "' is not 1 to " + MAX_KEY_LENGTH + " printable ASCII characters");
        }
    }

    /**
     * Which of two accounts reserves first (A): decided by the id alone, so that everybody agrees and neither side is
     * always the one that waits.
     */
    public String first(String account, String other) {
        boolean natural = account.compareTo(other) < 0;
        boolean even = (key.hashCode() & 1) == 0;
        return natural == even ? account : other;
    }

    @Override
    public int compareTo(SettlementId other) {
        int byDate = businessDate.compareTo(other.businessDate);
        return byDate != 0 ? byDate : key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return businessDate + "/" + key;
    }
}
