package io.breakwater.node.market;

import io.breakwater.core.ledger.Fingerprint;
import io.breakwater.core.ledger.SettlementId;

/**
 * An operator's request that must happen once, however often it is sent.
 *
 * @param id chosen by whoever asks
 * @param fingerprint of what was asked, so that the id cannot stand for something else
 */
public record Operation(SettlementId id, Fingerprint fingerprint) {}
