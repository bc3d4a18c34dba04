package io.breakwater.node.liquidation;

import io.breakwater.core.account.Account;
import io.breakwater.core.account.OpenSlice;
import io.breakwater.core.account.SliceRules;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.QuietActors;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Who takes slices on the floor, and the answers they got. */
final class Keepers {

    final ConcurrentLinkedQueue<AuctionProtocol.TakeAnswer> answers = new ConcurrentLinkedQueue<>();
    private final QuietActors actors;
    private final ActorRef<AuctionProtocol.Message> floor;
    private final ActorRef<AuctionProtocol.TakeAnswer> sink;

    Keepers(QuietActors actors, ActorRef<AuctionProtocol.Message> floor) {
        this.actors = actors;
        this.floor = floor;
        sink = actors.spawn(Behaviors.receiveMessage(answer -> {
            answers.add(answer);
            return Behaviors.same();
        }));
    }

    /** A keeper takes what is on offer in these accounts, at any price. */
    void takeAll(Collection<Account> accounts, String keeper, Supplier<SettlementId> ids) {
        actors.together(() -> accounts.forEach(account -> account.liquidation()
                .ifPresent(liquidation -> liquidation.slices().values().forEach(slice -> {
                    Quantity available = SliceRules.available(account, slice);
                    if (available.signum() != 0) {
                        take(ids.get(), keeper, account, slice, available.abs());
                    }
                }))));
    }

    /** A keeper takes at any price. */
    void take(SettlementId operation, String keeper, Account account, OpenSlice slice, Quantity quantity) {
        Price any = slice.quantity().signum() < 0 ? Price.of("1000000") : Price.of("0.1");
        take(operation, keeper, account.id(), slice.id(), quantity, any);
    }

    /** A keeper takes at its limit or better. */
    void take(SettlementId operation, String keeper, String account, String sliceId, Quantity quantity, Price limit) {
        actors.together(
                () -> floor.tell(new AuctionProtocol.Take(operation, keeper, account, sliceId, quantity, limit, sink)));
    }
}
