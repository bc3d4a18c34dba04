package io.breakwater.node.account;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.LifecycleCommand;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Quantity;
import io.breakwater.node.market.MarketBoard;
import io.breakwater.node.market.MarketDefinitions;
import io.breakwater.node.time.ReplayClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What account entities of a test stand in: a market the test moves, a clock it advances, and books it asks for trades. */
final class AccountWorld {

    /** A change that the listener heard of. */
    record Heard(Account before, Account after, List<AccountEvent> events) {}

    final Books books = new Books();
    final ReplayClock clock = new ReplayClock(Books.NOON);
    final MarketBoard board = new MarketBoard(posting());
    final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<Account> recovered = new LinkedBlockingQueue<>();
    final BlockingQueue<Account> stopped = new LinkedBlockingQueue<>();

    /** The settings as shipped. */
    static AccountSettings settings() {
        return AccountSettings.of(ConfigFactory.parseResources("account.conf").resolve());
    }

    static AccountSettings settings(String changes) {
        return AccountSettings.of(ConfigFactory.parseString("breakwater.account {" + changes + "}")
                .withFallback(ConfigFactory.parseResources("account.conf"))
                .resolve());
    }

    static Config serialization() {
        return ConfigFactory.parseResources("account.conf")
                .withFallback(ConfigFactory.parseResources("serialization.conf"))
                .resolve();
    }

    AccountSurroundings surroundings(Accounts accounts) {
        return surroundings(accounts, settings());
    }

    AccountSurroundings surroundings(Accounts accounts, AccountSettings settings) {
        return new AccountSurroundings(
                clock, board, accounts, new WillingList(), listener(), AccountWorld::idleDriver, settings);
    }

    /** Puts an account on the list at once. */
    private static final class WillingList implements BusyAccounts {
        @Override
        public void list(String accountId, ActorRef<AccountProtocol> entity) {
            entity.tell(new AccountProtocol.Listed());
        }

        @Override
        public void idle(String accountId, long round) {}
    }

    static Behavior<DriverProtocol> idleDriver(String accountId, ActorRef<AccountProtocol> entity) {
        return Behaviors.ignore();
    }

    AccountListener listener() {
        return new AccountListener() {
            @Override
            public void recovered(Account account) {
                recovered.add(account);
            }

            @Override
            public void changed(Account before, Account after, List<AccountEvent> events) {
                heard.add(new Heard(before, after, events));
            }

            @Override
            public void stopped(Account account) {
                stopped.add(account);
            }
        };
    }

    /** Shows the books' market on the board. */
    void post() {
        board.post(posting());
    }

    private MarketBoard.Posting posting() {
        return new MarketBoard.Posting(
                books.view(),
                new MarketDefinitions(
                        1, books.view().parameters(), new TreeMap<>(), new TreeMap<>(), Set.of(), new TreeMap<>()),
                Map.of(),
                0);
    }

    static LifecycleCommand.Open open() {
        return open(AccountRole.TRADER);
    }

    static LifecycleCommand.Open open(AccountRole role) {
        return new LifecycleCommand.Open(role, MarginMode.CROSS);
    }

    LifecycleCommand.Deposit deposit(String amount) {
        return new LifecycleCommand.Deposit(books.id("in"), "USDC", Quantity.of(amount));
    }

    LifecycleCommand.Withdraw withdraw(String amount) {
        return new LifecycleCommand.Withdraw(books.id("out"), "USDC", Quantity.of(amount));
    }
}
