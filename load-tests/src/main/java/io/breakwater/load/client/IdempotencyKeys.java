package io.breakwater.load.client;

import io.breakwater.clearing.v1.IdempotencyKey;
import java.time.LocalDate;

/**
 * Makes the keys of one run's writes, so that two runs on one day do not meet.
 *
 * @param businessDate the day they belong to, UTC
 * @param run name of the run: part of every key, up to 40 printable characters
 */
public record IdempotencyKeys(LocalDate businessDate, String run) {

    /** The key of a write by what it is and its number. */
    public IdempotencyKey of(String what, long number) {
        return IdempotencyKey.newBuilder()
                .setBusinessDate(businessDate.toString())
                .setKey(run + "-" + what + "-" + number)
                .build();
    }
}
