package io.breakwater.node.local;

import io.breakwater.clearing.v1.IdempotencyKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Numbers the writes of one client, on the day of its clock. */
public final class OperationKeys {

    private final String client;
    private final LongSupplier nowMillis;
    private final AtomicLong next = new AtomicLong(1);

    /**
     * Keys of a client.
     *
     * @param client its name, unlike any other's: its keys begin with it
     * @param nowMillis its clock, UTC epoch milliseconds
     */
    public OperationKeys(String client, LongSupplier nowMillis) {
        this.client = client;
        this.nowMillis = nowMillis;
    }

    /** A new key. */
    public IdempotencyKey next(String purpose) {
        String today = Instant.ofEpochMilli(nowMillis.getAsLong())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        return IdempotencyKey.newBuilder()
                .setBusinessDate(today)
                .setKey(client + "-" + purpose + "-" + next.getAndIncrement())
                .build();
    }
}
