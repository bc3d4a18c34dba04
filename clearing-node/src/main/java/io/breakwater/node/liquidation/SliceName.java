package io.breakwater.node.liquidation;

/**
 * Names a slice in the cluster.
 *
 * @param account in liquidation
 * @param sliceId within it
 */
record SliceName(String account, String sliceId) implements Comparable<SliceName> {
    @Override
    public int compareTo(SliceName other) {
        int byAccount = account.compareTo(other.account);
        return byAccount != 0 ? byAccount : sliceId.compareTo(other.sliceId);
    }
}
