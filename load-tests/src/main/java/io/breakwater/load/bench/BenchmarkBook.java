package io.breakwater.load.bench;

import io.breakwater.core.ledger.Position;
import io.breakwater.core.margin.Exposure;
import io.breakwater.core.margin.Exposure.Holding;
import io.breakwater.core.margin.HealthState;
import io.breakwater.core.margin.MarginMode;
import io.breakwater.core.money.Money;
import io.breakwater.core.money.Price;
import io.breakwater.core.money.Quantity;
import io.breakwater.core.money.Rounding;
import io.breakwater.core.risk.BookLimits;
import io.breakwater.core.risk.RiskBook;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A million accounts of four positions on fifty symbols, the same ones in the book and in the plain columns. */
final class BenchmarkBook {

    static final int ACCOUNTS = 1_000_000;
    static final int POSITIONS = 4;
    static final int SYMBOLS = 50;
    private static final long SEED = 7;

    final BenchmarkMarket market = new BenchmarkMarket(SYMBOLS, 20);
    final RiskBook book = new RiskBook(BookLimits.defaults());
    final PlainColumns plain = new PlainColumns(ACCOUNTS, POSITIONS, SYMBOLS);

    BenchmarkBook() {
        long before = usedHeapBytes();
        fill();
        long heap = usedHeapBytes() - before;
        System.out.printf(
                "%nbook of %,d accounts: %.1f bytes an account in columns and index, %.1f of heap with ids%n",
                ACCOUNTS, (double) book.columnBytes() / ACCOUNTS, (double) heap / ACCOUNTS);
    }

    private void fill() {
        SplittableRandom random = new SplittableRandom(SEED);
        book.onPrices(market.round(1, false, SYMBOLS));
        for (int account = 0; account < ACCOUNTS; account++) {
            book.onExposure(exposure(account, random));
        }
        if (book.counts().inColumns() != ACCOUNTS) {
            throw new IllegalStateException(book.counts() + " of " + ACCOUNTS + " accounts in columns");
        }
        book.nominate();
    }

    /** Notionals from 1,000 to 3,000,000, log-uniform; health from 1.3 to 10. */
    private Exposure exposure(int account, SplittableRandom random) {
        List<Holding> holdings = new ArrayList<>();
        double requirement = 0;
        int first = random.nextInt(SYMBOLS);
        for (int i = 0; i < POSITIONS; i++) {
            int symbol = (first + i * 12) % SYMBOLS;
            Price price = market.basePrice(symbol);
            double notional = 1_000 * Math.exp(random.nextDouble() * Math.log(3_000));
            long units = Math.round(notional / price.units() * 1e16) * (random.nextBoolean() ? 1 : -1);
            Quantity quantity = new Quantity(units);
            Money quote = price.times(quantity, Rounding.HALF_EVEN).negate();
            holdings.add(Holding.of(market.instrument(symbol), new Position(quantity, quote, Price.ZERO, 0)));
            requirement += 0.02 * notional;
            plain.add(account, i, symbol, units, quote.units());
        }
        Money cash = new Money(Math.round(requirement * (1.3 + random.nextDouble() * 8.7) * 1e6));
        plain.addCash(account, cash.units());
        return Exposure.of("account-" + account, 1, HealthState.HEALTHY, MarginMode.CROSS, cash, holdings);
    }

    private static long usedHeapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
