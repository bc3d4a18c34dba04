/**
 * The offline commands of {@code ./breakwater}: each reads its arguments and input, asks the law in
 * {@code clearing-core}, and prints an answer; none needs a server. Read {@link io.breakwater.node.cli.Breakwater}
 * first.
 */
package io.breakwater.node.cli;
