package io.breakwater.node.persistence;

import io.breakwater.core.protocol.CoordinatorEvent;
import io.breakwater.core.protocol.CoordinatorLedger;
import io.breakwater.core.protocol.CoordinatorMessage;
import io.breakwater.core.protocol.LeaseMarket;
import io.breakwater.core.protocol.LeaseMessage;
import io.breakwater.journal.v1.CoordinatorProto;
import io.breakwater.journal.v1.LeaseProto;
import java.util.List;

/** Events and ledger of the coordinator, and what it and the nodes say to each other, each type with its manifest. */
final class CoordinatorWireTypes {

    static final List<WireType<?, ?>> TABLE = List.of(
            new WireType<>(
                    "cT1",
                    CoordinatorEvent.TermBegun.class,
                    CoordinatorCodec::write,
                    CoordinatorProto.TermBegun.parser(),
                    CoordinatorCodec::read),
            new WireType<>(
                    "cB1",
                    CoordinatorEvent.BundleDecided.class,
                    CoordinatorCodec::write,
                    CoordinatorProto.BundleDecided.parser(),
                    CoordinatorCodec::read),
            new WireType<>(
                    "cL1",
                    CoordinatorLedger.class,
                    CoordinatorCodec::write,
                    CoordinatorProto.CoordinatorLedger.parser(),
                    CoordinatorCodec::read),
            new WireType<>(
                    "cA1",
                    CoordinatorMessage.LeasesAsked.class,
                    LeaseCodec::write,
                    LeaseProto.LeasesAsked.parser(),
                    LeaseCodec::read),
            new WireType<>(
                    "cR1",
                    LeaseMessage.LeasesAnswered.class,
                    LeaseCodec::write,
                    LeaseProto.LeasesAnswered.parser(),
                    LeaseCodec::read),
            new WireType<>(
                    "cM1", LeaseMarket.class, LeaseCodec::write, LeaseProto.LeaseMarket.parser(), LeaseCodec::read));

    private CoordinatorWireTypes() {}
}
