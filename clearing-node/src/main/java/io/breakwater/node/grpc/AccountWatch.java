package io.breakwater.node.grpc;

import io.breakwater.clearing.v1.RefusalCode;
import io.breakwater.clearing.v1.WatchAccountResponse;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.node.account.AccountProtocol;
import io.breakwater.node.account.Accounts;
import io.breakwater.node.market.MarketBoard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorSource;

/**
 * Follows one account for one watcher: each version once and in order. The watch is renewed from time to time, since the
 * account may have moved to another node; what was missed meanwhile is replaced by a snapshot.
 */
final class AccountWatch {

    private final MarketBoard board;
    private long seenVersion;
    private boolean isResumed;
    private long calledVersion;

    private AccountWatch(MarketBoard board, long afterVersion) {
        this.board = board;
        this.seenVersion = afterVersion;
        this.isResumed = afterVersion > 0;
    }

    /**
     * The changes of an account; fails with an overflow when more than the bound wait for the watcher.
     *
     * @param afterVersion the last version the watcher knows, 0 for none
     * @param bound changes that may wait
     * @param renewal distance of two renewals
     */
    static Source<WatchAccountResponse, NotUsed> of(
            Accounts accounts, MarketBoard board, String accountId, long afterVersion, int bound, Duration renewal) {
        return updates(accounts, accountId, bound, renewal).statefulMapConcat(() -> {
            AccountWatch watch = new AccountWatch(board, afterVersion);
            return watch::news;
        });
    }

    private static Source<AccountProtocol.Update, NotUsed> updates(
            Accounts accounts, String accountId, int bound, Duration renewal) {
        return Source.fromMaterializer((materializer, attributes) -> {
                    var watcher = ActorSource.<AccountProtocol.Update>actorRef(
                                    update -> false, update -> Optional.empty(), bound, OverflowStrategy.fail())
                            .preMaterialize(materializer);
                    var renewals = Source.tick(Duration.ZERO, renewal, new AccountProtocol.Watch(watcher.first()))
                            .mapConcat(watch -> {
                                accounts.tell(accountId, watch);
                                return List.<AccountProtocol.Update>of();
                            });
                    return watcher.second().merge(renewals);
                })
                .mapMaterializedValue(used -> NotUsed.getInstance());
    }

    private List<WatchAccountResponse> news(AccountProtocol.Update update) {
        Account account = update.account();
        if (account.status() == Account.Status.NONE) {
            throw Refusals.refused(RefusalCode.ACCOUNT_UNKNOWN, "account", account.id());
        }
        boolean isKnown = account.version() == seenVersion && isResumed;
        boolean isOld = account.version() < seenVersion && !update.events().isEmpty();
        if (isKnown || isOld) {
            return List.of();
        }
        long before = account.version() - update.events().size();
        List<WatchAccountResponse> news = isResumed && before <= seenVersion && before < account.version()
                ? changes(account, update.events(), before)
                : List.of(snapshot(account));
        seenVersion = account.version();
        isResumed = true;
        return news;
    }

    private List<WatchAccountResponse> changes(Account account, List<AccountEvent> events, long before) {
        List<WatchAccountResponse> changes = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            long version = before + i + 1;
            if (version <= seenVersion) {
                continue;
            }
            AccountEvent event = events.get(i);
            changes.add(new AccountUpdates(account, board.view(), calledVersion).of(version, event));
            calledVersion = AccountUpdates.isCall(event) ? version : calledVersion;
        }
        return changes;
    }

    private WatchAccountResponse snapshot(Account account) {
        return WatchAccountResponse.newBuilder()
                .setVersion(account.version())
                .setEventMillis(account.lastEventMillis())
                .setSnapshot(AccountMessages.account(account, board.view()))
                .build();
    }
}
