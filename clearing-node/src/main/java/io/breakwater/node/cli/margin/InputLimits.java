package io.breakwater.node.cli.margin;

/**
 * How much input a request may be, so that a wrong file is refused instead of filling the memory.
 *
 * @param bytes size of the file
 * @param depth nesting of objects and lists; the deepest field of the contract is at 5
 */
record InputLimits(int bytes, int depth) {

    /** 64 MiB, some 100,000 accounts, and 32 levels. */
    static InputLimits defaults() {
        return new InputLimits(64 << 20, 32);
    }
}
