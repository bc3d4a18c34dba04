package io.breakwater.load.bench;

import io.breakwater.core.market.MarketView;
import io.breakwater.core.risk.Nomination;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a round of prices costs at 1,000,000 accounts x 4 positions x 50 symbols: all symbols by 20 basis points, one symbol
 * (80,000 holders), and the plain recomputation of every account beside them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RiskBookBenchmark {

    private BenchmarkBook accounts;
    private long sequence = 1;

    /** Fills the book and the plain columns with the same accounts. */
    @Setup
    public void fill() {
        accounts = new BenchmarkBook();
    }

    /** Every symbol moves: 4,000,000 rows. */
    @Benchmark
    public List<Nomination> everySymbol() {
        return accounts.book.onPrices(next(BenchmarkBook.SYMBOLS));
    }

    /** One symbol moves: 80,000 rows. */
    @Benchmark
    public List<Nomination> oneSymbol() {
        return accounts.book.onPrices(next(1));
    }

    /** Every account is valued again from plain columns: 4,000,000 positions, whichever symbol moved. */
    @Benchmark
    public int plainRecomputation() {
        sequence++;
        for (int symbol = 0; symbol < BenchmarkBook.SYMBOLS; symbol++) {
            accounts.plain.setPrice(
                    symbol, accounts.market.price(symbol, isFallen()).units());
        }
        return accounts.plain.round();
    }

    private MarketView next(int movedSymbols) {
        sequence++;
        return accounts.market.round(sequence, isFallen(), movedSymbols);
    }

    private boolean isFallen() {
        return (sequence & 1) == 0;
    }
}
