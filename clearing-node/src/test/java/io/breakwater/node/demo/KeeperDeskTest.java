package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.clearing.v1.Auction;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rate;
import io.breakwater.node.simulation.Keeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keepers that see auctions as the gateway tells them, against a gateway that is made of answers. */
class KeeperDeskTest {

    private static final long NOW = 100_000;

    private record Take(String keeper, String quantity, String limit) {}

    private final List<Take> takes = new ArrayList<>();
    private Money free = Money.of("1000000");
    private Optional<Quantity> answer = Optional.of(Quantity.ZERO);
    private final KeeperDesk desk = new KeeperDesk(
            Keeper.roster(1, List.of("keeper-1", "keeper-2"), Keeper.Parameters.defaults()),
            DefaultParameters.epochOne(),
            instrument -> new KeeperDesk.Book(Money.of("5000000"), Rate.ZERO),
            keeper -> free,
            (keeper, auction, quantity, limit) -> {
                takes.add(new Take(keeper, quantity.toString(), limit.toString()));
                return answer;
            });

    @Test
    @DisplayName("a discount that pays is taken by the first keeper who has seen it, at half a percent of slack")
    void takes() {
        look(auction("-0.5", "59400", 0));

        assertThat(takes).containsExactly(new Take("keeper-1", "0.5", "59697"));
    }

    @Test
    @DisplayName("a short is bought back dearer, so the keeper sells and its limit lies below")
    void sells() {
        look(auction("0.5", "60600", 0));

        assertThat(takes).containsExactly(new Take("keeper-1", "0.5", "60297"));
    }

    @Test
    @DisplayName("what one keeper leaves is offered to the next, and nobody is asked about nothing")
    void leaves() {
        answer = Optional.of(Quantity.of("-0.2"));
        look(auction("-0.5", "59400", 0));

        assertThat(takes).containsExactly(new Take("keeper-1", "0.5", "59697"), new Take("keeper-2", "0.2", "59697"));
    }

    @Test
    void aRefusalEndsTheLookAtThatAuction() {
        answer = Optional.empty();
        look(auction("-0.5", "59400", 0));

        assertThat(takes).hasSize(1);
    }

    @Test
    @DisplayName(
            "no discount, no margin, a take under way, a pause, or an auction nobody has seen yet: nothing is taken")
    void leavesAlone() {
        look(auction("-0.5", "60600", 0));
        look(auction("-0.5", "59400", NOW));
        look(auction("-0.5", "59400", 0).toBuilder().setPaused(true).build());
        look(auction("-0.5", "59400", 0).toBuilder().setBeingTaken(true).build());
        look(auction("-0.5", "", 0));
        free = Money.ZERO;
        look(auction("-0.5", "59400", 0));

        assertThat(takes).isEmpty();
    }

    private void look(Auction auction) {
        desk.looks(List.of(auction), NOW).forEach(Runnable::run);
    }

    private static Auction auction(String quantity, String price, long offeredMillis) {
        return Auction.newBuilder()
                .setAccountId("trader-1")
                .setSliceId("1-1")
                .setInstrument("BTC-PERP")
                .setQuantity(quantity)
                .setOfferedMillis(offeredMillis)
                .setLot("0.001")
                .setTick("0.1")
                .setCurrentPrice(price)
                .setMarkPrice("60000")
                .build();
    }
}
