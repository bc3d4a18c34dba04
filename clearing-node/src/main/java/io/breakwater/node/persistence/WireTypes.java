package io.breakwater.node.persistence;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything of the core that is written or travels, each type with its manifest: an area (a account, s settlement, c
 * coordinator, o oracle, m market), a type and a version. Once written a manifest keeps its meaning for ever.
 */
public final class WireTypes {

    /** All of them, area by area. */
    public static final List<WireType<?, ?>> ALL = Stream.of(
                    AccountWireTypes.TABLE,
                    SettlementWireTypes.TABLE,
                    CoordinatorWireTypes.TABLE,
                    OracleWireTypes.TABLE,
                    MarketWireTypes.TABLE)
            .flatMap(List::stream)
            .toList();

    private WireTypes() {}
}
