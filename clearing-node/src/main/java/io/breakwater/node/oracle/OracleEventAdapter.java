package io.breakwater.node.oracle;

import io.breakwater.core.protocol.AggregatorEvent;
import org.apache.pekko.persistence.typed.EventAdapter;
import org.apache.pekko.persistence.typed.EventSeq;

/** Writes the core's events as they are, so that a journal is read without knowing this package's envelope. */
final class OracleEventAdapter extends EventAdapter<OracleEvent, Object> {

    private static final String NO_MANIFEST = "";

    @Override
    public Object toJournal(OracleEvent event) {
        return event instanceof OracleEvent.AggregatorFact fact ? fact.event() : event;
    }

    @Override
    public String manifest(OracleEvent event) {
        return NO_MANIFEST;
    }

    @Override
    public EventSeq<OracleEvent> fromJournal(Object event, String manifest) {
        if (event instanceof AggregatorEvent fact) {
            return EventSeq.single(new OracleEvent.AggregatorFact(fact));
        }
        return EventSeq.single((OracleEvent) event);
    }
}
