/**
 * What is written and what travels: every type of the core that enters a journal, a snapshot or a message between nodes,
 * as a message of {@code breakwater.journal.v1} and back, strictly and with equal bytes for equal values. It knows the
 * core and the messages, and none of the actors: those persist and send values of the core, and put codecs of this package
 * to use where an envelope has an actor reference as well. Read {@link io.breakwater.node.persistence.WireTypes} first,
 * then {@link io.breakwater.node.persistence.CoreSerializer}, then any codec.
 */
package io.breakwater.node.persistence;
