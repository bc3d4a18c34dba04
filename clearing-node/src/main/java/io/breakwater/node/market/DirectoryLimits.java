package io.breakwater.node.market;

/**
 * How much the directory takes: every node holds all of it.
 *
 * @param mostSymbols defined underlyings
 * @param mostInstruments listed instruments, expired ones included
 * @param mostHaircuts of one instrument; each account that holds it applies them all
 * @param mostOperations of the days whose ids are accepted; further ones are refused until old ones are forgotten
 */
public record DirectoryLimits(int mostSymbols, int mostInstruments, int mostHaircuts, int mostOperations) {

    /**
     * Refuses limits that are not positive.
     *
     * @throws IllegalArgumentException naming the fields and their values
     */
    public DirectoryLimits {
        if (mostSymbols <= 0 || mostInstruments <= 0 || mostHaircuts <= 0 || mostOperations <= 0) {
            throw new IllegalArgumentException("mostSymbols " + mostSymbols + ", mostInstruments " + mostInstruments
                    + ", mostHaircuts " + mostHaircuts + " and mostOperations " + mostOperations
                    + " must be positive");
        }
    }
}
