package io.breakwater.node.persistence;

import io.breakwater.core.account.AccountCommand;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import io.breakwater.journal.v1.AccountCommandProto;
import io.breakwater.journal.v1.SettlementMessageProto;
import io.breakwater.journal.v1.SettlementProto;
import io.breakwater.journal.v1.ValuesProto;
import java.util.List;

/** What is said to accounts and between them, each type with its manifest. */
final class SettlementWireTypes {

    static final List<WireType<?, ?>> TABLE = List.of(
            new WireType<>(
                    "sC1",
                    AccountCommand.class,
                    CommandCodec::write,
                    AccountCommandProto.AccountCommand.parser(),
                    CommandCodec::read),
            new WireType<>(
                    "sM1",
                    SettlementMessage.class,
                    SettlementMessageCodec::write,
                    SettlementMessageProto.SettlementMessage.parser(),
                    SettlementMessageCodec::read),
            new WireType<>(
                    "sA1",
                    SettlementStep.Answer.class,
                    SettlementMessageCodec::write,
                    SettlementMessageProto.SettlementAnswer.parser(),
                    SettlementMessageCodec::read),
            new WireType<>(
                    "sS1",
                    Settlement.class,
                    SettlementCodec::write,
                    SettlementProto.Settlement.parser(),
                    SettlementCodec::read),
            new WireType<>(
                    "sL1", Leg.class, SettlementCodec::write, SettlementProto.Leg.parser(), SettlementCodec::read),
            new WireType<>(
                    "sF1",
                    CommitFacts.class,
                    SettlementCodec::write,
                    SettlementProto.CommitFacts.parser(),
                    SettlementCodec::read),
            new WireType<>("sR1", Refusal.class, ValuesCodec::write, ValuesProto.Refusal.parser(), ValuesCodec::read));

    private SettlementWireTypes() {}
}
