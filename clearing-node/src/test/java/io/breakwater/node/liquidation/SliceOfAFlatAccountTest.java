package io.breakwater.node.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.desk.SliceTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A slice may outlive the position it was cut from by a moment, when a backstop has taken the position whole. */
class SliceOfAFlatAccountTest {

    private final LiquidationWorld world = new LiquidationWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("an account that needs no margin any more has no terms for its slice, and stops nobody's auction")
    void noTerms() {
        Account flat = world.open("flat", AccountRole.TRADER, "1000").account("flat");
        OpenSlice slice =
                new OpenSlice("1", LiquidationWorld.BTC, Quantity.of("-1"), Quantity.ZERO, 1, LiquidationWorld.START);

        assertThat(SliceTerms.of(
                        flat, slice, world.board.view(), LiquidationWorld.START, LiquidationWorld.SETTINGS.auction()))
                .isEmpty();
    }
}
