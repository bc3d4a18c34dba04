/**
 * A market crash cleared by real processes: the outside world of {@code ./breakwater demo} (venues, traders, keepers,
 * makers and the own book, all of them clients of the gateway), the pace at which its tape is played, what is audited on
 * the way, and the comparison with {@code io.breakwater.node.simulation}, which plays the same input in one process. The
 * processes are started by {@code io.breakwater.node.local}. Read {@link io.breakwater.node.demo.Demo} first, then
 * {@link io.breakwater.node.demo.OutsideWorld}.
 */
package io.breakwater.node.demo;
