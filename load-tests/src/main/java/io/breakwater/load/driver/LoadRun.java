package io.breakwater.load.driver;

import com.typesafe.config.Config;
import io.breakwater.clearing.v1.FeedState;
import io.breakwater.load.client.ClearingClient;
import io.breakwater.load.client.IdempotencyKeys;
import io.breakwater.load.client.QuoteSources;
import io.breakwater.load.client.SmallMarket;
import io.breakwater.load.driver.LoadReport.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One measurement from the first account to the report: set up, warm up, open loop, saturation, and what to compare with. */
final class LoadRun {

    /** The process that runs this. */
    static final String DRIVER = "driver";

    static final String TRADES = "trades through the gateway";
    static final String DEPOSITS = "deposits through the gateway";
    static final String ENTITY = "bare persistent entity";
    static final String INSERTS = "bare Cassandra driver";

    private static final SmallMarket MARKET = SmallMarket.of("LOAD");
    private static final String PRICE = "100";
    private static final String LOT = "0.001";
    private static final String FIRST_DEPOSIT = "1000000";
    private static final Duration QUOTE_INTERVAL = Duration.ofMillis(500);
    private static final Duration FEED_PATIENCE = Duration.ofSeconds(60);
    private static final long FEED_ASK_NANOS = Duration.ofMillis(200).toNanos();
    private static final long COUNTED_CALLS = 200;

    private final LoadSettings settings;
    private final ClearingClient client;
    private final IdempotencyKeys keys;
    private final List<String> accounts;
    private final Map<String, Long> pids;
    private final Consumer<String> progress;
    private final LoadTime time = LoadTime.ofThisThread();

    /**
     * A run.
     *
     * @param pids processes to meter, by what they are; this one is added
     * @param progress hears of each stage as it begins
     */
    LoadRun(
            LoadSettings settings,
            ClearingClient client,
            IdempotencyKeys keys,
            Map<String, Long> pids,
            Consumer<String> progress) {
        this.settings = settings;
        this.client = client;
        this.keys = keys;
        this.accounts = IntStream.range(0, settings.accounts())
                .mapToObj(i -> "load-" + keys.run() + "-" + i)
                .toList();
        this.pids = new TreeMap<>(pids);
        this.pids.put(DRIVER, ProcessHandle.current().pid());
        this.progress = progress;
    }

    /**
     * Measures the cluster, and beside it what can be read and reached of its storage.
     *
     * @param storage settings of the journal's Cassandra; null to leave it alone
     * @throws IllegalStateException when the cluster cannot be prepared; says why
     */
    LoadReport run(Config storage, Clock clock) {
        Environment environment = Environment.of(clock.instant());
        progress.accept("defining " + MARKET.perpetual());
        MARKET.define(client, keys);
        QuoteSources quotes = QuoteSources.start(client, MARKET, PRICE, QUOTE_INTERVAL, clock);
        try {
            awaitTrustedFeed();
            open();
            return measure(storage, environment);
        } finally {
            quotes.close();
        }
    }

    private LoadReport measure(Config storage, Environment environment) {
        loop("warm up", Arrivals.saturating(), settings.bounds(settings.warmUp()), mix("warm-up"));
        Stage openLoop = loop(
                "open loop",
                Arrivals.perSecond(settings.perSecond()),
                settings.bounds(settings.openLoop()),
                mix("open"));
        List<Stage> saturated = new ArrayList<>();
        saturated.add(saturated(TRADES, clearing("trades", 100)));
        saturated.add(saturated(DEPOSITS, clearing("deposits", 0)));
        return storage == null
                ? report(environment, openLoop, saturated, 0, Map.of())
                : beside(storage, environment, openLoop, saturated);
    }

    private ClearingTarget mix(String stage) {
        return clearing(stage, settings.tradePercent());
    }

    private void awaitTrustedFeed() {
        progress.accept("waiting for a price that is LIVE");
        long until = time.nanos() + FEED_PATIENCE.toNanos();
        FeedState feed = MARKET.feed(client);
        while (feed != FeedState.LIVE) {
            if (time.nanos() >= until) {
                throw new IllegalStateException("the price of " + MARKET.underlying() + " is " + feed + " after "
                        + FEED_PATIENCE.toSeconds() + " s of quotes");
            }
            time.waitUntil(time.nanos() + FEED_ASK_NANOS);
            feed = MARKET.feed(client);
        }
    }

    private void open() {
        LoadResult opened = new LoadLoop(
                        time,
                        Arrivals.saturating(),
                        settings.bounds(accounts.size()),
                        new AccountOpenings(client, keys, accounts, FIRST_DEPOSIT))
                .run();
        if (opened.ok() != accounts.size()) {
            throw new IllegalStateException(
                    "of " + accounts.size() + " accounts " + opened.ok() + " could be opened: " + opened.kinds());
        }
    }

    private ClearingTarget clearing(String stage, int tradePercent) {
        return new ClearingTarget(
                client,
                keys,
                stage,
                accounts,
                new ClearingTarget.TradeTerms(MARKET.perpetual(), LOT, PRICE),
                tradePercent);
    }

    private Stage saturated(String name, LoadTarget target) {
        return loop(name, Arrivals.saturating(), settings.bounds(settings.saturation()), target);
    }

    private Stage loop(String name, Arrivals arrivals, LoadBounds bounds, LoadTarget target) {
        progress.accept(name + ", at most " + bounds.mostTime().toSeconds() + " s");
        CpuMeter before = CpuMeter.read(pids);
        LoadResult result = new LoadLoop(time, arrivals, bounds, target).run();
        return Stage.of(name, result, CpuMeter.read(pids).perCommandSince(before, result.ok()));
    }

    private LoadReport beside(Config storage, Environment environment, Stage openLoop, List<Stage> saturated) {
        String keyspace = "load_" + keys.run();
        try (JournalStore journal = JournalStore.connect(storage)) {
            Map<String, Double> rows = new TreeMap<>();
            rows.put(ClearingTarget.TRADE, rowsPerCommand(journal, clearing("count-trades", 100)));
            rows.put(ClearingTarget.DEPOSIT, rowsPerCommand(journal, clearing("count-deposits", 0)));
            int eventBytes = journal.meanEventBytes(accounts);
            journal.createKeyspace(keyspace);
            try {
                saturated.add(bareEntities(storage, keyspace, eventBytes));
                saturated.add(
                        saturated(INSERTS, new BareInserts(journal.session(), keyspace, eventBytes, accounts.size())));
            } finally {
                journal.dropKeyspace(keyspace);
            }
            return report(environment, openLoop, saturated, eventBytes, rows);
        }
    }

    /** Rows that some commands of one kind leave behind; nothing else writes to these accounts meanwhile. */
    private double rowsPerCommand(JournalStore journal, LoadTarget target) {
        long before = journal.rows(accounts);
        LoadResult result = new LoadLoop(time, Arrivals.saturating(), settings.bounds(COUNTED_CALLS), target).run();
        if (result.ok() == 0) {
            throw new IllegalStateException("no command of those counted ended well: " + result.kinds());
        }
        return LoadReport.rounded((double) (journal.rows(accounts) - before) / result.ok());
    }

    private Stage bareEntities(Config storage, String keyspace, int eventBytes) {
        try (BareEntities entities = BareEntities.start(storage, keyspace, eventBytes, accounts.size())) {
            loop("warm up", Arrivals.saturating(), settings.bounds(settings.warmUp()), entities);
            return saturated(ENTITY, entities);
        }
    }

    private LoadReport report(
            Environment environment, Stage openLoop, List<Stage> saturated, int eventBytes, Map<String, Double> rows) {
        return new LoadReport(
                environment,
                accounts.size(),
                settings.inFlight(),
                openLoop,
                saturated,
                eventBytes,
                rows,
                Ratios.of(saturated, rows.getOrDefault(ClearingTarget.TRADE, 0.0)));
    }
}
