package io.breakwater.node.demo;

import java.util.Set;
import java.util.TreeSet;

/**
 * Who was called and who was liquidated here, beside the simulation of the same input: what differs is an effect of
 * timing.
 *
 * @param called accounts that were called
 * @param liquidated accounts that were liquidated
 */
record Comparison(Counts called, Counts liquidated) {

    /**
     * Two sets of accounts beside each other.
     *
     * @param same in both
     * @param onlyDemo only here
     * @param onlySimulation only there
     */
    record Counts(long same, long onlyDemo, long onlySimulation) {

        /** Counts two sets. */
        static Counts of(Set<String> demo, Set<String> simulation) {
            Set<String> same = new TreeSet<>(demo);
            same.retainAll(simulation);
            return new Counts(same.size(), demo.size() - same.size(), simulation.size() - same.size());
        }
    }
}
