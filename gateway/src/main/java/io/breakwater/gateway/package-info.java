/** The edge: gRPC services towards the world, translated to calls of the nodes. */
package io.breakwater.gateway;
