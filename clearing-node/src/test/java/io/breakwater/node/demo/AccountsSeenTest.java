package io.breakwater.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.LifecycleEvent;
import io.breakwater.core.account.RiskEvent;
import io.breakwater.core.instrument.DefaultParameters;
import io.breakwater.core.instrument.Instrument;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.market.FeedState;
import io.breakwater.core.market.InstrumentMarket;
import io.breakwater.core.market.MarketView;
import io.breakwater.core.market.PriceId;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.node.simulation.Tally;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a demo knows of the accounts of its node, from what their entities tell. */
class AccountsSeenTest {

    private static final Instrument BTC = new Instrument.Perpetual("BTC");

    private final Witness witness = new Witness();
    private final AccountsSeen seen = new AccountsSeen(witness, instrument -> Price.of("60000"));

    @Test
    @DisplayName("an account is kept as it was told last, and stays known when it leaves memory")
    void newest() {
        Account opened = opened("trader-1");
        seen.recovered(opened);
        Account warned = change(opened, HealthState.HEALTHY, HealthState.WARNING, "60000");
        seen.stopped(warned);

        assertThat(seen.accounts()).containsExactly(warned);
    }

    @Test
    @DisplayName("a liquidation on a price that only a liar vouches for is remembered; a margin call on it is not one")
    void withoutWitness() {
        witness.saw(new MarketView(
                1,
                DefaultParameters.epochOne(),
                Map.of(BTC, InstrumentMarket.live(PriceId.NONE, Price.of("60000"))),
                Map.of(),
                Set.of()));
        change(opened("honest"), HealthState.HEALTHY, HealthState.LIQUIDATING, "59500");
        change(opened("called"), HealthState.HEALTHY, HealthState.MARGIN_CALL, "24000");
        change(opened("wronged"), HealthState.HEALTHY, HealthState.LIQUIDATING, "24000");

        assertThat(seen.withoutWitness()).containsExactly("wronged");
        assertThat(seen.read(Tally::called)).containsExactly("called");
        assertThat(seen.liquidating()).isEqualTo(2);
    }

    private static Account opened(String id) {
        return Account.unopened(id).evolve(List.of(new LifecycleEvent.Opened(1, AccountRole.TRADER, MarginMode.CROSS)));
    }

    private Account change(Account before, HealthState from, HealthState to, String mark) {
        List<AccountEvent> events = List.of(new RiskEvent.HealthChanged(
                2,
                from,
                to,
                Money.ZERO,
                Money.ZERO,
                1,
                List.of(new RiskEvent.HealthChanged.PriceUsed(BTC, PriceId.NONE, FeedState.LIVE, Price.of(mark)))));
        Account after = before.evolve(events);
        seen.changed(before, after, events);
        return after;
    }
}
