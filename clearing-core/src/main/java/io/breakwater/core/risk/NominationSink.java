package io.breakwater.core.risk;

/** Takes what a segment nominates. */
interface NominationSink {

    /**
     * One nomination.
     *
     * @param slot slot in the segment
     * @param isBetter whether it may have recovered
     * @param slackMicros its slack, below 0
     */
    void nominate(int slot, boolean isBetter, long slackMicros);
}
