package io.breakwater.node.account;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.breakwater.core.account.Account;
import io.breakwater.core.account.AccountEvent;
import io.breakwater.core.account.AccountRole;
import io.breakwater.core.account.Books;
import io.breakwater.core.account.SettlementEvent;
import io.breakwater.core.ledger.Leg;
import io.breakwater.core.ledger.Settlement;
import io.breakwater.core.ledger.SettlementId;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A node in a JVM of its own that clears one trade and stands still at one moment of it, when an event is durable and
 * nothing has been said about it yet; its parent kills it there.
 */
final class KilledNode {

    static final Settlement TRADE = trade();
    private static final String REACHED = "standing still";

    private KilledNode() {}

    private static Settlement trade() {
        Leg buys = Leg.of("alice", false, List.of(Leg.Movement.at(Books.BTC, Quantity.of("0.1"), Price.of("60000"))));
        return Settlement.of(
                new SettlementId(Books.DAY, "killed"), Settlement.Kind.TRADE, buys, buys.opposite("bob", false));
    }

    /** The moment at which to stand still. */
    enum Moment {
        RESERVED(SettlementEvent.LegReserved.class, TRADE.first().account()),
        BOOKED_BY_SECOND(SettlementEvent.LegBooked.class, TRADE.second().account());

        private final Class<? extends AccountEvent> event;
        private final String account;

        Moment(Class<? extends AccountEvent> event, String account) {
            this.event = event;
            this.account = account;
        }

        private boolean isNow(Account account, List<AccountEvent> events) {
            return account.id().equals(this.account) && events.stream().anyMatch(event::isInstance);
        }
    }

    /** Runs a node until it stands still, and kills it there with SIGKILL. */
    static void runAndKill(Config storage, Moment moment, Path directory) throws IOException, InterruptedException {
        Path file = Files.writeString(
                directory.resolve("storage.json"), storage.root().render(ConfigRenderOptions.concise()));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledNode.class.getName(),
                        file.toString(),
                        moment.name())
                .redirectErrorStream(true)
                .start();
        Thread guard = new Thread(() -> killLate(child));
        guard.setDaemon(true);
        guard.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null && !line.equals(REACHED)) {
                said.append(line).append('\n');
                line = output.readLine();
            }
            child.destroyForcibly();
            if (line == null) {
                throw new AssertionError("the node ended before " + moment + ":\n" + said);
            }
        }
        if (!child.waitFor(30, TimeUnit.SECONDS) || child.exitValue() != 128 + 9) {
            throw new AssertionError("the node was not killed: " + child);
        }
    }

    private static void killLate(Process child) {
        try {
            if (!child.waitFor(120, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Arguments: a file with the storage's configuration, and the moment. */
    public static void main(String... arguments) {
        Config storage = ConfigFactory.parseFile(Path.of(arguments[0]).toFile());
        Moment moment = Moment.valueOf(arguments[1]);
        AccountWorld world = new AccountWorld();
        AccountNode node =
                AccountNode.start(storage, world, AccountWorld.settings("ask-timeout = 60 s"), standingStillAt(moment));
        node.open("alice", AccountRole.TRADER, "5000");
        node.open("bob", AccountRole.TRADER, "5000");
        node.clear(TRADE);
    }

    private static AccountListener standingStillAt(Moment moment) {
        return new AccountListener() {
            @Override
            public void recovered(Account account) {}

            @Override
            public void changed(Account before, Account after, List<AccountEvent> events) {
                if (moment.isNow(after, events)) {
                    System.out.println(REACHED);
                    System.out.flush();
                    standStill();
                }
            }

            @Override
            public void stopped(Account account) {}
        };
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
