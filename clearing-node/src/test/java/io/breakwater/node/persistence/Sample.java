package io.breakwater.node.persistence;

import java.util.List;
import java.util.stream.Stream;

/**
 * A value of the core with a name, from which golden bytes are made. Its numbers are its own and differ from each other,
 * so that no default and no exchange of two parts goes unseen.
 *
 * @param name of the type, and of the case where a type has several
 * @param value of the core
 */
record Sample(String name, Object value) {

    /** Every sample, area by area. */
    static List<Sample> all() {
        return Stream.of(
                        AccountSamples.all(),
                        SettlementSamples.all(),
                        CoordinatorSamples.all(),
                        OracleSamples.all(),
                        MarketSamples.all())
                .flatMap(List::stream)
                .toList();
    }

    static Sample of(Object value) {
        return new Sample(value.getClass().getSimpleName(), value);
    }

    static Sample of(String variant, Object value) {
        return new Sample(value.getClass().getSimpleName() + "/" + variant, value);
    }

    /** How it is written. */
    @SuppressWarnings("unchecked")
    WireType<Object, ?> wireType() {
        return (WireType<Object, ?>) new CoreSerializer().of(value.getClass()).orElseThrow();
    }

    /** Where its golden bytes stand: its manifest and its name. */
    String key() {
        return wireType().manifest() + " " + name;
    }

    byte[] bytes() {
        return wireType().toBytes(value);
    }

    @Override
    public String toString() {
        return key();
    }
}
