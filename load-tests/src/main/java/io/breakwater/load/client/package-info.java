/**
 * A client of the public contract made of plain grpc-java and nothing else of ours: the calls of a trading front-end, of a
 * price source and of a market operator. The load driver and the end-to-end test speak through it, so neither can see more
 * than a client sees. Neighbours: the module {@code proto} below, {@link io.breakwater.load.driver} above. Read
 * {@link io.breakwater.load.client.ClearingClient} first, then {@link io.breakwater.load.client.QuoteSources}.
 */
package io.breakwater.load.client;
