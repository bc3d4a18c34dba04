/**
 * The contract as a node serves it: reads requests field by field, asks the accounts, the board, the aggregators, the
 * directory and the auction floor, and writes their answers as messages. It decides nothing by itself. Read
 * {@link io.breakwater.node.grpc.GrpcServer} first, then {@link io.breakwater.node.grpc.AccountGrpcService}.
 */
package io.breakwater.node.grpc;
