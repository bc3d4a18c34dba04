package io.breakwater.core.risk;

import java.util.Arrays;

/**
 * For each block of rows and each edge, the largest size at or below the edge and the smallest above it: as long as an edge
 * stays between the two, no row of the block leaves its piece. So the price interval in which a row's line is exact is kept
 * for 64 rows together, in the sizes it follows from, and exactly (architecture section 3). A size that has left only
 * makes the interval narrower than it need be.
 */
final class NearestSizes {

    /** Rows in a block. */
    static final int BLOCK_ROWS = 64;

    private int edges;
    private long[] largestBelow = new long[0];
    private long[] smallestAbove = new long[0];

    /** Forgets every size, for a number of edges. */
    void reset(int edgeCount) {
        edges = edgeCount;
        largestBelow = new long[0];
        smallestAbove = new long[0];
    }

    /** Forgets the sizes of a block. */
    void resetBlock(int block) {
        int from = block * edges;
        clear(Math.min(from, largestBelow.length), Math.min(from + edges, largestBelow.length));
    }

    private void clear(int from, int to) {
        Arrays.fill(largestBelow, from, to, -1);
        Arrays.fill(smallestAbove, from, to, Long.MAX_VALUE);
    }

    /** Notes the size of a row at the edges of the present price. */
    void note(int row, long size, long[] edgeSizes) {
        int from = row / BLOCK_ROWS * edges;
        if (from + edges > largestBelow.length) {
            int had = largestBelow.length;
            largestBelow = Arrays.copyOf(largestBelow, from + edges);
            smallestAbove = Arrays.copyOf(smallestAbove, from + edges);
            clear(had, from + edges);
        }
        for (int i = 0; i < edges; i++) {
            if (size <= edgeSizes[i]) {
                largestBelow[from + i] = Math.max(largestBelow[from + i], size);
            } else {
                smallestAbove[from + i] = Math.min(smallestAbove[from + i], size);
            }
        }
    }

    /** Whether some row of a block may leave its piece at these edges. */
    boolean mayCross(int block, long[] edgeSizes) {
        int from = block * edges;
        for (int i = 0; i < edges; i++) {
            if (largestBelow[from + i] > edgeSizes[i] || smallestAbove[from + i] <= edgeSizes[i]) {
                return true;
            }
        }
        return false;
    }

    /** How many edges it keeps. */
    int edges() {
        return edges;
    }

    long bytes() {
        return 16L * largestBelow.length;
    }
}
