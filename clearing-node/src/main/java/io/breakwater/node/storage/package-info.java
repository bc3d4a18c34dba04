/**
 * Where the journal lives: the settings of the store, its schema, and a real Cassandra as a child process for one machine
 * and for the tests, so that there is one storage path and not two. It knows the Cassandra driver and nothing of accounts;
 * the node reads {@code storage.conf} from here, the commands start what is started here. Read
 * {@link io.breakwater.node.storage.StorageSettings} first, then {@link io.breakwater.node.storage.LocalCassandra}.
 */
package io.breakwater.node.storage;
