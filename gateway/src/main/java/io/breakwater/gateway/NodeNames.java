package io.breakwater.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the names of nodes, again and again: a name that does not resolve is where it was when it last did, so that an
 * outage of the name service loses no node. For one thread.
 */
final class NodeNames {

    private static final Logger LOG = LoggerFactory.getLogger(NodeNames.class);

    private final List<String> names;
    private final Resolver resolver;
    private final Map<String, Set<InetSocketAddress>> known = new HashMap<>();
    private final Set<String> unresolved = new HashSet<>();

    /** Says where a host is. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Of names host:port. */
    NodeNames(List<String> names, Resolver resolver) {
        this.names = names;
        this.resolver = resolver;
    }

    /** Every address of every name, as last known. */
    Set<InetSocketAddress> addresses() {
        return names.stream().flatMap(this::resolved).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<InetSocketAddress> resolved(String name) {
        int colon = name.lastIndexOf(':');
        int port = Integer.parseInt(name.substring(colon + 1));
        try {
            Set<InetSocketAddress> addresses = new LinkedHashSet<>();
            for (InetAddress address : resolver.addresses(name.substring(0, colon))) {
                addresses.add(new InetSocketAddress(address, port));
            }
            known.put(name, addresses);
            if (unresolved.remove(name)) {
                LOG.info("the name of node {} resolves to {}", name, addresses);
            }
        } catch (UnknownHostException e) {
            if (unresolved.add(name)) {
                LOG.warn("the name of node {} does not resolve; known are {}", name, lastKnown(name));
            }
        }
        return lastKnown(name).stream();
    }

    private Set<InetSocketAddress> lastKnown(String name) {
        return known.getOrDefault(name, Set.of());
    }
}
