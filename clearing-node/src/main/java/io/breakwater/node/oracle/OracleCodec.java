package io.breakwater.node.oracle;

import static io.breakwater.node.persistence.Strict.decimal;
import static io.breakwater.node.persistence.Strict.missing;
import static io.breakwater.node.persistence.Strict.part;
import static io.breakwater.node.persistence.Strict.text;

import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Rate;
import io.breakwater.core.oracle.BasisAverage;
import io.breakwater.journal.v1.OracleMessageProto;
import io.breakwater.node.market.DefinitionsCodec;
import io.breakwater.node.oracle.OracleEvent.BasisKept;
import io.breakwater.node.oracle.OracleProtocol.HaltOutcome;
import io.breakwater.node.oracle.OracleProtocol.HaltReceipt;
import io.breakwater.node.oracle.OracleProtocol.Reason;
import io.breakwater.node.oracle.OracleProtocol.Receipt;
import io.breakwater.node.oracle.OracleProtocol.RefusedQuote;
import io.breakwater.node.oracle.SourceQuote.DerivativeQuote;
import io.breakwater.node.oracle.SourceQuote.IndexQuote;
import io.breakwater.node.oracle.SourceQuote.OwnBookQuote;
import io.breakwater.node.persistence.AggregatorCodec;
import io.breakwater.node.persistence.EnumMapping;
import io.breakwater.node.persistence.PriceCodec;

/** Writes and reads quotes, receipts, and what the journal of an aggregator holds of the mark. */
final class OracleCodec {

    private static final EnumMapping<Reason, OracleMessageProto.QuoteRefusal> REASON =
            EnumMapping.byName(Reason.class, OracleMessageProto.QuoteRefusal.class, "QUOTE_REFUSAL_");
    private static final EnumMapping<HaltOutcome, OracleMessageProto.HaltOutcome> OUTCOME =
            EnumMapping.byName(HaltOutcome.class, OracleMessageProto.HaltOutcome.class, "HALT_OUTCOME_");

    private OracleCodec() {}

    static OracleMessageProto.SourceQuote write(SourceQuote value) {
        OracleMessageProto.SourceQuote.Builder wire = OracleMessageProto.SourceQuote.newBuilder();
        if (value instanceof IndexQuote index) {
            wire.setIndex(PriceCodec.write(index.quote()));
        } else if (value instanceof DerivativeQuote derivative) {
            wire.setDerivative(PriceCodec.write(derivative.quote()));
        } else {
            wire.setOwnBook(write((OwnBookQuote) value));
        }
        return wire.build();
    }

    static SourceQuote read(OracleMessageProto.SourceQuote wire) {
        return switch (wire.getQuoteCase()) {
            case INDEX -> new IndexQuote(PriceCodec.read(wire.getIndex()));
            case DERIVATIVE -> new DerivativeQuote(PriceCodec.read(wire.getDerivative()));
            case OWN_BOOK -> read(wire.getOwnBook());
            case QUOTE_NOT_SET -> throw missing("SourceQuote.quote");
        };
    }

    private static OracleMessageProto.OwnBookQuote write(OwnBookQuote value) {
        return OracleMessageProto.OwnBookQuote.newBuilder()
                .setBidUnits(value.bid().units())
                .setAskUnits(value.ask().units())
                .setLastUnits(value.last().units())
                .setDepthUnits(value.depth().units())
                .setTimeMillis(value.timeMillis())
                .setSequence(value.sequence())
                .build();
    }

    private static OwnBookQuote read(OracleMessageProto.OwnBookQuote wire) {
        return new OwnBookQuote(
                new Price(wire.getBidUnits()),
                new Price(wire.getAskUnits()),
                new Price(wire.getLastUnits()),
                new Money(wire.getDepthUnits()),
                wire.getTimeMillis(),
                wire.getSequence());
    }

    static OracleMessageProto.ThrottleGain write(OracleProtocol.ThrottleReported value) {
        return OracleMessageProto.ThrottleGain.newBuilder()
                .setGainUnits(value.gain().units())
                .build();
    }

    static OracleProtocol.ThrottleReported read(OracleMessageProto.ThrottleGain wire) {
        return new OracleProtocol.ThrottleReported(new Rate(wire.getGainUnits()));
    }

    static OracleMessageProto.ConfigureFeed write(OracleProtocol.Configure value) {
        return OracleMessageProto.ConfigureFeed.newBuilder()
                .setVersion(value.version())
                .setDefinition(DefinitionsCodec.write(value.definition()))
                .build();
    }

    static OracleProtocol.Configure read(OracleMessageProto.ConfigureFeed wire) {
        return new OracleProtocol.Configure(
                wire.getVersion(),
                DefinitionsCodec.read(part(wire.hasDefinition(), wire.getDefinition(), "ConfigureFeed.definition")));
    }

    static OracleMessageProto.QuoteReceipt write(Receipt value) {
        return OracleMessageProto.QuoteReceipt.newBuilder()
                .setAccepted(value.accepted())
                .addAllRefused(value.refused().stream().map(OracleCodec::write).toList())
                .build();
    }

    static Receipt read(OracleMessageProto.QuoteReceipt wire) {
        return new Receipt(
                wire.getAccepted(),
                wire.getRefusedList().stream().map(OracleCodec::read).toList());
    }

    private static OracleMessageProto.RefusedQuote write(RefusedQuote value) {
        return OracleMessageProto.RefusedQuote.newBuilder()
                .setSource(value.source())
                .setSequence(value.sequence())
                .setReason(REASON.write(value.reason()))
                .setDetail(value.detail())
                .build();
    }

    private static RefusedQuote read(OracleMessageProto.RefusedQuote wire) {
        return new RefusedQuote(
                text(wire.getSource(), "RefusedQuote.source"),
                wire.getSequence(),
                REASON.read(wire.getReason(), "RefusedQuote.reason"),
                wire.getDetail());
    }

    static OracleMessageProto.HaltReceipt write(HaltReceipt value) {
        return OracleMessageProto.HaltReceipt.newBuilder()
                .setUnderlying(value.underlying())
                .setOutcome(OUTCOME.write(value.outcome()))
                .build();
    }

    static HaltReceipt read(OracleMessageProto.HaltReceipt wire) {
        return new HaltReceipt(
                text(wire.getUnderlying(), "HaltReceipt.underlying"),
                OUTCOME.read(wire.getOutcome(), "HaltReceipt.outcome"));
    }

    static OracleMessageProto.BasisKept write(BasisKept value) {
        return OracleMessageProto.BasisKept.newBuilder()
                .setNumerator(value.basis().numerator().toString())
                .setDenominator(value.basis().denominator().toString())
                .setSampledMillis(value.sampledMillis())
                .build();
    }

    static BasisKept read(OracleMessageProto.BasisKept wire) {
        return new BasisKept(
                new BasisAverage(
                        decimal(wire.getNumerator(), "BasisKept.numerator"),
                        decimal(wire.getDenominator(), "BasisKept.denominator")),
                wire.getSampledMillis());
    }

    static OracleMessageProto.OracleState write(OracleState value) {
        return OracleMessageProto.OracleState.newBuilder()
                .setAggregator(AggregatorCodec.write(value.aggregator()))
                .setBasis(write(value.basis()))
                .build();
    }

    static OracleState read(OracleMessageProto.OracleState wire) {
        return new OracleState(
                AggregatorCodec.read(part(wire.hasAggregator(), wire.getAggregator(), "OracleState.aggregator")),
                read(part(wire.hasBasis(), wire.getBasis(), "OracleState.basis")));
    }
}
