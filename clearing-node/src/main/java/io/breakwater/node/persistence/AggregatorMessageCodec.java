package io.breakwater.node.persistence;

import static io.breakwater.node.persistence.Strict.part;

import io.breakwater.core.money.Rate;
import io.breakwater.core.protocol.AggregatorMessage;
import io.breakwater.journal.v1.AggregatorMessageProto;

/** Writes and reads what an aggregator can be told. */
public final class AggregatorMessageCodec {

    private AggregatorMessageCodec() {}

    static AggregatorMessageProto.Started write(AggregatorMessage.Started value) {
        return AggregatorMessageProto.Started.getDefaultInstance();
    }

    static AggregatorMessage.Started read(AggregatorMessageProto.Started wire) {
        return new AggregatorMessage.Started();
    }

    static AggregatorMessageProto.QuoteArrived write(AggregatorMessage.QuoteArrived value) {
        return AggregatorMessageProto.QuoteArrived.newBuilder()
                .setQuote(PriceCodec.write(value.quote()))
                .build();
    }

    static AggregatorMessage.QuoteArrived read(AggregatorMessageProto.QuoteArrived wire) {
        return new AggregatorMessage.QuoteArrived(
                PriceCodec.read(part(wire.hasQuote(), wire.getQuote(), "QuoteArrived.quote")));
    }

    static AggregatorMessageProto.Ticked write(AggregatorMessage.Ticked value) {
        return AggregatorMessageProto.Ticked.getDefaultInstance();
    }

    static AggregatorMessage.Ticked read(AggregatorMessageProto.Ticked wire) {
        return new AggregatorMessage.Ticked();
    }

    static AggregatorMessageProto.HaltAsked write(AggregatorMessage.HaltAsked value) {
        return AggregatorMessageProto.HaltAsked.newBuilder()
                .setReason(value.reason())
                .build();
    }

    static AggregatorMessage.HaltAsked read(AggregatorMessageProto.HaltAsked wire) {
        return new AggregatorMessage.HaltAsked(wire.getReason());
    }

    static AggregatorMessageProto.ResumeAsked write(AggregatorMessage.ResumeAsked value) {
        return AggregatorMessageProto.ResumeAsked.getDefaultInstance();
    }

    static AggregatorMessage.ResumeAsked read(AggregatorMessageProto.ResumeAsked wire) {
        return new AggregatorMessage.ResumeAsked();
    }

    static AggregatorMessageProto.ThrottleReported write(AggregatorMessage.ThrottleReported value) {
        return AggregatorMessageProto.ThrottleReported.newBuilder()
                .setGainUnits(value.gain().units())
                .build();
    }

    static AggregatorMessage.ThrottleReported read(AggregatorMessageProto.ThrottleReported wire) {
        return new AggregatorMessage.ThrottleReported(new Rate(wire.getGainUnits()));
    }

    /** The message of any {@link AggregatorMessage}. */
    public static AggregatorMessageProto.AggregatorMessage write(AggregatorMessage value) {
        AggregatorMessageProto.AggregatorMessage.Builder wire = AggregatorMessageProto.AggregatorMessage.newBuilder();
        if (value instanceof AggregatorMessage.Started started) {
            wire.setStarted(write(started));
        } else if (value instanceof AggregatorMessage.QuoteArrived quoteArrived) {
            wire.setQuoteArrived(write(quoteArrived));
        } else if (value instanceof AggregatorMessage.Ticked ticked) {
            wire.setTicked(write(ticked));
        } else if (value instanceof AggregatorMessage.HaltAsked haltAsked) {
            wire.setHaltAsked(write(haltAsked));
        } else if (value instanceof AggregatorMessage.ResumeAsked resumeAsked) {
            wire.setResumeAsked(write(resumeAsked));
        } else if (value instanceof AggregatorMessage.ThrottleReported throttleReported) {
            wire.setThrottleReported(write(throttleReported));
        } else {
            throw Strict.unmapped(value);
        }
        return wire.build();
    }

    /**
     * Any {@link AggregatorMessage} of its message.
     *
     * @throws UnreadableMessageException when a part is missing or unknown
     */
    public static AggregatorMessage read(AggregatorMessageProto.AggregatorMessage wire) {
        return switch (wire.getMessageCase()) {
            case STARTED -> read(wire.getStarted());
            case QUOTE_ARRIVED -> read(wire.getQuoteArrived());
            case TICKED -> read(wire.getTicked());
            case HALT_ASKED -> read(wire.getHaltAsked());
            case RESUME_ASKED -> read(wire.getResumeAsked());
            case THROTTLE_REPORTED -> read(wire.getThrottleReported());
            case MESSAGE_NOT_SET -> throw Strict.missing("AggregatorMessage.message");
        };
    }
}
