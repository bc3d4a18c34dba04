package io.breakwater.node.risk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("bounded questions to accounts")
class BoundedAsksTest {

    private final BoundedAsks asks = new BoundedAsks(2, 1_000, 3_000);

    @Test
    @DisplayName("two at once and not three, the deepest deficit first")
    void deepestFirst() {
        asks.offer("shallow", -1, 10, 0);
        asks.offer("deep", -100, 10, 0);
        asks.offer("middle", -50, 10, 0);

        assertThat(asks.next(0)).extracting(BoundedAsks.Ask::accountId).containsExactly("deep", "middle");
        assertThat(asks.next(0)).isEmpty();
        assertThat(asks.size()).isEqualTo(3);
        asks.answered("deep", 10);
        assertThat(asks.next(0)).extracting(BoundedAsks.Ask::accountId).containsExactly("shallow");
    }

    @Test
    @DisplayName("a question that came up meanwhile is asked again unless the answer looked at a later view")
    void againAfterTheAnswer() {
        asks.offer("anna", -1, 10, 5);
        asks.next(0);
        asks.offer("anna", -2, 20, 7);
        assertThat(asks.next(0)).isEmpty();
        assertThat(asks.size()).isEqualTo(1);

        assertThat(asks.answered("anna", 20)).isFalse();
        assertThat(asks.next(0)).singleElement().matches(ask -> ask.acceptedNanos() == 7);

        asks.offer("anna", -3, 30, 9);
        assertThat(asks.answered("anna", 31)).isTrue();
        assertThat(asks.next(0)).isEmpty();
        assertThat(asks.size()).isZero();
    }

    @Test
    @DisplayName("one question waits for an account, as old as its oldest price and as deep as its deepest deficit")
    void oneWaits() {
        asks.offer("anna", -1, 10, 5);
        asks.offer("anna", -9, 20, 7);

        assertThat(asks.next(0))
                .singleElement()
                .matches(ask -> ask.acceptedNanos() == 5 && ask.rank() == -9 && ask.viewTimeMillis() == 20);
    }

    @Test
    @DisplayName("asked again after 1, 2, 3 and 3 seconds, and never given up")
    void neverGivenUp() {
        asks.offer("anna", -1, 10, 5);
        asks.next(0);

        assertThat(asks.overdue(999)).isEmpty();
        assertThat(asks.overdue(1_000)).hasSize(1);
        assertThat(asks.overdue(2_999)).isEmpty();
        assertThat(asks.overdue(3_000)).hasSize(1);
        assertThat(asks.overdue(5_999)).isEmpty();
        assertThat(asks.overdue(6_000)).hasSize(1);
        assertThat(asks.overdue(8_999)).isEmpty();
        assertThat(asks.overdue(9_000)).hasSize(1);
        asks.forget("anna");
        assertThat(asks.overdue(99_000)).isEmpty();
    }
}
