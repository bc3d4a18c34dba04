package io.breakwater.core.risk;

import java.util.Arrays;

/**
 * From account id to slot: an open-addressed table of slots, so that an account costs its id and a few bytes.
 *
 * <p>Slots are handed out lowest first and reused; nothing reads them in table order, so the order of ids cannot reach a
 * result (risk model B.12.13).
 */
final class AccountIndex {

    /** No such account. */
    static final int ABSENT = -1;

    private static final int FREE = -1;
    private static final int FIRST_CAPACITY = 16;

    private String[] ids = new String[FIRST_CAPACITY];
    private int[] table = emptyTable(2 * FIRST_CAPACITY);
    private int[] freed = new int[FIRST_CAPACITY];
    private int freedCount;
    private int nextSlot;

    private static int[] emptyTable(int capacity) {
        int[] empty = new int[capacity];
        Arrays.fill(empty, FREE);
        return empty;
    }

    /** How many accounts there are. */
    int size() {
        return nextSlot - freedCount;
    }

    /** One above the highest slot ever used. */
    int slotBound() {
        return nextSlot;
    }

    /** The id in a slot, or null when it is free. */
    String id(int slot) {
        return ids[slot];
    }

    /** The slot of an id, or {@link #ABSENT}. */
    int slot(String id) {
        int slot = table[place(id)];
        return slot == FREE ? ABSENT : slot;
    }

    /** A slot for an id that has none. */
    int add(String id) {
        if (2 * (size() + 1) > table.length) {
            rehash();
        }
        int slot = freedCount > 0 ? freed[--freedCount] : nextSlot++;
        if (slot == ids.length) {
            ids = Arrays.copyOf(ids, ids.length + (ids.length >> 2));
        }
        ids[slot] = id;
        table[place(id)] = slot;
        return slot;
    }

    /** Frees the slot of an id and returns it. */
    int remove(String id) {
        int hole = place(id);
        int slot = table[hole];
        ids[slot] = null;
        if (freedCount == freed.length) {
            freed = Arrays.copyOf(freed, 2 * freed.length);
        }
        freed[freedCount++] = slot;
        closeHole(hole);
        return slot;
    }

    private void closeHole(int from) {
        int mask = table.length - 1;
        int hole = from;
        for (int probe = (hole + 1) & mask; table[probe] != FREE; probe = (probe + 1) & mask) {
            int home = home(ids[table[probe]]);
            boolean mayMove = ((probe - home) & mask) >= ((probe - hole) & mask);
            if (mayMove) {
                table[hole] = table[probe];
                hole = probe;
            }
        }
        table[hole] = FREE;
    }

    private int place(String id) {
        int mask = table.length - 1;
        int probe = home(id);
        while (table[probe] != FREE && !ids[table[probe]].equals(id)) {
            probe = (probe + 1) & mask;
        }
        return probe;
    }

    private int home(String id) {
        int hash = id.hashCode();
        return (hash ^ hash >>> 16) & (table.length - 1);
    }

    private void rehash() {
        table = emptyTable(2 * table.length);
        for (int slot = 0; slot < nextSlot; slot++) {
            if (ids[slot] != null) {
                table[place(ids[slot])] = slot;
            }
        }
    }

    /** Bytes of its arrays, ids not included. */
    long bytes() {
        return 4L * table.length + 4L * ids.length + 4L * freed.length;
    }
}
