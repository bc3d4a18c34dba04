package io.breakwater.load.driver;

import static io.breakwater.load.driver.SimulatedTime.MILLI;
import static io.breakwater.load.driver.SimulatedTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that stops for a while cannot hide it by being asked less meanwhile. */
class ServerStallsDuringLoadTest {

    private static final int RATE = 100;
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final SimulatedTime time = new SimulatedTime();

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1_000})
    @DisplayName("a stall of one second in ten is in the p99, however many calls may wait for it")
    void stallIsSeen(int inFlight) {
        StallingServer server = new StallingServer(time, MILLI, 5 * SECOND, 6 * SECOND);

        LoadResult.Kind kind = run(server, bounds(inFlight)).kinds().get("call");

        assertThat(kind.ok()).isEqualTo(1_000);
        assertThat(kind.p50Micros()).isEqualTo(1_000);
        assertThat(kind.p99Micros()).isBetween(900_000L, 1_000_000L);
        assertThat(kind.maxMicros()).isBetween(1_000_000L, 1_002_000L);
    }

    @Test
    @DisplayName("without a stall p99 is the time of service")
    void noStall() {
        LoadResult.Kind kind =
                run(new StallingServer(time, MILLI, 0, 0), bounds(1)).kinds().get("call");

        assertThat(kind.maxMicros()).isEqualTo(1_000);
    }

    @Test
    @DisplayName("no more calls are in flight than the bound, and as many")
    void inFlightIsBounded() {
        StallingServer server = new StallingServer(time, MILLI, 5 * SECOND, 6 * SECOND);

        run(server, bounds(7));

        assertThat(server.mostInFlight()).isEqualTo(7);
    }

    @Test
    @DisplayName(
            "a server that never answers again ends the run all the same, and every call of the schedule is counted")
    void silentServer() {
        StallingServer server = new StallingServer(time, MILLI, 5 * SECOND, Long.MAX_VALUE / 2);

        LoadResult result = run(server, bounds(10));

        assertThat(time.nanos()).isEqualTo(12 * SECOND);
        assertThat(result.kinds().get("call").byCode())
                .containsEntry(LoadTarget.OK, 500L)
                .containsEntry(LoadLoop.UNANSWERED, 10L)
                .containsEntry(LoadLoop.NOT_SENT, 490L);
        assertThat(result.kinds().get("call").maxMicros())
                .describedAs("the first call that met the silence, by its age at the end")
                .isBetween(7_000_000L, 7_010_000L);
        assertThat(result.elapsedNanos()).isEqualTo(10 * SECOND);
    }

    @Test
    @DisplayName("the number of calls is a bound of its own")
    void callsAreBounded() {
        StallingServer server = new StallingServer(time, MILLI, 0, 0);

        LoadResult result = run(server, new LoadBounds(20, LENGTH, 10, Duration.ofSeconds(2)));

        assertThat(server.calls()).isEqualTo(20);
        assertThat(result.offered()).isEqualTo(20);
    }

    @Test
    @DisplayName("without a schedule the server is kept busy, and what could have been sent is not counted as due")
    void saturating() {
        StallingServer server = new StallingServer(time, 10 * MILLI, 0, 0);

        LoadResult result = new LoadLoop(time, Arrivals.saturating(), bounds(4), server).run();

        assertThat(result.offered()).isEqualTo(4_000);
        assertThat(result.ok()).isEqualTo(4_000);
        assertThat(result.okPerSecond()).isEqualTo(400.0);
        assertThat(result.kinds().get("call").maxMicros()).isBetween(10_000L, 10_010L);
    }

    @Test
    @DisplayName("call i of a schedule is due at i/rate, rounded down to the nanosecond and without drift")
    void schedule() {
        Arrivals thirds = Arrivals.perSecond(3);

        assertThat(thirds.dueNanos(0, 99)).isZero();
        assertThat(thirds.dueNanos(1, 99)).isEqualTo(333_333_333);
        assertThat(thirds.dueNanos(2, 99)).isEqualTo(666_666_666);
        assertThat(thirds.dueNanos(3, 99)).isEqualTo(SECOND);
        assertThat(Arrivals.perSecond(1_000_000).dueNanos(3_600_000_000L, 0)).isEqualTo(3_600 * SECOND);
    }

    private LoadResult run(StallingServer server, LoadBounds bounds) {
        return new LoadLoop(time, Arrivals.perSecond(RATE), bounds, server).run();
    }

    private static LoadBounds bounds(int inFlight) {
        return new LoadBounds(1_000_000, LENGTH, inFlight, Duration.ofSeconds(2));
    }
}
