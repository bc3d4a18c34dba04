package io.breakwater.node.persistence;

import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.account.Refusal;
import io.breakwater.core.account.RefusalCode;
import io.breakwater.core.account.RiskCommand;
import io.breakwater.core.account.SettlementCommand;
import io.breakwater.core.ledger.CommitFacts;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.protocol.LiquidationSettlements;
import io.breakwater.core.protocol.SettlementMessage;
import io.breakwater.core.protocol.SettlementStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Samples of what is said to accounts and between them. */
final class SettlementSamples {

    private SettlementSamples() {}

    static List<Sample> all() {
        return Stream.of(commands(), messages(), parts()).flatMap(List::stream).toList();
    }

    /** Of two instruments, with collateral, cash and fees on both sides. */
    static Settlement trade() {
        Leg buys = new Leg(
                "ann",
                false,
                List.of(
                        new Leg.Movement(AccountSamples.FUTURE, new Quantity(-21), new Money(63)),
                        new Leg.Movement(AccountSamples.PERPETUAL, new Quantity(10), new Money(-600))),
                new Money(-31),
                new TreeMap<>(Map.of("ETH", new Quantity(77))),
                new TreeMap<>(Map.of("fund:BTC", new Money(3), "fund:ETH", new Money(2))));
        Leg sells = buys.opposite("ben", false).withFee("fund:BTC", new Money(4));
        return Settlement.of(AccountSamples.id("t-1"), Settlement.Kind.TRADE, buys, sells);
    }

    static Settlement payment() {
        return LiquidationSettlements.payment(AccountSamples.id("p-1"), "fund:BTC", "ann", new Money(1_000));
    }

    private static Settlement slice() {
        Leg sells = Leg.of(
                "ann", true, List.of(new Leg.Movement(AccountSamples.PERPETUAL, new Quantity(-8), new Money(470))));
        return Settlement.of(
                AccountSamples.id("k-1"),
                Settlement.Kind.LIQUIDATION,
                sells,
                sells.opposite("keeper", false),
                Optional.of("3.2"));
    }

    static CommitFacts commit() {
        return new CommitFacts(new TreeMap<>(Map.of(
                AccountSamples.PERPETUAL, new CommitFacts.Reached(new Price(-55), 2),
                AccountSamples.FUTURE, new CommitFacts.Reached(new Price(66), 1))));
    }

    static Refusal refusal() {
        return new Refusal(
                RefusalCode.INSUFFICIENT_INITIAL_MARGIN,
                List.of(new Refusal.Figure("needs", "120.5"), new Refusal.Figure("has", "")));
    }

    private static List<Sample> commands() {
        SettlementId id = AccountSamples.id("c-1");
        return List.of(
                Sample.of(new LifecycleCommand.Open(AccountRole.BACKSTOP, MarginMode.PORTFOLIO)),
                Sample.of(new LifecycleCommand.Deposit(id, "USDC", new Quantity(1_200))),
                Sample.of(new LifecycleCommand.Withdraw(id, "ETH", new Quantity(1_300))),
                Sample.of(new LifecycleCommand.ForgetIds(AccountSamples.DAY)),
                Sample.of(new LifecycleCommand.Close()),
                Sample.of(new SettlementCommand.Reserve(trade())),
                Sample.of(new SettlementCommand.Book(payment())),
                Sample.of(new SettlementCommand.Confirm(id, commit())),
                Sample.of(new SettlementCommand.Release(id)),
                Sample.of(new SettlementCommand.Abandon(id, AccountSamples.FINGERPRINT)),
                Sample.of(new RiskCommand.Assess()),
                Sample.of(new RiskCommand.CatchUp()),
                Sample.of(new RiskCommand.OfferSlice(
                        AccountSamples.PERPETUAL, new Quantity(-77), 19, 1_760_097_602_000L)),
                Sample.of(new RiskCommand.ReturnSlice("4.1")));
    }

    private static List<Sample> messages() {
        SettlementId id = AccountSamples.id("m-1");
        return List.of(
                Sample.of(new SettlementMessage.Clear(trade())),
                Sample.of(new SettlementMessage.Ask(slice())),
                Sample.of(new SettlementMessage.Booked(id, commit())),
                Sample.of(new SettlementMessage.Declined(id, refusal())),
                Sample.of(new SettlementMessage.Resolve(id, AccountSamples.FINGERPRINT, "ann")),
                Sample.of(new SettlementMessage.Overdue(id)),
                Sample.of("booked", new SettlementStep.Answer(id, Optional.empty())),
                Sample.of("refused", new SettlementStep.Answer(id, Optional.of(refusal()))));
    }

    private static List<Sample> parts() {
        return List.of(
                Sample.of("trade", trade()),
                Sample.of("slice", slice()),
                Sample.of("payment", payment()),
                Sample.of(trade().first()),
                Sample.of(commit()),
                Sample.of(refusal()));
    }
}
